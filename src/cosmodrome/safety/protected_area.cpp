#include "cosmodrome/safety/protected_area.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {

double at_least_m(const GroundPlace& a, const GroundPlace& b) {
  const double north = std::sin(0.5 * (b.latitude_rad - a.latitude_rad));
  const double east = std::sin(0.5 * (b.longitude_rad - a.longitude_rad));
  const double squared = north * north + std::cos(a.latitude_rad) * std::cos(b.latitude_rad) * east * east;
  return 0.99 * 2 * authalic_radius_m() * std::asin(std::sqrt(std::min(1.0, squared)));
}

ProtectedOutline::ProtectedOutline(const GroundPolygon& polygon) : polygon_(polygon) {
  double x = 0, y = 0, z = 0;
  for (const GroundPlace& place : polygon.outline) {
    const double across = std::cos(place.latitude_rad);
    x += across * std::cos(place.longitude_rad), y += across * std::sin(place.longitude_rad);
    z += std::sin(place.latitude_rad);
  }
  centre_ = {std::atan2(z, std::hypot(x, y)), std::atan2(y, x)};
  // The other way about, 2 % more.
  for (const GroundPlace& place : polygon.outline) {
    radius_m_ = std::max(radius_m_, 1.03 * at_least_m(centre_, place));
  }
}

double ProtectedOutline::distance_m(const GroundPlace& place, double enough_m) const {
  const double at_least = at_least_away_m(place);
  if (at_least >= enough_m) return at_least;
  const OutlineDistance distance = polygon_.distance_to(place);
  return distance.inside ? 0 : distance.edge_m;
}

}  // namespace cosmodrome
