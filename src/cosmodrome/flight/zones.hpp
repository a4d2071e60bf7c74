#pragma once
#include <string_view>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// How a place lies to a closed outline on the ground.
struct OutlineDistance {
  bool inside = false;
  double edge_m = 0;  ///< to the nearest point of the outline, inside or not
};

/// Exact in distance and direction from the place, whose neighbourhood may hold a pole or the antimeridian; edges are
/// straight as seen from it. An outline of one or two points has no inside; an empty one is infinitely far.
OutlineDistance distance_to_outline(const DropZone::Point& place, const std::vector<DropZone::Point>& outline);

/// How far an impact lies from each district that was closed for its element: 0 inside. A district may name a stage or
/// part by its id, or parts by their role, as the fairing, whichever of a vehicle's fairings flies.
std::vector<Impact::ZoneDistance> distances_to_zones(const std::vector<DropZone>& zones, const Impact& impact,
                                                     std::string_view role = {});

}  // namespace cosmodrome
