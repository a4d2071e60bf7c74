#include "cosmodrome/optimize/leg_phase.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

/// Whether a limit that dynamic pressure sets could ever bite.
bool could_reach(double limit, const World& world, const Leg& leg) {
  return limit > 0 && densest_air_Pa(world, leg) > 0.1 * limit;
}

double strongest_thrust_m_s2(const World& world, const Leg& leg) {
  double strongest = 0;
  for (std::size_t i = 0; i < leg.t_s.size(); ++i) strongest = std::max(strongest, thrust_m_s2(world, leg, i));
  return strongest;
}

/// Near the end of a burn throttles gain alike: a cut-off is where thrust no longer gains anything. Of throttles that
/// gain as much, the fuller: this share of the objective, a second, for all that lacks to full thrust.
constexpr double fuller_is_worth_1_s = 1e-5;

}  // namespace

bool steers(const Leg& leg) { return leg.steering == LegSteering::free; }

double densest_air_Pa(const World& world, const Leg& leg) {
  double densest = 0;
  for (std::size_t i = 0; i < leg.t_s.size(); ++i) {
    PointMass<double> motion(world, leg.mode);
    PointMassState<double> slope;
    motion(leg.t_s[i], leg.y[i], slope);
    densest = std::max(densest, motion.here().dynamic_pressure_Pa);
  }
  return densest;
}

double thrust_m_s2(const World& world, const Leg& leg, std::size_t row) {
  PointMass<double> motion(world, leg.mode);
  PointMassState<double> slope;
  motion(leg.t_s[row], leg.y[row], slope);
  return motion.forces().thrust_N / leg.y[row][6];
}

ThrottledBurn watched_burn(const World& world, const Leg& leg, double limit_m_s2) {
  constexpr double may_come_near = 0.7;
  ThrottledBurn watched;
  if (!(limit_m_s2 > 0) || leg.limited || leg::has_clock(leg.mode) ||
      strongest_thrust_m_s2(world, leg) < may_come_near * limit_m_s2)
    return watched;
  for (std::size_t i = 0; i < max_burning; ++i) {
    if (!(leg.mode.burns[i].level > 0)) continue;
    watched.burn = static_cast<int>(i), watched.stage = leg.burning_stage[i];
    watched.least = watched.most = leg.mode.burns[i].level;
    watched.level.assign(leg.t_s.size(), watched.least);
    break;
  }
  return watched;
}

leg::ThrottledLoads loads_of(const World& world, const Leg& leg, const ThrottledBurn& throttle,
                             const AscentOptions& options, double objective_scale) {
  leg::ThrottledLoads loads;
  if (throttle.free()) loads.fuller = fuller_is_worth_1_s * objective_scale, loads.fullest = throttle.most;
  loads.air.dynamic_pressure = could_reach(options.most_dynamic_pressure_Pa, world, leg);
  loads.air.q_alpha = steers(leg) && could_reach(options.most_q_alpha_Pa_rad, world, leg);
  loads.axial_acceleration = throttle.watched() && options.most_axial_acceleration_m_s2 > 0;
  loads.thrust_per_mass = throttle.watched() && throttle.thrust_limit_m_s2 > 0;
  return loads;
}

std::shared_ptr<const SmoothFunction> equations_of(const std::shared_ptr<const World>& world, const Leg& leg,
                                                   const ThrottledBurn& throttle, const leg::ThrottledLoads& loads) {
  if (throttle.watched()) return leg::throttled(world, leg.mode, throttle.burn, steers(leg), loads);
  if (steers(leg)) return leg::free_axis(world, leg.mode, loads.air);
  return leg::steered(world, leg.mode, loads.air.dynamic_pressure);
}

double match_tail_offs(AscentProblem& ascent, const ControlSolution& solution, const AscentOptions& options) {
  double most = 0;
  for (std::size_t i = 1; i < ascent.legs.size(); ++i) {
    if (ascent.throttled[i].fades < 0 || !ascent.throttled[i - 1].free()) continue;
    Leg& leg = ascent.legs[i];
    Burn<double>& burn = leg.mode.burns[static_cast<std::size_t>(ascent.throttled[i].fades)];
    const double level = solution.phases[i - 1].controls.back().back();
    most = std::max(most, std::abs(level - burn.level));
    burn.level_rate_per_s *= level / burn.level;
    burn.level = level;
    ascent.problem.phases[i].equations =
        equations_of(ascent.world, leg, ascent.throttled[i],
                     loads_of(*ascent.world, leg, ascent.throttled[i], options, ascent.problem.objective_scale));
  }
  return most;
}

}  // namespace cosmodrome
