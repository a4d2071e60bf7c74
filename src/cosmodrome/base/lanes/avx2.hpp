#pragma once
// Four doubles in one AVX2 register.
#include <immintrin.h>

#include "cosmodrome/base/primitives.hpp"

namespace cosmodrome::simd {

/// All bits of a lane set, or none.
struct Mask4 {
  __m256d m = _mm256_setzero_pd();

  COSMODROME_INLINE static __m256d ones() { return _mm256_castsi256_pd(_mm256_set1_epi64x(-1)); }
  COSMODROME_INLINE friend Mask4 operator&(Mask4 a, Mask4 b) { return {_mm256_and_pd(a.m, b.m)}; }
  COSMODROME_INLINE friend Mask4 operator|(Mask4 a, Mask4 b) { return {_mm256_or_pd(a.m, b.m)}; }
  COSMODROME_INLINE friend Mask4 operator^(Mask4 a, Mask4 b) { return {_mm256_xor_pd(a.m, b.m)}; }
  COSMODROME_INLINE friend Mask4 operator!(Mask4 a) { return {_mm256_xor_pd(a.m, ones())}; }
  COSMODROME_INLINE friend bool any(Mask4 a) { return _mm256_movemask_pd(a.m) != 0; }
  COSMODROME_INLINE friend bool all(Mask4 a) { return _mm256_movemask_pd(a.m) == 0xf; }
  static Mask4 broadcast(bool b) { return {b ? ones() : _mm256_setzero_pd()}; }
  bool lane(int i) const { return (_mm256_movemask_pd(m) >> i) & 1; }
  unsigned bits() const { return static_cast<unsigned>(_mm256_movemask_pd(m)); }
  void set_lane(int i, bool b) { m[i] = std::bit_cast<double>(b ? ~std::uint64_t{0} : std::uint64_t{0}); }
};

struct Avx2 {
  static constexpr int width = 4;
  using Mask = Mask4;
  __m256d v;

  COSMODROME_INLINE static Avx2 broadcast(double x) { return {_mm256_set1_pd(x)}; }
  COSMODROME_INLINE static Avx2 load(const double* p) { return {_mm256_loadu_pd(p)}; }
  COSMODROME_INLINE void store(double* p) const { _mm256_storeu_pd(p, v); }
  COSMODROME_INLINE double lane(int i) const { return v[i]; }
  COSMODROME_INLINE void set_lane(int i, double x) { v[i] = x; }

  COSMODROME_INLINE friend Avx2 operator+(Avx2 a, Avx2 b) { return {_mm256_add_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx2 operator-(Avx2 a, Avx2 b) { return {_mm256_sub_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx2 operator*(Avx2 a, Avx2 b) { return {_mm256_mul_pd(a.v, b.v)}; }
  COSMODROME_INLINE friend Avx2 operator/(Avx2 a, Avx2 b) { return {_mm256_div_pd(a.v, b.v)}; }

  template <int predicate>
  COSMODROME_INLINE static Mask4 compare(Avx2 a, Avx2 b) {
    return {_mm256_cmp_pd(a.v, b.v, predicate)};
  }
};

COSMODROME_INLINE Avx2 fma(Avx2 a, Avx2 b, Avx2 c) { return {_mm256_fmadd_pd(a.v, b.v, c.v)}; }
COSMODROME_INLINE Avx2 sqrt(Avx2 a) { return {_mm256_sqrt_pd(a.v)}; }
COSMODROME_INLINE Avx2 min(Avx2 a, Avx2 b) { return {_mm256_min_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx2 max(Avx2 a, Avx2 b) { return {_mm256_max_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx2 floor(Avx2 a) { return {_mm256_round_pd(a.v, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC)}; }
COSMODROME_INLINE Avx2 round(Avx2 a) { return {_mm256_round_pd(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }
COSMODROME_INLINE Avx2 select(Mask4 m, Avx2 a, Avx2 b) { return {_mm256_blendv_pd(b.v, a.v, m.m)}; }

COSMODROME_INLINE Avx2 bits_and(Avx2 a, Avx2 b) { return {_mm256_and_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx2 bits_or(Avx2 a, Avx2 b) { return {_mm256_or_pd(a.v, b.v)}; }
COSMODROME_INLINE Avx2 bits_xor(Avx2 a, Avx2 b) { return {_mm256_xor_pd(a.v, b.v)}; }
template <int count>
COSMODROME_INLINE Avx2 bits_left(Avx2 a) {
  return {_mm256_castsi256_pd(_mm256_slli_epi64(_mm256_castpd_si256(a.v), count))};
}
template <int count>
COSMODROME_INLINE Avx2 bits_right(Avx2 a) {
  return {_mm256_castsi256_pd(_mm256_srli_epi64(_mm256_castpd_si256(a.v), count))};
}

}  // namespace cosmodrome::simd
