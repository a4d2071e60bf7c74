// When a flight is to be ended, as part of the safety products.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

constexpr std::size_t most_named = 6;
constexpr std::size_t enough_falls = 10;  // a deviation then is known to a quarter
constexpr double data_loss_every_s = 60;  // in the summary

Json outlines_json(const std::vector<GroundPolygon>& polygons) {
  Json all = Json::array();
  for (const GroundPolygon& polygon : polygons) {
    Json outline = Json::array();
    for (const GroundPlace& place : polygon.outline) outline.push_back(place_json(place));
    all.push_back(std::move(outline));
  }
  return all;
}

std::string gate_text(const Passage& one) {
  return fmt::format("gate, T+{:.0f} s to {:.0f} s, {}", one.from_s, one.to_s, one.gate.open ? "open" : "closed");
}

const char* decision(const Gate& gate) {
  return gate.open ? "open: going on is the lesser risk" : "closed: ending is the lesser risk";
}

}  // namespace

Json place_json(const GroundPlace& place) {
  return {to_longitude_degrees(place.longitude_rad), to_degrees(place.latitude_rad)};
}

MapLine map_line(const std::vector<GroundPlace>& places) {
  MapLine line;
  for (const GroundPlace& place : places) {
    line.push_back({to_longitude_degrees(place.longitude_rad), to_degrees(place.latitude_rad), 0});
  }
  return line;
}

std::string names_text(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most_named) text += fmt::format(" and {} more", names.size() - most_named);
  return text;
}

MapLine gate_line(const Passage& gate) { return map_line({gate.gate.from, gate.gate.to}); }

std::string straight_up_text(const AbortPlan& plan) {
  if (plan.nearest_to_pad.empty()) return "nothing is protected";
  if (!plan.straight_up) return fmt::format("debris reaches {} from the first second on", plan.nearest_to_pad);
  return fmt::format("T+{:.0f} s{}; {}, {:.1f} km from the pad", *plan.straight_up,
                     plan.straight_up_is_free ? " and later, the first engines having burned out" : "",
                     plan.nearest_to_pad, plan.clear_m / 1e3);
}

GeoJson aborts_json(const SafetyAnalysis& analysis) {
  const AbortPlan& plan = *analysis.aborts;
  Json lines = Json::array(), gates = Json::array(), losses = Json::array();
  for (const LimitLine& line : plan.lines) {
    lines.push_back({{"name", line.name},
                     {"margin_m", line.margin.metres()},
                     {"scatter_sigma_m", line.margin.scatter_sigma_m},
                     {"impact_speed_m_s", line.margin.impact_speed_m_s},
                     {"delay_s", line.margin.delay_s},
                     {"turn_m", line.margin.turn_m},
                     {"nearest_t_s", line.nearest_t_s},
                     {"nearest_m", line.nearest_m},
                     {"crossed", line.crossed},
                     {"outlines_deg", outlines_json(line.outlines)}});
  }
  for (const Passage& one : plan.gates) {
    gates.push_back({{"from_s", one.from_s},
                     {"to_s", one.to_s},
                     {"names", one.names},
                     {"from_deg", place_json(one.gate.from)},
                     {"to_deg", place_json(one.gate.to)},
                     {"open", one.gate.open},
                     {"casualties_if_ended", one.gate.if_ended},
                     {"casualties_if_continued", one.gate.if_continued}});
  }
  for (const DataLoss& loss : plan.data_loss) {
    losses.push_back({{"t_s", loss.t_s}, {"more_s", loss.more_s ? Json(*loss.more_s) : Json()}});
  }
  return {{"limit_lines", std::move(lines)},
          {"corridor", corridor_json(plan)},
          {"gates", std::move(gates)},
          {"straight_up",
           {{"t_s", plan.straight_up ? Json(*plan.straight_up) : Json()},
            {"nothing_reached", plan.straight_up_is_free},
            {"nearest", plan.nearest_to_pad.empty() ? Json() : Json(plan.nearest_to_pad)},
            {"clear_m", plan.clear_m}}},
          {"scatter_falls", plan.scatter_falls},
          {"longest_data_loss_s", longest_data_loss_s},
          {"data_loss", std::move(losses)},
          {"last_end_s", plan.last_end_s}};
}

void add_aborts(fmt::memory_buffer& text, const SafetyAnalysis& analysis) {
  if (analysis.aborts == nullptr) return;
  const AbortPlan& plan = *analysis.aborts;
  auto out = std::back_inserter(text);
  const auto crossed =
      std::count_if(plan.lines.begin(), plan.lines.end(), [](const LimitLine& line) { return line.crossed; });
  fmt::format_to(out, "\nEnding the flight\n  limit lines about {} protected places, {} of them crossed as planned\n",
                 plan.lines.size(), crossed);
  if (plan.scatter_falls < enough_falls) {
    fmt::format_to(out,
                   "  their scatter rests on {} falls of a class a second: too few, let more fall (--debris-falls)\n",
                   plan.scatter_falls);
  }
  add_corridor(text, plan);
  for (const Passage& one : plan.gates) {
    fmt::format_to(out, "  gate         T+ {:5.0f} s to {:5.0f} s  {}\n", one.from_s, one.to_s, names_text(one.names));
    fmt::format_to(out, "               {}: {:.1e} casualties if ended there, {:.1e} if continued\n",
                   decision(one.gate), one.gate.if_ended, one.gate.if_continued);
  }
  fmt::format_to(out, "  straight up  {}\n", straight_up_text(plan));
  double next_s = 0;
  std::string losses;
  for (const DataLoss& loss : plan.data_loss) {
    if (loss.t_s < next_s) continue;
    next_s = loss.t_s + data_loss_every_s;
    losses += fmt::format(
        "{}T+{:.0f} s: {}", losses.empty() ? "" : ", ", loss.t_s,
        loss.more_s ? fmt::format("{:.0f} s", *loss.more_s) : fmt::format("over {:.0f} s", longest_data_loss_s));
  }
  fmt::format_to(out, "  data lost    may go on so long unseen: {}\n", losses);
  fmt::format_to(out, "  no use       from T+{:.0f} s on, when the impact point leaves the Earth\n", plan.last_end_s);
}

void add_aborts(Json& features, const SafetyAnalysis& analysis) {
  if (analysis.aborts == nullptr) return;
  for (const LimitLine& line : analysis.aborts->lines) {
    features.push_back(geojson_feature(
        multi_polygon(line.outlines),
        {{"kind", "limit-line"}, {"name", line.name}, {"margin_m", line.margin.metres()}, {"crossed", line.crossed}}));
  }
  for (const Passage& one : analysis.aborts->gates) {
    GeoJson geometry = geojson_line(gate_line(one));
    if (geometry.is_null()) continue;
    features.push_back(geojson_feature(
        std::move(geometry), {{"kind", "gate"}, {"from_s", one.from_s}, {"to_s", one.to_s}, {"open", one.gate.open}}));
  }
  add_corridor(features, *analysis.aborts);
}

void add_ground_line(Json& packets, const std::string& id, const std::string& name, const MapLine& line,
                     const Json& rgba) {
  Json positions = Json::array();
  for (const MapPoint& point : line) {
    for (const double part : {point.longitude_deg, point.latitude_deg, 0.0}) positions.push_back(part);
  }
  packets.push_back({{"id", id},
                     {"name", name},
                     {"polyline",
                      {{"positions", {{"cartographicDegrees", std::move(positions)}}},
                       {"clampToGround", true},
                       {"width", 2},
                       {"material", {{"solidColor", {{"color", {{"rgba", rgba}}}}}}}}}});
}

void add_abort_packets(Json& packets, const SafetyAnalysis& analysis) {
  if (analysis.aborts == nullptr) return;
  std::size_t number = 0;
  for (const LimitLine& line : analysis.aborts->lines) {
    for (const auto& rings : map_polygons(line.outlines))
      for (const MapLine& ring : rings)
        add_ground_line(packets, fmt::format("limit-line/{}", ++number), "limit line of " + line.name, ring,
                        {220, 120, 20, 255});
  }
  number = 0;
  for (const Passage& one : analysis.aborts->gates)
    add_ground_line(packets, fmt::format("gate/{}", ++number), gate_text(one), gate_line(one), {40, 140, 60, 255});
  add_corridor_packets(packets, *analysis.aborts);
}

void add_aborts(Kml& kml, const SafetyAnalysis& analysis) {
  if (analysis.aborts == nullptr) return;
  kml.add("<Folder><name>Limit lines</name>\n");
  for (const LimitLine& line : analysis.aborts->lines) {
    kml.add("<Placemark><name>{}{}</name><styleUrl>#zone</styleUrl>", escaped(line.name),
            line.crossed ? ", crossed as planned" : "");
    add_polygons(kml, line.outlines);
    kml.add("</Placemark>\n");
  }
  for (const Passage& one : analysis.aborts->gates) add_line(kml, gate_text(one), "track", gate_line(one), true);
  add_corridor(kml, *analysis.aborts);
  kml.add("</Folder>\n");
}

std::vector<ReportTable> aborts_tables(const SafetyAnalysis& analysis) {
  const AbortPlan& plan = *analysis.aborts;
  constexpr std::size_t most_rows = 20;
  ReportTable lines{
      "Ending the flight: limit lines",
      fmt::format("Straight up: {}. From T+{:.0f} s on ending the flight is of no use: the impact point "
                  "has left the Earth. {}",
                  straight_up_text(plan), plan.last_end_s,
                  plan.lines.size() > most_rows
                      ? fmt::format("Of {} protected places those with the least to spare.", plan.lines.size())
                      : std::string()),
      {"Protected", "margin of the limit line, km", "planned impact point from it, km", "at T+, s", "gate"},
      {}};
  std::vector<const LimitLine*> nearest;
  for (const LimitLine& line : plan.lines) nearest.push_back(&line);
  std::stable_sort(nearest.begin(), nearest.end(), [](const LimitLine* a, const LimitLine* b) {
    return a->nearest_m - a->margin.metres() < b->nearest_m - b->margin.metres();
  });
  for (std::size_t i = 0; i < std::min(nearest.size(), most_rows); ++i) {
    const LimitLine& line = *nearest[i];
    lines.rows.push_back({line.name, fmt::format("{:.1f}", line.margin.metres() / 1e3),
                          fmt::format("{:.1f}", line.nearest_m / 1e3), fmt::format("{:.0f}", line.nearest_t_s),
                          line.crossed ? "yes" : "no"});
  }
  ReportTable gates{
      "Ending the flight: gates",
      "Where the planned flight passes limit lines. Casualties if a sound flight is ended at the gate, and "
      "expected of all failures that may still come if it goes on.",
      {"from T+, s", "to T+, s", "past", "if ended", "if continued", ""},
      {}};
  for (const Passage& one : plan.gates) {
    gates.rows.push_back({fmt::format("{:.0f}", one.from_s), fmt::format("{:.0f}", one.to_s), names_text(one.names),
                          fmt::format("{:.1e}", one.gate.if_ended), fmt::format("{:.1e}", one.gate.if_continued),
                          one.gate.open ? "open" : "closed"});
  }
  ReportTable losses{"Ending the flight: data lost",
                     "How long a flight that is no longer seen may go on until thrust in the worst direction brings "
                     "debris to a protected place.",
                     {"at T+, s", "may go on, s"},
                     {}};
  double next_s = 0;
  for (const DataLoss& loss : plan.data_loss) {
    if (loss.t_s < next_s) continue;
    next_s = loss.t_s + data_loss_every_s / 2;
    losses.rows.push_back({fmt::format("{:.0f}", loss.t_s), loss.more_s
                                                                ? fmt::format("{:.1f}", *loss.more_s)
                                                                : fmt::format("over {:.0f}", longest_data_loss_s)});
  }
  return {lines, corridor_table(plan), gates, losses};
}

}  // namespace cosmodrome
