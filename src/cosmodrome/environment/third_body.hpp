#pragma once
#include "cosmodrome/almanac/body_track.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// What a point mass at `body_m` adds to the motion around the centre of the axes: its pull on the vehicle less its
/// pull on the centre.
///
///     a = gm [ (s - r) / |s - r|^3 - s / |s|^3 ] = -gm / |r - s|^3 (r + f(x) s),
///     x = r (r - 2 s) / s^2,   f(x) = ((1 + x)^3/2 - 1) = x (3 + 3 x + x^2) / (1 + (1 + x)^3/2)
///
/// The second form loses no digits where the two pulls nearly cancel: at the ground the Sun's differ by 1e-4 of either.
/// Source: R. H. Battin, "An Introduction to the Mathematics and Methods of Astrodynamics", revised edition, AIAA
/// 1999, section 8.4. The place of the body must not be that of the vehicle, nor the centre.
template <Scalar S, class Frame>
Vec3<S, Frame> third_body_acceleration(double gm_m3_s2, const Vec3<S, Frame>& body_m, const Vec3<S, Frame>& vehicle_m) {
  const Vec3<S, Frame> apart_m = vehicle_m - body_m;
  const S distance_m = norm(apart_m);
  const S x = dot(vehicle_m, apart_m - body_m) / squared_norm(body_m);
  const S one_more = S(1.0) + x;
  const S f = x * fma(x, S(3.0) + x, S(3.0)) / (S(1.0) + one_more * sqrt(one_more));
  return (vehicle_m + body_m * f) * (S(-gm_m3_s2) / (distance_m * distance_m * distance_m));
}

/// A point mass and where it goes while a flight lasts.
struct ThirdBody {
  double gm_m3_s2 = 0;
  BodyTrack track;
};

/// The same from a body's track.
template <Scalar S>
Vec3<S, Gcrf> third_body_acceleration(const ThirdBody& body, const S& t_s, const Vec3<S, Gcrf>& vehicle_m) {
  return third_body_acceleration(body.gm_m3_s2, cosmodrome::position_m(body.track, t_s), vehicle_m);
}

}  // namespace cosmodrome
