#pragma once
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// How far an impact lies from each district that was closed for its element: 0 inside.
std::vector<Impact::ZoneDistance> distances_to_zones(const std::vector<DropZone>& zones, const Impact& impact);

}  // namespace cosmodrome
