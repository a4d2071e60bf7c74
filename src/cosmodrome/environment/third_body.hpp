#pragma once
#include "cosmodrome/base/table.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// GM of the Sun and of the Moon, m3/s2, as of the ephemeris DE440 (TDB-compatible; the difference to TCB or to SI
/// seconds at the geocentre is 1.6e-8 and less). Source: R. S. Park et al., "The JPL Planetary and Lunar Ephemerides
/// DE440 and DE441", Astronomical Journal 161:105, 2021, table 2.
inline constexpr double sun_gm_m3_s2 = 1.32712440041279419e20;
inline constexpr double moon_gm_m3_s2 = 4.902800118457549e12;

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

/// A point mass and where it goes while a flight lasts: its GCRF place by seconds since an epoch of the caller's.
struct ThirdBody {
  double gm_m3_s2 = 0;
  CubicTable x_m, y_m, z_m;

  /// From `place_m(t_s)`, a Vec3<double, Gcrf>, taken every step_s or closer. The Moon taken every hour is within a
  /// decimetre of its place, the Sun taken every day within a kilometre: less than 1e-8 of their pulls.
  template <class Ephemeris>
  static ThirdBody sampled(double gm_m3_s2, double from_s, double to_s, double step_s, const Ephemeris& place_m) {
    const int steps = static_cast<int>(max(4.0, floor((to_s - from_s) / step_s) + 1.0));
    std::vector<double> t_s, x, y, z;
    for (int i = 0; i <= steps; ++i) {
      t_s.push_back(from_s + (to_s - from_s) * i / steps);
      const Vec3<double, Gcrf> r_m = place_m(t_s.back());
      x.push_back(r_m.x), y.push_back(r_m.y), z.push_back(r_m.z);
    }
    return {gm_m3_s2, CubicTable::spline(t_s, x), CubicTable::spline(t_s, y), CubicTable::spline(t_s, z)};
  }

  template <Scalar S>
  Vec3<S, Gcrf> place_m(const S& t_s) const {
    return {x_m(t_s), y_m(t_s), z_m(t_s)};
  }
};

/// The same from a body's track.
template <Scalar S>
Vec3<S, Gcrf> third_body_acceleration(const ThirdBody& body, const S& t_s, const Vec3<S, Gcrf>& vehicle_m) {
  return third_body_acceleration(body.gm_m3_s2, body.place_m(t_s), vehicle_m);
}

}  // namespace cosmodrome
