#pragma once
// Elementary functions of a double and of sixteen lanes, from one template each (elementary/), so that a lane has the
// bits of a double. No branches, no tables. The worst errors that elementary_test.cpp has found and holds them to,
// in units in the last place (0.5 would be correct rounding):
//
//   sqrt, fma, floor, round   0.5 (IEEE 754)
//   exp, log, cbrt            1
//   pow                       1.25
//   sin, cos                  1     |x| <= 2^40; NaN beyond
//   tan                       2.25
//   asin, acos, atan          1.5
//   atan2                     2
//   hypot                     1.25
//
// Outside its domain a function gives NaN; NaN in gives NaN out, except through min, max and select.
#include "cosmodrome/base/elementary/exp_log.hpp"
#include "cosmodrome/base/elementary/inverse_trigonometry.hpp"
#include "cosmodrome/base/elementary/roots.hpp"
#include "cosmodrome/base/elementary/trigonometry.hpp"
#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {

/// e^x. Overflows to infinity above 709.78, goes through the subnormal numbers to 0 below -745.13.
inline double exp(double x) { return elementary::exp_kernel(x); }
inline Lanes exp(const Lanes& x) { return elementary::exp_kernel(x); }

/// Natural logarithm: -infinity at 0, NaN below.
inline double log(double x) { return elementary::log_kernel(x); }
inline Lanes log(const Lanes& x) { return elementary::log_kernel(x); }

/// x^y for x >= 0 and finite y; NaN for x < 0 (unless y = 0), a whole y included.
inline double pow(double x, double y) { return elementary::pow_kernel(x, y); }
inline Lanes pow(const Lanes& x, const Lanes& y) { return elementary::pow_kernel(x, y); }

/// Sine and cosine of an angle in radians together: cheaper than the two apart.
inline void sincos(double x, double& sine, double& cosine) { elementary::sincos_kernel(x, sine, cosine); }
inline void sincos(const Lanes& x, Lanes& sine, Lanes& cosine) { elementary::sincos_kernel(x, sine, cosine); }

inline double sin(double x) {
  double s, c;
  sincos(x, s, c);
  return s;
}
inline Lanes sin(const Lanes& x) {
  Lanes s, c;
  sincos(x, s, c);
  return s;
}

inline double cos(double x) {
  double s, c;
  sincos(x, s, c);
  return c;
}
inline Lanes cos(const Lanes& x) {
  Lanes s, c;
  sincos(x, s, c);
  return c;
}

inline double tan(double x) { return elementary::tan_kernel(x); }
inline Lanes tan(const Lanes& x) { return elementary::tan_kernel(x); }

/// Arc functions, in radians: asin and atan in [-pi/2, pi/2], acos in [0, pi], atan2(y, x) in [-pi, pi].
inline double asin(double x) { return elementary::asin_kernel(x); }
inline Lanes asin(const Lanes& x) { return elementary::asin_kernel(x); }
inline double acos(double x) { return elementary::acos_kernel(x); }
inline Lanes acos(const Lanes& x) { return elementary::acos_kernel(x); }
inline double atan(double x) { return elementary::atan_kernel(x); }
inline Lanes atan(const Lanes& x) { return elementary::atan_kernel(x); }
inline double atan2(double y, double x) { return elementary::atan2_kernel(y, x); }
inline Lanes atan2(const Lanes& y, const Lanes& x) { return elementary::atan2_kernel(y, x); }

/// Cube root, of negative numbers too.
inline double cbrt(double x) { return elementary::cbrt_kernel(x); }
inline Lanes cbrt(const Lanes& x) { return elementary::cbrt_kernel(x); }

/// sqrt(x^2 + y^2) without overflow in between.
inline double hypot(double x, double y) { return elementary::hypot_kernel(x, y); }
inline Lanes hypot(const Lanes& x, const Lanes& y) { return elementary::hypot_kernel(x, y); }

}  // namespace cosmodrome
