#pragma once
#include <array>
#include <utility>
#include <vector>

#include "cosmodrome/base/horner.hpp"
#include "cosmodrome/base/knots.hpp"
#include "cosmodrome/base/slopes.hpp"

namespace cosmodrome {

/// A function's value and its derivative.
template <class S>
struct ValueAndSlope {
  S value, slope;
};

/// One cubic between each two knots. Outside, the value at the nearer end, with slope zero.
class PiecewiseCubic {
 public:
  /// Zero everywhere.
  PiecewiseCubic() : PiecewiseCubic({0.0, 1.0}, {0.0, 0.0}, {0.0, 0.0}) {}

  template <Scalar S>
  COSMODROME_INLINE S operator()(const S& x) const {
    if constexpr (lane_count < S >> 1) {
      if (all(x >= S(knots_.last()))) return S(at_last_);  // no lane has to be looked for: most of an ascent's drag
    }
    const S held = knots_.hold(x);
    const auto found = find(value(held));
    return horner(found.coefficients, held - S(found.start));
  }

  /// The slope is that of the cubic also at the ends; beyond them it is zero.
  template <Scalar S>
  ValueAndSlope<S> with_slope(const S& x) const {
    const S held = knots_.hold(x);
    const auto found = find(value(held));
    const S t = held - S(found.start);
    const S slope = horner(derivative_coefficients(found.coefficients), t);
    const auto above = x >= S(knots_.first()), below = x <= S(knots_.last());
    return {horner(found.coefficients, t), select(above & below, slope, S(0.0) * held)};
  }

  double first() const { return knots_.first(); }
  double last() const { return knots_.last(); }

 protected:
  PiecewiseCubic(std::vector<double> x, const std::vector<double>& y, const std::vector<double>& slopes);
  /// Straight lines.
  PiecewiseCubic(std::vector<double> x, const std::vector<double>& y);

 private:
  template <class V>
  struct Found {
    std::array<V, 4> coefficients;
    V start;
  };
  struct alignas(32) Row {
    std::array<double, 4> c;
  };

  COSMODROME_INLINE Found<double> find(double x) const {
    const Knots::Place place = knots_.place(x);
    return {rows_[static_cast<std::size_t>(place.index)].c, place.start};
  }
  COSMODROME_INLINE Found<Lanes> find(const Lanes& x) const {
    const Knots::LanesPlace place = knots_.place(x);
    if (simd::has_permutation && knots_.intervals() <= Knots::few) {
      return {{pick(columns_[0].data(), place.index), pick(columns_[1].data(), place.index),
               pick(columns_[2].data(), place.index), pick(columns_[3].data(), place.index)},
              place.start};
    }
    return {load_rows(rows_.front().c.data(), 4, place.indices), place.start};
  }
  void add_row(const Row& row);

  Knots knots_;
  double at_last_ = 0;
  std::vector<Row> rows_;
  alignas(64) std::array<std::array<double, Knots::few>, 4> columns_{};  ///< the first sixteen rows, transposed
};

/// A smooth table: y(x) by cubics.
class CubicTable : public PiecewiseCubic {
 public:
  CubicTable() = default;

  /// Twice continuously differentiable. x must rise; x and y must be finite, of equal number, two or more; otherwise
  /// InputError.
  static CubicTable spline(std::vector<double> x, const std::vector<double>& y,
                           SplineEnds ends = SplineEnds::not_a_knot);

  /// Never above or below the two values between which it runs; its slope is continuous, its curvature not. For tables
  /// whose overshoot would be wrong physics, such as drag by Mach number.
  static CubicTable monotone(std::vector<double> x, const std::vector<double>& y);

 private:
  CubicTable(std::vector<double> x, const std::vector<double>& y, const std::vector<double>& slopes)
      : PiecewiseCubic(std::move(x), y, slopes) {}
};

/// Straight lines between the points.
class LinearTable : public PiecewiseCubic {
 public:
  LinearTable() = default;
  LinearTable(std::vector<double> x, const std::vector<double>& y) : PiecewiseCubic(std::move(x), y) {}
};

}  // namespace cosmodrome
