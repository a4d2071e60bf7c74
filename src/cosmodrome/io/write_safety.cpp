#include "cosmodrome/io/write_safety.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/flight_json.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/safety_parts.hpp"

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

Json json_of(const HighestDensityRegion& region, const ImpactEllipse& ellipse) {
  return {{"share", region.share},
          {"contained", region.contained},
          {"area_m2", region.area_m2},
          {"ellipse",
           {{"latitude_deg", to_degrees(ellipse.centre.latitude_rad)},
            {"longitude_deg", to_longitude_degrees(ellipse.centre.longitude_rad)},
            {"semi_major_m", ellipse.semi_major_m},
            {"semi_minor_m", ellipse.semi_minor_m},
            {"azimuth_deg", to_degrees(ellipse.azimuth_rad)},
            {"area_m2", ellipse.area_m2()}}}};
}

Json json_of(const FallEnsemble::Zone& zone, const FallEnsemble& ensemble) {
  // 97 % is what areas are closed for: 14 CFR 450.133 (a).
  Json ratio;
  for (const auto& region : ensemble.regions) {
    if (region.share == 0.97 && zone.area_m2 > 0) ratio = region.area_m2 / zone.area_m2;
  }
  return {{"area_m2", zone.area_m2},
          {"region_97_over_area", ratio},
          {"zone", zone.zone},
          {"source", zone.source},
          {"share_inside", zone.share_inside},
          {"mean_distance_m", zone.mean_distance_m},
          {"mean_centre_distance_m", zone.mean_centre_distance_m}};
}

Json json_of(const FallEnsemble& ensemble) {
  Json json = {{"element", ensemble.element},
               {"name", ensemble.name},
               {"bodies", ensemble.bodies},
               {"mass_kg", ensemble.mass_kg},
               {"falls", ensemble.released},
               {"share_down", ensemble.share_down()},
               {"mean", nullptr},
               {"districts", Json::array()}};
  if (!ensemble.points.empty()) {
    const DropZone::Point mean = mean_place(ensemble.points);
    json["mean"] = {{"latitude_deg", to_degrees(mean.latitude_rad)},
                    {"longitude_deg", to_longitude_degrees(mean.longitude_rad)}};
  }
  for (const auto& zone : ensemble.zones) json["districts"].push_back(json_of(zone, ensemble));
  json["regions"] = Json::array();
  for (std::size_t i = 0; i < ensemble.regions.size(); ++i) {
    json["regions"].push_back(json_of(ensemble.regions[i], ensemble.ellipses[i]));
  }
  return json;
}

Json json_of(const NormalFalls& falls) {
  Json elements = Json::array();
  for (const FallEnsemble& ensemble : falls.ensembles) elements.push_back(json_of(ensemble));
  return {{"flights", falls.flights}, {"elements", std::move(elements)}};
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

void add_ensembles(fmt::memory_buffer& text, const NormalFalls& falls) {
  auto out = std::back_inserter(text);
  fmt::format_to(out, "\nPlanned falls of {} flights that vary:\n", falls.flights);
  for (const FallEnsemble& one : falls.ensembles) {
    fmt::format_to(out, "  {}: {} falls, {:.2f} % came down", one.name, one.released, 100 * one.share_down());
    if (one.points.empty()) {
      fmt::format_to(out, "\n");
      continue;
    }
    const DropZone::Point mean = mean_place(one.points);
    fmt::format_to(out, ", on average at {}\n", place_text(mean.latitude_rad, mean.longitude_rad));
    for (const auto& region : one.regions) {
      if (region.share != 0.97) continue;
      const auto& ellipse = one.ellipses[static_cast<std::size_t>(&region - one.regions.data())];
      fmt::format_to(out, "      97 % of them within {:.0f} km2; as an ellipse {:.1f} km by {:.1f} km\n",
                     region.area_m2 / 1e6, 2 * ellipse.semi_major_m / 1e3, 2 * ellipse.semi_minor_m / 1e3);
    }
    for (const auto& zone : one.zones) {
      fmt::format_to(out, "      {:.1f} % inside {}\n", 100 * zone.share_inside, zone.zone);
    }
  }
}

}  // namespace

const char* safety_notice() {
  return "Engineering tool with generic assumptions, a generic list of debris among them. No licence and no approval "
         "may be based on it; impact points are computed to keep people away from them.";
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
  if (analysis.assumptions != nullptr) {
    json["assumptions"] = std::filesystem::path(analysis.assumptions->file).filename().string();
  }
  if (has_ensembles(analysis)) json["normal_flight"] = json_of(*analysis.falls);
  if (has_failures(analysis)) json["failures"] = failures_json(analysis);
  if (has_areas(analysis)) json["closed_areas"] = areas_json(analysis);
  if (analysis.aborts != nullptr) json["flight_abort"] = aborts_json(analysis);
  if (has_risk(analysis)) json["risk"] = risk_json(analysis);
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

std::string write_falls_csv(const SafetyAnalysis& analysis) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "# {}\nelement,t_s,latitude_deg,longitude_deg,speed_m_s,descent_deg\n", safety_notice());
  if (!has_ensembles(analysis)) return fmt::to_string(text);
  for (const FallEnsemble& ensemble : analysis.falls->ensembles) {
    for (const Landed& point : ensemble.points) {
      fmt::format_to(out, "{},{:.2f},{:.5f},{:.5f},{:.2f},{:.2f}\n", ensemble.element, point.t_s,
                     to_degrees(point.latitude_rad), to_longitude_degrees(point.longitude_rad), point.speed_m_s,
                     to_degrees(point.descent_rad));
    }
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
  if (has_ensembles(analysis)) add_ensembles(text, *analysis.falls);
  if (has_failures(analysis)) add_failures(text, analysis);
  if (has_areas(analysis)) add_areas(text, analysis);
  add_aborts(text, analysis);
  if (has_risk(analysis)) add_risk(text, analysis);
  fmt::format_to(out, "\n{}\n", safety_notice());
  return fmt::to_string(text);
}

std::vector<FileText> safety_files(const SafetyAnalysis& analysis) {
  std::vector<FileText> files{
      {"safety.json", write_safety_json(analysis)},       {"impact-points.csv", write_impact_points_csv(analysis)},
      {"falls.csv", write_falls_csv(analysis)},           {"failures.csv", write_failures_csv(analysis)},
      {"safety.geojson", write_safety_geojson(analysis)}, {"safety.kml", write_safety_kml(analysis)},
      {"safety.czml", write_safety_czml(analysis)},       {"notice.txt", write_notice(analysis)}};
  if (const std::string page = report_template(); !page.empty()) {
    files.push_back({"safety.html", write_safety_page(analysis, page)});
  }
  return files;
}

}  // namespace cosmodrome
