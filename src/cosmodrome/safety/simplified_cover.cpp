#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "cosmodrome/safety/contour.hpp"

namespace cosmodrome {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// Twice the area of the triangle: positive if a, b, c turn left.
double turn_m2(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c) {
  return (b.x_m - a.x_m) * (c.y_m - b.y_m) - (b.y_m - a.y_m) * (c.x_m - b.x_m);
}

bool same(const PlanePoint& a, const PlanePoint& b) { return a.x_m == b.x_m && a.y_m == b.y_m; }

bool in_triangle(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c, const PlanePoint& p) {
  const double u = turn_m2(a, b, p), v = turn_m2(b, c, p), w = turn_m2(c, a, p);
  return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
}

bool cross(const PlanePoint& a, const PlanePoint& b, const PlanePoint& c, const PlanePoint& d) {
  return (turn_m2(a, b, c) > 0) != (turn_m2(a, b, d) > 0) && (turn_m2(c, d, a) > 0) != (turn_m2(c, d, b) > 0);
}

/// What becomes of vertex i, and perhaps of the next.
struct Change {
  double growth_m2 = never;
  std::optional<PlanePoint> meeting;  ///< instead of vertex and next; none: the vertex is left out
};

struct Corner {
  const PlanePoint &a, &b, &c, &d;
  Corner(const PlaneRing& ring, std::size_t i)
      : a(ring[(i + ring.size() - 1) % ring.size()]),
        b(ring[i]),
        c(ring[(i + 1) % ring.size()]),
        d(ring[(i + 2) % ring.size()]) {}
};

Change best_change(const PlaneRing& ring, std::size_t i) {
  if (ring.size() < 4) return {};
  const Corner at(ring, i);
  const double here = turn_m2(at.a, at.b, at.c);
  if (here <= 0) return {-here / 2, std::nullopt};
  if (ring.size() < 5 || turn_m2(at.b, at.c, at.d) <= 0) return {};
  // a + t (b - a) on the line through d and c.
  const PlanePoint u{at.b.x_m - at.a.x_m, at.b.y_m - at.a.y_m}, w{at.d.x_m - at.c.x_m, at.d.y_m - at.c.y_m};
  const double facing = u.x_m * w.y_m - u.y_m * w.x_m;  // positive: together they turn by less than half a circle
  if (facing <= 1e-9 * std::hypot(u.x_m, u.y_m) * std::hypot(w.x_m, w.y_m)) return {};
  const PlanePoint gap{at.c.x_m - at.b.x_m, at.c.y_m - at.b.y_m};
  const double t = (gap.x_m * w.y_m - gap.y_m * w.x_m) / facing;
  const PlanePoint m{at.b.x_m + t * u.x_m, at.b.y_m + t * u.y_m};
  return {std::abs(turn_m2(at.b, m, at.c)) / 2, m};
}

/// Whether the change brings the ring's new sides into touch with any other.
bool is_free(const std::vector<PlaneRing>& rings, const Corner& at, const Change& change) {
  const PlanePoint& first = change.meeting ? at.b : at.a;
  const PlanePoint& middle = change.meeting ? *change.meeting : at.b;
  const auto own = [&](const PlanePoint& p) {
    return same(p, at.a) || same(p, at.b) || same(p, at.c) || (change.meeting && same(p, at.d));
  };
  for (const PlaneRing& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      if (!own(ring[i]) && in_triangle(first, middle, at.c, ring[i])) return false;
      if (own(ring[i]) || own(ring[j])) continue;
      if (change.meeting && (cross(first, middle, ring[j], ring[i]) || cross(middle, at.c, ring[j], ring[i]))) {
        return false;
      }
    }
  }
  return true;
}

void make(PlaneRing& ring, std::size_t i, const Change& change) {
  if (change.meeting) ring[(i + 1) % ring.size()] = *change.meeting;
  ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(i));
}

/// Candidates of one ring, kept until a neighbour moves.
std::vector<Change> all_changes(const PlaneRing& ring) {
  std::vector<Change> changes(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) changes[i] = best_change(ring, i);
  return changes;
}

}  // namespace

std::vector<PlaneRing> simplified_cover(std::vector<PlaneRing> rings, double growth_share) {
  double area_m2 = 0;
  for (const PlaneRing& ring : rings) area_m2 += signed_area_m2(ring);
  double left_m2 = growth_share * area_m2;
  std::erase_if(rings, [&](const PlaneRing& ring) {
    const double hole_m2 = -signed_area_m2(ring);
    const bool small = hole_m2 > 0 && hole_m2 < left_m2 / 4;
    if (small) left_m2 -= hole_m2;
    return small;
  });
  std::vector<std::vector<Change>> changes;
  changes.reserve(rings.size());
  for (const PlaneRing& ring : rings) changes.push_back(all_changes(ring));
  while (true) {
    std::size_t r = 0, i = 0;
    double least_m2 = never;
    for (std::size_t k = 0; k < rings.size(); ++k) {
      for (std::size_t n = 0; n < changes[k].size(); ++n) {
        if (changes[k][n].growth_m2 < least_m2) least_m2 = changes[k][n].growth_m2, r = k, i = n;
      }
    }
    if (!(least_m2 <= left_m2)) return rings;
    const Change change = changes[r][i];
    if (!is_free(rings, Corner(rings[r], i), change)) {
      changes[r][i].growth_m2 = never;
      continue;
    }
    left_m2 -= least_m2;
    make(rings[r], i, change);
    changes[r].erase(changes[r].begin() + static_cast<std::ptrdiff_t>(i));
    const std::size_t size = rings[r].size();
    for (std::size_t step = 0; step < 6 && step < size; ++step) {  // those whose neighbours changed
      const std::size_t n = (i + size + step - 3) % size;
      changes[r][n] = best_change(rings[r], n);
    }
  }
}

}  // namespace cosmodrome
