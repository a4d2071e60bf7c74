#include <algorithm>
#include <cmath>

#include "cosmodrome/safety/contour.hpp"

namespace cosmodrome {
namespace {

/// Convolves each row, or column, with a Gaussian of a width in steps.
void smooth_along(PlaneGrid& grid, bool columns, double width, double reach) {
  const int half = static_cast<int>(std::ceil(reach * width));
  std::vector<double> kernel(static_cast<std::size_t>(half) + 1);
  double sum = 0;
  for (int k = 0; k <= half; ++k) {
    kernel[static_cast<std::size_t>(k)] = std::exp(-0.5 * (k / width) * (k / width));
    sum += (k == 0 ? 1 : 2) * kernel[static_cast<std::size_t>(k)];
  }
  for (double& k : kernel) k /= sum;
  const int lines = columns ? grid.columns : grid.rows, length = columns ? grid.rows : grid.columns;
  const std::size_t stride = columns ? static_cast<std::size_t>(grid.columns) : 1;
  const std::size_t apart = columns ? 1 : static_cast<std::size_t>(grid.columns);
  std::vector<double> line(static_cast<std::size_t>(length));
  for (int n = 0; n < lines; ++n) {
    const std::size_t first = static_cast<std::size_t>(n) * apart;
    std::fill(line.begin(), line.end(), 0.0);
    for (int i = 0; i < length; ++i) {
      const double v = grid.value[first + static_cast<std::size_t>(i) * stride];
      if (v == 0) continue;
      for (int k = std::max(-half, -i); k <= std::min(half, length - 1 - i); ++k) {
        line[static_cast<std::size_t>(i + k)] += v * kernel[static_cast<std::size_t>(std::abs(k))];
      }
    }
    for (int i = 0; i < length; ++i) {
      grid.value[first + static_cast<std::size_t>(i) * stride] = line[static_cast<std::size_t>(i)];
    }
  }
}

}  // namespace

void PlaneGrid::share(const PlanePoint& point, double weight) {
  const double x = (point.x_m - corner.x_m) / step.x_m, y = (point.y_m - corner.y_m) / step.y_m;
  const auto column = static_cast<std::size_t>(x), row = static_cast<std::size_t>(y);
  const double u = x - static_cast<double>(column), v = y - static_cast<double>(row);
  const auto width = static_cast<std::size_t>(columns);
  double* node = &value[row * width + column];
  node[0] += weight * (1 - u) * (1 - v), node[1] += weight * u * (1 - v);
  node[width] += weight * (1 - u) * v, node[width + 1] += weight * u * v;
}

void PlaneGrid::smooth(double columns_wide, double rows_wide, double reach) {
  if (columns_wide > 0) smooth_along(*this, false, columns_wide, reach);
  if (rows_wide > 0) smooth_along(*this, true, rows_wide, reach);
}

}  // namespace cosmodrome
