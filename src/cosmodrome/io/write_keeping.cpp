#include "cosmodrome/io/write_keeping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/write_oem.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr double day_s = 86400, year_s = 365.25 * day_s;
constexpr double geostationary_axis_m = 42164170;

/// The unit in which a quantity leaves the library.
struct Unit {
  const char* name;    ///< "deg"
  const char* column;  ///< "longitude_deg"
  double in_si;
};

Unit unit_of(BoxQuantity quantity) {
  switch (quantity) {
    case BoxQuantity::longitude:
      return {"deg", "longitude_deg", degree_rad};
    case BoxQuantity::latitude:
      return {"deg", "latitude_deg", degree_rad};
    case BoxQuantity::track:
      return {"m", "track_m", 1};
    case BoxQuantity::altitude:
      return {"m", "altitude_m", 1};
    case BoxQuantity::local_time:
      return {"h", "local_time_h", 3600};
    case BoxQuantity::inclination:
      return {"deg", "inclination_deg", degree_rad};
  }
  return {"", "", 1};
}

std::string utc(const KeepReport& report, double t_s) { return (report.request.epoch + t_s).to_utc_string(0); }

double years(const Keeping& kept) { return kept.end_s / year_s; }

/// The burns that a side of the box has asked for, summed.
struct Share {
  int burns = 0;
  double forward_m_s = 0, backward_m_s = 0, across_m_s = 0;
  double shortest_s = std::numeric_limits<double>::infinity(), longest_s = 0;  ///< from one to the next
  [[nodiscard]] double all_m_s() const { return forward_m_s + backward_m_s + across_m_s; }
};

Share share_of(const Keeping& kept, BoxQuantity quantity) {
  Share share;
  const KeepBurn* last = nullptr;
  for (const KeepBurn& burn : kept.burns) {
    if (burn.quantity != quantity) continue;
    const Vec3<double, Burning>& change = burn.flown_m_s;
    const bool along = std::abs(burn.planned_m_s.y) > std::abs(burn.planned_m_s.z);
    (!along ? share.across_m_s : change.y > 0 ? share.forward_m_s : share.backward_m_s) += norm(change);
    if (last != nullptr) {
      const double apart_s = burn.ignition_s - last->ignition_s;
      share.shortest_s = std::min(share.shortest_s, apart_s), share.longest_s = std::max(share.longest_s, apart_s);
    }
    last = &burn, ++share.burns;
  }
  return share;
}

double propellant_kg(const Keeping& kept) {
  double sum_kg = 0;
  for (const KeepBurn& burn : kept.burns) sum_kg += burn.propellant_kg;
  return sum_kg;
}

double drift_m_s_year(const KeepTheory& theory) {
  constexpr double speed_m_s = 3074.66;
  return speed_m_s * theory.inclination_drift_rad_s * year_s;
}
/// dn/dt = -3 f / a: what a pull along the path costs, made up for.
double longitude_m_s_year(const KeepTheory& theory) {
  return geostationary_axis_m / 3 * std::abs(theory.longitude_acceleration_rad_s2) * year_s;
}

/// How soon after the planned time of a burn that is missed the box is left, at the soonest; 0 if it was left already.
double soonest_s(const KeepReport& report) {
  double soonest = std::numeric_limits<double>::infinity();
  for (const KeepBurn& burn : report.kept.burns)
    soonest = std::min(soonest, std::max(0.0, burn.leaves_s - (burn.ignition_s - report.request.errors.late_s)));
  return soonest;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

// ---- JSON

Json box_json(const Keeping& kept) {
  Json all = Json::array();
  for (std::size_t k = 0; k < kept.box.size(); ++k) {
    const BoxSide& side = kept.box[k];
    const Unit unit = unit_of(side.quantity);
    Json one = {{"quantity", name_of(side.quantity)},
                {"unit", unit.name},
                {"centre", *side.centre / unit.in_si},
                {"half_width", side.half_width / unit.in_si}};
    if (k < kept.least.size()) one["least"] = kept.least[k] / unit.in_si, one["most"] = kept.most[k] / unit.in_si;
    const Share share = share_of(kept, side.quantity);
    one["burns"] = share.burns;
    one["forward_m_s"] = share.forward_m_s, one["backward_m_s"] = share.backward_m_s;
    one["across_m_s"] = share.across_m_s, one["m_s_year"] = share.all_m_s() / years(kept);
    all.push_back(one);
  }
  return all;
}

Json burns_json(const KeepReport& report) {
  Json all = Json::array();
  for (const KeepBurn& burn : report.kept.burns) {
    const auto &planned = burn.planned_m_s, &flown = burn.flown_m_s;
    all.push_back({{"for", name_of(burn.quantity)},
                   {"ignition_s", burn.ignition_s},
                   {"ignition_utc", (report.request.epoch + burn.ignition_s).to_utc_string(3)},
                   {"duration_s", burn.duration_s},
                   {"planned_rtn_m_s", {planned.x, planned.y, planned.z}},
                   {"flown_rtn_m_s", {flown.x, flown.y, flown.z}},
                   {"propellant_kg", burn.propellant_kg},
                   {"leaves_without_s", number(burn.leaves_s)}});
  }
  return all;
}

Json violations_json(const KeepReport& report) {
  Json all = Json::array();
  for (const KeepViolation& one : report.kept.violations) {
    const Unit unit = unit_of(one.quantity);
    all.push_back({{"quantity", name_of(one.quantity)},
                   {"from_utc", utc(report, one.from_s)},
                   {"to_utc", utc(report, one.to_s)},
                   {"beyond", one.most / unit.in_si},
                   {"unit", unit.name}});
  }
  return all;
}

Json theory_json(const KeepReport& report) {
  const KeepTheory& theory = report.kept.theory;
  if (!report.kept.geostationary) return {{"drag_m_s_year", theory.drag_m_s / years(report.kept)}};
  return {{"inclination_drift_deg_year", to_degrees(theory.inclination_drift_rad_s) * year_s},
          {"latitude_m_s_year", drift_m_s_year(theory)},
          {"longitude_acceleration_deg_day2", to_degrees(theory.longitude_acceleration_rad_s2) * day_s * day_s},
          {"longitude_m_s_year", longitude_m_s_year(theory)},
          {"natural_eccentricity", theory.natural_eccentricity}};
}

// ---- text

/// A value with its unit, local times as on a clock.
std::string shown(BoxQuantity quantity, double si) {
  if (quantity == BoxQuantity::local_time) {
    const long seconds = std::lround(si);
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
  }
  if (quantity == BoxQuantity::track || quantity == BoxQuantity::altitude) return fmt::format("{:.3f} km", si / 1e3);
  return fmt::format("{:.4f} deg", to_degrees(si));
}

std::string box_text(const Keeping& kept) {
  std::string text;
  for (std::size_t k = 0; k < kept.least.size(); ++k) {
    const BoxSide& side = kept.box[k];
    const auto in = [&](double si) { return shown(side.quantity, si); };
    text += fmt::format("  {:<12}{} to {}, in a box of {} to {}\n", name_of(side.quantity), in(kept.least[k]),
                        in(kept.most[k]), in(*side.centre - side.half_width), in(*side.centre + side.half_width));
  }
  return text;
}

std::string verdict(const KeepReport& report) {
  const Keeping& kept = report.kept;
  if (kept.lost) return fmt::format("  Lost on {}: {}\n", utc(report, kept.end_s), kept.why);
  if (kept.violations.empty()) return "  The box is held\n";
  const KeepViolation& first = kept.violations.front();
  double outside_s = 0;
  for (const KeepViolation& one : kept.violations) outside_s += one.to_s - one.from_s;
  return fmt::format("  The box is left {} times, {:.1f} days in all; first on {}, {} beyond\n", kept.violations.size(),
                     outside_s / day_s, utc(report, first.from_s),
                     first.quantity == BoxQuantity::local_time ? fmt::format("{:.0f} s", first.most)
                                                               : shown(first.quantity, first.most));
}

std::string burns_text(const Keeping& kept) {
  std::string text = fmt::format("  {:<12}{:>7}{:>12}{:>12}{:>12}{:>12}{:>18}\n", "Burns for", "number", "forward m/s",
                                 "backward", "across", "m/s a year", "days between");
  for (const BoxSide& side : kept.box) {
    const Share share = share_of(kept, side.quantity);
    text += fmt::format(
        "  {:<12}{:>7}{:>12.3f}{:>12.3f}{:>12.3f}{:>12.3f}{:>18}\n", name_of(side.quantity), share.burns,
        share.forward_m_s, share.backward_m_s, share.across_m_s, share.all_m_s() / years(kept),
        share.burns < 2 ? std::string("-")
                        : fmt::format("{:.1f} to {:.1f}", share.shortest_s / day_s, share.longest_s / day_s));
  }
  return text;
}

std::string theory_text(const KeepReport& report) {
  const KeepTheory& theory = report.kept.theory;
  if (!report.kept.geostationary) {
    return theory.drag_m_s > 0
               ? fmt::format("  Drag along the way takes {:.3f} m/s a year\n", theory.drag_m_s / years(report.kept))
               : "";
  }
  return fmt::format(
      "  Closed forms: Sun and Moon turn the plane by {:.3f} deg a year, {:.2f} m/s; the field moves the longitude by "
      "{:+.5f} deg/day2, {:.2f} m/s a year\n",
      to_degrees(theory.inclination_drift_rad_s) * year_s, drift_m_s_year(theory),
      to_degrees(theory.longitude_acceleration_rad_s2) * day_s * day_s, longitude_m_s_year(theory));
}

// ---- files

std::string write_samples_csv(const KeepReport& report) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "t_s,utc");
  for (const BoxSide& side : report.kept.box) fmt::format_to(out, ",{}", unit_of(side.quantity).column);
  for (const KeepSample& sample : report.kept.samples) {
    fmt::format_to(out, "\n{:.3f},{}", sample.t_s, (report.request.epoch + sample.t_s).to_utc_string(3));
    for (std::size_t k = 0; k < sample.values.size(); ++k)
      fmt::format_to(out, ",{:.8g}", sample.values[k] / unit_of(report.kept.box[k].quantity).in_si);
  }
  return fmt::to_string(text) + "\n";
}

std::string write_burns_csv(const KeepReport& report) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out,
                 "for,ignition_utc,ignition_s,duration_s,planned_r_m_s,planned_t_m_s,planned_n_m_s,flown_r_m_s,"
                 "flown_t_m_s,flown_n_m_s,propellant_kg,leaves_without_s\n");
  for (const KeepBurn& burn : report.kept.burns) {
    const auto &planned = burn.planned_m_s, &flown = burn.flown_m_s;
    fmt::format_to(out, "{},{},{:.3f},{:.3f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{:.6f},{}\n",
                   name_of(burn.quantity), (report.request.epoch + burn.ignition_s).to_utc_string(3), burn.ignition_s,
                   burn.duration_s, planned.x, planned.y, planned.z, flown.x, flown.y, flown.z, burn.propellant_kg,
                   std::isfinite(burn.leaves_s) ? fmt::format("{:.0f}", burn.leaves_s) : "");
  }
  return fmt::to_string(text);
}

/// A segment for each coast and each burn: what is read must not be interpolated across an ignition.
std::string write_keep_oem(const KeepReport& report, const std::string& creation_utc) {
  Flight flight;
  flight.mission.liftoff = report.request.epoch;
  OemWords words;
  words.comments = {fmt::format("Kept in a box, from {}", report.start.origin),
                    "A new segment begins at every burn and after it: do not interpolate across it."};
  words.object_name = report.start.object_name, words.object_id = report.start.object_id;
  words.since_liftoff = false;
  for (const KeepPath& path : report.kept.path) {
    words.begins.push_back(flight.points.size());
    for (std::size_t i = 0; i < path.t_s.size(); ++i) {
      FlightPoint& point = flight.points.emplace_back();
      point.t_s = path.t_s[i];
      point.position_m = position_of(path.states[i]), point.velocity_m_s = velocity_of(path.states[i]);
    }
  }
  return write_oem(flight, creation_utc, words);
}

}  // namespace

std::string write_keep_json(const KeepReport& report) {
  const Keeping& kept = report.kept;
  Json json = {{"object_name", report.start.object_name},
               {"epoch_utc", report.request.epoch.to_utc_string(3)},
               {"years", years(kept)},
               {"held", kept.held()},
               {"interrupted", kept.stopped},
               {"box", box_json(kept)},
               {"burns", kept.burns.size()},
               {"propellant_kg", propellant_kg(kept)},
               {"soonest_exit_without_a_burn_s", number(soonest_s(report))},
               {"theory", theory_json(report)},
               {"violations", violations_json(report)},
               {"notes", report.start.notes}};
  if (kept.lost) json["lost"] = kept.why;
  json["burn_list"] = burns_json(report);
  return json.dump(2) + "\n";
}

std::string write_keep_summary(const KeepReport& report) {
  const Keeping& kept = report.kept;
  std::string text = fmt::format("{}, from {}, kept for {:.3f} years from {}\n", report.start.object_name,
                                 report.start.origin, years(kept), utc(report, 0));
  for (const std::string& note : report.start.notes) text += fmt::format("  Note: {}\n", note);
  text += box_text(kept) + verdict(report) + burns_text(kept);
  text += fmt::format("  Propellant {:.3f} kg of {:.1f} kg, at {:.0f} s\n", propellant_kg(kept),
                      report.request.state[6], report.request.engine.isp_s);
  const double soonest = soonest_s(report);
  if (std::isfinite(soonest))
    text += fmt::format("  If a burn is missed the box is left {:.1f} days later at the soonest\n", soonest / day_s);
  return text + theory_text(report);
}

std::vector<FileText> keep_files(const KeepReport& report, const std::string& creation_utc) {
  std::vector<FileText> files{{"keep.json", write_keep_json(report)},
                              {"keep.csv", write_samples_csv(report)},
                              {"burns.csv", write_burns_csv(report)}};
  if (!report.kept.path.empty()) files.push_back({"keep.oem", write_keep_oem(report, creation_utc)});
  return files;
}

}  // namespace cosmodrome
