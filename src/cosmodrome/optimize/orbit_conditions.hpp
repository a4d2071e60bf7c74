#pragma once
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/optimize/optimal_control.hpp"

namespace cosmodrome {

/// The target orbit as conditions on the state at a phase's end, by quantities that stay smooth whatever the orbit:
/// energy, angular momentum, eccentricity vector; radius and speed for a circle, or where the true anomaly is asked
/// for.
EndCondition orbit_condition(const Target& target, double mu_m3_s2, const Rotation<Gcrf, Cirf>& to_equator);

}  // namespace cosmodrome
