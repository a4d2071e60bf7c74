#pragma once
#include <functional>
#include <vector>

#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {

/// From a point to the nearest of a straight line between two.
double segment_distance_m(const PlanePoint& a, const PlanePoint& b, const PlanePoint& p);

/// From a point to the nearest edge of a ring, inside or not.
double edge_distance_m(const PlaneRing& ring, const PlanePoint& p);

/// Rings of a plane as polygons on the ground, each hole with the smallest outline around it. Points are added where an
/// edge that is straight in the plane and one that is straight on a map of latitude and longitude part by more than
/// 0.3 % of the ring's width, and 50 m.
std::vector<GroundPolygon> on_ground(const std::vector<PlaneRing>& rings,
                                     const std::function<GroundPlace(const PlanePoint&)>& to_place,
                                     const std::function<PlanePoint(const GroundPlace&)>& to_plane);

}  // namespace cosmodrome
