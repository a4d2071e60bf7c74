#pragma once
#include <cmath>
#include <numbers>

namespace cosmodrome {

/// Radians to degrees: only what leaves the library through io/ is in degrees.
constexpr double to_degrees(double angle_rad) { return angle_rad * (180.0 / std::numbers::pi); }

/// The same angle in [0, 360) degrees: azimuths, headings, nodes.
inline double to_turn_degrees(double angle_rad) {
  const double angle_deg = std::fmod(to_degrees(angle_rad), 360.0);
  if (angle_deg >= 0) return angle_deg;
  return angle_deg + 360 >= 360 ? 0 : angle_deg + 360;  // a tiny negative angle rounds to a whole turn
}

/// The same angle in [-180, 180) degrees: longitudes.
inline double to_longitude_degrees(double angle_rad) {
  const double angle_deg = to_turn_degrees(angle_rad);
  return angle_deg >= 180 ? angle_deg - 360 : angle_deg;
}

}  // namespace cosmodrome
