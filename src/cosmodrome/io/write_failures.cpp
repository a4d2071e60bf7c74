// What failures bring down, as part of the safety products.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

std::string stage_id(const SafetyAnalysis& analysis, int stage) {
  return stage < 0 ? std::string{} : analysis.flight.mission.vehicle.stages[static_cast<std::size_t>(stage)].id;
}

Json json_of(const std::string& name, const DebrisTally::Sum& sum) {
  return {{"name", name},
          {"probability", sum.probability},
          {"pieces", sum.pieces},
          {"casualty_area_m2", sum.casualty_area_m2}};
}

Json seconds_json(const SafetyAnalysis& analysis, const DebrisTally& tally) {
  Json list = Json::array();
  for (const DebrisTally::Second& second : tally.seconds()) {
    Json modes = Json::object();
    for (int mode = 0; mode < response_modes; ++mode) {
      const double p = second.probability[static_cast<std::size_t>(mode)];
      if (p > 0) modes[to_string(static_cast<ResponseMode>(mode))] = p;
    }
    list.push_back({{"t_s", second.t_s},
                    {"stage", stage_id(analysis, second.stage)},
                    {"probability", std::move(modes)},
                    {"pieces", second.pieces},
                    {"casualty_area_m2", second.casualty_area_m2},
                    {"latitude_deg", to_degrees(second.latitude_rad)},
                    {"longitude_deg", to_longitude_degrees(second.longitude_rad)}});
  }
  return list;
}

}  // namespace

std::string class_name(const SafetyAnalysis& analysis, std::size_t kind) {
  const auto& debris = analysis.assumptions->debris;
  return kind < debris.size() ? debris[kind].name : "vehicle in one piece";
}

// Neighbours along a band of latitude as one box.
std::vector<GroundCells::Box> boxes_above(const DebrisTally& tally, const std::vector<DebrisTally::Place>& places,
                                          double level) {
  std::vector<GroundCells::Box> boxes;
  GroundCells::Cell last{-1, -1};
  for (const DebrisTally::Place& place : places) {
    if (place.individual_risk < level) continue;
    const GroundCells::Box box = tally.cells().box(place.cell);
    if (place.cell.band == last.band && place.cell.column == last.column + 1) {
      boxes.back().east_rad = box.east_rad;
    } else {
      boxes.push_back(box);
    }
    last = place.cell;
  }
  return boxes;
}

MapLine ring_of(const GroundCells::Box& box) {
  const double south = to_degrees(box.south_rad), north = to_degrees(box.north_rad);
  const double west = to_degrees(box.west_rad), east = to_degrees(box.east_rad);
  return {{west, south, 0}, {east, south, 0}, {east, north, 0}, {west, north, 0}, {west, south, 0}};
}

Json failures_json(const SafetyAnalysis& analysis) {
  const DebrisTally& tally = *analysis.debris;
  Json modes = Json::array(), classes = Json::array(), contours = Json::array();
  double probability = 0;
  for (int mode = 0; mode < response_modes; ++mode) {
    const DebrisTally::Sum& sum = tally.modes()[static_cast<std::size_t>(mode)];
    probability += sum.probability;
    if (sum.probability > 0) modes.push_back(json_of(to_string(static_cast<ResponseMode>(mode)), sum));
  }
  for (std::size_t kind = 0; kind < tally.classes().size(); ++kind) {
    classes.push_back(json_of(class_name(analysis, kind), tally.classes()[kind]));
  }
  const auto places = tally.places();
  for (const double level : individual_risk_levels) {
    double area_m2 = 0, fewest = 1e300;
    for (const DebrisTally::Place& place : places) {
      if (place.individual_risk < level) continue;
      area_m2 += tally.cells().area_m2(place.cell);
      fewest = std::min(fewest, place.effective_falls);
    }
    contours.push_back({{"individual_risk", level},
                        {"area_m2", area_m2},
                        {"fewest_effective_falls", area_m2 > 0 ? Json(fewest) : Json()}});
  }
  return {{"probability", probability},
          {"falls", tally.falls()},
          {"down", tally.down()},
          {"modes", std::move(modes)},
          {"classes", std::move(classes)},
          {"contours", std::move(contours)},
          {"seconds", seconds_json(analysis, tally)}};
}

std::string write_failures_csv(const SafetyAnalysis& analysis) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "# {}\nt_s,stage", safety_notice());
  for (int mode = 0; mode < response_modes; ++mode) {
    fmt::format_to(out, ",probability.{}", to_string(static_cast<ResponseMode>(mode)));
  }
  fmt::format_to(out, ",pieces,casualty_area_m2,latitude_deg,longitude_deg\n");
  if (!has_failures(analysis)) return fmt::to_string(text);
  for (const DebrisTally::Second& second : analysis.debris->seconds()) {
    fmt::format_to(out, "{:.2f},{}", second.t_s, stage_id(analysis, second.stage));
    for (const double p : second.probability) fmt::format_to(out, ",{:.6g}", p);
    fmt::format_to(out, ",{:.5g},{:.5g},{:.4f},{:.4f}\n", second.pieces, second.casualty_area_m2,
                   to_degrees(second.latitude_rad), to_longitude_degrees(second.longitude_rad));
  }
  return fmt::to_string(text);
}

void add_failures(fmt::memory_buffer& text, const SafetyAnalysis& analysis) {
  auto out = std::back_inserter(text);
  const DebrisTally& tally = *analysis.debris;
  double probability = 0;
  for (const auto& sum : tally.modes()) probability += sum.probability;
  fmt::format_to(out, "\nFailures, of probability {:.4g} in all, {} falls:\n", probability, tally.falls());
  for (int mode = 0; mode < response_modes; ++mode) {
    const DebrisTally::Sum& sum = tally.modes()[static_cast<std::size_t>(mode)];
    if (sum.probability <= 0) continue;
    fmt::format_to(out, "  {:<17} {:9.3g}  {:8.1f} pieces, {:8.0f} m2 of casualty area if it happens\n",
                   to_string(static_cast<ResponseMode>(mode)), sum.probability, sum.pieces / sum.probability,
                   sum.casualty_area_m2 / sum.probability);
  }
  const auto places = tally.places();
  for (const double level : individual_risk_levels) {
    double area_m2 = 0;
    for (const auto& place : places) area_m2 += place.individual_risk >= level ? tally.cells().area_m2(place.cell) : 0;
    fmt::format_to(out, "  more than {:.0e} a launch for one who stands there: {:.0f} km2\n", level, area_m2 / 1e6);
  }
}

void add_failures(Json& features, const SafetyAnalysis& analysis) {
  if (!has_failures(analysis)) return;
  const auto places = analysis.debris->places();
  for (const double level : individual_risk_levels) {
    Json polygons = Json::array();
    for (const auto& box : boxes_above(*analysis.debris, places, level)) {
      polygons.push_back(Json::array({geojson_ring(ring_of(box))}));
    }
    if (polygons.empty()) continue;
    features.push_back(geojson_feature({{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}},
                                       {{"kind", "individual-risk"}, {"level", level}}));
  }
}

void add_failures(Kml& kml, const SafetyAnalysis& analysis) {
  if (!has_failures(analysis)) return;
  const auto places = analysis.debris->places();
  kml.add("<Folder><name>Individual risk</name>\n");
  for (const double level : individual_risk_levels) {
    kml.add("<Placemark><name>{:.0e} a launch, in the open</name><styleUrl>#zone</styleUrl><MultiGeometry>\n", level);
    for (const auto& box : boxes_above(*analysis.debris, places, level)) {
      kml.add("<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing>");
      kml.coordinates(ring_of(box));
      kml.add("</LinearRing></outerBoundaryIs></Polygon>\n");
    }
    kml.add("</MultiGeometry></Placemark>\n");
  }
  kml.add("</Folder>\n");
}

}  // namespace cosmodrome
