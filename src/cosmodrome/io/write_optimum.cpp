#include "cosmodrome/io/write_optimum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kPa_deg = 1e3 / (180.0 / std::numbers::pi);
constexpr double g0_m_s2 = 9.80665;

/// The largest value of something along a flight, and when it was.
struct Peak {
  double value = 0, t_s = 0;
};

template <class Of>
Peak peak_of(const Flight& flight, Of&& of) {
  Peak peak;
  for (const FlightPoint& point : flight.points) {
    if (const double value = of(point); value > peak.value) peak = {value, point.t_s};
  }
  return peak;
}

struct Loads {
  Peak dynamic_pressure_Pa, q_alpha_Pa_rad, acceleration_m_s2;
};

Loads loads_of(const Flight& flight) {
  return {peak_of(flight, [](const FlightPoint& p) { return p.dynamic_pressure_Pa; }),
          peak_of(flight, [](const FlightPoint& p) { return p.dynamic_pressure_Pa * std::abs(p.angle_of_attack_rad); }),
          peak_of(flight, [](const FlightPoint& p) { return p.acceleration_m_s2; })};
}

/// The lowest limit, of what the optimiser was asked and what the sequence sets; 0 if there is none.
double acceleration_limit_m_s2(const Mission& mission) {
  double limit = mission.optimize.most_axial_acceleration_m_s2;
  for (const SequenceItem& item : mission.vehicle.sequence) {
    for (const Action& action : item.actions) {
      if (action.kind != Action::Kind::limit_acceleration) continue;
      limit = limit == 0 ? action.level : std::min(limit, action.level);
    }
  }
  return limit;
}

bool by_payload(const Optimum& optimum) {
  return optimum.planned.optimize.objective == OptimizeRequest::Objective::payload;
}

double objective_kg(const Optimum& optimum) {
  return by_payload(optimum) ? optimum.found.payload_kg() : optimum.found.final_mass_kg();
}

const TargetResult* last_target(const Optimum& optimum) {
  return optimum.flight != nullptr && !optimum.flight->targets.empty() ? &optimum.flight->targets.back() : nullptr;
}

// ---- text

std::string row(const char* name, const std::string& value) { return fmt::format("  {:<22}{}\n", name, value); }

std::string more_or_less(double difference_kg) {
  return fmt::format("{:.1f} kg {}", std::abs(difference_kg), difference_kg < 0 ? "less" : "more");
}

std::string objective_text(const Optimum& optimum) {
  const OptimizedAscent& found = optimum.found;
  const double before = by_payload(optimum) ? found.ascent.payload_kg : found.ascent.final_mass_kg;
  const double now = objective_kg(optimum);
  std::string text = row(by_payload(optimum) ? "payload" : "mass at cut-off",
                         fmt::format("{:.3f} kg; the planned flight {} {:.1f} kg: {}", now,
                                     by_payload(optimum) ? "carried" : "had", before, more_or_less(now - before)));
  if (by_payload(optimum)) text += row("mass at cut-off", fmt::format("{:.1f} kg", found.final_mass_kg()));
  return text;
}

std::string search_text(const Optimum& optimum) {
  const ControlResult& control = optimum.found.control;
  std::string text = row("search", fmt::format("{}, {} iterations on {} mesh{} in {:.2f} s: {}", optimum.solver,
                                               control.iterations, control.meshes, control.meshes == 1 ? "" : "es",
                                               control.solve_s, describe(control.status)));
  text += row("mesh error",
              fmt::format("{:.1e}, {:.0e} asked", control.mesh_error, optimum.planned.optimize.mesh_tolerance));
  text += row("first-order", fmt::format("gradient of the Lagrangian {:.1e}, constraints {:.1e}",
                                         control.nlp.dual_infeasibility, control.nlp.primal_infeasibility));
  return text;
}

/// The area that comes nearest to the impact point.
const ImpactClearance* least_clearance(const OptimizedAscent& found) {
  const auto least = std::min_element(found.clearances.begin(), found.clearances.end(),
                                      [](const auto& a, const auto& b) { return a.edge_m < b.edge_m; });
  return least == found.clearances.end() || !std::isfinite(least->edge_m) ? nullptr : &*least;
}

std::string proof_text(const Optimum& optimum) {
  const OptimizedAscent& found = optimum.found;
  if (!found.reflight) return "";
  return row("primer vector", fmt::format("thrust within {:.1e} rad of it", found.primer_angle_rad)) +
         row("flown again",
             fmt::format("{:.2f} m and {:.4f} m/s off at the end, {:.1e} of the whole", found.reflight->place_error_m,
                         found.reflight->speed_error_m_s, found.reflight->relative_error));
}

std::string orbit_text(const OrbitElements& orbit) {
  return fmt::format("{:.2f} x {:.2f} km, {:.4f} deg", orbit.perigee_altitude_m / 1e3, orbit.apogee_altitude_m / 1e3,
                     to_degrees(orbit.inclination_rad));
}

std::string peak_text(const Peak& peak, double unit, const char* name, double limit) {
  std::string text = fmt::format("{:.1f} {} at T+{:.1f} s", peak.value / unit, name, peak.t_s);
  if (limit > 0) text += fmt::format(", {:.1f} allowed", limit / unit);
  return text;
}

std::string flight_text(const Optimum& optimum) {
  if (optimum.flight == nullptr) return "";
  std::string text;
  if (const TargetResult* target = last_target(optimum); target != nullptr) {
    text +=
        row("orbit reached", fmt::format("{}; {:.1f} x {:.1f} km, {:.2f} deg asked", orbit_text(target->reached),
                                         target->asked.perigee_altitude_m / 1e3, target->asked.apogee_altitude_m / 1e3,
                                         to_degrees(target->asked.inclination_rad)));
  }
  if (const ImpactClearance* least = least_clearance(optimum.found); least != nullptr) {
    text += row("limit lines", fmt::format("impact point {:.1f} km off that of {} at T+{:.1f} s, the nearest",
                                           least->edge_m / 1e3, least->area, least->t_s));
  }
  const Loads loads = loads_of(*optimum.flight);
  text += row("dynamic pressure",
              peak_text(loads.dynamic_pressure_Pa, 1e3, "kPa", optimum.planned.optimize.most_dynamic_pressure_Pa));
  text +=
      row("q-alpha", peak_text(loads.q_alpha_Pa_rad, kPa_deg, "kPa deg", optimum.planned.optimize.most_q_alpha_Pa_rad));
  text +=
      row("acceleration", peak_text(loads.acceleration_m_s2, g0_m_s2, "g0", acceleration_limit_m_s2(optimum.planned)));
  return text;
}

// ---- what the figures are worth

/// Those that count, the most weighty first; a figure whose change would change the legs of the flight has no slope.
std::vector<Sensitivity> weighty(const Optimum& optimum) {
  std::vector<Sensitivity> list;
  for (const Sensitivity& one : optimum.sensitivities) {
    if (std::isfinite(one.kg_per_percent)) list.push_back(one);
  }
  std::stable_sort(list.begin(), list.end(), [](const Sensitivity& a, const Sensitivity& b) {
    return std::abs(a.kg_per_percent) > std::abs(b.kg_per_percent);
  });
  return list;
}

std::string value_text(const Sensitivity& one) {
  return fmt::format("{:.6g}{}{}", one.value, one.unit.empty() ? "" : " ", one.unit);
}

std::string per_unit_text(const Sensitivity& one) {
  return fmt::format("{:+.4g} kg{}{}", one.kg_per_unit, one.unit.empty() ? "" : " per ", one.unit);
}

std::string sensitivities_text(const Optimum& optimum) {
  const std::vector<Sensitivity> list = weighty(optimum);
  if (list.empty()) return "";
  std::string text = fmt::format("\n  {} changes by, all else optimised anew:\n",
                                 by_payload(optimum) ? "The payload" : "The mass at cut-off");
  text += fmt::format("  {:<38}{:>16}{:>16}{:>22}\n", "figure", "value", "1 % more", "a unit more");
  for (const Sensitivity& one : list) {
    text += fmt::format("  {:<38}{:>16}{:>13.2f} kg{:>22}\n", one.figure, value_text(one), one.kg_per_percent,
                        per_unit_text(one));
  }
  return text;
}

// ---- JSON

Json sensitivities_json(const Optimum& optimum) {
  Json list = Json::array();
  for (const Sensitivity& one : optimum.sensitivities) {
    list.push_back({{"figure", one.figure},
                    {"value", one.value},
                    {"unit", one.unit},
                    {"kg_per_unit", one.kg_per_unit},
                    {"kg_per_percent", one.kg_per_percent}});
  }
  return list;
}

Json peak_json(const Peak& peak, double limit) {
  Json json{{"value", peak.value}, {"t_s", peak.t_s}};
  if (limit > 0) json["limit"] = limit, json["margin"] = limit - peak.value;
  return json;
}

void add_flight(Json& json, const Optimum& optimum) {
  if (optimum.flight == nullptr) return;
  json["outcome"] = to_string(optimum.flight->outcome);
  if (const TargetResult* target = last_target(optimum); target != nullptr) {
    json["orbit"] = {{"perigee_altitude_m", target->reached.perigee_altitude_m},
                     {"apogee_altitude_m", target->reached.apogee_altitude_m},
                     {"inclination_deg", to_degrees(target->reached.inclination_rad)}};
  }
  const Loads loads = loads_of(*optimum.flight);
  json["dynamic_pressure_Pa"] = peak_json(loads.dynamic_pressure_Pa, optimum.planned.optimize.most_dynamic_pressure_Pa);
  json["q_alpha_Pa_rad"] = peak_json(loads.q_alpha_Pa_rad, optimum.planned.optimize.most_q_alpha_Pa_rad);
  json["acceleration_m_s2"] = peak_json(loads.acceleration_m_s2, acceleration_limit_m_s2(optimum.planned));
}

}  // namespace

std::string write_optimum(const Optimum& optimum) {
  const OptimizedAscent& found = optimum.found;
  return fmt::format("{}: {}\n", optimum.planned.name,
                     by_payload(optimum) ? "the heaviest payload" : "the most propellant left") +
         objective_text(optimum) + search_text(optimum) + proof_text(optimum) + flight_text(optimum) +
         row("confirmed", found.confirmed ? "yes" : "no: " + found.why) + sensitivities_text(optimum);
}

ReportTable sensitivities_table(const Optimum& optimum) {
  ReportTable table;
  table.title = "What the vehicle's figures are worth";
  table.note = std::string("By how much ") + (by_payload(optimum) ? "the payload" : "the mass at cut-off") +
               " changes when one figure does, all else optimised anew, to first order. A thrust changes at constant "
               "flow, a flow at constant thrust.";
  table.columns = {"Figure", "Value", "1 % more", "A unit more"};
  for (const Sensitivity& one : weighty(optimum)) {
    table.rows.push_back(
        {one.figure, value_text(one), fmt::format("{:+.2f} kg", one.kg_per_percent), per_unit_text(one)});
  }
  return table;
}

std::string write_optimum_json(const Optimum& optimum) {
  const OptimizedAscent& found = optimum.found;
  const ControlResult& control = found.control;
  Json json{{"mission", optimum.planned.id},
            {"maximize", by_payload(optimum) ? "payload" : "final-mass"},
            {"objective", objective_kg(optimum)},
            {"payload_kg", found.payload_kg()},
            {"planned_payload_kg", found.ascent.payload_kg},
            {"final_mass_kg", found.final_mass_kg()},
            {"confirmed", found.confirmed},
            {"why", found.why},
            {"status", describe(control.status)},
            {"solver", optimum.solver},
            {"mesh_error", control.mesh_error},
            {"meshes", control.meshes},
            {"iterations", control.iterations},
            {"solve_s", control.solve_s},
            {"dual_infeasibility", control.nlp.dual_infeasibility},
            {"primal_infeasibility", control.nlp.primal_infeasibility},
            {"primer_angle_rad", found.primer_angle_rad},
            {"reflight_error", nullptr},
            {"outcome", nullptr}};
  if (found.reflight) {
    json["reflight_error"] = found.reflight->relative_error;
    json["reflight_place_error_m"] = found.reflight->place_error_m;
    json["reflight_speed_error_m_s"] = found.reflight->speed_error_m_s;
  }
  for (const ImpactClearance& one : found.clearances) {
    Json line{{"name", one.area}, {"impact_point_from_edge_m", nullptr}};
    if (std::isfinite(one.edge_m)) line["impact_point_from_edge_m"] = one.edge_m, line["t_s"] = one.t_s;
    json["limit_lines"].push_back(std::move(line));
  }
  add_flight(json, optimum);
  json["sensitivities"] = sensitivities_json(optimum);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_throttle_csv(const Mission& optimal) {
  std::string text = "stage,t_s,level_percent\n";
  for (const ThrottleTable& table : optimal.throttle_tables) {
    for (std::size_t i = 0; i < table.t_s.size(); ++i)
      text += fmt::format("{},{},{}\n", table.stage, table.t_s[i], 100 * table.level[i]);
  }
  return text;
}

std::string write_steering_csv(const Mission& optimal) {
  std::string text = "programme,t_s,pitch_deg,yaw_deg\n";
  for (const SteeringTable& table : optimal.steering_tables) {
    for (std::size_t i = 0; i < table.t_s.size(); ++i) {
      text += fmt::format("{},{},{},{}\n", table.name, table.t_s[i], to_degrees(table.pitch_rad[i]),
                          table.yaw_rad.empty() ? 0 : to_degrees(table.yaw_rad[i]));
    }
  }
  return text;
}

}  // namespace cosmodrome
