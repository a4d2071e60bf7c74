#include "cosmodrome/optimize/distance_from_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cosmodrome {
namespace {

Vec3<double, Itrf> direction_of(const DropZone::Point& place) {
  return unit(itrf_position_m(Geodetic<double>{place.latitude_rad, place.longitude_rad, 0}));
}

}  // namespace

DistanceFromArea::DistanceFromArea(const GroundArea& area) {
  Vec3<double, Itrf> sum{0, 0, 0};
  for (const auto& place : area.outline) sum = sum + direction_of(place);
  middle_ = unit(sum);
  const Vec3<double, Itrf> pole{0, 0, 1}, meridian{1, 0, 0};
  east_ = unit(cross(std::abs(middle_.z) < 0.99 ? pole : meridian, middle_));
  north_ = cross(middle_, east_);
  std::vector<std::array<double, 2>> plane;
  for (const auto& place : area.outline) {
    const auto direction = direction_of(place);
    const double stretch = radius_m / std::max(dot(direction, middle_), 0.1);
    plane.push_back({dot(direction, east_) * stretch, dot(direction, north_) * stretch});
  }
  double twice_area = 0;
  for (std::size_t i = 0; i < plane.size(); ++i) {
    const auto &a = plane[i], &b = plane[(i + 1) % plane.size()];
    twice_area += a[0] * b[1] - a[1] * b[0];
  }
  if (twice_area < 0) std::reverse(plane.begin(), plane.end());
  for (std::size_t i = 0; i < plane.size(); ++i) {
    const auto &a = plane[i], &b = plane[(i + 1) % plane.size()];
    const double x = b[0] - a[0], y = b[1] - a[1], length = std::hypot(x, y);
    if (length > 0) edges_.push_back({a[0], a[1], x / length, y / length, length});
  }
}

}  // namespace cosmodrome
