#pragma once
// Eight doubles in one AVX-512 register.
//
// The forms with a mask of ones are used where GCC 12 writes the plain ones with an undefined operand and then warns
// of it; they compile to the plain instruction.
#include <immintrin.h>

#include "cosmodrome/base/primitives.hpp"

namespace cosmodrome::simd {

struct Mask8 {
  __mmask8 m = 0;

  COSMODROME_INLINE friend Mask8 operator&(Mask8 a, Mask8 b) { return {static_cast<__mmask8>(a.m & b.m)}; }
  COSMODROME_INLINE friend Mask8 operator|(Mask8 a, Mask8 b) { return {static_cast<__mmask8>(a.m | b.m)}; }
  COSMODROME_INLINE friend Mask8 operator^(Mask8 a, Mask8 b) { return {static_cast<__mmask8>(a.m ^ b.m)}; }
  COSMODROME_INLINE friend Mask8 operator!(Mask8 a) { return {static_cast<__mmask8>(~a.m)}; }
  COSMODROME_INLINE friend bool any(Mask8 a) { return a.m != 0; }
  COSMODROME_INLINE friend bool all(Mask8 a) { return a.m == 0xff; }
  static Mask8 broadcast(bool b) { return {static_cast<__mmask8>(b ? 0xff : 0)}; }
  bool lane(int i) const { return (m >> i) & 1; }
  unsigned bits() const { return m; }
  void set_lane(int i, bool b) { m = static_cast<__mmask8>((m & ~(1 << i)) | (static_cast<int>(b) << i)); }
};

struct Avx512 {
  static constexpr int width = 8;
  using Mask = Mask8;
  __m512d v;

  COSMODROME_INLINE static Avx512 broadcast(double x) { return {_mm512_set1_pd(x)}; }
  COSMODROME_INLINE static Avx512 load(const double* p) { return {_mm512_loadu_pd(p)}; }
  COSMODROME_INLINE void store(double* p) const { _mm512_storeu_pd(p, v); }
  COSMODROME_INLINE double lane(int i) const { return v[i]; }
  COSMODROME_INLINE void set_lane(int i, double x) { v[i] = x; }

  COSMODROME_INLINE friend Avx512 operator+(Avx512 a, Avx512 b) { return {_mm512_add_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx512 operator-(Avx512 a, Avx512 b) { return {_mm512_sub_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx512 operator*(Avx512 a, Avx512 b) { return {_mm512_mul_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx512 operator/(Avx512 a, Avx512 b) { return {_mm512_div_pd(a.v, b.v)}; }

  template <int predicate>
  COSMODROME_INLINE static Mask8 compare(Avx512 a, Avx512 b) {
    return {_mm512_cmp_pd_mask(a.v, b.v, predicate)};
  }
};

COSMODROME_INLINE Avx512 fma(Avx512 a, Avx512 b, Avx512 c) { return {_mm512_fmadd_pd(a.v, b.v, c.v)}; }
COSMODROME_INLINE Avx512 sqrt(Avx512 a) { return {_mm512_maskz_sqrt_pd(0xff, a.v)}; }
COSMODROME_INLINE Avx512 min(Avx512 a, Avx512 b) { return {_mm512_maskz_min_pd(0xff, a.v, b.v)}; }
COSMODROME_INLINE Avx512 max(Avx512 a, Avx512 b) { return {_mm512_maskz_max_pd(0xff, a.v, b.v)}; }
COSMODROME_INLINE Avx512 floor(Avx512 a) {
  return {_mm512_maskz_roundscale_pd(0xff, a.v, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC)};
}
COSMODROME_INLINE Avx512 round(Avx512 a) {
  return {_mm512_maskz_roundscale_pd(0xff, a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)};
}
COSMODROME_INLINE Avx512 select(Mask8 m, Avx512 a, Avx512 b) { return {_mm512_mask_blend_pd(m.m, b.v, a.v)}; }

COSMODROME_INLINE Avx512 bits_and(Avx512 a, Avx512 b) { return {_mm512_and_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx512 bits_or(Avx512 a, Avx512 b) { return {_mm512_or_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx512 bits_xor(Avx512 a, Avx512 b) { return {_mm512_xor_pd(a.v, b.v)}; }
template <int count>
COSMODROME_INLINE Avx512 bits_left(Avx512 a) {
  return {_mm512_castsi512_pd(_mm512_maskz_slli_epi64(0xff, _mm512_castpd_si512(a.v), count))};
}
template <int count>
COSMODROME_INLINE Avx512 bits_right(Avx512 a) {
  return {_mm512_castsi512_pd(_mm512_maskz_srli_epi64(0xff, _mm512_castpd_si512(a.v), count))};
}

}  // namespace cosmodrome::simd
