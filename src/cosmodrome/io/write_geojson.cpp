#include "cosmodrome/io/write_geojson.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/map_line.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr double track_spacing_m = 2000;  // finer than a map of a continent can show

// About a decimetre on the ground, as RFC 7946 section 11.2 advises against false precision.
double rounded(double value, double step) { return std::round(value / step) * step; }

Json position(double longitude_deg, double latitude_deg) {
  return {rounded(longitude_deg, 1e-6), rounded(latitude_deg, 1e-6)};
}

Json positions(const MapLine& line) {
  Json list = Json::array();
  for (const MapPoint& point : line) list.push_back(position(point.longitude_deg, point.latitude_deg));
  return list;
}

Json feature(Json geometry, Json properties) {
  return {{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}};
}

// One part is a LineString, several a MultiLineString; a part of one point is none.
Json line_geometry(const std::vector<FlightPoint>& points) {
  Json parts = Json::array();
  for (const MapLine& part : cut_at_antimeridian(map_line(points, track_spacing_m))) {
    if (part.size() >= 2) parts.push_back(positions(part));
  }
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return {{"type", "LineString"}, {"coordinates", parts.front()}};
  return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
}

Json polygon_geometry(const MapLine& ring) {
  Json parts = Json::array();
  for (const MapLine& part : cut_ring_at_antimeridian(ring)) parts.push_back(Json::array({positions(part)}));
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return {{"type", "Polygon"}, {"coordinates", parts.front()}};
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(parts)}};
}

Json point_geometry(double latitude_rad, double longitude_rad) {
  return {{"type", "Point"}, {"coordinates", position(to_longitude_degrees(longitude_rad), to_degrees(latitude_rad))}};
}

Json event_feature(const FlightEvent& event) {
  const FlightPoint& point = event.point;
  return feature(point_geometry(point.latitude_rad, point.longitude_rad), {{"kind", "event"},
                                                                           {"name", event.name},
                                                                           {"what", event.what},
                                                                           {"t_s", point.t_s},
                                                                           {"altitude_m", point.altitude_m}});
}

Json impact_feature(const Impact& impact) {
  return feature(point_geometry(impact.latitude_rad, impact.longitude_rad), {{"kind", "impact"},
                                                                             {"element", impact.element},
                                                                             {"name", impact.name},
                                                                             {"t_s", impact.t_s},
                                                                             {"speed_m_s", impact.speed_m_s}});
}

Json zone_feature(const DropZone& zone) {
  return feature(polygon_geometry(outline(zone)),
                 {{"kind", "drop-zone"}, {"name", zone.name}, {"element", zone.element}, {"source", zone.source}});
}

}  // namespace

std::string write_geojson(const Flight& flight) {
  Json features = Json::array();
  features.push_back(feature(line_geometry(flight.points), {{"kind", "ground-track"}, {"name", flight.mission.name}}));
  for (const FlightEvent& event : flight.events) features.push_back(event_feature(event));
  for (const Impact& impact : flight.impacts) {
    if (impact.reached_ground) features.push_back(impact_feature(impact));
    Json fall = line_geometry(impact.track);
    if (!fall.is_null()) features.push_back(feature(std::move(fall), {{"kind", "fall"}, {"element", impact.element}}));
  }
  for (const DropZone& zone : flight.mission.drop_zones) features.push_back(zone_feature(zone));
  const Json collection = {{"type", "FeatureCollection"}, {"features", std::move(features)}};
  return collection.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
