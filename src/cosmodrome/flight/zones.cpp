#include "cosmodrome/flight/zones.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

/// A place as east and north distances from the impact, along the shortest line: exact in distance and direction from
/// there, which is all that is asked.
struct Offset {
  double east_m;
  double north_m;
};

Offset offset_from(const DropZone::Point& from, const DropZone::Point& point) {
  const Geodesic line = geodesic(from.latitude_rad, from.longitude_rad, point.latitude_rad, point.longitude_rad);
  return {line.distance_m * sin(line.azimuth_1_rad), line.distance_m * cos(line.azimuth_1_rad)};
}

double distance_to_edge_m(const Offset& a, const Offset& b) {
  const double east = b.east_m - a.east_m, north = b.north_m - a.north_m;
  const double length_squared = east * east + north * north;
  const double along = length_squared > 0 ? -(a.east_m * east + a.north_m * north) / length_squared : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  return hypot(a.east_m + t * east, a.north_m + t * north);
}

/// The impact is the origin: inside if a ray to the east crosses the outline an odd number of times.
bool origin_inside(const std::vector<Offset>& outline) {
  bool inside = false;
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const Offset &a = outline[i], &b = outline[j];
    if ((a.north_m > 0) == (b.north_m > 0)) continue;
    const double east = a.east_m - a.north_m * (b.east_m - a.east_m) / (b.north_m - a.north_m);
    if (east > 0) inside = !inside;
  }
  return inside;
}

double distance_to_edges_m(const std::vector<Offset>& outline) {
  double least_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    least_m = std::min(least_m, distance_to_edge_m(outline[i], outline[j]));
  }
  return least_m;
}

Impact::ZoneDistance distance_to(const DropZone& zone, const Impact& impact) {
  const DropZone::Point place{impact.latitude_rad, impact.longitude_rad};
  std::vector<Offset> outline;
  Offset centre{0, 0};
  for (const auto& point : zone.outline) {
    outline.push_back(offset_from(place, point));
    centre.east_m += outline.back().east_m / static_cast<double>(zone.outline.size());
    centre.north_m += outline.back().north_m / static_cast<double>(zone.outline.size());
  }
  Impact::ZoneDistance distance;
  distance.zone = zone.name;
  distance.source = zone.source;
  distance.centre_distance_m = hypot(centre.east_m, centre.north_m);
  if (outline.size() < 3) {
    distance.distance_m = std::max(0.0, distance.centre_distance_m - zone.radius_m);
  } else if (!origin_inside(outline)) {
    distance.distance_m = distance_to_edges_m(outline);
  }
  return distance;
}

}  // namespace

OutlineDistance distance_to_outline(const DropZone::Point& place, const std::vector<DropZone::Point>& outline) {
  if (outline.empty()) return {false, std::numeric_limits<double>::infinity()};
  std::vector<Offset> offsets;
  offsets.reserve(outline.size());
  for (const auto& point : outline) offsets.push_back(offset_from(place, point));
  return {origin_inside(offsets), distance_to_edges_m(offsets)};
}

std::vector<Impact::ZoneDistance> distances_to_zones(const std::vector<DropZone>& zones, const Impact& impact,
                                                     std::string_view role) {
  std::vector<Impact::ZoneDistance> distances;
  for (const DropZone& zone : zones) {
    const bool concerned = zone.element == impact.element || (!role.empty() && zone.element == role);
    if (concerned && !zone.outline.empty()) distances.push_back(distance_to(zone, impact));
  }
  return distances;
}

}  // namespace cosmodrome
