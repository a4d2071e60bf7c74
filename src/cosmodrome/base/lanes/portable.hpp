#pragma once
// One double, with the members that a register of doubles has: where no instruction set is assumed.
#include "cosmodrome/base/primitives.hpp"

namespace cosmodrome::simd {

struct Mask1 {
  bool m = false;

  COSMODROME_INLINE friend Mask1 operator&(Mask1 a, Mask1 b) { return {a.m && b.m}; }
  COSMODROME_INLINE friend Mask1 operator|(Mask1 a, Mask1 b) { return {a.m || b.m}; }
  COSMODROME_INLINE friend Mask1 operator^(Mask1 a, Mask1 b) { return {a.m != b.m}; }
  COSMODROME_INLINE friend Mask1 operator!(Mask1 a) { return {!a.m}; }
  COSMODROME_INLINE friend bool any(Mask1 a) { return a.m; }
  COSMODROME_INLINE friend bool all(Mask1 a) { return a.m; }
  static Mask1 broadcast(bool b) { return {b}; }
  bool lane(int) const { return m; }
  unsigned bits() const { return m; }
  void set_lane(int, bool b) { m = b; }
};

struct Portable {
  static constexpr int width = 1;
  using Mask = Mask1;
  double v;

  COSMODROME_INLINE static Portable broadcast(double x) { return {x}; }
  COSMODROME_INLINE static Portable load(const double* p) { return {*p}; }
  COSMODROME_INLINE void store(double* p) const { *p = v; }
  COSMODROME_INLINE double lane(int) const { return v; }
  COSMODROME_INLINE void set_lane(int, double x) { v = x; }

  COSMODROME_INLINE friend Portable operator+(Portable a, Portable b) { return {a.v + b.v}; }
  COSMODROME_INLINE friend Portable operator-(Portable a, Portable b) { return {a.v - b.v}; }
  COSMODROME_INLINE friend Portable operator*(Portable a, Portable b) { return {a.v * b.v}; }
  COSMODROME_INLINE friend Portable operator/(Portable a, Portable b) { return {a.v / b.v}; }

  template <int predicate>
  COSMODROME_INLINE static Mask1 compare(Portable a, Portable b) {
    if constexpr (predicate == 0x11)
      return {a.v < b.v};
    else if constexpr (predicate == 0x12)
      return {a.v <= b.v};
    else
      return {a.v == b.v};
  }
};

COSMODROME_INLINE Portable fma(Portable a, Portable b, Portable c) { return {cosmodrome::fma(a.v, b.v, c.v)}; }
COSMODROME_INLINE Portable sqrt(Portable a) { return {cosmodrome::sqrt(a.v)}; }
COSMODROME_INLINE Portable min(Portable a, Portable b) { return {cosmodrome::min(a.v, b.v)}; }
COSMODROME_INLINE Portable max(Portable a, Portable b) { return {cosmodrome::max(a.v, b.v)}; }
COSMODROME_INLINE Portable floor(Portable a) { return {cosmodrome::floor(a.v)}; }
COSMODROME_INLINE Portable round(Portable a) { return {cosmodrome::round(a.v)}; }
COSMODROME_INLINE Portable select(Mask1 m, Portable a, Portable b) { return m.m ? a : b; }

COSMODROME_INLINE Portable bits_and(Portable a, Portable b) { return {bits::both(a.v, b.v)}; }
COSMODROME_INLINE Portable bits_or(Portable a, Portable b) { return {bits::either(a.v, b.v)}; }
COSMODROME_INLINE Portable bits_xor(Portable a, Portable b) { return {bits::differ(a.v, b.v)}; }
template <int count>
COSMODROME_INLINE Portable bits_left(Portable a) {
  return {bits::shift_left<count>(a.v)};
}
template <int count>
COSMODROME_INLINE Portable bits_right(Portable a) {
  return {bits::shift_right<count>(a.v)};
}

}  // namespace cosmodrome::simd
