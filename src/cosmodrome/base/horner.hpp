#pragma once
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "cosmodrome/base/dual.hpp"

namespace cosmodrome {

namespace horner_steps {

// Not a loop: GCC 12 leaves one of two or three rounds rolled, with its coefficients in memory.
template <std::size_t n, class V, std::size_t... i>
COSMODROME_INLINE V sum(const std::array<V, n>& c, const V& t, std::index_sequence<i...>) {
  V sum = c[n - 1];
  ((sum = fma(sum, t, c[n - 2 - i])), ...);
  return sum;
}

}  // namespace horner_steps

/// c0 + c1 t + c2 t^2 + ..., lowest coefficient first.
template <std::size_t n, class V>
COSMODROME_INLINE V horner(const std::array<V, n>& c, const V& t) {
  return horner_steps::sum(c, t, std::make_index_sequence<n - 1>{});
}

template <std::size_t n, class V>
COSMODROME_INLINE std::array<V, n - 1> derivative_coefficients(const std::array<V, n>& c) {
  std::array<V, n - 1> d;
  for (std::size_t i = 1; i < n; ++i) d[i - 1] = c[i] * V(static_cast<double>(i));
  return d;
}

/// The same where only t has derivatives: value and slope, instead of dual arithmetic throughout.
template <std::size_t n, class V, int N, class T>
requires(!std::is_same_v<V, Dual<N, T>>) Dual<N, T> horner(const std::array<V, n>& c, const Dual<N, T>& t) {
  if constexpr (n == 1) {
    return Dual<N, T>(T(c[0]));
  } else {
    return Dual<N, T>::chain(horner(c, t.v), horner(derivative_coefficients(c), t.v), t);
  }
}

}  // namespace cosmodrome
