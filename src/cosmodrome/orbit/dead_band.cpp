#include "cosmodrome/orbit/dead_band.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cosmodrome {
namespace {

struct Point {
  double x = 0, y = 0;
};

struct Circle {
  Point centre;
  double radius = 0;
  [[nodiscard]] bool has(const Point& p) const {
    constexpr double rounding = 1e-12;
    return std::hypot(p.x - centre.x, p.y - centre.y) <= radius * (1 + rounding) + 1e-300;
  }
};

Circle through(const Point& a, const Point& b) {
  return {{0.5 * (a.x + b.x), 0.5 * (a.y + b.y)}, 0.5 * std::hypot(a.x - b.x, a.y - b.y)};
}

/// Through three points; of three on a line through the outer two.
Circle through(const Point& a, const Point& b, const Point& c) {
  const double bx = b.x - a.x, by = b.y - a.y, cx = c.x - a.x, cy = c.y - a.y;
  const double twice_area = bx * cy - by * cx;
  if (twice_area == 0) {
    const std::array<Circle, 3> pairs{through(a, b), through(a, c), through(b, c)};
    return *std::max_element(pairs.begin(), pairs.end(),
                             [](const Circle& p, const Circle& q) { return p.radius < q.radius; });
  }
  const double b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
  const double x = (cy * b2 - by * c2) / (2 * twice_area), y = (bx * c2 - cx * b2) / (2 * twice_area);
  return {{a.x + x, a.y + y}, std::hypot(x, y)};
}

/// The smallest circle around the first points, one after another in an order that is far from that of the path, which
/// makes the expected work grow as their number.
/// Source: E. Welzl, Smallest enclosing disks (balls and ellipsoids), LNCS 555 (1991), 359-370.
Circle smallest_circle(const std::vector<DiscSample>& samples, std::size_t count) {
  std::vector<Point> points;
  points.reserve(count);
  const std::size_t stride = std::max<std::size_t>(1, count * 5 / 8);
  for (std::size_t start = 0; start < stride; ++start)
    for (std::size_t i = start; i < count; i += stride) points.push_back({samples[i].x, samples[i].y});
  Circle circle{points.front(), 0};
  for (std::size_t i = 1; i < count; ++i) {
    if (circle.has(points[i])) continue;
    circle = {points[i], 0};
    for (std::size_t j = 0; j < i; ++j) {
      if (circle.has(points[j])) continue;
      circle = through(points[i], points[j]);
      for (std::size_t k = 0; k < j; ++k)
        if (!circle.has(points[k])) circle = through(points[i], points[j], points[k]);
    }
  }
  return circle;
}

}  // namespace

BandHold longest_hold(std::vector<BandSample> samples) {
  std::stable_sort(samples.begin(), samples.end(),
                   [](const BandSample& a, const BandSample& b) { return a.t_s < b.t_s; });
  double low = -std::numeric_limits<double>::infinity(), high = -low;
  BandHold hold;
  for (const BandSample& sample : samples) {
    if (sample.effect == 0) continue;
    const double a = (-sample.half_width - sample.value) / sample.effect;
    const double b = (sample.half_width - sample.value) / sample.effect;
    low = std::max(low, std::min(a, b)), high = std::min(high, std::max(a, b));
    if (low > high) return hold;
    hold.size = 0.5 * (low + high), hold.until_s = sample.t_s;
  }
  hold.to_the_end = true;
  return hold;
}

DiscHold longest_hold(const std::vector<DiscSample>& samples) {
  DiscHold hold;
  if (samples.empty()) return hold;
  std::size_t fits = 1, too_many = samples.size() + 1;
  while (too_many - fits > 1) {
    const std::size_t middle = fits + (too_many - fits) / 2;
    (smallest_circle(samples, middle).radius <= samples[middle - 1].radius ? fits : too_many) = middle;
  }
  const Circle circle = smallest_circle(samples, fits);
  return {-circle.centre.x, -circle.centre.y, samples[fits - 1].t_s, fits == samples.size()};
}

}  // namespace cosmodrome
