#pragma once
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

/// Love number of the solid Earth for tides of degree two: IERS Conventions (2010), table 6.3, k20 of the anelastic
/// Earth.
inline constexpr double earth_love_number = 0.30190;

/// The pull of the bulge that a body raises in the solid Earth, of degree two and in step with the body:
///
///     a = k2/2 (gm_b / s^3) (R^5 / r^4) [ (3 - 15 c^2) r^ + 6 c s^ ],   c = r^ . s^
///
/// which is the gradient of k2 (gm_b / s^3) (R^5 / r^3) P2(c). `body_m` from the Earth's centre, as r_m. It contains
/// the permanent bulge, which a tide-free field has not: so the two belong together. Left out of the IERS' first step:
/// that k21 and k22 are smaller by 1 %, the lag of 0.3 degrees, degree three; and the second step: 1e-9 m/s^2 at most
/// in all. Source: IERS Conventions (2010), section 6.2.1; O. Montenbruck, E. Gill, "Satellite Orbits", equation 3.150.
template <Scalar S, class Frame>
Vec3<S, Frame> solid_tide_acceleration(double love, double radius_m, double body_gm_m3_s2, const Vec3<S, Frame>& body_m,
                                       const Vec3<S, Frame>& r_m) {
  const S inverse_r = S(1.0) / norm(r_m), inverse_s = S(1.0) / norm(body_m);
  const auto up = r_m * inverse_r, toward = body_m * inverse_s;
  const S c = dot(up, toward);
  const S ratio = S(radius_m) * inverse_r, ratio_2 = ratio * ratio;
  const S strength = S(0.5 * love * body_gm_m3_s2 * radius_m) * inverse_s * inverse_s * inverse_s * ratio_2 * ratio_2;
  return axpy(S(strength * fma(S(-15.0) * c, c, S(3.0))), up, toward * (strength * S(6.0) * c));
}

}  // namespace cosmodrome
