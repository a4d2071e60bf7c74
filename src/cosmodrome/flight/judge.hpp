#pragma once
#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

/// Says of a finished flight what it reached: each target met or missed and why, propellant left, outcome and cause.
void judge(const Plan& plan, const FlightEnd& end, Flight& flight);

/// The same of a flight without a record, by its end: the last target decides.
struct EndVerdict {
  Outcome outcome = Outcome::target_missed;
  OrbitElements reached;            ///< at the end of the flight
  double missing_velocity_m_s = 0;  ///< to the energy of the target, if it was missed
  std::string cause;                ///< in words, if the outcome is not target_met
};
EndVerdict judge_end(const Plan& plan, const FlightEnd& end);

/// How far an orbit may lie from its target and still count as reached.
inline constexpr double apsis_tolerance_m = 3000;
inline constexpr double perigee_tolerance_rad = 0.02;        ///< 1 deg
inline constexpr double inclination_tolerance_rad = 0.0005;  ///< 0.03 deg

}  // namespace cosmodrome
