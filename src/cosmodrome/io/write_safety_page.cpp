#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/fill_page.hpp"
#include "cosmodrome/io/safety_parts.hpp"
#include "cosmodrome/io/write_report.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

constexpr std::size_t points_shown = 600;  // of each element: more would be one blot

Json position(double longitude_deg, double latitude_deg) {
  return {std::round(longitude_deg * 1e4) / 1e4, std::round(latitude_deg * 1e4) / 1e4};
}

Json line_json(const MapLine& line) {
  Json list = Json::array();
  for (const MapPoint& p : line) list.push_back(position(p.longitude_deg, p.latitude_deg));
  return list;
}

Json trace_overlay(const SafetyAnalysis& analysis, std::optional<Landing> TracePoint::*landing, const char* name,
                   const char* colour) {
  Json lines = Json::array();
  for (const MapLine& line : trace_lines(analysis.trace, landing)) {
    if (line.size() > 1) lines.push_back(line_json(line));
  }
  return {{"name", name}, {"colour", colour}, {"lines", std::move(lines)}};
}

Json falls_overlay(const FallEnsemble& ensemble) {
  Json points = Json::array();
  const std::size_t step = std::max<std::size_t>(1, ensemble.points.size() / points_shown);
  for (std::size_t i = 0; i < ensemble.points.size(); i += step) {
    points.push_back(
        position(to_longitude_degrees(ensemble.points[i].longitude_rad), to_degrees(ensemble.points[i].latitude_rad)));
  }
  return {{"name", "falls of " + ensemble.name}, {"colour", "second"}, {"points", std::move(points)}};
}

Json risk_overlay(const SafetyAnalysis& analysis, const std::vector<DebrisTally::Place>& places, double level,
                  const char* colour) {
  Json rings = Json::array();
  for (const auto& box : boxes_above(*analysis.debris, places, level)) rings.push_back(line_json(ring_of(box)));
  return {{"name", fmt::format("more than {:.0e} a launch for one in the open", level)},
          {"colour", colour},
          {"rings", std::move(rings)}};
}

Json regions_overlay(const SafetyAnalysis& analysis) {
  Json lines = Json::array();
  for_each_region(analysis, [&](const FallEnsemble&, double, const auto& polygons, const char* kind) {
    if (std::string_view(kind) != "region") return;
    for (const auto& rings : map_polygons(polygons)) {
      for (const MapLine& ring : rings) lines.push_back(line_json(ring));
    }
  });
  return {
      {"name", "regions with 50, 97 and 99.7 % of planned falls"}, {"colour", "first"}, {"lines", std::move(lines)}};
}

Json areas_overlay(const SafetyAnalysis& analysis, ClosedFor whom, const char* name, const char* colour) {
  Json lines = Json::array();
  for (const ClosedArea& area : *analysis.areas) {
    if (area.whom != whom) continue;
    for (const auto& rings : map_polygons({area.polygon})) {
      for (const MapLine& ring : rings) lines.push_back(line_json(ring));
    }
  }
  return {{"name", name}, {"colour", colour}, {"lines", std::move(lines)}};
}

Json limits_overlay(const SafetyAnalysis& analysis) {
  Json lines = Json::array();
  for (const LimitLine& limit : analysis.aborts->lines) {
    for (const auto& rings : map_polygons(limit.outlines)) {
      for (const MapLine& ring : rings) lines.push_back(line_json(ring));
    }
  }
  return {{"name", "limit lines about protected places"}, {"colour", "second"}, {"lines", std::move(lines)}};
}

Json gates_overlay(const SafetyAnalysis& analysis) {
  Json lines = Json::array();
  for (const Passage& one : analysis.aborts->gates) lines.push_back(line_json(gate_line(one)));
  return {{"name", "gates"}, {"colour", "bad"}, {"lines", std::move(lines)}};
}

Json corridor_overlay(const SafetyAnalysis& analysis) {
  Json lines = Json::array();
  for (const CorridorStretch& part : analysis.aborts->corridor.stretches) {
    for (const MapLine& line : cut_at_antimeridian(map_line(part.line))) lines.push_back(line_json(line));
  }
  return {{"name", "limit lines beside the way"}, {"colour", "bad"}, {"lines", std::move(lines)}};
}

Json overlays(const SafetyAnalysis& analysis) {
  Json list = Json::array();
  if (has_areas(analysis)) {
    list.push_back(areas_overlay(analysis, ClosedFor::aircraft, "to be closed: air", "soft"));
    list.push_back(areas_overlay(analysis, ClosedFor::ships, "to be closed: sea", "first"));
    list.push_back(areas_overlay(analysis, ClosedFor::people, "to be closed: land", "bad"));
  }
  if (has_failures(analysis)) {
    const auto places = analysis.debris->places();
    const char* colours[] = {"bad", "second", "soft"};
    for (std::size_t i = 3; i-- > 0;) {
      list.push_back(risk_overlay(analysis, places, individual_risk_levels[i], colours[i]));
    }
  }
  if (analysis.aborts != nullptr) {
    list.push_back(limits_overlay(analysis));
    list.push_back(gates_overlay(analysis));
    list.push_back(corridor_overlay(analysis));
  }
  list.push_back(trace_overlay(analysis, &TracePoint::vacuum, "impact points in vacuum", "ink"));
  if (analysis.options.ballistic_coefficient_kg_m2) {
    list.push_back(trace_overlay(analysis, &TracePoint::in_air, "impact points through the air", "soft"));
  }
  if (has_ensembles(analysis)) {
    for (const FallEnsemble& ensemble : analysis.falls->ensembles) list.push_back(falls_overlay(ensemble));
    list.push_back(regions_overlay(analysis));
  }
  return list;
}

ReportTable falls_table(const NormalFalls& falls) {
  ReportTable table{"Planned falls of flights that vary",
                    fmt::format("{} flights with all their dispersions, each body several times.", falls.flights),
                    {"What falls", "bodies", "came down, %", "mean latitude, deg", "mean longitude, deg",
                     "97 % within, km2", "inside its districts, %"},
                    {}};
  for (const FallEnsemble& one : falls.ensembles) {
    std::vector<std::string> row{
        one.name, fmt::format("{}", one.bodies), fmt::format("{:.2f}", 100 * one.share_down()), "", "", "", ""};
    if (!one.points.empty()) {
      const DropZone::Point mean = mean_place(one.points);
      row[3] = fmt::format("{:.3f}", to_degrees(mean.latitude_rad));
      row[4] = fmt::format("{:.3f}", to_longitude_degrees(mean.longitude_rad));
    }
    for (const auto& region : one.regions) {
      if (region.share == 0.97) row[5] = fmt::format("{:.0f}", region.area_m2 / 1e6);
    }
    for (const auto& zone : one.zones) {
      row[6] += fmt::format("{}{:.1f}", row[6].empty() ? "" : ", ", 100 * zone.share_inside);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable modes_table(const DebrisTally& tally) {
  ReportTable table{"If the flight fails",
                    fmt::format("{} falls of debris. Casualty area: of people in the open, by the rule of 14 CFR 417 "
                                "for inert pieces.",
                                tally.falls()),
                    {"Mode", "probability", "pieces, if it happens", "casualty area then, m2"},
                    {}};
  for (int mode = 0; mode < response_modes; ++mode) {
    const DebrisTally::Sum& sum = tally.modes()[static_cast<std::size_t>(mode)];
    if (sum.probability <= 0) continue;
    table.rows.push_back({to_string(static_cast<ResponseMode>(mode)), fmt::format("{:.3g}", sum.probability),
                          fmt::format("{:.1f}", sum.pieces / sum.probability),
                          fmt::format("{:.0f}", sum.casualty_area_m2 / sum.probability)});
  }
  return table;
}

ReportTable areas_table(const SafetyAnalysis& analysis) {
  ReportTable table{"To be closed",
                    "From lift-off to the last fall; outlines are in notice.txt, and on the map.",
                    {"What, and why", "area, km2", "vertices", "first fall, T+ s", "last fall, T+ s"},
                    {}};
  for (const ClosedArea& area : *analysis.areas) {
    table.rows.push_back({area_name(analysis, area), fmt::format("{:.0f}", area.area_m2 / 1e6),
                          fmt::format("{}", area.polygon.outline.size()), fmt::format("{:.0f}", area.from_s),
                          fmt::format("{:.0f}", area.to_s)});
  }
  return table;
}

ReportTable casualties_table(const SafetyAnalysis& analysis) {
  ReportTable table{"Casualties expected a launch",
                    fmt::format("Judged is the flight over ground that is cleared: this analysis's own areas for "
                                "people{}, where about {:.0f} people live.",
                                analysis.more_closed ? " and those of the file given" : "", closed_people(analysis)),
                    {"Where people are", "all", "of failures", "of planned falls"},
                    {}};
  const auto add = [&](const char* where, const FlightRisk& risk) {
    table.rows.push_back({where, fmt::format("{:.2g}", risk.casualties()),
                          fmt::format("{:.2g}", risk.failures.total().casualties),
                          fmt::format("{:.2g}", risk.planned.total().casualties)});
  };
  add("closed ground cleared", *analysis.cleared), add("everybody at home", *analysis.at_home);
  return table;
}

ReportTable criteria_table(const SafetyAnalysis& analysis) {
  ReportTable table{"Limits", "With closed ground cleared.", {"Limit", "found", "limit", "met"}, {}};
  for (const RiskVerdict& verdict : risk_verdicts(analysis)) {
    table.rows.push_back({fmt::format("{} ({})", verdict.criterion.name, verdict.criterion.clause),
                          fmt::format("{:.2g}", verdict.value), fmt::format("{:.0e}", verdict.criterion.limit),
                          verdict.met ? "yes" : "NO"});
  }
  return table;
}

ReportTable contributions_table(const SafetyAnalysis& analysis) {
  ReportTable table{"What most of it comes from",
                    "Of the casualties with closed ground cleared. Shares by cause and by place overlap.",
                    {"Cause, or place", "share, %"},
                    {}};
  for (const RiskContribution& one : largest_contributions(analysis, *analysis.cleared)) {
    table.rows.push_back({one.what, fmt::format("{:.1f}", 100 * one.share)});
  }
  return table;
}

}  // namespace

std::string write_safety_page(const SafetyAnalysis& analysis, const std::string& page) {
  if (page.find("@DATA@") == std::string::npos) throw std::invalid_argument("report page: no place marked @DATA@");
  std::vector<ReportTable> tables;
  if (has_ensembles(analysis)) tables.push_back(falls_table(*analysis.falls));
  if (has_failures(analysis)) tables.push_back(modes_table(*analysis.debris));
  if (has_risk(analysis)) {
    tables.push_back(casualties_table(analysis)), tables.push_back(criteria_table(analysis));
    tables.push_back(contributions_table(analysis));
  }
  if (has_areas(analysis)) tables.push_back(areas_table(analysis));
  if (analysis.aborts != nullptr) {
    for (ReportTable& table : aborts_tables(analysis)) tables.push_back(std::move(table));
  }
  Json data = Json::parse(write_report_data(analysis.flight, analysis.mission_hash, tables));
  data["notice"] = {{"title", "Flight safety"}, {"text", safety_notice()}};
  data["overlays"] = overlays(analysis);
  return filled_page(page, {{"@TITLE@", safe_in_html(analysis.flight.mission.name + ": flight safety")},
                            {"@TEXT@", safe_in_html(write_safety_summary(analysis))},
                            {"@DATA@", safe_in_script(data.dump(-1, ' ', false, Json::error_handler_t::replace))}});
}

}  // namespace cosmodrome
