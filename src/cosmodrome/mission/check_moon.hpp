#pragma once
#include <string>
#include <vector>

#include "cosmodrome/mission/check.hpp"

namespace cosmodrome {

/// What of the flight to the Moon does not fit together: names, times, lengths. Nothing if the mission ends before.
void check_moon(const Mission& mission, std::vector<Finding>& findings);

/// Whether the flight to the Moon has a burn of this name.
bool names_a_burn(const LunarFlight& moon, const std::string& name);

}  // namespace cosmodrome
