#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"

namespace cosmodrome {

/// How long until the vehicle, climbing, comes to the next altitude where the air has a kink, from its vertical speed
/// and acceleration: good to some metres, as much as is wanted of a length of step. A step across a kink is wrong by
/// more than its own estimate tells; one that ends there is not, and no step has to find it by trials.
template <Scalar S>
S until_kink_s(const Atmosphere& atmosphere, const Vec3<double, Gcrf>& pole, const S& altitude_m,
               const PointMassState<S>& y, const PointMassState<S>& slope) {
  constexpr double least_gap_m = 60;  // kinks are rounded within some 50 m
  const auto& kinks_m = atmosphere.kinks_m();
  if (kinks_m.empty() || !any(altitude_m < S(kinks_m.back()))) return S(1e18);
  const auto position = position_of(y), velocity = velocity_of(y);
  const S inverse = S(1.0) / norm(position);
  const auto radial = position * inverse;
  const auto axis = to_scalar<S>(pole);
  const S sine = dot(axis, radial);
  const auto up = axpy(S(wgs84_eccentricity_squared) * sine, axis - radial * sine, radial);
  const S rate = dot(up, velocity);
  const S bend = dot(up, velocity_of(slope)) + (squared_norm(velocity) - rate * rate) * inverse;
  S gap(1e18);
  for (const double kink_m : kinks_m) {
    const S above = S(kink_m) - altitude_m;
    gap = select(above > S(least_gap_m), min(gap, above), gap);
  }
  const S root = sqrt(max(fma(S(2.0) * bend, gap, rate * rate), S(0.25) * rate * rate));
  const S until = S(2.0) * gap / max(rate + root, S(1e-3));
  return select((rate > S(1.0)) & (gap < S(1e17)), S(value(until)), S(1e18));
}

}  // namespace cosmodrome
