#pragma once
#include "cosmodrome/environment/harmonic_gravity.hpp"
#include "cosmodrome/frames/moon_orientation.hpp"

namespace cosmodrome {

/// Attraction of the Moon by spherical harmonics in its principal axes.
class LunarGravity {
 public:
  /// Throws InputError if the field has not that degree or the order exceeds it.
  LunarGravity(const GravityCoefficients& field, int degree, int order) : field_(field, degree, order) {}

  [[nodiscard]] double gm_m3_s2() const { return field_.gm_m3_s2(); }
  [[nodiscard]] int degree() const { return field_.degree(); }

  /// Acceleration at a place other than the centre. The series holds outside the sphere that encloses the Moon.
  template <Scalar S>
  Vec3<S, MoonPa> operator()(const Vec3<S, MoonPa>& r_m) const {
    // The harmonics know axes, not whose they are; they were first written for the Earth's.
    const auto a = field_(Vec3<S, Itrf>{r_m.x, r_m.y, r_m.z});
    return {a.x, a.y, a.z};
  }

 private:
  HarmonicGravity field_;
};

}  // namespace cosmodrome
