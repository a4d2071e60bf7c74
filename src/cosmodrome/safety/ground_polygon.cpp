#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/safety/map_clip.hpp"
#include "cosmodrome/safety/region.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;
using Ring = std::vector<GroundPlace>;

PlaneRing in_plane(const LocalPlane& plane, const Ring& ring) {
  PlaneRing flat;
  flat.reserve(ring.size());
  for (const GroundPlace& place : ring) flat.push_back(plane.to_plane(place));
  return flat;
}

double turn_m2(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c) {
  return (b.x_m - a.x_m) * (c.y_m - b.y_m) - (b.y_m - a.y_m) * (c.x_m - b.x_m);
}

bool outlines_cross(const PlaneRing& one, const PlaneRing& two) {
  for (std::size_t i = 0, j = one.size() - 1; i < one.size(); j = i++) {
    for (std::size_t k = 0, l = two.size() - 1; k < two.size(); l = k++) {
      const bool parted = (turn_m2(one[j], one[i], two[l]) > 0) != (turn_m2(one[j], one[i], two[k]) > 0);
      if (parted && (turn_m2(two[l], two[k], one[j]) > 0) != (turn_m2(two[l], two[k], one[i]) > 0)) return true;
    }
  }
  return false;
}

/// Longitudes without jumps; how much they have grown after once around: 0, or 2 pi about a pole.
double unwrap(Ring& ring) {
  for (std::size_t i = 1; i < ring.size(); ++i) {
    ring[i].longitude_rad =
        ring[i - 1].longitude_rad + std::remainder(ring[i].longitude_rad - ring[i - 1].longitude_rad, 2 * pi);
  }
  const double last = std::remainder(ring.front().longitude_rad - ring.back().longitude_rad, 2 * pi);
  return ring.back().longitude_rad + last - ring.front().longitude_rad;
}

/// A ring that goes once around a pole is led along the map's edge there, so that it closes.
void close_at_pole(Ring& ring, double growth) {
  // Counter-clockwise about the north pole longitudes grow, about the south pole they fall.
  const double pole = growth > 0 ? pi / 2 : -pi / 2;
  const GroundPlace first = ring.front();
  ring.push_back({first.latitude_rad, first.longitude_rad + growth});
  ring.push_back({pole, first.longitude_rad + growth});
  ring.push_back({pole, first.longitude_rad});
}

std::vector<Ring> strips(Ring ring, bool outer) {
  const double growth = unwrap(ring);
  if (std::abs(growth) > pi) close_at_pole(ring, outer ? growth : -growth);
  double west = ring.front().longitude_rad, east = west;
  for (const GroundPlace& p : ring) west = std::min(west, p.longitude_rad), east = std::max(east, p.longitude_rad);
  std::vector<Ring> parts;
  for (int turn = static_cast<int>(std::floor((west + pi) / (2 * pi))); 2 * pi * turn - pi < east; ++turn) {
    Ring part = clip(clip(ring, &GroundPlace::longitude_rad, 2 * pi * turn - pi, true), &GroundPlace::longitude_rad,
                     2 * pi * turn + pi, false);
    for (GroundPlace& p : part) p.longitude_rad = std::clamp(p.longitude_rad - 2 * pi * turn, -pi, pi);
    if (part.size() >= 3) parts.push_back(std::move(part));
  }
  return parts;
}

bool contains_on_map(const Ring& ring, const GroundPlace& place) {
  PlaneRing flat;
  for (const GroundPlace& p : ring) flat.push_back({p.longitude_rad, p.latitude_rad});
  return contains(flat, {place.longitude_rad, place.latitude_rad});
}

GroundPlace on_map_middle(const Ring& ring) {
  GroundPlace sum;
  for (const GroundPlace& p : ring) {
    sum.latitude_rad += p.latitude_rad / static_cast<double>(ring.size());
    sum.longitude_rad += p.longitude_rad / static_cast<double>(ring.size());
  }
  return sum;
}

}  // namespace

OutlineDistance GroundPolygon::distance_to(const GroundPlace& place) const {
  OutlineDistance distance = distance_to_outline(place, outline);
  for (const auto& hole : holes) {
    const OutlineDistance to_hole = distance_to_outline(place, hole);
    if (to_hole.inside) distance.inside = false;
    distance.edge_m = std::min(distance.edge_m, to_hole.edge_m);
  }
  return distance;
}

double area_m2(const GroundPolygon& polygon) {
  if (polygon.outline.size() < 3) return 0;
  const LocalPlane plane(polygon.outline.front());
  double sum_m2 = std::abs(signed_area_m2(in_plane(plane, polygon.outline)));
  for (const auto& hole : polygon.holes) sum_m2 -= std::abs(signed_area_m2(in_plane(plane, hole)));
  return sum_m2;
}

double distance_m(const GroundPolygon& a, const GroundPolygon& b) {
  double least_m = std::numeric_limits<double>::infinity();
  const auto to_other = [&](const GroundPolygon& of, const GroundPolygon& other) {
    for (const GroundPlace& place : of.outline) {
      const OutlineDistance distance = other.distance_to(place);
      least_m = std::min(least_m, distance.inside ? 0.0 : distance.edge_m);
      if (least_m == 0) return;
    }
  };
  to_other(a, b);
  if (least_m > 0) to_other(b, a);
  if (least_m == 0 || a.outline.size() < 2 || b.outline.size() < 2) return least_m;
  const LocalPlane plane(a.outline.front());
  return outlines_cross(in_plane(plane, a.outline), in_plane(plane, b.outline)) ? 0 : least_m;
}

std::vector<GroundPolygon> cut_at_antimeridian(const GroundPolygon& polygon) {
  std::vector<GroundPolygon> parts;
  for (Ring& ring : strips(polygon.outline, true)) parts.push_back({std::move(ring), {}});
  for (const Ring& hole : polygon.holes) {
    for (Ring& ring : strips(hole, false)) {
      for (GroundPolygon& part : parts) {
        if (!contains_on_map(part.outline, on_map_middle(ring))) continue;
        part.holes.push_back(std::move(ring));
        break;
      }
    }
  }
  return parts;
}

}  // namespace cosmodrome
