#pragma once
#include "cosmodrome/dynamics/forces.hpp"
#include "cosmodrome/integrate/runge_kutta.hpp"

namespace cosmodrome {

inline constexpr std::size_t point_mass_size = 7;

/// Position and velocity (GCRF, m, m/s) and mass (kg), as the integrator carries them.
template <Scalar S>
using PointMassState = StateVector<S, point_mass_size>;

template <Scalar S>
Vec3<S, Gcrf> position_of(const PointMassState<S>& y) {
  return {y[0], y[1], y[2]};
}

template <Scalar S>
Vec3<S, Gcrf> velocity_of(const PointMassState<S>& y) {
  return {y[3], y[4], y[5]};
}

/// Equations of motion with three degrees of freedom: the attitude follows the steering law without delay.
/// Keeps the surroundings and forces of its last evaluation, from which events are found at no cost.
template <Scalar S>
class PointMass {
 public:
  PointMass(const World& world, const Mode<S>& mode) : world_(world), mode_(mode) {}

  void operator()(const S& t_s, const PointMassState<S>& y, PointMassState<S>& slope) {
    // The slope is made from what is still in registers; to keep the rest for later is off its way.
    const Found found = find(t_s, y);
    slope = slope_of(y, found);
    t_s_ = t_s;
    here_ = found.here;
    forces_ = found.forces;
  }

  /// The slope alone, for a stage within a step: nothing is kept.
  void pass(const S& t_s, const PointMassState<S>& y, PointMassState<S>& slope) { slope = slope_of(y, find(t_s, y)); }

  const Surroundings<S>& here() const { return here_; }
  long evaluations() const { return evaluations_; }
  const Forces<S>& forces() const { return forces_; }
  Rotation<Gcrf, Itrf, S> to_itrf() const { return gcrf_to_itrf(world_.earth, t_s_); }

 private:
  struct Found {
    Surroundings<S> here;
    Forces<S> forces;
  };

  COSMODROME_INLINE Found find(const S& t_s, const PointMassState<S>& y) {
    ++evaluations_;
    const auto position = position_of(y);
    const auto velocity = velocity_of(y);
    const auto here = surroundings(world_, mode_, t_s, position, velocity);
    return {here, sum_forces(world_, mode_, t_s, position, velocity, y[6], here)};
  }
  COSMODROME_INLINE static PointMassState<S> slope_of(const PointMassState<S>& y, const Found& found) {
    const auto acceleration = found.forces.specific_force_m_s2 + found.forces.gravity_m_s2;
    return {y[3], y[4], y[5], acceleration.x, acceleration.y, acceleration.z, -found.forces.flow_kg_s};
  }

  const World& world_;
  const Mode<S>& mode_;
  Surroundings<S> here_;
  Forces<S> forces_;
  S t_s_{};
  long evaluations_ = 0;
};

}  // namespace cosmodrome
