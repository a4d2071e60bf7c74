// The maps of a safety analysis: GeoJSON and KML.
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"

namespace cosmodrome {
namespace {

constexpr double fall_spacing_m = 2000;

void add_trace(GeoJson& features, const SafetyAnalysis& analysis, std::optional<Landing> TracePoint::*landing,
               const char* kind) {
  for (const MapLine& line : trace_lines(analysis.trace, landing)) {
    GeoJson geometry = geojson_line(line);
    if (!geometry.is_null()) features.push_back(geojson_feature(std::move(geometry), {{"kind", kind}}));
  }
}

void add_regions(GeoJson& features, const SafetyAnalysis& analysis) {
  for_each_region(analysis, [&](const FallEnsemble& ensemble, double share, const auto& polygons, const char* kind) {
    features.push_back(geojson_feature(multi_polygon(polygons), {{"kind", std::string(kind) + "-of-falls"},
                                                                 {"element", ensemble.element},
                                                                 {"name", ensemble.name},
                                                                 {"share", share}}));
  });
}

void add_regions(Kml& kml, const SafetyAnalysis& analysis) {
  kml.add("<Folder><name>Where planned falls end</name>\n");
  for_each_region(analysis, [&](const FallEnsemble& ensemble, double share, const auto& polygons, const char* kind) {
    kml.add("<Placemark><name>{}, {:.1f} %{}</name><styleUrl>#zone</styleUrl>", escaped(ensemble.name), 100 * share,
            std::string_view(kind) == "ellipse" ? ", ellipse" : "");
    add_polygons(kml, polygons);
    kml.add("</Placemark>\n");
  });
  kml.add("</Folder>\n");
}

/// The mean place of each element's falls.
void add_ensembles(GeoJson& features, const SafetyAnalysis& analysis) {
  if (analysis.falls == nullptr) return;
  for (const FallEnsemble& ensemble : analysis.falls->ensembles) {
    if (ensemble.points.empty()) continue;
    const DropZone::Point mean = mean_place(ensemble.points);
    features.push_back(
        geojson_feature(geojson_point(mean.latitude_rad, mean.longitude_rad), {{"kind", "mean-of-falls"},
                                                                               {"element", ensemble.element},
                                                                               {"name", ensemble.name},
                                                                               {"falls", ensemble.released},
                                                                               {"share_down", ensemble.share_down()}}));
  }
}

}  // namespace

std::vector<std::vector<MapLine>> map_polygons(const std::vector<GroundPolygon>& polygons) {
  const auto ring = [](const std::vector<GroundPlace>& places) {
    MapLine line;
    // A cut part keeps to its side: pi is not turned into -pi.
    for (const GroundPlace& p : places) line.push_back({to_degrees(p.longitude_rad), to_degrees(p.latitude_rad), 0});
    if (!line.empty()) line.push_back(line.front());
    return line;
  };
  std::vector<std::vector<MapLine>> all;
  for (const GroundPolygon& polygon : polygons) {
    for (const GroundPolygon& part : cut_at_antimeridian(polygon)) {
      all.push_back({ring(part.outline)});
      for (const auto& hole : part.holes) all.back().push_back(ring(hole));
    }
  }
  return all;
}

GeoJson multi_polygon(const std::vector<GroundPolygon>& polygons) {
  GeoJson coordinates = GeoJson::array();
  for (const auto& rings : map_polygons(polygons)) {
    GeoJson polygon = GeoJson::array();
    for (const MapLine& ring : rings) polygon.push_back(geojson_ring(ring));
    coordinates.push_back(std::move(polygon));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(coordinates)}};
}

void add_polygons(Kml& kml, const std::vector<GroundPolygon>& polygons, double altitude_m) {
  kml.add("<MultiGeometry>\n");
  for (auto rings : map_polygons(polygons)) {
    kml.add("<Polygon>{}", altitude_m > 0 ? "<extrude>1</extrude><altitudeMode>absolute</altitudeMode>"
                                          : "<tessellate>1</tessellate>");
    for (std::size_t i = 0; i < rings.size(); ++i) {
      for (MapPoint& point : rings[i]) point.altitude_m = altitude_m;
      kml.add("<{0}><LinearRing>", i == 0 ? "outerBoundaryIs" : "innerBoundaryIs");
      kml.coordinates(rings[i]);
      kml.add("</LinearRing></{0}>", i == 0 ? "outerBoundaryIs" : "innerBoundaryIs");
    }
    kml.add("</Polygon>\n");
  }
  kml.add("</MultiGeometry>");
}

void for_each_region(const SafetyAnalysis& analysis,
                     const std::function<void(const FallEnsemble& ensemble, double share,
                                              const std::vector<GroundPolygon>& polygons, const char* kind)>& add) {
  if (analysis.falls == nullptr) return;
  for (const FallEnsemble& ensemble : analysis.falls->ensembles) {
    for (const HighestDensityRegion& region : ensemble.regions) add(ensemble, region.share, region.polygons, "region");
    for (const ImpactEllipse& ellipse : ensemble.ellipses) {
      add(ensemble, ellipse.share, {GroundPolygon{ellipse.outline(), {}}}, "ellipse");
    }
  }
}

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
  add_ensembles(features, analysis);
  add_regions(features, analysis);
  add_failures(features, analysis);
  add_areas(features, analysis);
  add_aborts(features, analysis);
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
  add_regions(kml, analysis);
  add_failures(kml, analysis);
  add_areas(kml, analysis);
  add_aborts(kml, analysis);
  end_document(kml);
  return kml.text();
}

}  // namespace cosmodrome
