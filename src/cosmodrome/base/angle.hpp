#pragma once
#include <numbers>

namespace cosmodrome {

/// One degree: 51.7 * degree_rad is an angle, angle_rad / degree_rad its number of degrees.
inline constexpr double degree_rad = std::numbers::pi / 180;

}  // namespace cosmodrome
