#pragma once
#include <string_view>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// How far an impact lies from each district that was closed for its element: 0 inside. A district may name a stage or
/// part by its id, or parts by their role, as the fairing, whichever of a vehicle's fairings flies.
std::vector<Impact::ZoneDistance> distances_to_zones(const std::vector<DropZone>& zones, const Impact& impact,
                                                     std::string_view role = {});

}  // namespace cosmodrome
