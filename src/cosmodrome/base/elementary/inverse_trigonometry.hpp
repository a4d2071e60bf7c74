#pragma once
// Arc tangent, arc sine, arc cosine. Coefficients: coefficients.py.
#include "cosmodrome/base/elementary/exp_log.hpp"

namespace cosmodrome::elementary {

inline constexpr double pi_high = 0x1.921fb54442d18p+1;
inline constexpr double pi_low = 0x1.1a62633145c07p-53;

/// Arc tangent of up / along, both >= 0 and not both 0: in [0, pi/2]. The quotient is brought within tan(pi/8) by
/// atan(u) = pi/4 + atan((u - 1)/(u + 1)) = pi/2 - atan(1/u); the one division serves all three cases.
template <class V>
struct FirstQuadrant {
  V high, low;
};
template <class V>
COSMODROME_INLINE FirstQuadrant<V> atan_first_quadrant(const V& up, const V& along) {
  constexpr std::array c{0.19999999999999804, -0.14285714285659729,  0.11111111105145725, -0.09090908753017178,
                         0.07692296361048218, -0.06666424634599337,  0.05878926110528101, -0.052304330074828924,
                         0.0455149623749493,  -0.034568068014968874, 0.016282993238924487};
  const auto steep = up > along * V(2.414213562373095);
  const auto flat = up < along * V(0.41421356237309503);
  const V above = select(steep, -along, select(flat, up, up - along));
  const V below = select(steep, up, select(flat, along, up + along));
  const V eighths = select(steep, V(0.5), select(flat, V(0.0), V(0.25)));
  const V t = above / below;
  const V z = t * t;
  const V higher = fma(z, polynomial(z, c), V(-0.3333333333333333));
  return {eighths * V(pi_high), t + fma(z * t, higher, eighths * V(pi_low))};
}

template <class V>
COSMODROME_INLINE V atan_kernel(const V& x) {
  const V magnitude = abs(x);
  const auto infinite = magnitude == V(infinity);
  const FirstQuadrant<V> a = atan_first_quadrant(select(infinite, V(1.0), magnitude), select(infinite, V(0.0), V(1.0)));
  return copysign(a.high + a.low, x);
}

/// The angle of the point (x, y), in [-pi, pi]; signed zeros and infinities as in IEEE 754.
template <class V>
COSMODROME_INLINE V atan2_kernel(const V& y, const V& x) {
  const V a = abs(y), b = abs(x);
  const V larger = max(a, b);
  const V scale = select(larger > V(0x1p1000), V(0x1p-100), select(larger < V(0x1p-900), V(0x1p100), V(1.0)));
  const auto infinite = larger == V(infinity);
  const V up = select(infinite, select(a == V(infinity), V(1.0), V(0.0)), a * scale);
  const V along = select(infinite, select(b == V(infinity), V(1.0), V(0.0)), b * scale);
  const FirstQuadrant<V> f = atan_first_quadrant(up, select(larger == V(0.0), V(1.0), along));
  const auto left = copysign(V(1.0), x) < V(0.0);
  const V ahead = f.high + f.low;
  const V back = (V(pi_high) - f.high) + (V(pi_low) - f.low);
  const V result = copysign(select(left, back, ahead), y);
  return select((x == x) & (y == y), result, V(not_a_number));
}

/// (asin(s) - s) / s^3 for z = s^2 in [0, 1/4].
template <class V>
COSMODROME_INLINE V asin_series(const V& z) {
  constexpr std::array c{0.16666666666666669, 0.07499999999998433,  0.04464285714635543,  0.030381944138531247,
                         0.02237217294214989, 0.017352392720869973, 0.013971212973552933, 0.011479177415184906,
                         0.01032281435018578, 0.005457506718640358, 0.01740087944269402,  -0.014851887071247204,
                         0.028757851367421566};
  return polynomial(z, c);
}

/// What arc sine and arc cosine share: for |x| > 1/2 both go through sqrt((1 - |x|) / 2), taken with its rounding
/// error.
template <class V>
struct ArcSine {
  decltype(V() < V()) small;
  V s, correction;  ///< asin(s) = s + correction, of |x| or of the root
};
template <class V>
COSMODROME_INLINE ArcSine<V> reduce_arc(const V& magnitude) {
  const auto small = magnitude <= V(0.5);
  const V z = select(small, magnitude * magnitude, fma(V(-0.5), magnitude, V(0.5)));
  const V root = sqrt(z);
  const V s = select(small, magnitude, root);
  const V lost = select(small | (z == V(0.0)), V(0.0), fma(-root, root, z) / (root + root));
  return {small, s, fma(z * s, asin_series(z), lost)};
}

template <class V>
COSMODROME_INLINE V asin_kernel(const V& x) {
  const ArcSine<V> a = reduce_arc(abs(x));
  const V large = fma(V(-2.0), a.s, V(0.5 * pi_high));
  const V rounded = V(0.5 * pi_high) - large;
  const V large_low = fma(V(-2.0), a.s, rounded) + fma(V(-2.0), a.correction, V(0.5 * pi_low));
  return copysign(select(a.small, a.s + a.correction, large + large_low), x);
}

template <class V>
COSMODROME_INLINE V acos_kernel(const V& x) {
  const ArcSine<V> a = reduce_arc(abs(x));
  const auto negative = x < V(0.0);
  const V signed_s = copysign(a.s, x), signed_correction = copysign(a.correction, x);
  const V middle = (V(0.5 * pi_high) - signed_s) + (V(0.5 * pi_low) - signed_correction);
  const V near_one = V(2.0) * (a.s + a.correction);
  const V near_minus_one = fma(V(-2.0), a.s, V(pi_high)) + fma(V(-2.0), a.correction, V(pi_low));
  return select(a.small, middle, select(negative, near_minus_one, near_one));
}

}  // namespace cosmodrome::elementary
