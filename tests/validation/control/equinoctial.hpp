#pragma once
#include <array>

namespace cosmodrome::control {

/// The Earth of J. T. Betts, Practical Methods for Optimal Control Using Nonlinear Programming, section 6.3: feet.
struct BettsEarth {
  static constexpr double mu = 1.407645794e16, gravity = 32.174, radius = 20925662.73;
  static constexpr double j2 = 1082.639e-6, j3 = -2.565e-6, j4 = -1.608e-6;
};

/// The pull of J2 to J4 along the radius, across it in the plane, and across the plane. With i_n the direction to the
/// north, dg_n i_n = (dg_n / cos(latitude)) (e_z - sin(latitude) i_r), which needs no division at the poles.
template <class S>
std::array<S, 3> oblateness(const S& r, const S& h, const S& k, const S& sin_l, const S& cos_l) {
  const S s2 = 1.0 + h * h + k * k;
  const S z_r = 2.0 * (h * sin_l - k * cos_l) / s2, z_t = 2.0 * (h * cos_l + k * sin_l) / s2,
          z_n = (1.0 - h * h - k * k) / s2;
  const S q = BettsEarth::radius / r, q2 = q * q, x = z_r, x2 = x * x;
  const S pull = BettsEarth::mu / (r * r);
  const S j2 = BettsEarth::j2 * q2, j3 = BettsEarth::j3 * q2 * q, j4 = BettsEarth::j4 * q2 * q2;
  const S north = -pull * (j2 * 3.0 * x + j3 * 1.5 * (5.0 * x2 - 1.0) + j4 * 2.5 * x * (7.0 * x2 - 3.0));
  const S radial = pull * (j2 * 1.5 * (3.0 * x2 - 1.0) + j3 * 2.0 * x * (5.0 * x2 - 3.0) +
                           j4 * 0.625 * (35.0 * x2 * x2 - 30.0 * x2 + 3.0));
  return {radial, north * z_t, north * z_n};
}

/// Slopes of the modified equinoctial elements p, f, g, h, k, L under an acceleration besides the central one, given
/// along the radius, across it in the plane, and across the plane; the oblateness comes on top. Source: M. J. H.
/// Walker, B. Ireland, J. Owens, Celestial Mechanics 36 (1985) 409-419, with its erratum.
template <class In, class S>
std::array<S, 6> equinoctial_slopes(const In& in, const std::array<S, 3>& thrust) {
  const S &p = in[0], &f = in[1], &g = in[2], &h = in[3], &k = in[4];
  const S sin_l = sin(in[5]), cos_l = cos(in[5]);
  const S q = 1.0 + f * cos_l + g * sin_l, root = sqrt(p / BettsEarth::mu), s2 = 1.0 + h * h + k * k;
  const auto pull = oblateness(S(p / q), h, k, sin_l, cos_l);
  const S radial = pull[0] + thrust[0], across = pull[1] + thrust[1], normal = pull[2] + thrust[2];
  const S tilt = (h * sin_l - k * cos_l) / q * normal;
  return {2.0 * p / q * root * across,
          root * (sin_l * radial + ((q + 1.0) * cos_l + f) / q * across - g * tilt),
          root * (-cos_l * radial + ((q + 1.0) * sin_l + g) / q * across + f * tilt),
          root * s2 * cos_l / (2.0 * q) * normal,
          root * s2 * sin_l / (2.0 * q) * normal,
          root * tilt + q * q / (p * root)};
}

}  // namespace cosmodrome::control
