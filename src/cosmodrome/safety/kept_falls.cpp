#include "cosmodrome/safety/kept_falls.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cosmodrome {
namespace {

constexpr double cap_margin_rad = 1e-4;
constexpr double long_edge_rad = 0.5;  // an outline with one that is longer has no cap
constexpr double flat_rad = 0.15;      // 956 km: narrower outlines are laid flat

struct Direction {
  double x, y, z;
};
Direction direction_to(const GroundPlace& place) {
  const double across = std::cos(place.latitude_rad);
  return {across * std::cos(place.longitude_rad), across * std::sin(place.longitude_rad), std::sin(place.latitude_rad)};
}

double angle_between(const Direction& a, const Direction& b) {
  return std::acos(std::clamp(a.x * b.x + a.y * b.y + a.z * b.z, -1.0, 1.0));
}

}  // namespace

ClosedGround::ClosedGround(const std::vector<ClosedArea>& areas, const std::vector<GroundPolygon>& more) {
  for (const ClosedArea& area : areas) {
    if (area.whom == ClosedFor::people) add(area.polygon);
  }
  for (const GroundPolygon& polygon : more) add(polygon);
}

void ClosedGround::add(GroundPolygon polygon) {
  Direction sum{0, 0, 0};
  for (const GroundPlace& place : polygon.outline) {
    const Direction d = direction_to(place);
    sum = {sum.x + d.x, sum.y + d.y, sum.z + d.z};
  }
  const double length = std::sqrt(sum.x * sum.x + sum.y * sum.y + sum.z * sum.z);
  Cap cap;
  LocalPlane plane(polygon.outline.front());
  if (length > 1e-6) {
    cap = {sum.x / length, sum.y / length, sum.z / length, 1, {}};
    double longest = 0;
    Direction before = direction_to(polygon.outline.back());
    for (const GroundPlace& place : polygon.outline) {
      const Direction d = direction_to(place);
      cap.cosine = std::min(cap.cosine, d.x * cap.x + d.y * cap.y + d.z * cap.z);
      longest = std::max(longest, angle_between(before, d));
      before = d;
    }
    const double radius = std::acos(std::clamp(cap.cosine, -1.0, 1.0));
    // Beyond its ends an edge bulges by an eighth of its square at most.
    const double reach = 1.02 * radius + longest * longest / 8 + cap_margin_rad;
    cap.cosine = longest < long_edge_rad && reach < std::numbers::pi ? std::cos(reach) : -1;
    if (radius < flat_rad) {
      plane = LocalPlane({std::asin(std::clamp(cap.z, -1.0, 1.0)), std::atan2(cap.y, cap.x)});
      const auto laid_flat = [&](const std::vector<GroundPlace>& ring) {
        PlaneRing flat;
        for (const GroundPlace& place : ring) flat.push_back(plane.to_plane(place));
        return flat;
      };
      cap.flat.push_back(laid_flat(polygon.outline));
      for (const auto& hole : polygon.holes) cap.flat.push_back(laid_flat(hole));
    }
  }
  caps_.push_back(std::move(cap)), planes_.push_back(plane), polygons_.push_back(std::move(polygon));
}

bool ClosedGround::holds(const GroundPlace& place) const {
  const Direction d = direction_to(place);
  for (std::size_t i = 0; i < polygons_.size(); ++i) {
    const Cap& cap = caps_[i];
    if (d.x * cap.x + d.y * cap.y + d.z * cap.z < cap.cosine) continue;
    if (cap.flat.empty()) {
      if (polygons_[i].distance_to(place).inside) return true;
      continue;
    }
    const PlanePoint point = planes_[i].to_plane(place);
    const bool in_hole =
        std::any_of(cap.flat.begin() + 1, cap.flat.end(), [&](const PlaneRing& hole) { return contains(hole, point); });
    if (!in_hole && contains(cap.flat.front(), point)) return true;
  }
  return false;
}

void KeptFalls::add(const RiskEvent& event, std::span<const RiskFall> falls) {
  std::size_t kept = 0;
  for (const RiskFall& fall : falls) {
    const auto cell = population_->cell_of(fall.at);
    if (!cell || !(population_->people(*cell) > 0)) continue;
    falls_.push_back({fall.at, fall.pieces, fall.kind});
    areas_m2_.insert(areas_m2_.end(), fall.casualty_area_m2.begin(), fall.casualty_area_m2.end());
    ++kept;
  }
  events_.push_back({event, kept});
}

RiskTally KeptFalls::outside(const ClosedGround& closed, std::vector<Shelter> shelters) const {
  const std::size_t areas = shelters.size();
  RiskTally tally(*population_, std::move(shelters));
  std::size_t next = 0;
  for (const Event& event : events_) {
    std::vector<RiskFall> left;
    for (const std::size_t end = next + event.falls; next < end; ++next) {
      const Fall& fall = falls_[next];
      if (closed.holds(fall.at)) continue;
      const auto first = areas_m2_.begin() + static_cast<std::ptrdiff_t>(next * areas);
      left.push_back({fall.at, fall.kind, fall.pieces, {first, first + static_cast<std::ptrdiff_t>(areas)}});
    }
    tally.add(event.event, left);
  }
  return tally;
}

}  // namespace cosmodrome
