#pragma once
// Exponential, logarithm and power. Coefficients: coefficients.py.
#include <limits>

#include "cosmodrome/base/elementary/polynomial.hpp"

namespace cosmodrome::elementary {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr double smallest_normal = 0x1p-1022;

inline constexpr double log2_of_e = 0x1.71547652b82fep+0;
inline constexpr double ln2_high = 0x1.62e42fefa39efp-1;
inline constexpr double ln2_low = 0x1.abc9e3b39803fp-56;

/// 2^n for a whole n in [-1022, 1023]: n is written into the exponent's bits.
template <class V>
COSMODROME_INLINE V power_of_two(const V& n) {
  return bits::shift_left<52>(n + V(0x1.8p52 + 1023.0));
}

/// x = 2^exponent * mantissa, mantissa in [1, 2), for a normal positive x.
template <class V>
struct Binary {
  V mantissa, exponent;
};
template <class V>
COSMODROME_INLINE Binary<V> split_binary(const V& x) {
  const V exponent = bits::either(bits::shift_right<52>(x), V(0x1p52)) - V(0x1p52 + 1023.0);
  return {bits::either(bits::both(x, bits::make<V>(bits::mantissa)), V(1.0)), exponent};
}

/// 2^n e^r for |r| <= ln(2)/2. The scale is applied in two steps so that the result may be subnormal or infinite.
template <class V>
COSMODROME_INLINE V scaled_exp(const V& n, const V& r) {
  constexpr std::array c{0.5,
                         0.1666666666666667,
                         0.04166666666666667,
                         0.008333333333326136,
                         0.0013888888888883748,
                         0.00019841269874820627,
                         2.4801587325547743e-05,
                         2.7557255400206422e-06,
                         2.75572736431103e-07,
                         2.5105217004720745e-08,
                         2.0914686968086876e-09};
  const V p = fma(r * r, polynomial(r, c), r) + V(1.0);
  const V half = floor(n * V(0.5));
  return p * power_of_two(half) * power_of_two(n - half);
}

/// x - n ln 2. The inner difference is exact, because the product inside fma is.
template <class V>
COSMODROME_INLINE V less_ln2(const V& x, const V& n) {
  return fma(-n, V(ln2_low), fma(-n, V(ln2_high), x));
}

template <class V>
COSMODROME_INLINE V exp_kernel(const V& x) {
  const V held = min(V(710.0), max(V(-746.0), x));
  const V n = round(held * V(log2_of_e));
  return scaled_exp(n, less_ln2(held, n));
}

/// x = 2^exponent (1 + f), 1 + f in [sqrt(1/2), sqrt(2)). Subnormal numbers are scaled up first.
template <class V>
struct Reduced {
  V f, exponent;
};
template <class V>
COSMODROME_INLINE Reduced<V> reduce_for_log(const V& x) {
  const auto tiny = x < V(smallest_normal);
  const Binary<V> b = split_binary(select(tiny, x * V(0x1p54), x));
  const auto upper = b.mantissa > V(0x1.6a09e667f3bcdp+0);
  const V exponent = b.exponent + select(upper, V(1.0), V(0.0)) - select(tiny, V(54.0), V(0.0));
  return {select(upper, b.mantissa * V(0.5), b.mantissa) - V(1.0), exponent};
}

/// log(1 + f) = 2 atanh(s), s = f / (2 + f), arranged as f - (f^2/2 - s (f^2/2 + R)) so that the leading terms are
/// exact.
template <class V>
COSMODROME_INLINE V log_kernel(const V& x) {
  constexpr std::array c{0.6666666666666666,  0.4000000000000088,  0.2857142857080323,  0.2222222239180047,
                         0.18181795630884753, 0.15386240205813478, 0.13268759668560612, 0.13086767009948175};
  const Reduced<V> reduced = reduce_for_log(x);
  const V f = reduced.f, k = reduced.exponent;
  const V s = f / (V(2.0) + f);
  const V z = s * s;
  const V half_square = V(0.5) * f * f;
  const V tail = fma(k, V(ln2_low), s * fma(z, polynomial(z, c), half_square));
  const V result = fma(k, V(ln2_high), f - (half_square - tail));
  const V at_edges = select(x == V(0.0), V(-infinity), select(x == V(infinity), x, V(not_a_number)));
  return select((x > V(0.0)) & (x < V(infinity)), result, at_edges);
}

/// A number to about 106 bits, as an unevaluated sum.
template <class V>
struct Double2 {
  V high, low;
};

/// a + b exactly, if |a| >= |b| or a is zero.
template <class V>
COSMODROME_INLINE Double2<V> quick_two_sum(const V& a, const V& b) {
  const V sum = a + b;
  return {sum, b - (sum - a)};
}

template <class V>
COSMODROME_INLINE Double2<V> product(const Double2<V>& a, const Double2<V>& b) {
  const V high = a.high * b.high;
  const V low = fma(a.high, b.low, fma(a.low, b.high, fma(a.high, b.high, -high)));
  return quick_two_sum(high, low);
}

/// log x to about 2^-65 of its value: atanh's series with its first two terms in double length.
template <class V>
COSMODROME_INLINE Double2<V> precise_log(const V& x) {
  constexpr std::array c{0.2,
                         0.14285714285714682,
                         0.11111111110827943,
                         0.09090909167696401,
                         0.07692297481259215,
                         0.06667402346923655,
                         0.05853118169745603,
                         0.05861589311938259};
  const Reduced<V> reduced = reduce_for_log(x);
  const V f = reduced.f, k = reduced.exponent;
  const Double2<V> below = quick_two_sum(V(2.0), f);
  const V inverse = V(1.0) / below.high;
  const V quotient = f * inverse;
  const V remainder = fma(-quotient, below.low, fma(-quotient, below.high, f));
  const Double2<V> s{quotient, remainder * inverse};
  const Double2<V> z = product(s, s);
  const Double2<V> third{V(0x1.5555555555555p-2), V(0x1.5555555555555p-56)};
  const Double2<V> rest = quick_two_sum(third.high, fma(z.high, polynomial(z.high, c), third.low));
  const Double2<V> series = product(product(s, z), rest);
  const Double2<V> half_log = quick_two_sum(s.high, series.high);
  const Double2<V> k_ln2{k * V(ln2_high), fma(k, V(ln2_high), -(k * V(ln2_high)))};
  const Double2<V> sum = quick_two_sum(k_ln2.high, V(2.0) * half_log.high);
  const V low = fma(V(2.0), half_log.low + (series.low + s.low), fma(k, V(ln2_low), sum.low + k_ln2.low));
  return quick_two_sum(sum.high, low);
}

/// e^(y log x), the logarithm in double length. x < 0 gives NaN.
template <class V>
COSMODROME_INLINE V pow_kernel(const V& x, const V& y) {
  const Double2<V> log_x = precise_log(x);
  const V high = log_x.high * y;
  const V low = fma(log_x.low, y, fma(log_x.high, y, -high));
  const auto ordinary = abs(high) < V(750.0);
  const V held = min(V(750.0), max(V(-750.0), high));
  const V n = round(held * V(log2_of_e));
  const V result = scaled_exp(n, less_ln2(held, n) + select(ordinary, low, V(0.0)));
  const V toward = select(y > V(0.0), V(0.0), V(infinity));
  const V from_infinity = select(y > V(0.0), V(infinity), V(0.0));
  const V at_edges = select(x == V(0.0), toward, select(x == V(infinity), from_infinity, V(not_a_number)));
  const V inside = select((x > V(0.0)) & (x < V(infinity)), result, at_edges);
  return select(y == V(0.0), V(1.0), inside);
}

}  // namespace cosmodrome::elementary
