#pragma once
// What is given by one polynomial for each of several equal spans of time, evaluated for every scalar.
#include <cstddef>
#include <type_traits>

#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

template <Scalar S, class A, class B>
Rotation<A, B, S> select(const Mask<S>& mask, const Rotation<A, B, S>& a, const Rotation<A, B, S>& b) {
  return {select(mask, a.row_x, b.row_x), select(mask, a.row_y, b.row_y), select(mask, a.row_z, b.row_z)};
}

namespace pieces {

/// Evaluates the piece that a time falls in: `evaluate(piece, t_s - piece.middle_s)`. Before the first piece and after
/// the last these go on. Lanes in several pieces take each their own, by select(mask, a, b).
template <class Pieces, Scalar S, class Evaluate>
COSMODROME_INLINE auto at_time(const Pieces& all_pieces, double from_s, double piece_length_s, const S& t_s,
                               Evaluate evaluate) {
  const auto at = [&](std::size_t i) { return evaluate(all_pieces[i], t_s - S(all_pieces[i].middle_s)); };
  // What nearly all lanes' times need: never a call, which would keep them in memory. A double goes better with one.
  const auto at_common = [&](std::size_t i) __attribute__((always_inline)) {
    if constexpr (lane_count<S> == 1) return at(i);
    return evaluate(all_pieces[i], t_s - S(all_pieces[i].middle_s));
  };
  if (all_pieces.size() == 1) return at_common(0);
  const auto last = static_cast<double>(all_pieces.size() - 1);
  using V = std::decay_t<decltype(value(t_s))>;
  const V piece = floor((value(t_s) - from_s) * (1.0 / piece_length_s));
  const V index = min(max(piece, V(0.0)), V(last));  // in this order a NaN goes to the first
  const double first = lane(index, 0);
  if (all(index == V(first))) return at_common(static_cast<std::size_t>(first));
  double lowest = last, highest = 0.0;
  for (int i = 0; i < lane_count<S>; ++i) {
    const double own = lane(index, i);
    lowest = min(lowest, own), highest = max(own, highest);
  }
  auto result = at(static_cast<std::size_t>(lowest));
  for (double i = lowest + 1.0; i <= highest; i += 1.0)
    result = select(index >= i, at(static_cast<std::size_t>(i)), result);
  return result;
}

}  // namespace pieces
}  // namespace cosmodrome
