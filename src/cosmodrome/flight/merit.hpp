#pragma once
#include "cosmodrome/flight/elements.hpp"
#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

/// How good the end of a flight is, in metres a second: the speed that the propellant left in all stages that guidance
/// cut off could still have given, less what is missing to the last target; far below zero for flights that come down.
double merit_m_s(const Plan& plan, const FlightEnd& end);

/// Speed that the propellant left in the last stage to burn would still have given at its cut-off.
double speed_left_m_s(const Plan& plan, const FlightEnd& end);

/// Speed that is missing to the target's energy; below zero if there is too much.
double missing_speed_m_s(const Plan& plan, int target, const Vec3<double, Gcrf>& position_m,
                         const Vec3<double, Gcrf>& velocity_m_s);

/// The last target that a sequence guides to; -1 if none.
int last_guided_target(const Plan& plan);

}  // namespace cosmodrome
