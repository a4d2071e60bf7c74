#pragma once
#include <array>
#include <span>
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/safety/corridor.hpp"

namespace cosmodrome {

/// A point of the trace from which the ground to both sides is looked at.
struct CorridorStation {
  double t_s = 0;
  GroundPlace at;
  Vec3<double, Itrf> up;   ///< see direction_of
  double azimuth_rad = 0;  ///< of the trace
  double along_m = 0;      ///< the trace, from its first point
  double margin_m = 0;
  std::array<double, 2> need_m{};  ///< left, right
};

/// A place as a direction from the centre of the sphere with the Earth's surface.
Vec3<double, Itrf> direction_of(const GroundPlace& place);

/// The points of a trace that are 200 m apart and more, with more between those that are over 5 km apart. Points left
/// out leave their margins and needs where they are greater.
std::vector<CorridorStation> corridor_stations(std::span<const CorridorPoint> trace);

/// A line with those vertices left out that lie within a tolerance of it; its edges are no longer than asked for but
/// where they were.
std::vector<GroundPlace> few_vertices(const std::vector<GroundPlace>& line, double tolerance_m, double longest_m);

}  // namespace cosmodrome
