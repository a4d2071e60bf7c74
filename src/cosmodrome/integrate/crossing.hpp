#pragma once
// Where a function of the state crosses zero within a step, for every scalar.
#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/integrate/runge_kutta.hpp"

namespace cosmodrome {

/// The number without its derivatives, as a constant.
template <Scalar S>
S plain(const S& x) {
  return S(value(x));
}

/// How often a number has been differentiated: 1 for Dual<N>, 2 for Dual<N, Dual<N>>.
template <class S>
inline constexpr int derivative_order = 0;
template <int N, class T>
inline constexpr int derivative_order<Dual<N, T>> = 1 + derivative_order<T>;

/// A zero of g that is known as a plain number, with the derivatives that the implicit function theorem gives it.
template <Scalar S, class G>
S zero_with_derivatives(G&& g, const S& zero) {
  if constexpr (derivative_order<S> == 0) return zero;
  const S h(1e-3);
  const S slope = (plain(S(g(zero + h))) - plain(S(g(zero - h)))) / (h + h);
  const S steep = select(slope == S(0.0), S(1.0), slope);
  // With the slope as a plain number each round adds an order of derivatives.
  S moved = zero;
  for (int order = 0; order < derivative_order<S>; ++order) {
    const S off = S(g(moved));
    moved = moved - (off - plain(off)) / steep;
  }
  return moved;
}

/// A zero of g between `low` and `high`, where g has different signs in the lanes of `wanted`; elsewhere the result
/// means nothing. By regula falsi with the remembered end halved (Illinois), bisecting where that is slow. With
/// derivatives, the zero moves as the implicit function theorem says.
template <Scalar S, class G>
S find_crossing(G&& g, S low, S high, const Mask<S>& wanted) {
  constexpr int most_rounds = 80;
  constexpr double close = 4e-16;
  low = plain(low), high = plain(high);
  S g_low = plain(S(g(low))), g_high = plain(S(g(high)));
  S kept(0.0);  // -1: the low end has just been kept, +1: the high end
  S best = high;
  for (int round = 0; round < most_rounds; ++round) {
    const Mask<S> open = wanted & (abs(high - low) > S(close)) & (g_high != S(0.0)) & (g_low != S(0.0));
    if (!any(open)) break;
    const S width = high - low, middle = fma(S(0.5), width, low);
    const S secant = high - g_high * width / (g_high - g_low);
    const Mask<S> good = (secant > low) & (secant < high);
    // Every fourth round halves: no bracket stays long.
    const S x = round % 4 == 3 ? middle : select(good, secant, middle);
    const S gx = plain(S(g(x)));
    const Mask<S> differs = (gx < S(0.0)) ^ (g_low < S(0.0));
    const Mask<S> to_low = open & !differs, to_high = open & differs;
    g_high = select(to_low & (kept > S(0.0)), S(0.5) * g_high, g_high);
    g_low = select(to_high & (kept < S(0.0)), S(0.5) * g_low, g_low);
    kept = select(to_low, S(1.0), select(to_high, S(-1.0), kept));
    low = select(to_low, x, low), g_low = select(to_low, gx, g_low);
    high = select(to_high, x, high), g_high = select(to_high, gx, g_high);
  }
  best = select(g_low == S(0.0), low, high);
  // d theta = -dg / g', with g' by central differences over a thousandth of the step.
  return zero_with_derivatives(g, best);
}

/// Where a smooth function is about to cross zero.
template <class V>
struct CrossingEstimate {
  V x, inverse_slope;  ///< dx/dg there
  Mask<V> found;       ///< elsewhere it has the same sign at both ends
};

/// A zero of g between two points where it is known, in as few evaluations as a smooth function needs, for a caller who
/// corrects what is found: inverse quadratic interpolation alone, whose last result is not looked at any more. The
/// error is taken for the square of the last move, in units of the bracket; where that does not come below
/// `tolerance`, or the interpolation leaves the bracket, find_crossing() takes over. V is double or Lanes.
template <class V, class G>
CrossingEstimate<V> estimate_crossing(G&& g, V low, V g_low, V high, V g_high, const V& tolerance,
                                      const Mask<V>& wanted) {
  constexpr int most_rounds = 5;
  const V zero(0.0), allowed = tolerance * (high - low);
  const Mask<V> falls = (g_low > zero) & (g_high < zero), rises = (g_low < zero) & (g_high > zero);
  CrossingEstimate<V> estimate{low, zero, Mask<V>(wanted & (falls | rises))};
  // The points that are interpolated: the ends, then the last three.
  V x_a = low, g_a = g_low, x_b = high, g_b = g_high;
  V ab = (x_b - x_a) / (g_b - g_a);
  V x = x_a - ab * g_a;
  Mask<V> left = estimate.found, open = left;
  for (int round = 0; round < most_rounds && any(open); ++round) {
    const V gx = g(x);
    const Mask<V> beyond = (gx < zero) ^ rises;
    high = select(open & beyond, x, high), g_high = select(open & beyond, gx, g_high);
    low = select(open & !beyond, x, low), g_low = select(open & !beyond, gx, g_low);
    const V bx = (x - x_b) / (gx - g_b);
    const V bend = (bx - ab) / (gx - g_a);
    const V next = x - gx * (bx - bend * g_b);
    const V move = next - x;
    open = open & (low <= next) & (next <= high);
    const Mask<V> good = open & (move * move <= allowed);
    estimate.x = select(good, next, estimate.x);
    estimate.inverse_slope = select(good, bx - bend * (gx + g_b), estimate.inverse_slope);
    open = open & !good, left = left & !good;
    x_a = x_b, g_a = g_b, x_b = x, g_b = gx, ab = bx;
    x = next;
  }
  if (any(left)) {
    estimate.x = select(left, find_crossing(g, low, high, left), estimate.x);
    estimate.inverse_slope = select(left, (high - low) / (g_high - g_low), estimate.inverse_slope);
  }
  return estimate;
}

}  // namespace cosmodrome
