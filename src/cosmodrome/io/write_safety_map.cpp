// The maps of a safety analysis: GeoJSON and KML.
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/geojson_features.hpp"
#include "cosmodrome/io/kml_text.hpp"
#include "cosmodrome/io/write_safety.hpp"

namespace cosmodrome {
namespace {

constexpr double fall_spacing_m = 2000;

/// The impact points along the ground. A trace that pauses, since the vehicle was in orbit, is two lines.
std::vector<MapLine> trace_lines(const std::vector<TracePoint>& trace, std::optional<Landing> TracePoint::*landing) {
  std::vector<MapLine> lines(1);
  for (const TracePoint& point : trace) {
    const auto& place = point.*landing;
    if (place) {
      lines.back().push_back({to_longitude_degrees(place->longitude_rad), to_degrees(place->latitude_rad), 0});
    } else if (!lines.back().empty()) {
      lines.emplace_back();
    }
  }
  return lines;
}

void add_trace(GeoJson& features, const SafetyAnalysis& analysis, std::optional<Landing> TracePoint::*landing,
               const char* kind) {
  for (const MapLine& line : trace_lines(analysis.trace, landing)) {
    GeoJson geometry = geojson_line(line);
    if (!geometry.is_null()) features.push_back(geojson_feature(std::move(geometry), {{"kind", kind}}));
  }
}

}  // namespace

std::string write_safety_geojson(const SafetyAnalysis& analysis) {
  GeoJson features = GeoJson::array();
  add_trace(features, analysis, &TracePoint::vacuum, "impact-points-in-vacuum");
  add_trace(features, analysis, &TracePoint::in_air, "impact-points-in-air");
  for (const Impact& impact : analysis.flight.impacts) {
    if (impact.reached_ground) features.push_back(geojson_impact(impact));
    GeoJson fall = geojson_line(map_line(impact.track, fall_spacing_m));
    if (fall.is_null()) continue;
    features.push_back(geojson_feature(std::move(fall), {{"kind", "fall"}, {"element", impact.element}}));
  }
  for (const DropZone& zone : analysis.flight.mission.drop_zones) features.push_back(geojson_zone(zone));
  return geojson_text(std::move(features), {{"notice", safety_notice()}});
}

std::string write_safety_kml(const SafetyAnalysis& analysis) {
  const Mission& mission = analysis.flight.mission;
  Kml kml;
  begin_document(kml, mission.name + ": where it comes down", safety_notice());
  kml.add("<Folder><name>Impact points</name>\n");
  for (const MapLine& line : trace_lines(analysis.trace, &TracePoint::vacuum)) {
    add_line(kml, "If thrust ended, in vacuum", "track", line, true);
  }
  for (const MapLine& line : trace_lines(analysis.trace, &TracePoint::in_air)) {
    if (!line.empty()) add_line(kml, "If thrust ended, through the air", "fall", line, true);
  }
  kml.add("</Folder>\n<Folder><name>Planned falls</name>\n");
  for (const Impact& impact : analysis.flight.impacts) add_impact(kml, mission, impact);
  kml.add("</Folder>\n<Folder><name>Closed districts</name>\n");
  for (const DropZone& zone : mission.drop_zones) add_zone(kml, zone);
  kml.add("</Folder>\n");
  end_document(kml);
  return kml.text();
}

}  // namespace cosmodrome
