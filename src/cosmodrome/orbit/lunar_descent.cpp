#include "cosmodrome/orbit/lunar_descent.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/target.hpp"

namespace cosmodrome {
namespace {

/// The state at the end of a burn as planned, but of another length.
PointMassState<double> after(const OrbitWorld& world, const DescentPlan& plan, double duration_s) {
  FiniteBurn<double> burn = descent_burn(plan, {});
  burn.duration_s = duration_s;
  return propagate<double>(world, {}, plan.from, plan.ignition_s, plan.ignition_s + duration_s, {burn}, {},
                           {.dense = false})
      .end;
}

/// What an impulse here would take: vis-viva, from where it stands to the other end of an ellipse.
double impulse_m_s(const OrbitWorld& world, const PointMassState<double>& y, double periapsis_m) {
  const double r_m = norm(position_of(y));
  return norm(velocity_of(y)) - std::sqrt(2 * world.gm_m3_s2 * periapsis_m / (r_m * (r_m + periapsis_m)));
}

}  // namespace

SpaceEngine payload_engine(const LunarFlight& moon, const std::string& id) {
  const auto found =
      std::find_if(moon.engines.begin(), moon.engines.end(), [&](const Engine& engine) { return engine.id == id; });
  return {.thrust_N = found->thrust_vacuum_N, .isp_s = found->isp_vacuum_s};
}

double periapsis_altitude_m(const OrbitWorld& world, const PointMassState<double>& y) {
  const auto e = to_keplerian(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world.gm_m3_s2);
  return e.semi_latus_rectum_m / (1 + e.eccentricity) - world.radius_m;
}

DescentPlan plan_descent(const OrbitWorld& world, double ignition_s, const PointMassState<double>& from,
                         const LunarFlight& moon) {
  const LunarFlight::Descent& asked = *moon.descent;
  DescentPlan plan;
  plan.ignition_s = ignition_s;
  plan.from = from;
  plan.engine = payload_engine(moon, asked.burn.engine);
  plan.time_limit_s = asked.time_limit_s;
  const double change_m_s = impulse_m_s(world, from, world.radius_m + asked.periapsis_altitude_m);
  if (!(change_m_s > 0)) {
    plan.why = "the orbit is as low already";
    return plan;
  }
  const double guess_s = burn_duration_s(plan.engine, from[6], change_m_s);
  const auto fly = [&](std::span<const double> x) {
    if (x[0] <= 0) return Trial{{}, 0, false};
    return Trial{{periapsis_altitude_m(world, after(world, plan, x[0]))}};
  };
  const auto found =
      find_target({{"burn s", guess_s, 10, 1e-3, 10}}, {{"periapsis m", asked.periapsis_altitude_m, 1}}, fly);
  plan.found = found.converged;
  plan.why = found.why;
  if (!plan.found) return plan;
  plan.duration_s = found.controls[0];
  plan.velocity_m_s = velocity_change_m_s(plan.engine, from[6], plan.duration_s);
  if (plan.duration_s > plan.time_limit_s) plan.found = false, plan.why = "its timer ends it before";
  return plan;
}

double descent_duration_s(const DescentPlan& plan, const DescentDeparture& departure) {
  if (departure.velocity_unseen) return plan.time_limit_s;
  SpaceEngine engine = plan.engine;
  engine.thrust_N *= departure.thrust_factor;
  const double enough_s = burn_duration_s(engine, plan.from[6], plan.velocity_m_s * departure.velocity_factor);
  return std::clamp(enough_s, 0.0, plan.time_limit_s);
}

FiniteBurn<double> descent_burn(const DescentPlan& plan, const DescentDeparture& departure) {
  FiniteBurn<double> burn;
  burn.start_s = plan.ignition_s;
  burn.duration_s = descent_duration_s(plan, departure);
  burn.thrust.thrust_N = plan.engine.thrust_N * departure.thrust_factor;
  burn.thrust.flow_kg_s = plan.engine.flow_kg_s() * departure.thrust_factor;
  burn.thrust.axes = BurnAxes::vnc;
  burn.thrust.direction = {-1, std::tan(departure.yaw_rad), std::tan(departure.pitch_rad)};
  return burn;
}

double longest_burn_s(const OrbitWorld& world, const DescentPlan& plan, double least_altitude_m) {
  const auto high = [&](double duration_s) {
    return periapsis_altitude_m(world, after(world, plan, duration_s)) > least_altitude_m;
  };
  double kept_s = 0, lost_s = plan.time_limit_s;
  if (high(lost_s)) return lost_s;
  while (lost_s - kept_s > 1e-3) {
    const double middle_s = (kept_s + lost_s) / 2;
    (high(middle_s) ? kept_s : lost_s) = middle_s;
  }
  return kept_s;
}

}  // namespace cosmodrome
