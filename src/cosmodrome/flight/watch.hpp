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

/// What conditions look at, where the equations of motion have just been evaluated.
template <Scalar S>
struct Evaluated {
  const PointMass<S>& motion;

  const Surroundings<S>& here() const { return motion.here(); }
  S altitude_m() const { return motion.here().altitude_m; }
  Vec3<S, Gcrf> velocity_ground_m_s() const { return motion.here().velocity_ground_m_s(); }
  const Vec3<S, Gcrf>& axis() const { return motion.forces().axis; }
  const Vec3<S, Gcrf>& specific_force_m_s2() const { return motion.forces().specific_force_m_s2; }
  Rotation<Gcrf, Itrf, S> to_itrf() const { return motion.to_itrf(); }
};

/// The same at any state: only what the condition asks for is worked out, which is less than all forces. For looking at
/// one condition at many places.
template <Scalar S>
struct Glance {
  const World& world;
  const Mode<S>& mode;
  const S& t_s;
  const PointMassState<S>& y;

  COSMODROME_INLINE Surroundings<S> here() const {
    return surroundings(world, mode, t_s, position_of(y), velocity_of(y));
  }
  COSMODROME_INLINE S altitude_m() const { return height(world, t_s, position_of(y)).altitude_m; }
  COSMODROME_INLINE Vec3<S, Gcrf> velocity_ground_m_s() const {
    return velocity_of(y) - cross(to_scalar<S>(world.earth_rate_rad_s), position_of(y));
  }
  COSMODROME_INLINE Vec3<S, Gcrf> axis() const { return unit(along_thrust(world, mode, t_s, velocity_of(y), here())); }
  COSMODROME_INLINE Vec3<S, Gcrf> specific_force_m_s2() const {
    return sum_forces(world, mode, t_s, position_of(y), velocity_of(y), y[6], here()).specific_force_m_s2;
  }
  Rotation<Gcrf, Itrf, S> to_itrf() const { return gcrf_to_itrf(world.earth, t_s); }
};

/// A condition on the state as a number that falls through zero when it comes true. `threshold` is the condition's
/// value in SI; `seen` is what is seen at y: Evaluated or a Glance.
template <Scalar S, class Seen>
S watch(Condition::Kind kind, const S& threshold, const World& world, const Mode<S>& mode, const CutOff<S>& cut_off,
        const PointMassState<S>& y, const Seen& seen) {
  using Kind = Condition::Kind;
  const auto position = position_of(y);
  const auto velocity = velocity_of(y);
  const double mu = world.gravity.gm_m3_s2();
  switch (kind) {
    case Kind::altitude_above:
      return threshold - seen.altitude_m();
    case Kind::altitude_below:
    case Kind::impact:
      return seen.altitude_m() - threshold;
    case Kind::heating_below:
      return seen.here().heating_W_m2() - threshold;
    case Kind::dynamic_pressure_below:
      return seen.here().dynamic_pressure_Pa - threshold;
    case Kind::acceleration_above:
      return threshold - norm(seen.specific_force_m_s2());
    case Kind::speed_above:
      return threshold - speed_m_s(seen.velocity_ground_m_s());
    case Kind::gravity_turn_ready: {
      // The path over the ground has leaned over as far from the pad's vertical as the axis.
      const auto vertical = seen.to_itrf().inverse() * mode.ground_from;
      const auto velocity_ground = seen.velocity_ground_m_s();
      return dot(vertical, velocity_ground) - cos(mode.tilt_rad) * speed_m_s(velocity_ground);
    }
    case Kind::guidance_cut_off: {
      const auto after = axpy(cut_off.tail_off_impulse_Ns / y[6], seen.axis(), velocity) + cut_off.velocity_error_m_s;
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
