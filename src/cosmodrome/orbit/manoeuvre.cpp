#include "cosmodrome/orbit/manoeuvre.hpp"

#include <cmath>
#include <stdexcept>

#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {

double SpaceEngine::flow_kg_s() const { return thrust_N / (isp_s * standard_gravity_m_s2); }
double SpaceEngine::settling_flow_kg_s() const {
  return settling_thrust_N > 0 ? settling_thrust_N / (settling_isp_s * standard_gravity_m_s2) : 0;
}

PointMassState<double> apply_impulse(const PointMassState<double>& y, const Vec3<double, Burning>& change_m_s,
                                     BurnAxes axes, double isp_s) {
  const double size_m_s = norm(change_m_s);
  if (size_m_s == 0) return y;
  const OrbitThrust<double> thrust{1, 0, axes, change_m_s, {}, 0};
  const auto velocity = axpy(size_m_s, thrust_axis(thrust, 0.0, position_of(y), velocity_of(y)), velocity_of(y));
  const double mass_kg = isp_s > 0 ? y[6] * std::exp(-size_m_s / (isp_s * standard_gravity_m_s2)) : y[6];
  return {y[0], y[1], y[2], velocity.x, velocity.y, velocity.z, mass_kg};
}

double velocity_change_m_s(const SpaceEngine& engine, double mass_kg, double duration_s) {
  return -engine.isp_s * standard_gravity_m_s2 * std::log1p(-propellant_kg(engine, duration_s) / mass_kg);
}

double burn_duration_s(const SpaceEngine& engine, double mass_kg, double change_m_s) {
  const double burned_kg = -mass_kg * std::expm1(-change_m_s / (engine.isp_s * standard_gravity_m_s2));
  if (!(engine.thrust_N > 0)) throw std::domain_error("burn_duration_s: the engine has no thrust");
  return burned_kg / engine.flow_kg_s();
}

double propellant_kg(const SpaceEngine& engine, double duration_s) { return engine.flow_kg_s() * duration_s; }

std::vector<FiniteBurn<double>> make_burn(const SpaceEngine& engine, double ignition_s, double duration_s,
                                          const BurnAttitude& attitude) {
  const auto thrust = [&](double thrust_N, double flow_kg_s) {
    return OrbitThrust<double>{thrust_N, flow_kg_s, attitude.axes, attitude.direction, attitude.turn_per_s, ignition_s};
  };
  std::vector<FiniteBurn<double>> burns;
  if (engine.settling_s > 0 && engine.settling_thrust_N > 0) {
    burns.push_back({ignition_s - engine.settling_s, engine.settling_s,
                     thrust(engine.settling_thrust_N, engine.settling_flow_kg_s())});
  }
  burns.push_back({ignition_s, duration_s, thrust(engine.thrust_N, engine.flow_kg_s())});
  return burns;
}

BurnAttitude SteadyBurn::attitude() const {
  const double level = std::cos(yaw_rad);
  return {BurnAxes::vnc, {level * std::cos(pitch_rad), std::sin(yaw_rad), level * std::sin(pitch_rad)}, {}};
}

}  // namespace cosmodrome
