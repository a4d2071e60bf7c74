#pragma once
#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/io/geojson_features.hpp"
#include "cosmodrome/io/kml_text.hpp"
#include "cosmodrome/io/write_report.hpp"
#include "cosmodrome/io/write_safety.hpp"

// For the .cpp files of io/ that write a safety analysis.

namespace cosmodrome {

inline bool has_failures(const SafetyAnalysis& analysis) {
  return analysis.debris != nullptr && !analysis.debris->seconds().empty();
}

/// Neighbouring cells above a level as few boxes.
std::vector<GroundCells::Box> boxes_above(const DebrisTally& tally, const std::vector<DebrisTally::Place>& places,
                                          double level);
MapLine ring_of(const GroundCells::Box& box);

/// Contours of individual risk that are shown: probabilities a launch.
inline constexpr double individual_risk_levels[3] = {1e-5, 1e-6, 1e-7};

/// The impact points along the ground. A trace that pauses, since the vehicle was in orbit, is two lines.
std::vector<MapLine> trace_lines(const std::vector<TracePoint>& trace, std::optional<Landing> TracePoint::*landing);

inline bool has_ensembles(const SafetyAnalysis& analysis) {
  return analysis.falls != nullptr && analysis.falls->flights > 0;
}

/// The rings of a part of the ground as maps want them: outline first, cut at the 180th meridian.
std::vector<std::vector<MapLine>> map_polygons(const std::vector<GroundPolygon>& polygons);

/// Regions and ellipses of all planned falls: `add(ensemble, share, polygons, name of the kind)`.
void for_each_region(const SafetyAnalysis& analysis,
                     const std::function<void(const FallEnsemble& ensemble, double share,
                                              const std::vector<GroundPolygon>& polygons, const char* kind)>& add);

std::string class_name(const SafetyAnalysis& analysis, std::size_t kind);

GeoJson failures_json(const SafetyAnalysis& analysis);

inline bool has_risk(const SafetyAnalysis& analysis) { return analysis.at_home != nullptr; }
GeoJson risk_json(const SafetyAnalysis& analysis);
/// Of the figures with closed ground cleared.
std::vector<RiskVerdict> risk_verdicts(const SafetyAnalysis& analysis);
double closed_people(const SafetyAnalysis& analysis);

/// What a share of the expected casualties comes from; shares overlap.
struct RiskContribution {
  std::string what;
  double share = 0;
};
std::vector<RiskContribution> largest_contributions(const SafetyAnalysis& analysis, const FlightRisk& risk);

inline bool has_areas(const SafetyAnalysis& analysis) { return analysis.areas != nullptr && !analysis.areas->empty(); }
/// "sea for ships: 97 % of Boosters", "air, 3000 m to 6000 m: more than 1e-06".
std::string area_name(const SafetyAnalysis& analysis, const ClosedArea& area);
GeoJson areas_json(const SafetyAnalysis& analysis);
void add_areas(fmt::memory_buffer& text, const SafetyAnalysis& analysis);
void add_areas(GeoJson& features, const SafetyAnalysis& analysis);
void add_areas(Kml& kml, const SafetyAnalysis& analysis);

/// Polygons of GeoJSON, and of KML with their altitude.
GeoJson multi_polygon(const std::vector<GroundPolygon>& polygons);
void add_polygons(Kml& kml, const std::vector<GroundPolygon>& polygons, double altitude_m = 0);

GeoJson aborts_json(const SafetyAnalysis& analysis);
std::string straight_up_text(const AbortPlan& plan);
std::vector<ReportTable> aborts_tables(const SafetyAnalysis& analysis);
GeoJson place_json(const GroundPlace& place);
MapLine map_line(const std::vector<GroundPlace>& places);
/// The first of them, and how many more.
std::string names_text(const std::vector<std::string>& names);
MapLine gate_line(const Passage& gate);
void add_aborts(fmt::memory_buffer& text, const SafetyAnalysis& analysis);
void add_aborts(GeoJson& features, const SafetyAnalysis& analysis);
void add_aborts(Kml& kml, const SafetyAnalysis& analysis);
/// Limit lines and gates as packets of CZML.
void add_abort_packets(GeoJson& packets, const SafetyAnalysis& analysis);
void add_ground_line(GeoJson& packets, const std::string& id, const std::string& name, const MapLine& line,
                     const GeoJson& rgba);

/// The two lines beside the way of the impact point.
GeoJson corridor_json(const AbortPlan& plan);
ReportTable corridor_table(const AbortPlan& plan);
void add_corridor(fmt::memory_buffer& text, const AbortPlan& plan);
void add_corridor(GeoJson& features, const AbortPlan& plan);
void add_corridor(Kml& kml, const AbortPlan& plan);
void add_corridor_packets(GeoJson& packets, const AbortPlan& plan);

void add_risk(fmt::memory_buffer& text, const SafetyAnalysis& analysis);
void add_failures(fmt::memory_buffer& text, const SafetyAnalysis& analysis);
void add_failures(GeoJson& features, const SafetyAnalysis& analysis);
void add_failures(Kml& kml, const SafetyAnalysis& analysis);

}  // namespace cosmodrome
