#include "cosmodrome/io/write_geojson.hpp"

#include "cosmodrome/io/geojson_features.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

constexpr double track_spacing_m = 2000;  // finer than a map of a continent can show

Json track_geometry(const std::vector<FlightPoint>& points) { return geojson_line(map_line(points, track_spacing_m)); }

Json track_feature(const Flight& flight) {
  return geojson_feature(track_geometry(flight.points), {{"kind", "ground-track"}, {"name", flight.mission.name}});
}

Json event_feature(const FlightEvent& event) {
  const FlightPoint& point = event.point;
  return geojson_feature(geojson_point(point.latitude_rad, point.longitude_rad), {{"kind", "event"},
                                                                                  {"name", event.name},
                                                                                  {"what", event.what},
                                                                                  {"t_s", point.t_s},
                                                                                  {"altitude_m", point.altitude_m}});
}

}  // namespace

std::string write_geojson(const Flight& flight) {
  Json features = Json::array();
  features.push_back(track_feature(flight));
  for (const FlightEvent& event : flight.events) features.push_back(event_feature(event));
  for (const Impact& impact : flight.impacts) {
    if (impact.reached_ground) features.push_back(geojson_impact(impact));
    Json fall = track_geometry(impact.track);
    if (!fall.is_null())
      features.push_back(geojson_feature(std::move(fall), {{"kind", "fall"}, {"element", impact.element}}));
  }
  for (const DropZone& zone : flight.mission.drop_zones) features.push_back(geojson_zone(zone));
  return geojson_text(std::move(features));
}

std::string write_geojson(const std::vector<const Flight*>& flights) {
  if (flights.size() == 1) return write_geojson(*flights.front());
  Json features = Json::array();
  for (const Flight* flight : flights) features.push_back(track_feature(*flight));
  return geojson_text(std::move(features));
}

}  // namespace cosmodrome
