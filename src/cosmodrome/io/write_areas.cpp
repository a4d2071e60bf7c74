// What is to be closed for a launch, as part of the safety products.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "cosmodrome/io/areas_text.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_czml.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

Json colour(ClosedFor whom, int alpha) {
  if (whom == ClosedFor::people) return {{"rgba", {214, 60, 60, alpha}}};
  if (whom == ClosedFor::ships) return {{"rgba", {30, 110, 200, alpha}}};
  return {{"rgba", {150, 90, 190, alpha}}};
}

Json czml_ring(const MapLine& ring, double altitude_m) {
  Json list = Json::array();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    list.push_back(ring[i].longitude_deg), list.push_back(ring[i].latitude_deg), list.push_back(altitude_m);
  }
  return list;
}

/// All areas of one name together.
struct Closure {
  std::string name;
  int count = 0;
  double area_m2 = 0, from_s = 0, to_s = 0;
};

std::vector<Closure> closures(const SafetyAnalysis& analysis) {
  std::vector<Closure> all;
  for (const ClosedArea& area : *analysis.areas) {
    const std::string name = area_name(analysis, area);
    auto one = std::find_if(all.begin(), all.end(), [&](const Closure& made) { return made.name == name; });
    if (one == all.end()) one = all.insert(all.end(), {name, 0, 0, area.from_s, area.to_s});
    ++one->count, one->area_m2 += area.area_m2;
    one->from_s = std::min(one->from_s, area.from_s), one->to_s = std::max(one->to_s, area.to_s);
  }
  return all;
}

}  // namespace

std::string area_name(const SafetyAnalysis& analysis, const ClosedArea& area) {
  return fmt::format("{}{}: {}", ground_of(area.whom),
                     area.whom == ClosedFor::aircraft ? " " + altitudes(area) : std::string{}, reason(analysis, area));
}

GeoJson areas_json(const SafetyAnalysis& analysis) {
  Json list = Json::array();
  for (const ClosedArea& area : *analysis.areas) {
    Json json = {{"for", to_string(area.whom)},
                 {"element", area.element.empty() ? Json() : Json(area.element)},
                 {area.element.empty() ? "probability" : "share", area.level},
                 {"from_s", area.from_s},
                 {"to_s", area.to_s},
                 {"area_m2", area.area_m2},
                 {"vertices", area.polygon.outline.size()}};
    if (area.whom == ClosedFor::aircraft) json["floor_m"] = area.floor_m, json["ceiling_m"] = area.ceiling_m;
    json["outline_deg"] = Json::array();
    for (const GroundPlace& place : area.polygon.outline) {
      json["outline_deg"].push_back({to_longitude_degrees(place.longitude_rad), to_degrees(place.latitude_rad)});
    }
    list.push_back(std::move(json));
  }
  return list;
}

void add_areas(fmt::memory_buffer& text, const SafetyAnalysis& analysis) {
  auto out = std::back_inserter(text);
  fmt::format_to(out, "\nTo be closed (outlines and times in notice.txt):\n");
  for (const Closure& one : closures(analysis)) {
    fmt::format_to(out, "  {:>9.0f} km2  T+ {:5.0f} s to {:5.0f} s  {}{}\n", one.area_m2 / 1e6, one.from_s, one.to_s,
                   one.name, one.count > 1 ? fmt::format(", in {} places", one.count) : "");
  }
}

void add_areas(Json& features, const SafetyAnalysis& analysis) {
  if (!has_areas(analysis)) return;
  for (const ClosedArea& area : *analysis.areas) {
    Json properties = {{"kind", "closed-area"},
                       {"for", to_string(area.whom)},
                       {"name", area_name(analysis, area)},
                       {"from", utc_text(analysis.flight.mission, area.from_s, 0) + "Z"},
                       {"to", utc_text(analysis.flight.mission, area.to_s, 0) + "Z"}};
    if (area.whom == ClosedFor::aircraft) {
      properties["floor_m"] = area.floor_m, properties["ceiling_m"] = area.ceiling_m;
    }
    features.push_back(geojson_feature(multi_polygon({area.polygon}), std::move(properties)));
  }
}

void add_areas(Kml& kml, const SafetyAnalysis& analysis) {
  if (!has_areas(analysis)) return;
  for (const ClosedFor whom : {ClosedFor::people, ClosedFor::ships, ClosedFor::aircraft}) {
    kml.add("<Folder><name>To be closed: {}</name>\n", ground_of(whom));
    for (const ClosedArea& area : *analysis.areas) {
      if (area.whom != whom) continue;
      kml.add("<Placemark><name>{}</name><styleUrl>#zone</styleUrl>", escaped(area_name(analysis, area)));
      kml.add("<TimeSpan><begin>{}Z</begin><end>{}Z</end></TimeSpan>", utc_text(analysis.flight.mission, 0, 0),
              utc_text(analysis.flight.mission, area.to_s, 0));
      add_polygons(kml, {area.polygon}, area.ceiling_m);
      kml.add("</Placemark>\n");
    }
    kml.add("</Folder>\n");
  }
}

std::string write_safety_czml(const SafetyAnalysis& analysis) {
  const Mission& mission = analysis.flight.mission;
  GeoJson packets = GeoJson::parse(write_czml(analysis.flight));
  packets[0]["description"] = safety_notice();
  std::size_t number = 0;
  for (const ClosedArea& area : analysis.areas == nullptr ? std::vector<ClosedArea>{} : *analysis.areas) {
    for (const auto& rings : map_polygons({area.polygon})) {
      Json holes = Json::array();
      for (std::size_t i = 1; i < rings.size(); ++i) holes.push_back(czml_ring(rings[i], area.floor_m));
      Json polygon = {{"positions", {{"cartographicDegrees", czml_ring(rings[0], area.floor_m)}}},
                      {"height", area.floor_m},
                      {"material", {{"solidColor", {{"color", colour(area.whom, 50)}}}}},
                      {"outline", true},
                      {"outlineColor", colour(area.whom, 255)}};
      if (area.ceiling_m > 0) polygon["extrudedHeight"] = area.ceiling_m;
      if (!holes.empty()) polygon["holes"] = {{"cartographicDegrees", std::move(holes)}};
      packets.push_back(
          {{"id", fmt::format("closed/{}", ++number)},
           {"name", area_name(analysis, area)},
           {"availability", utc_text(mission, 0, 3) + "Z/" + utc_text(mission, std::max(1.0, area.to_s), 3) + "Z"},
           {"polygon", std::move(polygon)}});
    }
  }
  add_abort_packets(packets, analysis);
  return packets.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
