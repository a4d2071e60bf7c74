#include "cosmodrome/base/surface_table.hpp"

#include <cmath>
#include <cstddef>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

using Rows = SurfaceTable::Rows;
using Square = std::array<std::array<double, 4>, 4>;

void check(const std::vector<double>& x, const std::vector<double>& y, const Rows& z) {
  const auto refuse = [](std::string found) {
    throw InputError(
        Problem{"", 0, 0, "table", std::move(found), "give a row for each x, in it one finite value for each y"});
  };
  if (z.size() != x.size())
    refuse("found " + std::to_string(z.size()) + " rows for " + std::to_string(x.size()) + " x");
  for (std::size_t i = 0; i < z.size(); ++i) {
    const std::string row = "row " + std::to_string(i + 1);
    if (z[i].size() != y.size()) {
      refuse(row + " has " + std::to_string(z[i].size()) + " values for " + std::to_string(y.size()) + " y");
    }
    for (const double v : z[i]) {
      if (!std::isfinite(v)) refuse(row + " has a value that is not finite");
    }
  }
}

Rows transposed(const Rows& z) {
  Rows t(z.front().size(), std::vector<double>(z.size()));
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t j = 0; j < z[i].size(); ++j) t[j][i] = z[i][j];
  }
  return t;
}

/// Takes value and slope at both ends (v0, v1, m0, m1) to the coefficients of the cubic.
std::array<double, 4> hermite(double v0, double v1, double m0, double m1, double h) {
  const double rise = (v1 - v0) / h;
  return {v0, m0, (3.0 * rise - 2.0 * m0 - m1) / h, (m0 + m1 - 2.0 * rise) / (h * h)};
}

}  // namespace

template <class Slopes>
SurfaceTable SurfaceTable::cubic(std::vector<double> x, std::vector<double> y, const Rows& z, Slopes slopes) {
  check(x, y, z);
  SurfaceTable table(x, y);
  const auto along = [&](const std::vector<double>& at, Rows rows) {
    for (auto& row : rows) row = slopes(at, row);
    return rows;
  };
  const Rows z_y = along(y, z);
  const Rows z_x = transposed(along(x, transposed(z)));
  const Rows z_xy = transposed(along(x, transposed(z_y)));
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    for (std::size_t j = 0; j + 1 < y.size(); ++j) {
      const double h = x[i + 1] - x[i], k = y[j + 1] - y[j];
      // Along x at both ends of y: the values, then their slopes in y; then along y, coefficient by coefficient.
      const auto low = hermite(z[i][j], z[i + 1][j], z_x[i][j], z_x[i + 1][j], h);
      const auto high = hermite(z[i][j + 1], z[i + 1][j + 1], z_x[i][j + 1], z_x[i + 1][j + 1], h);
      const auto low_y = hermite(z_y[i][j], z_y[i + 1][j], z_xy[i][j], z_xy[i + 1][j], h);
      const auto high_y = hermite(z_y[i][j + 1], z_y[i + 1][j + 1], z_xy[i][j + 1], z_xy[i + 1][j + 1], h);
      Square c{};
      for (std::size_t p = 0; p < 4; ++p) {
        const auto column = hermite(low[p], high[p], low_y[p], high_y[p], k);
        for (std::size_t q = 0; q < 4; ++q) c[q][p] = column[q];
      }
      table.cells_.push_back({c});
    }
  }
  return table;
}

SurfaceTable::SurfaceTable() : SurfaceTable(bilinear({0.0, 1.0}, {0.0, 1.0}, {{0.0, 0.0}, {0.0, 0.0}})) {}

SurfaceTable SurfaceTable::spline(std::vector<double> x, std::vector<double> y, const Rows& z, SplineEnds ends) {
  return cubic(std::move(x), std::move(y), z,
               [ends](const auto& at, const auto& v) { return spline_slopes(at, v, ends); });
}

SurfaceTable SurfaceTable::monotone(std::vector<double> x, std::vector<double> y, const Rows& z) {
  return cubic(std::move(x), std::move(y), z, [](const auto& at, const auto& v) { return monotone_slopes(at, v); });
}

SurfaceTable SurfaceTable::bilinear(std::vector<double> x, std::vector<double> y, const Rows& z) {
  check(x, y, z);
  SurfaceTable table(x, y);
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    for (std::size_t j = 0; j + 1 < y.size(); ++j) {
      const double h = x[i + 1] - x[i], k = y[j + 1] - y[j];
      const double by_x = (z[i + 1][j] - z[i][j]) / h, by_y = (z[i][j + 1] - z[i][j]) / k;
      const double by_both = (z[i + 1][j + 1] - z[i + 1][j] - z[i][j + 1] + z[i][j]) / (h * k);
      Cell cell;
      cell.c[0] = {z[i][j], by_x, 0.0, 0.0};
      cell.c[1] = {by_y, by_both, 0.0, 0.0};
      table.cells_.push_back(cell);
    }
  }
  return table;
}

}  // namespace cosmodrome
