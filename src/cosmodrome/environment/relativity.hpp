#pragma once
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

inline constexpr double speed_of_light_m_s = 299792458.0;

/// What general relativity adds to the motion around one round mass, in its own coordinates (Schwarzschild):
///
///     a = gm / (c^2 r^3) [ (4 gm / r - v^2) r + 4 (r . v) v ]
///
/// 1e-9 of gravity near the Earth. Left out: the Earth's spin (Lense-Thirring) and its fall around the Sun (de Sitter),
/// each a hundred times smaller or more. Source: IERS Conventions (2010), equation 10.12, first line.
template <Scalar S, class Frame>
Vec3<S, Frame> relativistic_acceleration(double gm_m3_s2, const Vec3<S, Frame>& r_m, const Vec3<S, Frame>& v_m_s) {
  const S r2 = squared_norm(r_m), inverse = S(1.0) / sqrt(r2);
  const S strength = S(gm_m3_s2 / (speed_of_light_m_s * speed_of_light_m_s)) * inverse * inverse * inverse;
  const S along_r = fma(S(4.0 * gm_m3_s2), inverse, -squared_norm(v_m_s));
  return (r_m * along_r + v_m_s * (S(4.0) * dot(r_m, v_m_s))) * strength;
}

}  // namespace cosmodrome
