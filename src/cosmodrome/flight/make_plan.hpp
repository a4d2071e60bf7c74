#pragma once
#include <functional>
#include <string>

#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// Sees how the search for the best ascent goes on: flights flown so far, and the best yet in words.
using PlanProgress = std::function<void(int flights, const std::string& best)>;

/// Finds what a mission leaves open: the launch azimuth (with the turning Earth, and a dog-leg where the wanted
/// inclination cannot be reached straight), the pitch-over, and with them the burns that guidance will command. The
/// best is that which leaves the most velocity in the stages that guidance cuts off.
///
/// Throws InvalidMission if the mission names what is not there. A target out of reach is no error: the plan then
/// comes as near as it can, and the flight says what is missing.
Plan make_plan(const Mission& mission, const PlanProgress& progress = {});

/// The plan of a mission that differs from the one of `like` in its targets and payload alone, without a search: the
/// azimuth is turned by as much as the direct one turns, the pitch-over stays, and the gravity turn is flown by its
/// law. Good for an optimiser to begin with; a flight of it may miss what a searched plan would reach.
Plan make_plan_like(const Plan& like, const Mission& mission);

}  // namespace cosmodrome
