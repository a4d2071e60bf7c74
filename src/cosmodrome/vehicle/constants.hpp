#pragma once

namespace cosmodrome {

/// Standard acceleration of free fall, by definition (CGPM 1901): turns specific impulse into exhaust speed.
inline constexpr double standard_gravity_m_s2 = 9.80665;
/// Standard atmosphere, by definition (CGPM 1954): the pressure at which sea-level thrust is stated.
inline constexpr double standard_atmosphere_Pa = 101325;

}  // namespace cosmodrome
