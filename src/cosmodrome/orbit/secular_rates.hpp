#pragma once
#include <cmath>

#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

/// How an orbit turns on average under the Earth's flattening, to first order in J2.
struct SecularRates {
  double node_rad_s = 0;
  double perigee_rad_s = 0;       ///< its argument
  double mean_anomaly_rad_s = 0;  ///< Kepler's motion included
};

inline constexpr double earth_j2 = 1.0826261738522e-3;  ///< EGM2008, tide-free

/// Source: D. Brouwer, Solution of the Problem of Artificial Satellite Theory without Drag, Astronomical Journal 64
/// (1959), 378-396.
inline SecularRates secular_rates(double axis_m, double eccentricity, double inclination_rad, double gm_m3_s2) {
  const double motion = std::sqrt(gm_m3_s2 / axis_m) / axis_m;
  const double beta2 = 1 - eccentricity * eccentricity;
  const double ratio = wgs84_equatorial_radius_m / (axis_m * beta2);
  const double k = 1.5 * earth_j2 * ratio * ratio * motion;
  const double cosine = std::cos(inclination_rad), sine2 = 1 - cosine * cosine;
  return {-k * cosine, k * (2 - 2.5 * sine2), motion + k * std::sqrt(beta2) * (1 - 1.5 * sine2)};
}

}  // namespace cosmodrome
