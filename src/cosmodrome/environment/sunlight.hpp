#pragma once
#include <numbers>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/environment/relativity.hpp"

namespace cosmodrome {

inline constexpr double astronomical_unit_m = 149597870700.0;  ///< IAU 2012, resolution B2
inline constexpr double sun_radius_m = 6.957e8;                ///< nominal; IAU 2015, resolution B3
/// Total solar irradiance at one astronomical unit: 1361 W/m^2 (nominal; IAU 2015, resolution B3) over the speed of
/// light. A little less than the 4.56e-6 N/m^2 of older books, which took 1367 W/m^2.
inline constexpr double sunlight_pressure_N_m2 = 1361.0 / speed_of_light_m_s;

/// Angles as a spacecraft sees them: half the Sun's disc, half the body's, and from centre to centre.
template <Scalar S>
struct Discs {
  S sun_rad, body_rad, apart_rad;
};

/// `sun_m` and `body_m` from the spacecraft, which must be outside of both.
template <Scalar S, class Frame>
Discs<S> discs(const Vec3<S, Frame>& sun_m, const Vec3<S, Frame>& body_m, double body_radius_m) {
  const auto half = [](double radius_m, const Vec3<S, Frame>& place_m) {
    return asin(min(S(1.0), S(radius_m) / norm(place_m)));
  };
  return {half(sun_radius_m, sun_m), half(body_radius_m, body_m), angle_rad(sun_m, body_m)};
}

/// How much of the Sun's disc a body leaves free, 0 to 1: a conical shadow with umbra, penumbra and the ring of light
/// around a body that is too far away to cover the Sun. Refraction, limb darkening and the flattening of the body are
/// left out: they move the edge of the Earth's shadow by some seconds of a low orbit.
/// Source: O. Montenbruck, E. Gill, "Satellite Orbits", Springer 2000, section 3.4.2.
template <Scalar S>
S lit_fraction(const Discs<S>& seen) {
  const S &a = seen.sun_rad, &b = seen.body_rad, &c = seen.apart_rad;
  const auto touched = c < a + b;
  if (!any(touched)) return S(1.0);
  const S ratio = min(S(1.0), b / a);
  const S all_of_it = S(1.0) - ratio * ratio;  // 0 where the body is the larger disc
  const auto inside = c <= abs(b - a);
  const auto partly = touched & !inside;
  S part(0.0);
  if (any(partly)) {
    // Where nothing is partly covered the formula may do what it likes, but not be infinite.
    const S apart = select(partly, c, max(a, b));
    const S x = (apart * apart + a * a - b * b) / (S(2.0) * apart);
    const S y = sqrt(max(S(1e-300), a * a - x * x));
    const auto angle = [](const S& cosine) { return acos(min(S(1.0 - 1e-16), max(S(-1.0 + 1e-16), cosine))); };
    const S lens = a * a * angle(x / a) + b * b * angle((apart - x) / b) - apart * y;
    part = S(1.0) - lens / (S(std::numbers::pi) * a * a);
  }
  return select(touched, select(inside, all_of_it, part), S(1.0));
}

/// Push of full sunlight, away from the Sun: P (AU / d)^2 Cr A / m. `sun_m` from the spacecraft; `area_m2` with Cr,
/// which is 1 for a black body and up to 2 for a mirror. Source: Montenbruck and Gill, equation 3.75, for a body that
/// looks the same from everywhere (a "cannonball").
template <Scalar S, class Frame>
Vec3<S, Frame> sunlight_acceleration(double pressure_N_m2, const Vec3<S, Frame>& sun_m, const S& area_m2,
                                     const S& mass_kg) {
  const S d2 = squared_norm(sun_m), inverse = S(1.0) / sqrt(d2);
  const S push = S(pressure_N_m2 * astronomical_unit_m * astronomical_unit_m) * area_m2 / (d2 * mass_kg);
  return sun_m * (-push * inverse);
}

}  // namespace cosmodrome
