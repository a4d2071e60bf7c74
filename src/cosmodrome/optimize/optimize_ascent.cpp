#include "cosmodrome/optimize/optimize_ascent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/elements.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/merit.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/optimize/nearest.hpp"

namespace cosmodrome {
namespace {

std::string orbit_text(double perigee_m, double apogee_m, double inclination_rad) {
  return fmt::format("{:.1f} x {:.1f} km, {:.2f} deg", perigee_m / 1e3, apogee_m / 1e3,
                     inclination_rad * 180 / std::numbers::pi);
}

/// What would bring an orbit within reach.
std::string orbit_remedy(const OrbitElements& orbit, const Target& target, const AscentOptions& options) {
  constexpr double other_plane_rad = 1e-3;
  std::string text = options.objective == AscentObjective::payload ? "" : "a lighter payload, ";
  if (std::abs(orbit.inclination_rad - target.inclination_rad) > other_plane_rad)
    text += "an inclination nearer to the pad's latitude, ";
  return text + "a lower orbit or one more stage would help";
}

/// How the end of a flight misses the last target, in words; empty if it does not.
std::string orbit_missed(const Plan& planned, const AscentProblem& ascent, const ControlSolution& solution,
                         const AscentOptions& options) {
  const auto& end = solution.phases[ascent.legs.size() - 1].states.back();
  const Vec3<double, Gcrf> position{end[0], end[1], end[2]}, velocity{end[3], end[4], end[5]};
  const OrbitElements orbit =
      osculating_elements(position, velocity, planned.world.gravity.gm_m3_s2(), gcrf_to_cirf(planned.world.earth, 0.0));
  const Target& target = planned.mission.targets[static_cast<std::size_t>(ascent.last_target)];
  constexpr double near_m = 100, near_rad = 1e-5;
  if (std::abs(orbit.perigee_altitude_m - target.perigee_altitude_m) < near_m &&
      std::abs(orbit.apogee_altitude_m - target.apogee_altitude_m) < near_m &&
      std::abs(orbit.inclination_rad - target.inclination_rad) < near_rad)
    return "";
  std::string text =
      fmt::format("the nearest that it comes to the target is {} instead of {}",
                  orbit_text(orbit.perigee_altitude_m, orbit.apogee_altitude_m, orbit.inclination_rad),
                  orbit_text(target.perigee_altitude_m, target.apogee_altitude_m, target.inclination_rad));
  const double missing = missing_speed_m_s(planned, ascent.last_target, position, velocity);
  if (missing > 1) text += fmt::format("; {:.0f} m/s are missing", missing);
  return text + "; " + orbit_remedy(orbit, target, options);
}

/// How what falls misses its districts, in words; empty if it does not.
std::string districts_missed(const AscentProblem& ascent, const ControlSolution& solution) {
  std::string text;
  for (std::size_t p = ascent.legs.size(); p < solution.phases.size(); ++p) {
    for (const EndCondition& condition : ascent.problem.phases[p].conditions) {
      if (!condition.asked) continue;
      std::vector<double> in = solution.phases[p].states.back();
      in.push_back(solution.phases[p].end_t);
      double squared_chord = 0;
      condition.function->values(in.data(), &squared_chord);
      const double outside_m =
          (std::sqrt(squared_chord) - std::sqrt(condition.bounds[0].upper)) * wgs84_equatorial_radius_m;
      if (outside_m < 100) continue;
      text += fmt::format("{}the {} ends {:.0f} km outside where it shall {}", text.empty() ? "" : "; ",
                          ascent.problem.phases[p].name, outside_m / 1e3, condition.name);
    }
  }
  if (!text.empty()) text += "; fewer entries in keep_in_districts, a freer azimuth or another orbit would help";
  return text;
}

bool contains(const std::vector<GroundArea>& areas, const GroundArea& one) {
  const auto same_place = [](const auto& a, const auto& b) {
    return a.latitude_rad == b.latitude_rad && a.longitude_rad == b.longitude_rad;
  };
  return std::any_of(areas.begin(), areas.end(), [&](const GroundArea& area) {
    return std::equal(area.outline.begin(), area.outline.end(), one.outline.begin(), one.outline.end(), same_place);
  });
}

/// Which areas an impact point enters by more than so much, in words; empty: none.
std::string areas_entered(const std::vector<ImpactClearance>& clearances, double inside_m) {
  std::string text;
  for (const ImpactClearance& one : clearances) {
    if (one.edge_m >= -inside_m) continue;
    text += fmt::format("{}the impact point comes {:.1f} km inside the limit line of {} at T+{:.0f} s",
                        text.empty() ? "" : "; ", -one.edge_m / 1e3, one.area, one.t_s);
  }
  return text;
}

/// How the planned flight misses what is asked, in words: a flight that is known, where no nearer one was found.
std::string planned_misses(const Plan& planned, const AscentOptions& options) {
  const Flight flight = fly(planned);
  std::string text = flight.cause;
  if (const double most = options.most_axial_acceleration_m_s2; most > 0) {
    double peak = 0;
    for (const FlightPoint& point : flight.points) peak = std::max(peak, point.acceleration_m_s2);
    if (peak > most)
      text += fmt::format("{}the acceleration reaches {:.1f} m/s2 instead of {:.1f} m/s2", text.empty() ? "" : "; ",
                          peak, most);
  }
  if (const std::string inside = areas_entered(impact_clearances(planned, options.impact_points_off), 0);
      !inside.empty())
    text += (text.empty() ? "" : "; ") + inside;
  for (const std::string& element : options.keep_in_zones) {
    for (const Impact& impact : flight.impacts) {
      if (!impact.element.starts_with(element) || impact.zones.empty()) continue;
      const auto nearest = std::min_element(impact.zones.begin(), impact.zones.end(),
                                            [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
      if (nearest->distance_m <= 0) continue;
      text += fmt::format("{}the {} comes down {:.0f} km outside {}", text.empty() ? "" : "; ", impact.element,
                          nearest->distance_m / 1e3, nearest->zone);
    }
  }
  return text;
}

/// What cannot be met, and by how much: found by coming as near as the vehicle can.
std::string why_not_solved(const Plan& planned, const OptimizedAscent& result, const AscentOptions& options) {
  const ControlResult& control = result.control;
  if (control.status == NlpStatus::stopped) return "stopped before there was an answer";
  ControlOptions coarse = options.control;
  coarse.most_meshes = 1;
  coarse.nlp.max_iterations = 5 * options.control.nlp.max_iterations / 2;
  const OptimalControlProblem problem = nearest_problem(result.ascent.problem);
  const ControlResult nearest = solve_control(problem, result.ascent.guess, result.ascent.mesh, coarse);
  // Also one that is not the very nearest tells what cannot be had, if it is a flight.
  constexpr double is_a_flight = 1e-5;
  if (nearest.nlp.primal_infeasibility < is_a_flight) {
    std::string why = orbit_missed(planned, result.ascent, nearest.solution, options);
    const std::string districts = districts_missed(result.ascent, nearest.solution);
    if (!why.empty() && !districts.empty()) why += "; ";
    why += districts;
    if (!why.empty()) return "there is no such ascent: " + why;
  }
  if (const std::string misses = planned_misses(planned, options); !misses.empty()) {
    return fmt::format("no ascent was found that meets all that is asked ({}); flown as planned, {}",
                       describe(control.status), misses);
  }
  std::string why = fmt::format("the optimiser ended without an answer ({})", describe(control.status));
  if (!control.worst_constraint.empty()) {
    why += fmt::format("; what is missed most is {}, by {:.2g} of its natural size", control.worst_constraint,
                       control.worst_violation);
  }
  return why;
}

/// Whether the planned flight, which meets all that is asked, is better than the answer: then that is none.
bool is_worse_than_planned(const OptimizedAscent& result, const Plan& planned, const AscentOptions& options) {
  const bool asks_more = !options.keep_in_zones.empty() || !options.impact_points_off.empty() ||
                         options.most_q_alpha_Pa_rad > 0 || options.most_dynamic_pressure_Pa > 0 ||
                         options.most_axial_acceleration_m_s2 > 0 || options.reserve_kg > 0;
  if (asks_more) return false;  // than the plan knows
  // Guidance ends metres from the target: 0.1 m/s, that is 3e-5 of the mass.
  constexpr double of_guidance = 1e-4;
  if (options.objective == AscentObjective::payload) {
    return result.payload_kg() < (1 - of_guidance) * planned.model.payload_mass_kg &&
           fly(planned, FlyOptions{.follow_dropped = false}).outcome == Outcome::target_met;
  }
  return result.final_mass_kg() < (1 - of_guidance) * result.ascent.final_mass_kg;
}

std::string worse_text(const OptimizedAscent& result, const Plan& planned, const AscentOptions& options) {
  const bool by_payload = options.objective == AscentObjective::payload;
  return fmt::format("it is no optimum: the planned flight {} {:.1f} kg, this answer {:.1f} kg",
                     by_payload ? "carries" : "arrives with",
                     by_payload ? planned.model.payload_mass_kg : result.ascent.final_mass_kg,
                     by_payload ? result.payload_kg() : result.final_mass_kg());
}

void prove(OptimizedAscent& result, const Plan& planned, const AscentOptions& options, const ProofLimits& limits) {
  const ControlResult& control = result.control;
  if (control.status != NlpStatus::solved) {
    result.why = why_not_solved(planned, result, options);
    return;
  }
  result.reflight = refly(planned, result.ascent, control.solution);
  result.primer_angle_rad = worst_primer_angle_rad(result.ascent, control.solution);
  result.clearances = impact_clearances(result.reflight->plan, options.impact_points_off);
  if (!control.mesh_is_fine) {
    result.why = fmt::format("the mesh error stays at {:.1e} after {} meshes", control.mesh_error, control.meshes);
  } else if (is_worse_than_planned(result, planned, options)) {
    result.why = worse_text(result, planned, options);
  } else if (!result.reflight->flown) {
    result.why = "flown again, it does not come as far as the last cut-off";
  } else if (result.reflight->relative_error > limits.relative_error) {
    result.why = fmt::format("flown again, it ends {:.0f} m and {:.2f} m/s from where the optimiser has it",
                             result.reflight->place_error_m, result.reflight->speed_error_m_s);
  } else if (const std::string inside = areas_entered(result.clearances, limits.inside_area_m); !inside.empty()) {
    result.why = "flown again, " + inside;
  } else if (result.primer_angle_rad > limits.primer_angle_rad) {
    result.why = fmt::format("the thrust is {:.2e} rad off the primer vector", result.primer_angle_rad);
  } else {
    result.confirmed = true;
  }
}

/// Solves again with the tail-offs that the answer's throttle leads to, until they are its own.
void settle_tail_offs(AscentProblem& ascent, ControlResult& control, const AscentOptions& options) {
  constexpr int most_rounds = 6;
  constexpr double settled = 1e-7;  // of full thrust: of an impulse of half a second, less than is proved
  for (int round = 0; round < most_rounds && control.status == NlpStatus::solved; ++round) {
    if (match_tail_offs(ascent, control.solution, options) < settled) return;
    const ControlResult before = std::move(control);
    control = solve_control_warm(ascent.problem, before.solution, options.control);
    control.iterations += before.iterations, control.solve_s += before.solve_s;
  }
}

/// The planned flight with another payload: its events may come in another order.
Plan with_payload(const Plan& planned, double payload_kg) {
  Plan plan = planned;
  plan.model.payload_mass_kg = payload_kg;
  return plan;
}

/// Where no answer was found along the planned flight, events of the best flight may come in another order than its
/// own: tries along flights with payloads nearer to the best.
void try_other_payloads(OptimizedAscent& result, const Plan& planned, const AscentOptions& options) {
  if (options.objective != AscentObjective::payload || result.control.solution.parameters.empty()) return;
  const double reached = result.control.solution.parameters[0];
  for (const double share : {0.97, 0.9, 0.75}) {
    if (result.control.status == NlpStatus::solved || result.control.status == NlpStatus::stopped) return;
    OptimizedAscent other;
    try {
      other.ascent = make_ascent_problem(with_payload(planned, share * reached), options);
    } catch (const InputError&) {
      continue;  // too heavy to reach the target as planned
    }
    other.control = solve_control(other.ascent.problem, other.ascent.guess, other.ascent.mesh, options.control);
    settle_tail_offs(other.ascent, other.control, options);
    if (other.control.status == NlpStatus::solved) result = std::move(other);
  }
}

}  // namespace

double OptimizedAscent::payload_kg() const {
  return control.solution.parameters.empty() ? ascent.payload_kg : control.solution.parameters[0];
}

double OptimizedAscent::final_mass_kg() const {
  return control.solution.phases.empty() ? 0 : control.solution.phases[ascent.legs.size() - 1].states.back()[6];
}

namespace {

OptimizedAscent solve(const Plan& planned, const AscentOptions& options, const ProofLimits& limits) {
  OptimizedAscent result;
  result.ascent = make_ascent_problem(planned, options);
  result.control = solve_control(result.ascent.problem, result.ascent.guess, result.ascent.mesh, options.control);
  settle_tail_offs(result.ascent, result.control, options);
  try_other_payloads(result, planned, options);
  prove(result, planned, options, limits);
  return result;
}

OptimizedAscent solve_like(const Plan& planned, const AscentOptions& options, const ControlSolution& like,
                           const ProofLimits& limits) {
  OptimizedAscent result;
  result.ascent = make_ascent_problem(planned, options);
  bool fits = like.phases.size() == result.ascent.problem.phases.size() &&
              like.times.size() == result.ascent.problem.times.size();
  for (std::size_t i = 0; fits && i < like.phases.size(); ++i) {
    const auto controls = static_cast<std::size_t>(result.ascent.problem.phases[i].controls);
    fits = like.phases[i].controls.front().size() == controls;
  }
  if (fits) {
    match_tail_offs(result.ascent, like, options);
    result.control = solve_control_warm(result.ascent.problem, like, options.control);
    settle_tail_offs(result.ascent, result.control, options);
  }
  if (!result.control.solved()) {
    result.control = solve_control(result.ascent.problem, result.ascent.guess, result.ascent.mesh, options.control);
    settle_tail_offs(result.ascent, result.control, options);
  }
  prove(result, planned, options, limits);
  return result;
}

/// Few of the areas that an impact point must stay off turn an ascent aside. Those that the best one would enter are
/// added until it enters none: then it is the best with all of them, as more conditions allow no better one.
template <class Solve>
OptimizedAscent solve_off_areas(const AscentOptions& options, const ProofLimits& limits, Solve&& solve_with) {
  constexpr int most_rounds = 8;
  AscentOptions some = options;
  some.impact_points_off.clear();
  OptimizedAscent result;
  for (int round = 0; round < most_rounds; ++round) {
    result = solve_with(some);
    result.turned_aside_by = some.impact_points_off;
    if (!result.reflight) return result;
    result.clearances = impact_clearances(result.reflight->plan, options.impact_points_off);
    const std::size_t before = some.impact_points_off.size();
    for (std::size_t i = 0; i < result.clearances.size(); ++i) {
      const GroundArea& area = options.impact_points_off[i];
      if (result.clearances[i].edge_m < -limits.inside_area_m && !contains(some.impact_points_off, area))
        some.impact_points_off.push_back(area);
    }
    if (some.impact_points_off.size() == before) break;
    result.confirmed = false;
    result.why = areas_entered(result.clearances, limits.inside_area_m);
  }
  return result;
}

}  // namespace

OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ProofLimits& limits) {
  return solve_off_areas(options, limits, [&](const AscentOptions& some) { return solve(planned, some, limits); });
}

OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ControlSolution& like,
                                const ProofLimits& limits) {
  return solve_off_areas(options, limits,
                         [&](const AscentOptions& some) { return solve_like(planned, some, like, limits); });
}

}  // namespace cosmodrome
