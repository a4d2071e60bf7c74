#pragma once
#include <algorithm>
#include <array>
#include <vector>

#include "cosmodrome/base/horner.hpp"
#include "cosmodrome/base/lanes/rows.hpp"

namespace cosmodrome {

/// Several quantities by splines over the same evenly spaced nodes: cubics, twice continuously differentiable, or
/// quintics, four times, where an integrator of high order shall not notice the nodes. All coefficients of an interval
/// lie side by side: one search and one stretch of memory for what is always wanted together.
template <int quantities, int degree = 3>
class EvenSplines {
  static_assert(degree == 3 || degree == 5);

 public:
  /// Values at the nodes 0, 1, 2, ..., as many for each quantity; at least four, of quintics six.
  explicit EvenSplines(const std::array<std::vector<double>, quantities>& at_nodes);

  /// At x, counted in intervals from the first node. Beyond the ends the outermost polynomials go on.
  template <Scalar S>
  COSMODROME_INLINE std::array<S, quantities> operator()(const S& x) const {
    using V = decltype(value(x));
    const V interval = min(V(last_interval_), max(floor(value(x)), V(0.0)));
    const S t = x - S(interval);
    const auto& rows = rows_at(interval);
    std::array<S, quantities> y;
    for (std::size_t k = 0; k < quantities; ++k) y[k] = horner(rows[k], t);
    return y;
  }

 private:
  template <class V>
  using Rows = std::array<std::array<V, degree + 1>, quantities>;
  static constexpr int stride = (degree + 1) * quantities;

  COSMODROME_INLINE const Rows<double>& rows_at(double interval) const {
    return rows_[static_cast<std::size_t>(interval)];
  }
  COSMODROME_INLINE Rows<Lanes> rows_at(const Lanes& interval) const {
    const LaneIndices indices = to_indices(interval);
    Rows<Lanes> rows;
    // Four at a time, whatever they belong to; the last four may come once more.
    for (std::size_t done = 0; done < stride; done += 4) {
      const std::size_t from = std::min<std::size_t>(done, stride - 4);
      const RowColumns four = load_rows(rows_.front()[0].data() + from, stride, indices);
      for (std::size_t c = 0; c < 4; ++c) rows[(from + c) / (degree + 1)][(from + c) % (degree + 1)] = four[c];
    }
    return rows;
  }

  std::vector<Rows<double>> rows_;
  double last_interval_;
};

}  // namespace cosmodrome
