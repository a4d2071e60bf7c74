#include "cosmodrome/optimize/reflight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/programmes.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"
#include "cosmodrome/optimize/throttle_found.hpp"

namespace cosmodrome {
namespace {

/// Whether the axis is a control: it comes before the throttle.
bool steers(const ControlPhase& phase) { return phase.controls >= leg::axis_controls; }

/// Phases that steer freely, one after the other, with what lies between them.
struct FreeRun {
  std::size_t first, last;
};

std::vector<FreeRun> free_runs(const AscentProblem& ascent) {
  std::vector<FreeRun> runs;
  for (std::size_t i = 0; i < ascent.legs.size(); ++i) {
    if (!steers(ascent.problem.phases[i])) continue;
    // What no event begins goes on with the programme before it.
    const bool goes_on = !runs.empty() && (runs.back().last + 1 == i || ascent.legs[i - 1].ended_by.empty());
    if (goes_on) {
      runs.back().last = i;
    } else {
      runs.push_back({i, i});
    }
  }
  return runs;
}

/// The axis over a run as pitch and yaw by time, with rows so close that what runs between them is the polynomials that
/// they come from.
SteeringTable table_of(const Plan& plan, const ControlSolution& solution, const FreeRun& run, std::string name) {
  constexpr double longest_step_s = 1;
  SteeringTable table;
  table.name = std::move(name);
  for (std::size_t i = run.first; i <= run.last; ++i) {
    const PhaseSolution& phase = solution.phases[i];
    if (phase.controls.front().size() < leg::axis_controls) continue;
    const double length = phase.end_t - phase.start_t;
    const int steps = std::max(run.first == run.last ? 4 : 1, static_cast<int>(std::ceil(length / longest_step_s)));
    for (int k = table.t_s.empty() ? 0 : 1; k <= steps; ++k) {
      const double t = phase.start_t + length * k / steps;
      if (!table.t_s.empty() && t < table.t_s.back() + 1e-6) continue;
      const auto u = control_at(phase, t);
      add_row(table, plan, t, unit(Vec3<double, Gcrf>{u[0], u[1], u[2]}));
    }
  }
  // A phase that has shrunk to nothing still needs two rows.
  while (table.t_s.size() < 2) {
    table.t_s.push_back(table.t_s.empty() ? 0 : table.t_s.back() + 1);
    table.pitch_rad.push_back(table.pitch_rad.empty() ? 0 : table.pitch_rad.back());
    table.yaw_rad.push_back(table.yaw_rad.empty() ? 0 : table.yaw_rad.back());
  }
  return table;
}

bool is_steer(const CompiledAction& action) { return action.kind == Action::Kind::steer; }

/// Puts the run's programme where the sequence begins it, and takes out what would steer otherwise meanwhile.
void steer_by(Plan& plan, const AscentProblem& ascent, const FreeRun& run, int programme) {
  CompiledAction steer;
  steer.kind = Action::Kind::steer;
  steer.steering = Steering::programme;
  steer.programme = programme;
  const auto clear = [&](int item) { std::erase_if(plan.items[static_cast<std::size_t>(item)].actions, is_steer); };
  if (run.first == 0) {  // from the pad: whatever steers there
    for (CompiledItem& item : plan.items) {
      if (std::any_of(item.actions.begin(), item.actions.end(), is_steer)) {
        std::erase_if(item.actions, is_steer);
        item.actions.push_back(steer);
        break;
      }
    }
  } else {
    const auto& begins = ascent.legs[run.first - 1].ended_by;
    for (const int item : begins) clear(item);
    plan.items[static_cast<std::size_t>(begins.front())].actions.push_back(steer);
  }
  for (std::size_t i = run.first; i < run.last; ++i) {
    for (const int item : ascent.legs[i].ended_by) clear(item);
    for (const int item : ascent.legs[i].joined) clear(item);
  }
  for (const int item : ascent.legs[run.last].joined) clear(item);
}

void set_payload(Plan& plan, double payload_kg) {
  double before = 0;
  for (const Payload& payload : plan.mission.payloads) before += payload.mass_kg;
  if (plan.mission.payloads.empty()) plan.mission.payloads.push_back({"Payload", 0});
  for (Payload& payload : plan.mission.payloads) {
    // The share first: of one alone it is 1, and nothing is rounded.
    payload.mass_kg = before > 0 ? payload_kg * (payload.mass_kg / before) : payload_kg;
  }
  plan.model.payload_mass_kg = payload_kg;
}

/// Conditions that the optimiser has replaced by times.
void set_times(Plan& plan, const AscentProblem& ascent, const ControlSolution& solution) {
  for (std::size_t i = 0; i < ascent.legs.size(); ++i) {
    for (const int item : ascent.legs[i].ended_by) {
      const auto index = static_cast<std::size_t>(item);
      const Condition::Kind kind = plan.items[index].kind;
      const bool chosen = ascent.legs[i].ends_freely && item == ascent.legs[i].ended_by.front();
      if (!chosen && kind != Condition::Kind::guidance_cut_off && kind != Condition::Kind::gravity_turn_ready) continue;
      plan.items[index].kind = Condition::Kind::time;
      plan.model.condition_value[index] = solution.phases[i].end_t;
    }
  }
}

}  // namespace

Plan plan_of(const Plan& planned, const AscentProblem& ascent, const ControlSolution& solution) {
  Plan plan = with_gravity_turn_law(planned);
  if (!solution.parameters.empty()) set_payload(plan, solution.parameters[0]);
  set_times(plan, ascent, solution);
  for (const FreeRun& run : free_runs(ascent)) {
    const auto number = plan.world.programmes.size();
    steer_by(plan, ascent, run, static_cast<int>(number));
    plan.mission.steering_tables.push_back(table_of(plan, solution, run, fmt::format("optimal-{}", number + 1)));
    plan.world.programmes.push_back(make_programme(plan, plan.mission.steering_tables.back()));
  }
  for (ThrottleTable& table : throttle_found(plan, ascent, solution)) {
    std::erase_if(plan.mission.throttle_tables, [&](const ThrottleTable& old) { return old.stage == table.stage; });
    plan.mission.throttle_tables.push_back(std::move(table));
  }
  // A flight plans its gravity turn in calm air, this one was found in the mission's wind.
  if (!plan.world.wind.empty()) {
    state_gravity_turn(plan, fly(plan, FlyOptions{.record_interval_s = 0.5, .follow_dropped = false}));
  }
  return plan;
}

Reflight refly(const Plan& planned, const AscentProblem& ascent, const ControlSolution& solution) {
  Reflight reflight{plan_of(planned, ascent, solution)};
  const PhaseSolution& last = solution.phases[ascent.legs.size() - 1];
  PointMassState<double> wanted;
  std::copy(last.states.back().begin(), last.states.back().end(), wanted.begin());
  reflight.relative_error = unbounded;
  // A tank may run dry a little before the time of the cut-off: what that makes of the end is told as an error of it.
  double nearest_s = 5e-3;
  for (const Leg& leg : fly_legs(reflight.plan, 1e-11)) {
    if (std::abs(leg.end_s() - last.end_t) > nearest_s) continue;
    nearest_s = std::abs(leg.end_s() - last.end_t);
    const PointMassState<double>& y = leg.y.back();
    reflight.flown = true;
    reflight.place_error_m = norm(position_of(y) - position_of(wanted));
    reflight.speed_error_m_s = norm(velocity_of(y) - velocity_of(wanted));
    reflight.mass_error_kg = std::abs(y[6] - wanted[6]);
    reflight.relative_error =
        std::max({reflight.place_error_m / norm(position_of(wanted)),
                  reflight.speed_error_m_s / norm(velocity_of(wanted)), reflight.mass_error_kg / wanted[6]});
  }
  return reflight;
}

namespace {

/// Below this dynamic pressure the angle of attack changes nothing.
constexpr double still_air_Pa = 0.01;
/// Primer vectors so much shorter than the longest belong to burns that have propellant to spare: they gain nothing.
constexpr double worth_nothing = 1e-6;
/// Of the objective: what a whole leg may gain at most by its direction and yet be left out, ten times what the solver
/// leaves undecided.
constexpr double undecided = 1e-8;

struct Here {
  bool in_air;
  double thrust_m_s2;
};

Here here(const World& world, const Leg& leg, double t_s, const std::vector<double>& state) {
  PointMassState<double> y, slope;
  std::copy(state.begin(), state.end(), y.begin());
  PointMass<double> motion(world, leg.mode);
  motion(t_s, y, slope);
  return {motion.here().dynamic_pressure_Pa > still_air_Pa, motion.forces().thrust_N / y[6]};
}

}  // namespace

double worst_primer_angle_rad(const AscentProblem& ascent, const ControlSolution& solution) {
  const auto primer_of = [](const std::vector<double>& costate) {
    return Vec3<double, Gcrf>{-costate[3], -costate[4], -costate[5]};
  };
  double longest = 0;
  for (std::size_t p = 0; p < ascent.legs.size(); ++p) {
    for (const auto& costate : solution.phases[p].costates) longest = std::max(longest, norm(primer_of(costate)));
  }
  double worst = 0;
  for (std::size_t p = 0; p < ascent.legs.size(); ++p) {
    if (!steers(ascent.problem.phases[p]) || ascent.problem.phases[p].steady_controls) continue;
    const PhaseSolution& phase = solution.phases[p];
    double worst_of_leg = 0, strongest = 0;
    for (std::size_t j = 0; j < phase.controls.size(); ++j) {
      const Here at = here(*ascent.world, ascent.legs[p], phase.t[j + 1], phase.states[j + 1]);
      const auto primer = primer_of(phase.costates[j]);
      if (at.in_air || norm(primer) < worth_nothing * longest) continue;
      const auto& u = phase.controls[j];
      const Vec3<double, Gcrf> axis{u[0], u[1], u[2]};
      worst_of_leg = std::max(worst_of_leg, atan2(norm(cross(axis, primer)), dot(axis, primer)));
      strongest = std::max(strongest, norm(primer) * at.thrust_m_s2);
    }
    // Turned from against the primer vector to along it.
    const double most_gain = 2 * strongest * (phase.end_t - phase.start_t);
    if (most_gain > undecided * ascent.problem.objective_scale) worst = std::max(worst, worst_of_leg);
  }
  return worst;
}

}  // namespace cosmodrome
