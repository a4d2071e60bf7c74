#include "cosmodrome/safety/contour.hpp"

#include <array>
#include <cmath>
#include <cstdint>

namespace cosmodrome {
namespace {

constexpr std::int32_t none = -1;

/// An edge of the grid by number: that to the right of a node, or that above it.
struct Edges {
  const PlaneGrid& grid;
  double level;

  [[nodiscard]] bool inside(int column, int row) const {
    const bool border = column == 0 || row == 0 || column == grid.columns - 1 || row == grid.rows - 1;
    return !border && grid.at(column, row) >= level;
  }
  [[nodiscard]] std::int32_t right_of(int column, int row) const { return 2 * (row * grid.columns + column); }
  [[nodiscard]] std::int32_t above(int column, int row) const { return right_of(column, row) + 1; }

  /// Where the outline crosses it.
  [[nodiscard]] PlanePoint crossing(std::int32_t edge) const {
    const int node = edge / 2, column = node % grid.columns, row = node / grid.columns;
    const bool upward = edge % 2 == 1;
    const double first = value(column, row), second = upward ? value(column, row + 1) : value(column + 1, row);
    const double share = (level - first) / (second - first);
    return {grid.corner.x_m + grid.step.x_m * (column + (upward ? 0 : share)),
            grid.corner.y_m + grid.step.y_m * (row + (upward ? share : 0))};
  }

 private:
  /// Nodes of the border are below the level, whatever they hold.
  [[nodiscard]] double value(int column, int row) const {
    const double v = grid.at(column, row);
    return inside(column, row) ? v : std::fmin(v, level * (1 - 1e-9));
  }
};

/// Joins the crossings of one cell's sides: each that leaves the region, going around counter-clockwise, to one that
/// enters it.
void join(const Edges& edges, int column, int row, std::vector<std::int32_t>& next) {
  const std::array<bool, 4> in{edges.inside(column, row), edges.inside(column + 1, row),
                               edges.inside(column + 1, row + 1), edges.inside(column, row + 1)};
  const std::array<std::int32_t, 4> side{edges.right_of(column, row), edges.above(column + 1, row),
                                         edges.right_of(column, row + 1), edges.above(column, row)};
  const bool saddle = in[0] == in[2] && in[1] == in[3] && in[0] != in[1];
  bool joined = false;
  if (saddle) {
    const PlaneGrid& g = edges.grid;
    joined = g.at(column, row) + g.at(column + 1, row) + g.at(column + 1, row + 1) + g.at(column, row + 1) >=
             4 * edges.level;
  }
  for (std::size_t k = 0; k < 4; ++k) {
    if (!in[k] || in[(k + 1) % 4]) continue;  // not one that leaves
    const std::size_t way = saddle && joined ? 1 : 3;
    std::size_t entry = (k + way) % 4;
    while (in[entry] || !in[(entry + 1) % 4]) entry = (entry + way) % 4;
    next[static_cast<std::size_t>(side[k])] = side[entry];
  }
}

}  // namespace

double PlaneGrid::between(const PlanePoint& point) const {
  const double x = (point.x_m - corner.x_m) / step.x_m, y = (point.y_m - corner.y_m) / step.y_m;
  if (!(x >= 0 && y >= 0 && x < columns - 1 && y < rows - 1)) return 0;
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  const double u = x - column, v = y - row;
  return (1 - v) * ((1 - u) * at(column, row) + u * at(column + 1, row)) +
         v * ((1 - u) * at(column, row + 1) + u * at(column + 1, row + 1));
}

std::vector<PlaneRing> contours(const PlaneGrid& grid, double level) {
  const Edges edges{grid, level};
  std::vector<std::int32_t> next(2 * grid.value.size(), none);
  for (int row = 0; row + 1 < grid.rows; ++row) {
    for (int column = 0; column + 1 < grid.columns; ++column) join(edges, column, row, next);
  }
  std::vector<PlaneRing> rings;
  for (std::size_t first = 0; first < next.size(); ++first) {
    if (next[first] == none) continue;
    PlaneRing ring;
    for (auto at = static_cast<std::int32_t>(first); next[static_cast<std::size_t>(at)] != none;) {
      ring.push_back(edges.crossing(at));
      const std::int32_t following = next[static_cast<std::size_t>(at)];
      next[static_cast<std::size_t>(at)] = none;
      at = following;
    }
    if (ring.size() >= 3) rings.push_back(std::move(ring));
  }
  return rings;
}

double signed_area_m2(const PlaneRing& ring) {
  double twice_m2 = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    // Counted from the first point: far from the origin the products would cancel.
    const double ax = ring[j].x_m - ring[0].x_m, ay = ring[j].y_m - ring[0].y_m;
    const double bx = ring[i].x_m - ring[0].x_m, by = ring[i].y_m - ring[0].y_m;
    twice_m2 += ax * by - bx * ay;
  }
  return twice_m2 / 2;
}

bool contains(const PlaneRing& ring, const PlanePoint& point) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const PlanePoint &a = ring[i], &b = ring[j];
    if ((a.y_m > point.y_m) == (b.y_m > point.y_m)) continue;
    const double x_m = a.x_m + (point.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m);
    if (x_m > point.x_m) inside = !inside;
  }
  return inside;
}

}  // namespace cosmodrome
