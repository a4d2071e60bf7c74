#pragma once
// Burns of an engine that is lit in free flight.
#include <vector>

#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// An engine as a spacecraft far from any air has it.
struct SpaceEngine {
  double thrust_N = 0;
  double isp_s = 0;
  double settling_thrust_N = 0;  ///< small thrusters that bring the propellant to the outlets before each start
  double settling_isp_s = 0;
  double settling_s = 0;  ///< how long; 0: none needed

  double flow_kg_s() const;
  double settling_flow_kg_s() const;
};

/// Changes the velocity at an instant, by a vector along the axes of `axes` (see BurnAxes), and the mass by the rocket
/// equation; `isp_s` 0 leaves the mass alone.
PointMassState<double> apply_impulse(const PointMassState<double>& y, const Vec3<double, Burning>& change_m_s,
                                     BurnAxes axes, double isp_s = 0);

/// Burning so long, a mass gains this velocity. Source: K. E. Tsiolkovsky, 1903.
double velocity_change_m_s(const SpaceEngine& engine, double mass_kg, double duration_s);
/// How long it takes. Throws std::domain_error if the engine has no thrust.
double burn_duration_s(const SpaceEngine& engine, double mass_kg, double change_m_s);
/// What it uses up.
double propellant_kg(const SpaceEngine& engine, double duration_s);

/// Which way the engine points: unit(direction + turn_per_s (t - ignition)) along `axes`.
struct BurnAttitude {
  BurnAxes axes = BurnAxes::vnc;
  Vec3<double, Burning> direction{1, 0, 0};
  Vec3<double, Burning> turn_per_s;
};

/// A burn whose direction turns with the velocity.
struct SteadyBurn {
  double ignition_s = 0;
  double duration_s = 0;
  double pitch_rad = 0;  ///< of the thrust, from the velocity outward
  double yaw_rad = 0;    ///< from the plane of the orbit, along its normal
  BurnAttitude attitude() const;
};

/// A burn as propagate() takes it, with the settling before it if the engine needs that: one or two stretches of thrust
/// that follow each other. `ignition_s` is that of the engine itself.
std::vector<FiniteBurn<double>> make_burn(const SpaceEngine& engine, double ignition_s, double duration_s,
                                          const BurnAttitude& attitude);

}  // namespace cosmodrome
