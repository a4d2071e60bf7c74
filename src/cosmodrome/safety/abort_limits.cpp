#include "cosmodrome/safety/abort_limits.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/safety/ground_rings.hpp"

namespace cosmodrome {
namespace {

constexpr double found_to_s = 1e-6;
constexpr int nodes_across = 160;

}  // namespace

std::optional<double> first_reach_s(const DebrisReach& reach_m, double clear_m, double from_s, double to_s,
                                    double step_s) {
  if (!(step_s > 0)) throw InputError("a step of " + std::to_string(step_s) + " s", "give more than 0");
  if (reach_m(from_s) >= clear_m) return from_s;
  for (double before_s = from_s; before_s < to_s;) {
    const double after_s = std::min(before_s + step_s, to_s);
    if (reach_m(after_s) >= clear_m) {
      double low = before_s, high = after_s;
      while (high - low > found_to_s) {
        const double middle = (low + high) / 2;
        (reach_m(middle) >= clear_m ? high : low) = middle;
      }
      return high;
    }
    before_s = after_s;
  }
  return std::nullopt;
}

std::optional<double> straight_up_time_s(const DebrisReach& reach_m, double clear_m, double from_s, double to_s,
                                         double step_s) {
  const auto reached = first_reach_s(reach_m, clear_m, from_s, to_s, step_s);
  if (!reached) return to_s;
  if (*reached <= from_s) return std::nullopt;
  return *reached;
}

std::optional<double> data_loss_time_s(const std::function<double(double more_s)>& distance_left_m, double most_s,
                                       double step_s) {
  return first_reach_s([&](double more_s) { return -distance_left_m(more_s); }, 0, 0, most_s, step_s);
}

std::vector<GroundPolygon> limit_line(const GroundPolygon& protected_area, const LimitMargin& margin) {
  const double margin_m = margin.metres();
  if (protected_area.outline.size() < 3) {
    throw InputError("a protected area of " + std::to_string(protected_area.outline.size()) + " points",
                     "give three or more");
  }
  if (!(margin_m > 0) || !std::isfinite(margin_m)) {
    throw InputError("a margin of " + std::to_string(margin_m) + " m", "give more than 0");
  }
  const LocalPlane plane(protected_area.outline.front());
  PlaneRing outline;
  PlanePoint low{1e12, 1e12}, high{-1e12, -1e12};
  for (const GroundPlace& place : protected_area.outline) {
    outline.push_back(plane.to_plane(place));
    low = {std::min(low.x_m, outline.back().x_m), std::min(low.y_m, outline.back().y_m)};
    high = {std::max(high.x_m, outline.back().x_m), std::max(high.y_m, outline.back().y_m)};
  }
  // Distances are convex about a corner: straight pieces between nodes cut its arc by step^2 / (8 margin) at most.
  const double step_m = (std::max(high.x_m - low.x_m, high.y_m - low.y_m) + 2 * margin_m) / (nodes_across - 8);
  const double reach_m = margin_m + step_m * step_m / (4 * margin_m);
  const auto nodes = [&](double length_m) {
    return static_cast<int>(std::ceil((length_m + 2 * reach_m) / step_m)) + 6;
  };
  PlaneGrid grid{nodes(high.x_m - low.x_m),
                 nodes(high.y_m - low.y_m),
                 {low.x_m - reach_m - 3 * step_m, low.y_m - reach_m - 3 * step_m},
                 {step_m, step_m},
                 {}};
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const PlanePoint at{grid.corner.x_m + column * step_m, grid.corner.y_m + row * step_m};
      grid.value.push_back(contains(outline, at) ? 2 * reach_m : 2 * reach_m - edge_distance_m(outline, at));
    }
  }
  std::vector<PlaneRing> rings = simplified_cover(contours(grid, reach_m), 0.02);
  std::erase_if(rings, [](const PlaneRing& ring) { return signed_area_m2(ring) < 0; });  // a bay without a way in
  return on_ground(
      rings, [&](const PlanePoint& point) { return plane.to_place(point); },
      [&](const GroundPlace& place) { return plane.to_plane(place); });
}

Gate decide_gate(const GroundPlace& from, const GroundPlace& to, double if_ended, double if_continued) {
  if (!(if_ended >= 0 && if_continued >= 0)) {
    throw InputError("casualties of " + std::to_string(std::min(if_ended, if_continued)), "give 0 or more");
  }
  return {from, to, if_continued <= if_ended, if_ended, if_continued};
}

}  // namespace cosmodrome
