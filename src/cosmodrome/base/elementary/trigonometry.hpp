#pragma once
// Sine, cosine and tangent. Coefficients: coefficients.py.
#include "cosmodrome/base/elementary/exp_log.hpp"

namespace cosmodrome::elementary {

/// |x| = quadrant * pi/2 + r + r_low, |r| <= pi/4. pi/2 stands in three parts of 53 bits (Cody and Waite); the product
/// inside fma is exact, so the first difference is too, and the second is kept with its rounding error.
template <class V>
struct Quadrant {
  V number;  ///< a whole number, plus 1.5 * 2^52: the two lowest bits are the quadrant
  V r, r_low;
};

inline constexpr double largest_angle = 0x1p40;

template <class V>
COSMODROME_INLINE Quadrant<V> reduce_angle(const V& magnitude) {
  const V n = round(magnitude * V(0x1.45f306dc9c883p-1));
  const V first = fma(-n, V(0x1.921fb54442d18p+0), magnitude);
  const V second = n * V(0x1.1a62633145c07p-54);
  const V second_low = fma(n, V(0x1.1a62633145c07p-54), -second);
  const V r = first - second;
  const V rounded_off = (first - (r + (first - r))) + ((first - r) - second);
  const V r_low = rounded_off - fma(n, V(-0x1.f1976b7ed8fbcp-110), second_low);
  return {n + V(0x1.8p52), r, r_low};
}

/// sin(r + r_low) for |r| <= pi/4.
template <class V>
COSMODROME_INLINE V sin_near_zero(const V& r, const V& r_low) {
  constexpr std::array c{0.008333333333333331,    -0.0001984126984126506, 2.7557319219335453e-06,
                         -2.5052106231157904e-08, 1.605853141458901e-10,  -7.586685070091267e-13};
  const V z = r * r, cube = z * r;
  const V higher = fma(z, polynomial(z, c), V(-0.16666666666666666));
  return r + fma(cube, higher, fma(V(-0.5) * z, r_low, r_low));
}

/// cos(r + r_low) for |r| <= pi/4; 1 - z/2 with its rounding error, then the rest.
template <class V>
COSMODROME_INLINE V cos_near_zero(const V& r, const V& r_low) {
  constexpr std::array c{0.041666666666666664,   -0.0013888888888888887, 2.4801587301584645e-05,
                         -2.755731922140076e-07, 2.0876755790363397e-09, -1.1470460773969325e-11,
                         4.7458652037874553e-14};
  const V z = r * r;
  const V half = V(0.5) * z;
  const V leading = V(1.0) - half;
  const V lost = (V(1.0) - leading) - half;
  return leading + fma(z * z, polynomial(z, c), fma(-r, r_low, lost));
}

/// The lowest bits of the quadrant's number moved to the sign, for exclusive or.
template <class V>
COSMODROME_INLINE V sign_from_bit_1(const V& number) {
  return bits::both(bits::shift_left<62>(number), bits::make<V>(bits::sign));
}

template <class V>
COSMODROME_INLINE void sincos_kernel(const V& x, V& sine, V& cosine) {
  const V magnitude = abs(x);
  const Quadrant<V> q = reduce_angle(magnitude);
  const V s = sin_near_zero(q.r, q.r_low), c = cos_near_zero(q.r, q.r_low);
  const auto odd = bits::shift_right<1>(bits::shift_left<63>(q.number)) != V(0.0);
  const auto good = magnitude < V(largest_angle);
  const V x_sign = bits::both(x, bits::make<V>(bits::sign));
  const V sine_sign = bits::differ(sign_from_bit_1(q.number), x_sign);
  const V cosine_sign = sign_from_bit_1(q.number + V(1.0));
  sine = select(good, bits::differ(select(odd, c, s), sine_sign), V(not_a_number));
  cosine = select(good, bits::differ(select(odd, s, c), cosine_sign), V(not_a_number));
}

/// The quotient of sine and cosine of the reduced angle.
template <class V>
COSMODROME_INLINE V tan_kernel(const V& x) {
  V s, c;
  sincos_kernel(x, s, c);
  return s / c;
}

}  // namespace cosmodrome::elementary
