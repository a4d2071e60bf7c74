#include "cosmodrome/io/read_areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/json_text.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/safety/contour.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

/// Reads one file; errors name it and the way to what is wrong.
class AreaReader {
 public:
  explicit AreaReader(std::string file) : file_(std::move(file)) {}

  /// A whole file.
  void read(const Json& json) {
    if (type_of(json) != "FeatureCollection") return read_feature(json, "");
    const Json& features = list(json, "features", "");
    for (std::size_t i = 0; i < features.size(); ++i) read_feature(features[i], fmt::format("/features/{}", i));
  }

  /// A feature, or a geometry alone.
  void read_feature(const Json& json, const std::string& where) {
    if (type_of(json) == "Feature") return read_geometry(part(json, "geometry", where), where + "/geometry");
    read_geometry(json, where);
  }

  std::vector<GroundPolygon> polygons;

 private:
  void read_geometry(const Json& json, const std::string& where) {
    const std::string type = type_of(json);
    if (type == "Polygon") {
      add(part(json, "coordinates", where), where + "/coordinates");
    } else if (type == "MultiPolygon") {
      const Json& all = list(json, "coordinates", where);
      for (std::size_t i = 0; i < all.size(); ++i) add(all[i], fmt::format("{}/coordinates/{}", where, i));
    } else {
      fail(where, type.empty() ? "no type of GeoJSON" : fmt::format("\"{}\" is no area", shortened(type)),
           "give a Polygon, a MultiPolygon, or features of them");
    }
  }

  static std::string type_of(const Json& json) {
    const auto type = json.is_object() ? json.find("type") : json.end();
    return type != json.end() && type->is_string() ? type->get<std::string>() : std::string{};
  }

  [[noreturn]] void fail(const std::string& where, const std::string& what, const std::string& remedy) const {
    throw InputError(fmt::format("{}: {}: {}", file_, where.empty() ? "/" : where, what), remedy);
  }

  const Json& part(const Json& json, const char* name, const std::string& where) const {
    if (!json.contains(name)) fail(where, fmt::format("has no \"{}\"", name), "see RFC 7946");
    return json.at(name);
  }

  const Json& list(const Json& json, const char* name, const std::string& where) const {
    const Json& items = part(json, name, where);
    if (!items.is_array()) fail(fmt::format("{}/{}", where, name), "no list", "see RFC 7946");
    return items;
  }

  void add(const Json& rings, const std::string& where) {
    if (!rings.is_array() || rings.empty()) fail(where, "a polygon without rings", "give its outline first");
    GroundPolygon polygon;
    for (std::size_t i = 0; i < rings.size(); ++i) {
      auto ring = ring_of(rings[i], fmt::format("{}/{}", where, i));
      if (i == 0) {
        polygon.outline = std::move(ring);
      } else {
        polygon.holes.push_back(std::move(ring));
      }
    }
    polygons.push_back(std::move(polygon));
  }

  std::vector<GroundPlace> ring_of(const Json& places, const std::string& where) const {
    std::vector<GroundPlace> ring;
    for (std::size_t i = 0; places.is_array() && i < places.size(); ++i) {
      const Json& at = places[i];
      const bool pair = at.is_array() && at.size() >= 2 && at[0].is_number() && at[1].is_number();
      const double longitude = pair ? at[0].get<double>() : 999, latitude = pair ? at[1].get<double>() : 999;
      if (!(std::abs(latitude) <= 90 && std::abs(longitude) <= 360)) {
        fail(fmt::format("{}/{}", where, i), fmt::format("{} is no place on Earth", shortened(at.dump())),
             "give [longitude, latitude] in degrees");
      }
      ring.push_back({latitude * degree_rad, std::remainder(longitude, 360) * degree_rad});
    }
    const auto same = [](const GroundPlace& a, const GroundPlace& b) {
      return a.latitude_rad == b.latitude_rad && a.longitude_rad == b.longitude_rad;
    };
    if (ring.size() > 1 && same(ring.front(), ring.back())) ring.pop_back();
    if (ring.size() < 3) fail(where, fmt::format("a ring of {} places", ring.size()), "give three or more");
    return with_short_edges(ring);
  }

  /// Edges are straight on the map (RFC 7946, section 3.1.1); short ones are so on the ground as well.
  static std::vector<GroundPlace> with_short_edges(const std::vector<GroundPlace>& ring) {
    constexpr double longest_rad = 0.5 * std::numbers::pi / 180;
    std::vector<GroundPlace> fine;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const GroundPlace &a = ring[i], &b = ring[(i + 1) % ring.size()];
      const double north = b.latitude_rad - a.latitude_rad;
      const double east = std::remainder(b.longitude_rad - a.longitude_rad, 2 * std::numbers::pi);
      const int pieces = std::max(1, static_cast<int>(std::ceil(std::hypot(north, east) / longest_rad - 1e-9)));
      for (int k = 0; k < pieces; ++k) {
        const double s = static_cast<double>(k) / pieces;
        fine.push_back({a.latitude_rad + s * north, std::remainder(a.longitude_rad + s * east, 2 * std::numbers::pi)});
      }
    }
    return fine;
  }

  std::string file_;
};

constexpr std::size_t most_bytes = std::size_t{64} << 20;

Json parsed(std::string_view text, const std::string& file) {
  constexpr int deepest = 16;  // an outline of a MultiPolygon of a collection stands nine deep
  return parse_json(text, file, deepest, "give a GeoJSON file (RFC 7946)");
}

/// Whether a feature is one of the limit lines, or of a file that has nothing else.
bool is_limit_line(const Json& properties) {
  if (!properties.contains("kind")) return true;
  return properties["kind"] == "limit-line" && !(properties.contains("crossed") && properties["crossed"] == true);
}

}  // namespace

std::vector<GroundPolygon> read_areas_text(std::string_view text, const std::filesystem::path& file) {
  const Json json = parsed(text, file.string());
  AreaReader reader(file.string());
  reader.read(json);
  if (reader.polygons.empty()) throw InputError(fmt::format("{}: no areas in it", file.string()), "give at least one");
  return std::move(reader.polygons);
}

std::vector<NamedAreas> read_limit_lines_text(std::string_view text, const std::filesystem::path& file) {
  const Json json = parsed(text, file.string());
  const bool collection = json.is_object() && json.contains("features") && json["features"].is_array();
  if (!collection) return {{file.stem().string(), read_areas_text(text, file)}};
  std::vector<NamedAreas> lines;
  for (std::size_t i = 0; i < json["features"].size(); ++i) {
    const Json& feature = json["features"][i];
    const Json properties = feature.is_object() && feature.contains("properties") && feature["properties"].is_object()
                                ? feature["properties"]
                                : Json::object();
    if (!is_limit_line(properties)) continue;
    AreaReader reader(file.string());
    reader.read_feature(feature, fmt::format("/features/{}", i));
    const bool named = properties.contains("name") && properties["name"].is_string();
    lines.push_back(
        {named ? properties["name"].get<std::string>() : fmt::format("area {}", i + 1), std::move(reader.polygons)});
  }
  if (lines.empty())
    throw InputError(fmt::format("{}: no limit lines in it", file.string()),
                     "give the safety.geojson of `cosmodrome safety`, or areas of your own");
  return lines;
}

std::vector<GroundPolygon> read_areas(const std::filesystem::path& path) {
  return read_areas_text(read_text_file(path, most_bytes), path);
}

std::vector<NamedAreas> read_limit_lines(const std::filesystem::path& path) {
  return read_limit_lines_text(read_text_file(path, most_bytes), path);
}

}  // namespace cosmodrome
