#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "cosmodrome/base/lanes/rows.hpp"

namespace cosmodrome {

/// Rising abscissae, and the search for the interval that a value lies in. Evenly spaced ones are found by a
/// multiplication, others through a table of first guesses.
class Knots {
 public:
  /// Where a value lies: the interval, and the interval's lower end. For lanes, the index is kept both ways.
  struct Place {
    std::int32_t index;
    double start;
  };
  struct LanesPlace {
    Lanes index;
    LaneIndices indices;
    Lanes start;
  };

  Knots() : Knots(std::vector<double>{0.0, 1.0}) {}

  /// Throws InputError unless there are at least two, finite and rising.
  explicit Knots(std::vector<double> x);

  double first() const { return x_.front(); }
  double last() const { return x_.back(); }
  std::int32_t intervals() const { return intervals_; }
  const std::vector<double>& all() const { return x_; }
  double start(std::int32_t index) const { return even_ ? fma(index, step_, x_.front()) : x_[as_size(index)]; }

  /// Held within [first, last]; a NaN stays one.
  template <class S>
  COSMODROME_INLINE S hold(const S& x) const {
    return min(S(last()), max(S(first()), x));
  }

  /// For a value within; a NaN is put into the first interval.
  COSMODROME_INLINE Place place(double x) const {
    const std::int32_t index = even_ ? static_cast<std::int32_t>(even_index(x)) : search(x);
    return {index, start(index)};
  }
  COSMODROME_INLINE LanesPlace place(const Lanes& x) const {
    if (even_) {
      const Lanes index = even_index(x);
      return {index, to_indices(index), fma(index, step_, first())};
    }
    return intervals_ <= few ? place_among_few(x) : place_each(x);
  }

  static constexpr std::int32_t few = 16;  ///< as many as a permutation of two registers can look up

 private:
  static std::size_t as_size(std::int32_t i) { return static_cast<std::size_t>(i); }

  template <class V>
  COSMODROME_INLINE V even_index(const V& x) const {
    return min(V(intervals_ - 1), max(floor((x - V(first())) * V(per_step_)), V(0.0)));
  }
  COSMODROME_INLINE std::int32_t search(double x) const {
    const double guess = min(static_cast<double>(guesses_.size() - 1), max((x - first()) * guesses_per_x_, 0.0));
    std::int32_t index = guesses_[static_cast<std::size_t>(guess)];
    while (index + 1 < intervals_ && x >= x_[as_size(index + 1)]) ++index;
    return index;
  }
  COSMODROME_INLINE LanesPlace place_among_few(const Lanes& x) const {
    Lanes index(0.0);
    for (std::int32_t k = 1; k < intervals_; ++k) index += select(x >= Lanes(x_[as_size(k)]), Lanes(1.0), Lanes(0.0));
    return {index, to_indices(index), pick(few_starts_.data(), index)};
  }
  LanesPlace place_each(const Lanes& x) const;

  std::vector<double> x_;
  std::int32_t intervals_ = 0;
  bool even_ = false;
  double step_ = 0, per_step_ = 0;
  std::vector<std::int32_t> guesses_;  ///< the interval at the lower end of each of many equal cells
  double guesses_per_x_ = 0;
  std::array<double, few> few_starts_{};
};

}  // namespace cosmodrome
