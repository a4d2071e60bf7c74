#include "cosmodrome/flight/merit.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

int last_guided_target(const Plan& plan) {
  int target = -1;
  for (const CompiledItem& item : plan.items) {
    if (item.kind == Condition::Kind::guidance_cut_off) target = item.target;
  }
  return target;
}

double missing_speed_m_s(const Plan& plan, int target, const Vec3<double, Gcrf>& position_m,
                         const Vec3<double, Gcrf>& velocity_m_s) {
  // The energy of the orbit asked for, had at the present radius: v^2 = mu (2/r - 1/a).
  const double mu = plan.world.gravity.gm_m3_s2();
  const double a = plan.targets[static_cast<std::size_t>(target)].guidance.semi_major_axis_m;
  const double wanted_squared = mu * (2 / norm(position_m) - 1 / a);
  return std::sqrt(std::max(0.0, wanted_squared)) - norm(velocity_m_s);
}

double speed_left_m_s(const Plan& plan, const FlightEnd& end) {
  if (end.last_stage < 0 || !(end.propellant_kg > 0)) return 0;
  const StageModel<double>& stage = plan.model.stages[static_cast<std::size_t>(end.last_stage)];
  const double exhaust = stage.thrust_vacuum_N / stage.total_flow_kg_s();
  return exhaust * log(end.cut_off_mass_kg / (end.cut_off_mass_kg - end.propellant_kg));
}

double merit_m_s(const Plan& plan, const FlightEnd& end) {
  constexpr double hopeless = -20000;
  const int target = last_guided_target(plan);
  if (!end.lifted_off || target < 0) return hopeless;
  // A flight that comes down is the better the longer it flew.
  if (end.crashed) return hopeless + end.t_s;

  const GuidanceTarget<double>& wanted = plan.targets[static_cast<std::size_t>(target)].guidance;
  const OrbitElements orbit = osculating_elements(end.position_m, end.velocity_m_s, plan.world.gravity.gm_m3_s2(),
                                                  gcrf_to_cirf(plan.world.earth, 0.0));
  const Target& asked = plan.mission.targets[static_cast<std::size_t>(target)];
  const double left = speed_left_m_s(plan, end);
  const double missing = std::max(0.0, missing_speed_m_s(plan, target, end.position_m, end.velocity_m_s));
  // Near a circular orbit a metre a second moves the other apsis by about 3.5 km, and turns the plane by 1/v.
  const double apsis_error_km = std::abs(orbit.perigee_altitude_m - asked.perigee_altitude_m) / 1e3;
  const double turn = std::abs(orbit.inclination_rad - acos(wanted.cos_inclination)) * wanted.speed_m_s;
  return left + end.unused_m_s - missing - 0.3 * std::max(0.0, apsis_error_km - 1) - std::max(0.0, turn - 0.2);
}

}  // namespace cosmodrome
