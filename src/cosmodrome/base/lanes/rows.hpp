#pragma once
// Each lane takes a row of its own from a table in memory.
//
// Gathers are slow: four of them for a row of four cost three times what loading whole rows and transposing them in
// registers does. A table of at most sixteen entries fits into two registers, and a permutation of them looks up eight
// lanes at once (AVX-512 only).
#include <array>
#include <cstdint>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {

/// Four consecutive doubles of each lane's row, by column.
using RowColumns = std::array<Lanes, 4>;

namespace simd {

#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr bool has_permutation = true;

COSMODROME_INLINE void to_int(Avx512 x, std::int32_t* out) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm512_maskz_cvttpd_epi32(0xff, x.v));
}

// Both halves by loads, which leave the pipes of shuffles to the transposition.
COSMODROME_INLINE __m512d two_rows(const double* a, const double* b) {
  const __m512d twice_a = _mm512_maskz_broadcast_f64x4(0xff, _mm256_loadu_pd(a));
  return _mm512_maskz_insertf64x4(0xff, twice_a, _mm256_loadu_pd(b), 1);
}

COSMODROME_INLINE void load_rows(const double* table, std::int32_t stride, const std::int32_t* index, Avx512* c) {
  const auto row = [&](int i) { return table + static_cast<std::ptrdiff_t>(stride) * index[i]; };
  const __m512d r02 = two_rows(row(0), row(2)), r13 = two_rows(row(1), row(3));
  const __m512d r46 = two_rows(row(4), row(6)), r57 = two_rows(row(5), row(7));
  const __m512d a = _mm512_maskz_unpacklo_pd(0xff, r02, r13), b = _mm512_maskz_unpackhi_pd(0xff, r02, r13);
  const __m512d e = _mm512_maskz_unpacklo_pd(0xff, r46, r57), f = _mm512_maskz_unpackhi_pd(0xff, r46, r57);
  c[0].v = _mm512_maskz_shuffle_f64x2(0xff, a, e, 0x88);
  c[1].v = _mm512_maskz_shuffle_f64x2(0xff, b, f, 0x88);
  c[2].v = _mm512_maskz_shuffle_f64x2(0xff, a, e, 0xdd);
  c[3].v = _mm512_maskz_shuffle_f64x2(0xff, b, f, 0xdd);
}

COSMODROME_INLINE Avx512 pick(const double* sixteen, Avx512 index) {
  const __m512i i = _mm512_maskz_cvttpd_epi64(0xff, index.v);
  return {_mm512_permutex2var_pd(_mm512_loadu_pd(sixteen), i, _mm512_loadu_pd(sixteen + 8))};
}

#elif defined(__AVX2__) && defined(__FMA__)
inline constexpr bool has_permutation = false;

COSMODROME_INLINE void to_int(Avx2 x, std::int32_t* out) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm256_cvttpd_epi32(x.v));
}

COSMODROME_INLINE void load_rows(const double* table, std::int32_t stride, const std::int32_t* index, Avx2* c) {
  const auto row = [&](int i) { return _mm256_loadu_pd(table + static_cast<std::ptrdiff_t>(stride) * index[i]); };
  const __m256d r0 = row(0), r1 = row(1), r2 = row(2), r3 = row(3);
  const __m256d a = _mm256_unpacklo_pd(r0, r1), b = _mm256_unpackhi_pd(r0, r1);
  const __m256d e = _mm256_unpacklo_pd(r2, r3), f = _mm256_unpackhi_pd(r2, r3);
  c[0].v = _mm256_permute2f128_pd(a, e, 0x20);
  c[1].v = _mm256_permute2f128_pd(b, f, 0x20);
  c[2].v = _mm256_permute2f128_pd(a, e, 0x31);
  c[3].v = _mm256_permute2f128_pd(b, f, 0x31);
}

#else
inline constexpr bool has_permutation = false;

COSMODROME_INLINE void to_int(Portable x, std::int32_t* out) { *out = static_cast<std::int32_t>(x.v); }

COSMODROME_INLINE void load_rows(const double* table, std::int32_t stride, const std::int32_t* index, Portable* c) {
  const double* row = table + static_cast<std::ptrdiff_t>(stride) * *index;
  for (int k = 0; k < 4; ++k) c[k].v = row[k];
}
#endif

template <class H>
COSMODROME_INLINE void to_int(const Twin<H>& x, std::int32_t* out) {
  to_int(x.lo, out);
  to_int(x.hi, out + H::width);
}

template <class H>
COSMODROME_INLINE void load_rows(const double* table, std::int32_t stride, const std::int32_t* index, Twin<H>* c) {
  H lo[4], hi[4];
  load_rows(table, stride, index, lo);
  load_rows(table, stride, index + H::width, hi);
  for (int k = 0; k < 4; ++k) c[k] = {lo[k], hi[k]};
}

}  // namespace simd

using LaneIndices = std::array<std::int32_t, 16>;

/// Whole numbers as integers.
COSMODROME_INLINE LaneIndices to_indices(const Lanes& x) {
  alignas(64) LaneIndices out;
  simd::to_int(x.pack, out.data());
  return out;
}

/// The four doubles at table + stride * index of each lane.
COSMODROME_INLINE RowColumns load_rows(const double* table, std::int32_t stride, const LaneIndices& index) {
  simd::Sixteen c[4];
  simd::load_rows(table, stride, index.data(), c);
  return {Lanes(c[0]), Lanes(c[1]), Lanes(c[2]), Lanes(c[3])};
}

/// sixteen[index] in each lane.
COSMODROME_INLINE Lanes pick(const double* sixteen, const Lanes& index) {
  if constexpr (simd::has_permutation) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    return {simd::Sixteen{simd::pick(sixteen, index.pack.lo), simd::pick(sixteen, index.pack.hi)}};
#endif
  }
  Lanes result;
  const LaneIndices i = to_indices(index);
  for (int k = 0; k < 16; ++k) set_lane(result, k, sixteen[i[static_cast<std::size_t>(k)]]);
  return result;
}

}  // namespace cosmodrome
