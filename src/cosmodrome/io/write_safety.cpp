#include "cosmodrome/io/write_safety.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/flight_json.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<Landing>& landing) {
  if (!landing) return nullptr;
  return {{"t_s", landing->t_s},
          {"latitude_deg", to_degrees(landing->latitude_rad)},
          {"longitude_deg", to_longitude_degrees(landing->longitude_rad)}};
}

Json json_of(const TracePoint& point, bool with_air) {
  Json json = {{"t_s", point.t_s}, {"state", point.vacuum ? "impact" : "orbit"}, {"vacuum", json_of(point.vacuum)}};
  if (point.vacuum) {
    json["range_m"] = point.range_m;
    json["speed_m_s"] = point.speed_m_s;
    json["kepler_distance_m"] = point.kepler_distance_m;
  }
  if (with_air) json["in_air"] = json_of(point.in_air);
  return json;
}

/// The last point of the flight that still comes down by itself; -1: none.
long last_impact(const std::vector<TracePoint>& trace) {
  for (auto i = static_cast<long>(trace.size()) - 1; i >= 0; --i) {
    if (trace[static_cast<std::size_t>(i)].vacuum) return i;
  }
  return -1;
}

std::string place_text(double latitude_rad, double longitude_rad) {
  return fmt::format("{:8.3f} {:9.3f}", to_degrees(latitude_rad), to_longitude_degrees(longitude_rad));
}

void add_fall(fmt::memory_buffer& text, const Impact& impact) {
  auto out = std::back_inserter(text);
  const std::string& name = impact.name.empty() ? impact.element : impact.name;
  if (!impact.reached_ground) {
    fmt::format_to(out, "  {}: still aloft at T+ {:.0f} s\n", name, impact.t_s);
    return;
  }
  fmt::format_to(out, "  {}: T+ {:.0f} s at {}, {:.0f} m/s\n", name, impact.t_s,
                 place_text(impact.latitude_rad, impact.longitude_rad), impact.speed_m_s);
  for (const Impact::ZoneDistance& zone : impact.zones) {
    fmt::format_to(out, "      {} {}\n",
                   zone.distance_m > 0 ? fmt::format("{:.1f} km outside", zone.distance_m / 1e3) : "inside", zone.zone);
  }
}

}  // namespace

const char* safety_notice() {
  return "Engineering tool: nominal flight, without spread, failures or break-up. No licence and no approval may be "
         "based on it; impact points are computed to keep people away from them.";
}

std::string write_safety_json(const SafetyAnalysis& analysis) {
  const Json flight = flight_json(analysis.flight, analysis.mission_hash);
  Json json = {{"notice", safety_notice()},
               {"mission", flight.at("mission")},
               {"outcome", flight.at("outcome")},
               {"falls", flight.at("impacts")}};
  if (analysis.options.ballistic_coefficient_kg_m2) {
    json["ballistic_coefficient_kg_m2"] = *analysis.options.ballistic_coefficient_kg_m2;
  }
  const long last = last_impact(analysis.trace);
  json["last_impact_t_s"] = last < 0 ? Json() : Json(analysis.trace[static_cast<std::size_t>(last)].t_s);
  Json points = Json::array();
  for (const TracePoint& point : analysis.trace) {
    points.push_back(json_of(point, analysis.options.ballistic_coefficient_kg_m2.has_value()));
  }
  json["impact_points"] = std::move(points);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_impact_points_csv(const SafetyAnalysis& analysis) {
  const bool with_air = analysis.options.ballistic_coefficient_kg_m2.has_value();
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "# {}\n", safety_notice());
  fmt::format_to(out, "t_s,state,impact_t_s,latitude_deg,longitude_deg,range_m,speed_m_s,kepler_distance_m{}\n",
                 with_air ? ",in_air_t_s,in_air_latitude_deg,in_air_longitude_deg" : "");
  const auto add_landing = [&](const std::optional<Landing>& landing) {
    if (!landing) {
      fmt::format_to(out, ",,,");
      return;
    }
    fmt::format_to(out, ",{:.3f},{:.6f},{:.6f}", landing->t_s, to_degrees(landing->latitude_rad),
                   to_longitude_degrees(landing->longitude_rad));
  };
  for (const TracePoint& point : analysis.trace) {
    fmt::format_to(out, "{:.4f},{}", point.t_s, point.vacuum ? "impact" : "orbit");
    add_landing(point.vacuum);
    if (point.vacuum) {
      fmt::format_to(out, ",{:.1f},{:.2f},{:.1f}", point.range_m, point.speed_m_s, point.kepler_distance_m);
    } else {
      fmt::format_to(out, ",,,");
    }
    if (with_air) add_landing(point.in_air);
    text.push_back('\n');
  }
  return fmt::to_string(text);
}

std::string write_safety_summary(const SafetyAnalysis& analysis) {
  constexpr std::size_t rows = 12;
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  const auto& trace = analysis.trace;
  fmt::format_to(out, "{}: where it comes down\n\n", analysis.flight.mission.name);
  fmt::format_to(out, "If thrust ended at T+, in vacuum:\n  {:>8}  {:>8} {:>9} {:>10} {:>10} {:>9}\n", "T+ s",
                 "latitude", "longitude", "from pad", "its speed", "impact T+");
  const long last = last_impact(trace);
  const std::size_t count = static_cast<std::size_t>(last + 1);
  for (std::size_t row = 0; row < std::min(rows, count); ++row) {
    const TracePoint& point = trace[row * (count - 1) / std::max<std::size_t>(std::min(rows, count) - 1, 1)];
    if (!point.vacuum) continue;
    fmt::format_to(out, "  {:8.1f}  {} {:7.0f} km {:6.2f} km/s {:7.0f} s\n", point.t_s,
                   place_text(point.vacuum->latitude_rad, point.vacuum->longitude_rad), point.range_m / 1e3,
                   point.speed_m_s / 1e3, point.vacuum->t_s);
  }
  if (count < trace.size()) fmt::format_to(out, "  {:8.1f}  no impact: in orbit\n", trace[count].t_s);
  fmt::format_to(out, "\nPlanned falls:\n");
  if (analysis.flight.impacts.empty()) fmt::format_to(out, "  none\n");
  for (const Impact& impact : analysis.flight.impacts) add_fall(text, impact);
  fmt::format_to(out, "\n{}\n", safety_notice());
  return fmt::to_string(text);
}

std::vector<FileText> safety_files(const SafetyAnalysis& analysis) {
  return {{"safety.json", write_safety_json(analysis)},
          {"impact-points.csv", write_impact_points_csv(analysis)},
          {"safety.geojson", write_safety_geojson(analysis)},
          {"safety.kml", write_safety_kml(analysis)}};
}

}  // namespace cosmodrome
