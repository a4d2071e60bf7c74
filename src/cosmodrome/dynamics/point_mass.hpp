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
    const auto position = position_of(y);
    const auto velocity = velocity_of(y);
    ++evaluations_;
    t_s_ = t_s;
    // The slope is made from what is still in registers; to keep the rest for later is off its way.
    const auto here = surroundings(world_, mode_, t_s, position, velocity);
    const auto forces = sum_forces(world_, mode_, t_s, position, velocity, y[6], here);
    const auto acceleration = forces.specific_force_m_s2 + forces.gravity_m_s2;
    slope = {velocity.x, velocity.y, velocity.z, acceleration.x, acceleration.y, acceleration.z, -forces.flow_kg_s};
    here_ = here;
    forces_ = forces;
  }

  const Surroundings<S>& here() const { return here_; }
  long evaluations() const { return evaluations_; }
  const Forces<S>& forces() const { return forces_; }
  Rotation<Gcrf, Itrf, S> to_itrf() const { return gcrf_to_itrf(world_.earth, t_s_); }

 private:
  const World& world_;
  const Mode<S>& mode_;
  Surroundings<S> here_;
  Forces<S> forces_;
  S t_s_{};
  long evaluations_ = 0;
};

}  // namespace cosmodrome
