#include "cosmodrome/io/read_areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/safety/contour.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;

/// Reads one file; errors name it and the way to what is wrong.
class AreaReader {
 public:
  explicit AreaReader(std::string file) : file_(std::move(file)) {}

  void read(const Json& json, const std::string& where) {
    const std::string type = json.is_object() ? json.value("type", std::string{}) : std::string{};
    if (type == "FeatureCollection") {
      const Json& features = part(json, "features", where);
      for (std::size_t i = 0; i < features.size(); ++i) read(features[i], fmt::format("{}/features/{}", where, i));
    } else if (type == "Feature") {
      read(part(json, "geometry", where), where + "/geometry");
    } else if (type == "Polygon") {
      add(part(json, "coordinates", where), where + "/coordinates");
    } else if (type == "MultiPolygon") {
      const Json& all = part(json, "coordinates", where);
      for (std::size_t i = 0; i < all.size(); ++i) add(all[i], fmt::format("{}/coordinates/{}", where, i));
    } else {
      fail(where, type.empty() ? "no type of GeoJSON" : fmt::format("\"{}\" is no area", type),
           "give a Polygon, a MultiPolygon, or features of them");
    }
  }

  std::vector<GroundPolygon> polygons;

 private:
  [[noreturn]] void fail(const std::string& where, const std::string& what, const std::string& remedy) const {
    throw InputError(fmt::format("{}: {}: {}", file_, where.empty() ? "/" : where, what), remedy);
  }

  const Json& part(const Json& json, const char* name, const std::string& where) const {
    if (!json.contains(name)) fail(where, fmt::format("has no \"{}\"", name), "see RFC 7946");
    return json.at(name);
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
    constexpr double degree = std::numbers::pi / 180;
    std::vector<GroundPlace> ring;
    for (std::size_t i = 0; places.is_array() && i < places.size(); ++i) {
      const Json& at = places[i];
      const bool pair = at.is_array() && at.size() >= 2 && at[0].is_number() && at[1].is_number();
      const double longitude = pair ? at[0].get<double>() : 999, latitude = pair ? at[1].get<double>() : 999;
      if (!(std::abs(latitude) <= 90 && std::abs(longitude) <= 360)) {
        fail(fmt::format("{}/{}", where, i), fmt::format("{} is no place on Earth", at.dump()),
             "give [longitude, latitude] in degrees");
      }
      ring.push_back({latitude * degree, std::remainder(longitude, 360) * degree});
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

Json parsed(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw InputError(fmt::format("{}: cannot be read", path.string()), "check the file's name");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const std::string before = text.substr(0, std::min(text.size(), error.byte > 0 ? error.byte - 1 : 0));
    throw InputError(fmt::format("{}:{}:{}: no JSON", path.string(), 1 + std::count(before.begin(), before.end(), '\n'),
                                 before.size() - (before.rfind('\n') + 1) + 1),
                     "give a GeoJSON file (RFC 7946)");
  }
}

/// Whether a feature is one of the limit lines, or of a file that has nothing else.
bool is_limit_line(const Json& properties) {
  if (!properties.contains("kind")) return true;
  return properties["kind"] == "limit-line" && !(properties.contains("crossed") && properties["crossed"] == true);
}

}  // namespace

std::vector<GroundPolygon> read_areas(const std::filesystem::path& path) {
  const Json json = parsed(path);
  AreaReader reader(path.string());
  reader.read(json, "");
  if (reader.polygons.empty()) throw InputError(fmt::format("{}: no areas in it", path.string()), "give at least one");
  return std::move(reader.polygons);
}

std::vector<NamedAreas> read_limit_lines(const std::filesystem::path& path) {
  const Json json = parsed(path);
  const bool collection = json.is_object() && json.contains("features") && json["features"].is_array();
  if (!collection) return {{path.stem().string(), read_areas(path)}};
  std::vector<NamedAreas> lines;
  for (std::size_t i = 0; i < json["features"].size(); ++i) {
    const Json& feature = json["features"][i];
    const Json properties = feature.is_object() && feature.contains("properties") && feature["properties"].is_object()
                                ? feature["properties"]
                                : Json::object();
    if (!is_limit_line(properties)) continue;
    AreaReader reader(path.string());
    reader.read(feature, fmt::format("/features/{}", i));
    const bool named = properties.contains("name") && properties["name"].is_string();
    lines.push_back(
        {named ? properties["name"].get<std::string>() : fmt::format("area {}", i + 1), std::move(reader.polygons)});
  }
  if (lines.empty())
    throw InputError(fmt::format("{}: no limit lines in it", path.string()),
                     "give the safety.geojson of `cosmodrome safety`, or areas of your own");
  return lines;
}

}  // namespace cosmodrome
