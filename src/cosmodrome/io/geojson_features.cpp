#include "cosmodrome/io/geojson_features.hpp"

#include <cmath>

#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

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

Json polygon_geometry(const MapLine& ring) {
  Json parts = Json::array();
  for (const MapLine& part : cut_ring_at_antimeridian(ring)) parts.push_back(Json::array({positions(part)}));
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return {{"type", "Polygon"}, {"coordinates", parts.front()}};
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(parts)}};
}

}  // namespace

GeoJson geojson_feature(Json geometry, Json properties) {
  return {{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", std::move(properties)}};
}

// One part is a LineString, several a MultiLineString; a part of one point is none.
GeoJson geojson_line(const MapLine& line) {
  Json parts = Json::array();
  for (const MapLine& part : cut_at_antimeridian(line)) {
    if (part.size() >= 2) parts.push_back(positions(part));
  }
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return {{"type", "LineString"}, {"coordinates", parts.front()}};
  return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
}

GeoJson geojson_ring(const MapLine& ring) { return positions(ring); }

GeoJson geojson_point(double latitude_rad, double longitude_rad) {
  return {{"type", "Point"}, {"coordinates", position(to_longitude_degrees(longitude_rad), to_degrees(latitude_rad))}};
}

GeoJson geojson_impact(const Impact& impact) {
  return geojson_feature(geojson_point(impact.latitude_rad, impact.longitude_rad), {{"kind", "impact"},
                                                                                    {"element", impact.element},
                                                                                    {"name", impact.name},
                                                                                    {"t_s", impact.t_s},
                                                                                    {"speed_m_s", impact.speed_m_s}});
}

GeoJson geojson_zone(const DropZone& zone) {
  return geojson_feature(
      polygon_geometry(outline(zone)),
      {{"kind", "drop-zone"}, {"name", zone.name}, {"element", zone.element}, {"source", zone.source}});
}

std::string geojson_text(GeoJson features, GeoJson more) {
  GeoJson collection = {{"type", "FeatureCollection"}};
  collection.update(more);
  collection["features"] = std::move(features);
  return collection.dump(-1, ' ', false, GeoJson::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
