#include "cosmodrome/safety/ground_rings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace cosmodrome {
namespace {

GroundPlace middle_on_map(const GroundPlace& a, const GroundPlace& b) {
  return {(a.latitude_rad + b.latitude_rad) / 2,
          a.longitude_rad + std::remainder(b.longitude_rad - a.longitude_rad, 2 * std::numbers::pi) / 2};
}

}  // namespace

double segment_distance_m(const PlanePoint& a, const PlanePoint& b, const PlanePoint& p) {
  const double x = b.x_m - a.x_m, y = b.y_m - a.y_m, squared = x * x + y * y;
  const double along = squared > 0 ? ((p.x_m - a.x_m) * x + (p.y_m - a.y_m) * y) / squared : 0;
  const double t = std::clamp(along, 0.0, 1.0);
  return std::hypot(p.x_m - a.x_m - t * x, p.y_m - a.y_m - t * y);
}

double edge_distance_m(const PlaneRing& ring, const PlanePoint& p) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    least = std::min(least, segment_distance_m(ring[j], ring[i], p));
  }
  return least;
}

std::vector<GroundPolygon> on_ground(const std::vector<PlaneRing>& rings,
                                     const std::function<GroundPlace(const PlanePoint&)>& to_place,
                                     const std::function<PlanePoint(const GroundPlace&)>& to_plane) {
  const auto outline_of = [&](const PlaneRing& ring) {
    const double allowed_m = std::max(50.0, 0.003 * std::sqrt(std::abs(signed_area_m2(ring))));
    std::vector<GroundPlace> outline;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanePoint &a = ring[i], &b = ring[(i + 1) % ring.size()];
      const GroundPlace from = to_place(a);
      const PlanePoint mapped = to_plane(middle_on_map(from, to_place(b)));
      const double off_m = std::hypot(mapped.x_m - (a.x_m + b.x_m) / 2, mapped.y_m - (a.y_m + b.y_m) / 2);
      // The deviation falls with the square of the length.
      const int pieces = std::clamp(static_cast<int>(std::ceil(std::sqrt(off_m / allowed_m))), 1, 64);
      outline.push_back(from);
      for (int k = 1; k < pieces; ++k) {
        const double s = static_cast<double>(k) / pieces;
        outline.push_back(to_place({a.x_m + s * (b.x_m - a.x_m), a.y_m + s * (b.y_m - a.y_m)}));
      }
    }
    return outline;
  };
  std::vector<const PlaneRing*> outer;
  std::vector<GroundPolygon> polygons;
  for (const PlaneRing& ring : rings) {
    if (signed_area_m2(ring) <= 0) continue;
    outer.push_back(&ring);
    polygons.push_back({outline_of(ring), {}});
  }
  for (const PlaneRing& ring : rings) {
    if (signed_area_m2(ring) > 0) continue;
    std::size_t smallest = outer.size();
    double least_m2 = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < outer.size(); ++i) {
      const double outer_m2 = signed_area_m2(*outer[i]);
      if (outer_m2 < least_m2 && contains(*outer[i], ring.front())) least_m2 = outer_m2, smallest = i;
    }
    if (smallest < outer.size()) polygons[smallest].holes.push_back(outline_of(ring));
  }
  return polygons;
}

}  // namespace cosmodrome
