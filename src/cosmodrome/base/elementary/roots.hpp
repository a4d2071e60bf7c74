#pragma once
#include "cosmodrome/base/elementary/exp_log.hpp"

namespace cosmodrome::elementary {

/// exp(log|x| / 3), then one Newton step whose residual y^3 - |x| is formed in double length.
template <class V>
COSMODROME_INLINE V cbrt_kernel(const V& x) {
  const V magnitude = abs(x);
  const auto tiny = magnitude<V(0x1p-900), huge = magnitude> V(0x1p900);
  const V a = magnitude * select(tiny, V(0x1p300), select(huge, V(0x1p-300), V(1.0)));
  const V y = exp_kernel(log_kernel(a) * V(1.0 / 3.0));
  const V y2 = y * y, y3 = y2 * y;
  const V y3_low = fma(y2, y, -y3) + fma(y, y, -y2) * y;
  const V root = y - ((y3 - a) + y3_low) / (V(3.0) * y2);
  const V scaled = root * select(tiny, V(0x1p-100), select(huge, V(0x1p100), V(1.0)));
  const auto itself = (x == V(0.0)) | (magnitude == V(infinity)) | (x != x);
  return select(itself, x, copysign(scaled, x));
}

/// sqrt(x^2 + y^2) without overflow or underflow in between.
template <class V>
COSMODROME_INLINE V hypot_kernel(const V& x, const V& y) {
  const V larger = max(abs(x), abs(y));
  const auto huge = larger > V(0x1p500), tiny = larger < V(0x1p-500);
  const V down = select(huge, V(0x1p-600), select(tiny, V(0x1p600), V(1.0)));
  const V up = select(huge, V(0x1p600), select(tiny, V(0x1p-600), V(1.0)));
  const V a = x * down, b = y * down;
  return sqrt(fma(a, a, b * b)) * up;
}

}  // namespace cosmodrome::elementary
