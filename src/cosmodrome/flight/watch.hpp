#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// What the guided burn's end is judged by: the orbit's energy, with what the tail-off will still add.
template <Scalar S>
struct CutOff {
  S energy_m2_s2{};
  S tail_off_impulse_Ns{};
  S sign{1.0};                       ///< +1: the energy rises to the target; -1: it falls to it
  Vec3<S, Gcrf> position_error_m{};  ///< what guidance takes its place for, less where it is
  Vec3<S, Gcrf> velocity_error_m_s{};
};

/// A condition on the state as a number that falls through zero when it comes true. `threshold` is the condition's
/// value in SI; `motion` has just been evaluated at y.
template <Scalar S>
S watch(Condition::Kind kind, const S& threshold, const World& world, const Mode<S>& mode, const CutOff<S>& cut_off,
        const PointMassState<S>& y, const PointMass<S>& motion) {
  using Kind = Condition::Kind;
  const Surroundings<S>& here = motion.here();
  const Forces<S>& forces = motion.forces();
  const auto position = position_of(y);
  const auto velocity = velocity_of(y);
  const double mu = world.gravity.gm_m3_s2();
  switch (kind) {
    case Kind::altitude_above:
      return threshold - here.altitude_m;
    case Kind::altitude_below:
    case Kind::impact:
      return here.altitude_m - threshold;
    case Kind::heating_below:
      return here.heating_W_m2 - threshold;
    case Kind::dynamic_pressure_below:
      return here.dynamic_pressure_Pa - threshold;
    case Kind::acceleration_above:
      return threshold - norm(forces.specific_force_m_s2);
    case Kind::speed_above:
      return threshold - here.ground_speed_m_s;
    case Kind::gravity_turn_ready: {
      // The path over the ground has leaned over as far from the pad's vertical as the axis.
      const auto vertical = motion.to_itrf().inverse() * mode.ground_from;
      return dot(vertical, here.velocity_ground_m_s()) - cos(mode.tilt_rad) * here.ground_speed_m_s;
    }
    case Kind::guidance_cut_off: {
      const auto after = axpy(cut_off.tail_off_impulse_Ns / y[6], forces.axis, velocity) + cut_off.velocity_error_m_s;
      const S energy = S(0.5) * squared_norm(after) - S(mu) / norm(position + cut_off.position_error_m);
      return cut_off.sign * (cut_off.energy_m2_s2 - energy);
    }
    case Kind::apogee:
      // Near an apsis d(r.v)/dt = v^2 - mu/r, which turns the lead time into a value of r.v.
      return dot(position, velocity) - threshold * (S(mu) / norm(position) - squared_norm(velocity));
    case Kind::perigee:
      return -(dot(position, velocity) + threshold * (squared_norm(velocity) - S(mu) / norm(position)));
    case Kind::time:
    case Kind::delay:
    case Kind::propellant_below:
    case Kind::burn_time_left:
      break;  // known beforehand, never watched
  }
  return S(1.0);
}

/// Apses come true by a change of sign; all other conditions also if they hold when they are armed.
inline bool needs_change_of_sign(Condition::Kind kind) {
  return kind == Condition::Kind::apogee || kind == Condition::Kind::perigee;
}

}  // namespace cosmodrome
