#pragma once
#include <array>
#include <cstddef>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome::elementary {

/// Estrin's scheme on coefficients [first, first + count), lowest first: as many products as possible do not wait for
/// each other. powers[k] is x^(2^k).
template <std::size_t first, std::size_t count, class V, std::size_t n, std::size_t m>
COSMODROME_INLINE V estrin(const std::array<double, n>& c, const std::array<V, m>& powers) {
  if constexpr (count == 1) {
    return V(c[first]);
  } else {
    constexpr std::size_t half = count <= 2 ? 1 : count <= 4 ? 2 : count <= 8 ? 4 : 8;
    constexpr std::size_t level = half == 1 ? 0 : half == 2 ? 1 : half == 4 ? 2 : 3;
    const V low = estrin<first, half>(c, powers);
    const V high = estrin<first + half, count - half>(c, powers);
    return fma(high, powers[level], low);
  }
}

/// c0 + c1 x + c2 x^2 + ..., for two to sixteen coefficients.
template <class V, std::size_t n>
COSMODROME_INLINE V polynomial(const V& x, const std::array<double, n>& c) {
  static_assert(n >= 2 && n <= 16);
  const V x2 = x * x;
  if constexpr (n <= 4) {
    return estrin<0, n>(c, std::array<V, 2>{x, x2});
  } else if constexpr (n <= 8) {
    return estrin<0, n>(c, std::array<V, 3>{x, x2, x2 * x2});
  } else {
    const V x4 = x2 * x2;
    return estrin<0, n>(c, std::array<V, 4>{x, x2, x4, x4 * x4});
  }
}

}  // namespace cosmodrome::elementary
