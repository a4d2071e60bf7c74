// The two limit lines beside the way of the impact point, as part of the safety products.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"

namespace cosmodrome {
namespace {

using Json = GeoJson;

constexpr const char* width_asked = "the distance asked for";

std::string held_by(const CorridorStretch& part) { return part.held_by.empty() ? width_asked : part.held_by; }

std::string gap_text(const CorridorGap& gap) {
  return fmt::format("no {} line, T+{:.0f} s to {:.0f} s{}", to_string(gap.side), gap.from_s, gap.to_s,
                     gap.crossed ? ", a gate" : "");
}

std::string cause(const CorridorGap& gap) { return gap.names.empty() ? width_asked : names_text(gap.names); }

Json line_json(const std::vector<GroundPlace>& places) {
  Json line = Json::array();
  for (const GroundPlace& place : places) line.push_back(place_json(place));
  return line;
}

Json optional_json(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json stretch_json(const CorridorStretch& part) {
  return {{"side", to_string(part.side)},    {"held_by", part.held_by.empty() ? Json() : Json(part.held_by)},
          {"from_s", part.from_s},           {"to_s", part.to_s},
          {"narrowest_m", part.narrowest_m}, {"line_deg", line_json(part.line)}};
}

Json gap_json(const CorridorGap& gap) {
  return {{"side", to_string(gap.side)}, {"names", gap.names},
          {"from_s", gap.from_s},        {"to_s", gap.to_s},
          {"overlap_m", gap.overlap_m},  {"worst_t_s", gap.worst_t_s},
          {"crossed", gap.crossed},      {"normal_flights_deg", line_json(gap.edge)}};
}

/// The narrowest part of a line that a place holds; none: nothing does.
const CorridorStretch* narrowest(const Corridor& corridor, CorridorSide side) {
  const CorridorStretch* found = nullptr;
  for (const CorridorStretch& part : corridor.stretches) {
    if (part.side != side || part.held_by.empty()) continue;
    if (found == nullptr || part.narrowest_m < found->narrowest_m) found = &part;
  }
  return found;
}

template <class Add>
void for_each_part(const Corridor& corridor, const Add& add) {
  for (const CorridorStretch& part : corridor.stretches) {
    add(part.line, fmt::format("{} limit line, held by {}", to_string(part.side), held_by(part)), true);
  }
  for (const CorridorGap& gap : corridor.gaps) add(gap.edge, gap_text(gap) + ": " + cause(gap), false);
}

}  // namespace

Json corridor_json(const AbortPlan& plan) {
  Json stretches = Json::array(), gaps = Json::array(), widths = Json::array();
  for (const CorridorStretch& part : plan.corridor.stretches) stretches.push_back(stretch_json(part));
  for (const CorridorGap& gap : plan.corridor.gaps) gaps.push_back(gap_json(gap));
  for (const CorridorWidth& width : plan.corridor.widths) {
    widths.push_back({{"t_s", width.t_s},
                      {"along_m", width.along_m},
                      {"left_m", optional_json(width.left_m)},
                      {"right_m", optional_json(width.right_m)},
                      {"normal_left_m", width.need_left_m},
                      {"normal_right_m", width.need_right_m}});
  }
  return {{"normal_flights", plan.normal_flights},
          {"normal_share_inside", plan.normal_inside},
          {"lines", std::move(stretches)},
          {"gaps", std::move(gaps)},
          {"widths", std::move(widths)}};
}

void add_corridor(fmt::memory_buffer& text, const AbortPlan& plan) {
  const Corridor& corridor = plan.corridor;
  if (corridor.widths.empty()) return;
  auto out = std::back_inserter(text);
  fmt::format_to(out,
                 "  two lines beside the way of the impact point; {:.1f} % of {} normal flights stay between them\n",
                 100 * plan.normal_inside, plan.normal_flights);
  for (const CorridorSide side : {CorridorSide::left, CorridorSide::right}) {
    const CorridorStretch* part = narrowest(corridor, side);
    fmt::format_to(out, "  {:<12} {}\n", to_string(side),
                   part == nullptr ? "held by the distance asked for alone"
                                   : fmt::format("narrowest {:.1f} km, T+{:.0f} s to {:.0f} s, held by {}",
                                                 part->narrowest_m / 1e3, part->from_s, part->to_s, part->held_by));
  }
  for (const CorridorGap& gap : corridor.gaps) {
    fmt::format_to(out, "  {}: {}; {:.1f} km too near at T+{:.0f} s\n", gap_text(gap), cause(gap), gap.overlap_m / 1e3,
                   gap.worst_t_s);
  }
}

void add_corridor(Json& features, const AbortPlan& plan) {
  for (const CorridorStretch& part : plan.corridor.stretches) {
    Json geometry = geojson_line(map_line(part.line));
    if (geometry.is_null()) continue;
    features.push_back(geojson_feature(std::move(geometry), {{"kind", "flight-limit-line"},
                                                             {"side", to_string(part.side)},
                                                             {"held_by", held_by(part)},
                                                             {"from_s", part.from_s},
                                                             {"to_s", part.to_s},
                                                             {"narrowest_m", part.narrowest_m}}));
  }
  for (const CorridorGap& gap : plan.corridor.gaps) {
    Json geometry = geojson_line(map_line(gap.edge));
    if (geometry.is_null()) continue;
    features.push_back(geojson_feature(std::move(geometry), {{"kind", "no-flight-limit-line"},
                                                             {"side", to_string(gap.side)},
                                                             {"for", cause(gap)},
                                                             {"from_s", gap.from_s},
                                                             {"to_s", gap.to_s},
                                                             {"overlap_m", gap.overlap_m},
                                                             {"gate", gap.crossed}}));
  }
}

void add_corridor_packets(Json& packets, const AbortPlan& plan) {
  std::size_t number = 0;
  for_each_part(plan.corridor, [&](const std::vector<GroundPlace>& line, const std::string& name, bool there) {
    add_ground_line(packets, fmt::format("flight-limit-line/{}", ++number), name, map_line(line),
                    there ? Json{200, 30, 30, 255} : Json{200, 30, 30, 90});
  });
}

void add_corridor(Kml& kml, const AbortPlan& plan) {
  for_each_part(plan.corridor, [&](const std::vector<GroundPlace>& line, const std::string& name, bool there) {
    add_line(kml, name, there ? "zone" : "fall", map_line(line), true);
  });
}

ReportTable corridor_table(const AbortPlan& plan) {
  constexpr std::size_t most_rows = 30;
  const Corridor& corridor = plan.corridor;
  struct Row {
    double from_s, room_m;
    std::vector<std::string> text;
  };
  std::vector<Row> rows;
  for (const CorridorStretch& part : corridor.stretches) {
    rows.push_back(
        {part.from_s,
         part.narrowest_m,
         {fmt::format("{}, held by {}", to_string(part.side), held_by(part)), fmt::format("{:.0f}", part.from_s),
          fmt::format("{:.0f}", part.to_s), fmt::format("{:.1f}", part.narrowest_m / 1e3), ""}});
  }
  for (const CorridorGap& gap : corridor.gaps) {
    rows.push_back({gap.from_s,
                    -gap.overlap_m,
                    {fmt::format("no {} line{}: {}", to_string(gap.side), gap.crossed ? ", a gate" : "", cause(gap)),
                     fmt::format("{:.0f}", gap.from_s), fmt::format("{:.0f}", gap.to_s), "",
                     fmt::format("{:.1f}", gap.overlap_m / 1e3)}});
  }
  const bool too_many = rows.size() > most_rows;
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.room_m < b.room_m; });
  if (too_many) rows.resize(most_rows);
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.from_s < b.from_s; });
  ReportTable table{
      "Ending the flight: the two lines beside the way",
      fmt::format("While the impact point stays between them the flight goes on. {:.1f} % of {} flights "
                  "that vary and do not fail do. {}",
                  100 * plan.normal_inside, plan.normal_flights, too_many ? "Parts with the least room." : ""),
      {"Line", "from T+, s", "to T+, s", "narrowest, km from the planned trace", "too near by, km"},
      {}};
  for (Row& row : rows) table.rows.push_back(std::move(row.text));
  return table;
}

}  // namespace cosmodrome
