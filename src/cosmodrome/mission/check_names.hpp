#pragma once
#include <vector>

#include "cosmodrome/mission/check.hpp"

namespace cosmodrome {

/// Names that no item bears, names borne twice, and events that wait for each other in a circle.
void check_vehicle_names(const Vehicle& vehicle, std::vector<Finding>& findings);

/// What mission and vehicle call each other by: targets, programmes.
void check_mission_names(const Mission& mission, std::vector<Finding>& findings);

}  // namespace cosmodrome
