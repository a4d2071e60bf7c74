#pragma once
#include <vector>

#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {

/// Closed, without a repeated point, with what it bounds to its left: counter-clockwise around, clockwise for a hole.
using PlaneRing = std::vector<PlanePoint>;

/// Values at the nodes of a rectangular grid, in its own axes, row by row.
struct PlaneGrid {
  int columns = 0, rows = 0;
  PlanePoint corner;  ///< of node (0, 0)
  PlanePoint step;
  std::vector<double> value;
  [[nodiscard]] double at(int column, int row) const {
    return value[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
  }
  /// Between the nodes, bilinear; 0 outside.
  [[nodiscard]] double between(const PlanePoint& point) const;
  /// Shares a weight among the four nodes around a point of the grid, which keeps its place.
  void share(const PlanePoint& point, double weight);
  /// Convolves with a Gaussian whose sigmas are so many steps wide, cut off at `reach` sigmas; the sum of the values is
  /// kept as far as the grid has room.
  void smooth(double columns_wide, double rows_wide, double reach = 4);
};

/// The outlines of where a grid is at least `level`, by marching squares with straight edges; at saddles the middle of
/// the cell decides. Nodes on the border count as below, so all rings are closed.
/// Source: W. E. Lorensen, H. E. Cline, Marching cubes, Computer Graphics 21 (1987) 163, in two dimensions.
std::vector<PlaneRing> contours(const PlaneGrid& grid, double level);

/// Positive if it runs counter-clockwise.
double signed_area_m2(const PlaneRing& ring);

/// By the crossings of a ray; points on an edge may count either way.
bool contains(const PlaneRing& ring, const PlanePoint& point);

/// Fewer vertices by growth alone: a vertex that points into the region is left out, an edge between two that point
/// outwards gives way to the meeting of its neighbours, the smallest growth first, until the whole region would have
/// grown by more than a share of its area. Holes that are smaller than a quarter of that are filled. Nothing that was
/// covered is lost; rings do not cross one another or themselves.
std::vector<PlaneRing> simplified_cover(std::vector<PlaneRing> rings, double growth_share);

}  // namespace cosmodrome
