#pragma once
#include <array>
#include <type_traits>
#include <utility>
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
    if constexpr (std::is_same_v<S, Lanes>) {
      return in_lanes(to_indices(interval * S(stride)), t, std::make_index_sequence<stride / 4>{});
    } else {
      return of_row(row(interval), t);
    }
  }

 private:
  static constexpr std::size_t count = static_cast<std::size_t>((degree + 1) * quantities);
  static constexpr std::size_t stride = (count + 3) / 4 * 4;

  /// The coefficients of one interval in the order in which Horner's rule wants them: those of the highest power of
  /// all quantities, then those of the next.
  template <class V>
  struct alignas(32) alignas(V) Row {
    std::array<V, stride> c{};
  };
  static constexpr std::size_t place(std::size_t power, std::size_t quantity) {
    return (degree - power) * quantities + quantity;
  }

  COSMODROME_INLINE const Row<double>& row(double interval) const { return rows_[static_cast<std::size_t>(interval)]; }
  /// For derivatives, whose value and slope both need all coefficients.
  COSMODROME_INLINE Row<Lanes> row(const Lanes& interval) const {
    const LaneIndices indices = to_indices(interval);
    Row<Lanes> all;
    for (std::size_t i = 0; i < stride; i += 4) {
      const RowColumns four = load_rows(rows_.front().c.data() + i, stride, indices);
      for (std::size_t c = 0; c < 4; ++c) all.c[i + c] = four[c];
    }
    return all;
  }
  template <class V, class S>
  COSMODROME_INLINE static std::array<S, quantities> of_row(const Row<V>& row, const S& t) {
    std::array<S, quantities> y;
    for (std::size_t k = 0; k < quantities; ++k) {
      std::array<V, degree + 1> c;
      for (std::size_t power = 0; power <= degree; ++power) c[power] = row.c[place(power, k)];
      y[k] = horner(c, t);
    }
    return y;
  }

  /// Four coefficients at a time, each used as soon as it is there: all of them together have no room in registers.
  template <std::size_t... i>
  COSMODROME_INLINE std::array<Lanes, quantities> in_lanes(const LaneIndices& offsets, const Lanes& t,
                                                           std::index_sequence<i...>) const {
    std::array<Lanes, quantities> y;
    (take<4 * i>(offsets, t, y), ...);
    return y;
  }
  template <std::size_t first>
  COSMODROME_INLINE void take(const LaneIndices& offsets, const Lanes& t, std::array<Lanes, quantities>& y) const {
    const auto [c0, c1, c2, c3] = load_rows(rows_.front().c.data() + first, 1, offsets);
    horner_step<first>(t, c0, y), horner_step<first + 1>(t, c1, y);
    horner_step<first + 2>(t, c2, y), horner_step<first + 3>(t, c3, y);
  }
  template <std::size_t i>
  COSMODROME_INLINE static void horner_step(const Lanes& t, const Lanes& c, std::array<Lanes, quantities>& y) {
    if constexpr (i < quantities) {
      y[i] = c;
    } else if constexpr (i < count) {
      y[i % quantities] = fma(y[i % quantities], t, c);
    }
  }

  std::vector<Row<double>> rows_;
  double last_interval_;
};

}  // namespace cosmodrome
