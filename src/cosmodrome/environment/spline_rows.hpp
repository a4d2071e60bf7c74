#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// Twice continuously differentiable cubics through `columns` quantities at evenly spaced nodes. All coefficients of
/// an interval lie in one row, so that a lane takes them with one load.
template <int columns>
class SplineRows {
 public:
  SplineRows() = default;
  explicit SplineRows(const std::array<std::vector<double>, columns>& at_nodes);

  /// At x, in intervals from the first node; held to the first and last interval's cubic outside.
  template <Scalar S>
  std::array<S, columns> at(const S& x) const {
    const auto node = floor(min(max(value(x), decltype(value(x))(0.0)), decltype(value(x))(last_)));
    const S t = x - S(node);
    constexpr int width = lane_count<decltype(value(x))>;
    using V = decltype(value(x));
    V c[4 * columns];
    for (int l = 0; l < width; ++l) {
      const Row& row = rows_[static_cast<std::size_t>(lane(node, l))];
      for (int k = 0; k < 4 * columns; ++k) set_lane(c[k], l, row.c[k]);
    }
    std::array<S, columns> y;
    for (int k = 0; k < columns; ++k)
      y[k] = fma(fma(fma(S(c[4 * k + 3]), t, S(c[4 * k + 2])), t, S(c[4 * k + 1])), t, S(c[4 * k]));
    return y;
  }

 private:
  struct alignas(32 * columns) Row {
    double c[4 * columns];
  };
  std::vector<Row> rows_;
  double last_ = 0;
};

}  // namespace cosmodrome
