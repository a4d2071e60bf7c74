#pragma once
#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

/// Says of a finished flight what it reached: each target met or missed and why, propellant left, outcome and cause.
void judge(const Plan& plan, const FlightEnd& end, Flight& flight);

/// How far an orbit may lie from its target and still count as reached.
inline constexpr double apsis_tolerance_m = 3000;
inline constexpr double perigee_tolerance_rad = 0.02;        ///< 1 deg
inline constexpr double inclination_tolerance_rad = 0.0005;  ///< 0.03 deg

}  // namespace cosmodrome
