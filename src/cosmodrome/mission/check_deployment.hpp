#pragma once
#include <string>
#include <vector>

#include "cosmodrome/mission/check.hpp"

namespace cosmodrome {

/// What of a deployment does not fit together: stage, orbits, passengers. Nothing if the mission has none.
void check_deployment(const Mission& mission, std::vector<Finding>& findings);

/// Whether the deployment has a burn of this name, or a passenger.
bool names_a_deployment(const Deployment& deployment, const std::string& name);

/// "working-orbit-1": the name of a burn, counted from 0.
std::string burn_name(const Deployment::Orbit& orbit, int index);
inline constexpr const char* disposal_name = "disposal";

}  // namespace cosmodrome
