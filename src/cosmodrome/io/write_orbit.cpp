#include "cosmodrome/io/write_orbit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/io/convert.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/read_oem.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

/// The osculating ellipse, to the equator of the GCRF.
struct Ellipse {
  double perigee_m, apogee_m, inclination_rad, node_rad, argument_rad, anomaly_rad, eccentricity, axis_m;
};

Ellipse ellipse_of(const OrbitWorld& world, const PointMassState<double>& y) {
  const auto e = to_keplerian(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world.gm_m3_s2);
  const double a = semi_major_axis_m(e);
  return {a * (1 - e.eccentricity) - wgs84_equatorial_radius_m,
          a * (1 + e.eccentricity) - wgs84_equatorial_radius_m,
          e.inclination_rad,
          e.raan_rad,
          e.argument_of_periapsis_rad,
          e.true_anomaly_rad,
          e.eccentricity,
          a};
}

std::string utc(const OrbitAnalysis& analysis, double t_s) { return (analysis.world.reference + t_s).to_utc_string(3); }

Json json_of(const OrbitAnalysis& analysis, double t_s, const PointMassState<double>& y) {
  const Ellipse e = ellipse_of(analysis.world, y);
  return {{"epoch_utc", utc(analysis, t_s)},
          {"position_m", {y[0], y[1], y[2]}},
          {"velocity_m_s", {y[3], y[4], y[5]}},
          {"mass_kg", y[6]},
          {"semi_major_axis_m", e.axis_m},
          {"eccentricity", e.eccentricity},
          {"perigee_altitude_m", e.perigee_m},
          {"apogee_altitude_m", e.apogee_m},
          {"inclination_deg", to_degrees(e.inclination_rad)},
          {"raan_deg", to_turn_degrees(e.node_rad)},
          {"argument_of_perigee_deg", to_turn_degrees(e.argument_rad)},
          {"true_anomaly_deg", to_turn_degrees(e.anomaly_rad)}};
}

Json json_of(const OrbitAnalysis& analysis, double t_s, const Look& look) {
  return {{"t_s", t_s},
          {"utc", utc(analysis, t_s)},
          {"azimuth_deg", to_turn_degrees(look.azimuth_rad)},
          {"elevation_deg", to_degrees(look.elevation_rad)},
          {"range_m", look.range_m},
          {"range_rate_m_s", look.range_rate_m_s}};
}

Json json_of(const OrbitAnalysis& analysis, const Pass& pass) {
  return {{"station", analysis.stations[pass.station].name},
          {"rise", json_of(analysis, pass.rise_s, pass.at_rise)},
          {"highest", json_of(analysis, pass.highest_s, pass.at_highest)},
          {"set", json_of(analysis, pass.set_s, pass.at_set)},
          {"visible", pass.visible},
          {"cut_at_begin", pass.cut_at_begin},
          {"cut_at_end", pass.cut_at_end}};
}

Json json_of(const OrbitAnalysis& analysis, const Eclipse& eclipse) {
  Json json = {{"enter_s", eclipse.enter_s},
               {"enter_utc", utc(analysis, eclipse.enter_s)},
               {"leave_s", eclipse.leave_s},
               {"leave_utc", utc(analysis, eclipse.leave_s)}};
  if (eclipse.umbra_leave_s > eclipse.umbra_enter_s) {
    json["umbra_enter_s"] = eclipse.umbra_enter_s, json["umbra_leave_s"] = eclipse.umbra_leave_s;
  }
  return json;
}

/// From one time to another at steps that are even since the start of the flight, and at both ends. Between breaks no
/// fewer than eight, so that short burns can be interpolated.
std::vector<double> times_between_s(const OrbitAnalysis& analysis, double from_s, double to_s) {
  if (analysis.breaks.empty()) return point_times_s(analysis);
  const double step_s = std::min(analysis.step_s, (to_s - from_s) / 8);
  std::vector<double> times_s{from_s};
  const double first = std::floor((from_s - analysis.arc.from_s) / step_s + 1 + 1e-9);
  for (double i = first; analysis.arc.from_s + i * step_s < to_s - 1e-6 * step_s; ++i)
    times_s.push_back(analysis.arc.from_s + i * step_s);
  times_s.push_back(to_s);
  return times_s;
}

/// The path, a segment for each stretch between breaks, as the message that all writers of paths begin from.
Trajectory path_of(const OrbitAnalysis& analysis) {
  OemMessage message;
  message.comments = {fmt::format("Free flight, model {}, from {}", analysis.model_name, analysis.start.origin)};
  const auto add = [&](double from_s, const PointMassState<double>& begin, double to_s) {
    OemSegment& segment = message.segments.emplace_back();
    segment.object_name = analysis.start.object_name, segment.object_id = analysis.start.object_id;
    segment.ref_frame = "GCRF", segment.interpolation = "HERMITE", segment.interpolation_degree = 7;
    for (const double t_s : times_between_s(analysis, from_s, to_s)) {
      const auto y = t_s == from_s ? begin : analysis.arc.at(t_s);
      segment.states.push_back({analysis.world.reference + t_s, {y[0], y[1], y[2]}, {y[3], y[4], y[5]}});
    }
  };
  OrbitBreak from{analysis.arc.from_s, analysis.arc.begin};
  for (const OrbitBreak& next : analysis.breaks) {
    if (next.t_s > from.t_s) add(from.t_s, from.after, next.t_s);
    from = next;
  }
  if (analysis.arc.end_s > from.t_s) add(from.t_s, from.after, analysis.arc.end_s);
  return orbit_of(message);
}

std::string orbit_line(const char* label, const OrbitAnalysis& analysis, double t_s, const PointMassState<double>& y) {
  const Ellipse e = ellipse_of(analysis.world, y);
  return fmt::format("  {:<6}{}  {:9.2f} x {:9.2f} km  {:8.4f} deg  node {:8.4f} deg\n", label, utc(analysis, t_s),
                     e.perigee_m / 1e3, e.apogee_m / 1e3, to_degrees(e.inclination_rad), to_turn_degrees(e.node_rad));
}

std::string eclipses_text(const OrbitAnalysis& analysis) {
  if (analysis.eclipses.empty()) return "  In sunlight all the time\n";
  double longest_s = 0, all_s = 0;
  for (const Eclipse& one : analysis.eclipses) {
    longest_s = std::max(longest_s, one.leave_s - one.enter_s), all_s += one.leave_s - one.enter_s;
  }
  return fmt::format("  Eclipses: {}, the longest {:.1f} min, {:.1f} % of the time\n", analysis.eclipses.size(),
                     longest_s / 60, 100 * all_s / (analysis.arc.end_s - analysis.arc.from_s));
}

std::string passes_text(const OrbitAnalysis& analysis) {
  if (analysis.stations.empty()) return "";
  if (analysis.passes.empty()) return "  No passes over the stations\n";
  constexpr std::size_t most_rows = 40;
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "  {:<20}{:<26}{:>8}{:>10}{:>10}{:>10}  {}\n", "Pass over", "rises (UTC)", "min", "highest",
                 "azimuths", "km", "seen");
  for (std::size_t i = 0; i < std::min(most_rows, analysis.passes.size()); ++i) {
    const Pass& pass = analysis.passes[i];
    fmt::format_to(out, "  {:<20}{:<26}{:>8.1f}{:>8.1f} deg{:>5.0f}-{:<4.0f}{:>10.0f}  {}\n",
                   analysis.stations[pass.station].name, utc(analysis, pass.rise_s), (pass.set_s - pass.rise_s) / 60,
                   to_degrees(pass.at_highest.elevation_rad), to_turn_degrees(pass.at_rise.azimuth_rad),
                   to_turn_degrees(pass.at_set.azimuth_rad), pass.at_highest.range_m / 1e3,
                   pass.visible ? "by eye" : "");
  }
  if (analysis.passes.size() > most_rows) {
    fmt::format_to(out, "  and {} more in passes.csv\n", analysis.passes.size() - most_rows);
  }
  return fmt::to_string(text);
}

}  // namespace

std::vector<double> point_times_s(const OrbitAnalysis& analysis) {
  const OrbitArc<double>& arc = analysis.arc;
  const auto steps = static_cast<long>(std::ceil(std::abs(arc.end_s - arc.from_s) / analysis.step_s - 1e-9));
  std::vector<double> times_s;
  for (long i = 0; i < steps; ++i) times_s.push_back(arc.from_s + static_cast<double>(i) * analysis.step_s);
  times_s.push_back(arc.end_s);
  return times_s;
}

std::string write_orbit_json(const OrbitAnalysis& analysis) {
  const OrbitArc<double>& arc = analysis.arc;
  Json json = {{"object_name", analysis.start.object_name},
               {"object_id", analysis.start.object_id},
               {"model", analysis.model_name},
               {"came_down", arc.failed || arc.stopped},
               {"start", json_of(analysis, arc.from_s, arc.begin)},
               {"end", json_of(analysis, arc.end_s, arc.end)},
               {"notes", analysis.start.notes}};
  json["eclipses"] = Json::array(), json["passes"] = Json::array();
  for (const Eclipse& eclipse : analysis.eclipses) json["eclipses"].push_back(json_of(analysis, eclipse));
  for (const Pass& pass : analysis.passes) json["passes"].push_back(json_of(analysis, pass));
  return json.dump(2) + "\n";
}

std::string write_orbit_summary(const OrbitAnalysis& analysis) {
  const OrbitArc<double>& arc = analysis.arc;
  std::string text =
      fmt::format("{}, from {}, model {}\n", analysis.start.object_name, analysis.start.origin, analysis.model_name);
  for (const std::string& note : analysis.start.notes) text += fmt::format("  Note: {}\n", note);
  text += orbit_line("start", analysis, arc.from_s, arc.begin);
  if (arc.failed || arc.stopped) {
    text += fmt::format("  It comes down at {}\n", utc(analysis, arc.end_s));
  } else {
    text += orbit_line("end", analysis, arc.end_s, arc.end);
  }
  return text + eclipses_text(analysis) + passes_text(analysis);
}

std::string write_passes_csv(const OrbitAnalysis& analysis) {
  std::string text =
      "station,rise_utc,rise_s,highest_s,set_s,rise_azimuth_deg,highest_azimuth_deg,highest_elevation_deg,"
      "highest_range_m,set_azimuth_deg,visible,cut\n";
  for (const Pass& pass : analysis.passes) {
    text += fmt::format("\"{}\",{},{:.3f},{:.3f},{:.3f},{:.4f},{:.4f},{:.4f},{:.3f},{:.4f},{},{}\n",
                        analysis.stations[pass.station].name, utc(analysis, pass.rise_s), pass.rise_s, pass.highest_s,
                        pass.set_s, to_turn_degrees(pass.at_rise.azimuth_rad),
                        to_turn_degrees(pass.at_highest.azimuth_rad), to_degrees(pass.at_highest.elevation_rad),
                        pass.at_highest.range_m, to_turn_degrees(pass.at_set.azimuth_rad), pass.visible ? 1 : 0,
                        pass.cut_at_begin || pass.cut_at_end ? 1 : 0);
  }
  return text;
}

std::string write_eclipses_csv(const OrbitAnalysis& analysis) {
  std::string text = "enter_utc,enter_s,umbra_enter_s,umbra_leave_s,leave_s\n";
  for (const Eclipse& e : analysis.eclipses) {
    const bool umbra = e.umbra_leave_s > e.umbra_enter_s;
    text += fmt::format("{},{:.3f},{},{},{:.3f}\n", utc(analysis, e.enter_s), e.enter_s,
                        umbra ? fmt::format("{:.3f}", e.umbra_enter_s) : "",
                        umbra ? fmt::format("{:.3f}", e.umbra_leave_s) : "", e.leave_s);
  }
  return text;
}

std::vector<FileText> orbit_files(const OrbitAnalysis& analysis, const std::string& creation_utc) {
  const Trajectory path = path_of(analysis);
  std::vector<FileText> files;
  for (const std::string& name : path_format_names()) {
    files.push_back({"orbit." + name, write_path(path, *path_format(name), creation_utc)});
  }
  files.push_back({"orbit.json", write_orbit_json(analysis)});
  files.push_back({"passes.csv", write_passes_csv(analysis)});
  files.push_back({"eclipses.csv", write_eclipses_csv(analysis)});
  return files;
}

}  // namespace cosmodrome
