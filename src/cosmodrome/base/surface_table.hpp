#pragma once
#include <array>
#include <vector>

#include "cosmodrome/base/horner.hpp"
#include "cosmodrome/base/knots.hpp"
#include "cosmodrome/base/slopes.hpp"

namespace cosmodrome {

/// z(x, y) on a grid, such as a drag coefficient by Mach number and angle of attack: bicubic or bilinear in each
/// cell. Outside, the value at the nearest point of the edge.
class SurfaceTable {
 public:
  using Rows = std::vector<std::vector<double>>;  ///< z[i][j] at (x[i], y[j])

  /// Zero everywhere.
  SurfaceTable();

  /// Splines along x and y: twice continuously differentiable. Throws InputError unless x and y rise and z has one
  /// finite value for each pair.
  static SurfaceTable spline(std::vector<double> x, std::vector<double> y, const Rows& z,
                             SplineEnds ends = SplineEnds::not_a_knot);
  /// Without overshoot along the grid's lines.
  static SurfaceTable monotone(std::vector<double> x, std::vector<double> y, const Rows& z);
  static SurfaceTable bilinear(std::vector<double> x, std::vector<double> y, const Rows& z);

  template <Scalar S>
  S operator()(const S& x, const S& y) const {
    const S held_x = x_.hold(x), held_y = y_.hold(y);
    const auto at_x = x_.place(value(held_x));
    const auto at_y = y_.place(value(held_y));
    const auto c = find(at_x, at_y);
    const S t = held_x - S(at_x.start), u = held_y - S(at_y.start);
    return horner(std::array<S, 4>{horner(c[0], t), horner(c[1], t), horner(c[2], t), horner(c[3], t)}, u);
  }

 private:
  /// c[j][i] is the coefficient of t^i u^j.
  struct alignas(64) Cell {
    std::array<std::array<double, 4>, 4> c{};
  };

  SurfaceTable(std::vector<double> x, std::vector<double> y) : x_(std::move(x)), y_(std::move(y)) {}

  const std::array<std::array<double, 4>, 4>& find(const Knots::Place& x, const Knots::Place& y) const {
    const int cell = x.index * y_.intervals() + y.index;
    return cells_[static_cast<std::size_t>(cell)].c;
  }
  std::array<RowColumns, 4> find(const Knots::LanesPlace& x, const Knots::LanesPlace& y) const {
    const LaneIndices cell = to_indices(fma(x.index, y_.intervals(), y.index));
    const double* c = cells_.front().c.front().data();
    return {load_rows(c, 16, cell), load_rows(c + 4, 16, cell), load_rows(c + 8, 16, cell),
            load_rows(c + 12, 16, cell)};
  }
  template <class Slopes>
  static SurfaceTable cubic(std::vector<double> x, std::vector<double> y, const Rows& z, Slopes slopes);

  Knots x_, y_;
  std::vector<Cell> cells_;
};

}  // namespace cosmodrome
