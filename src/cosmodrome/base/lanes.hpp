#pragma once
// Sixteen flights at once, one a lane.
//
// Sixteen and not eight, because two registers of eight hide each other's latency. The registers are chosen by what
// the compiler was told it may use; the bits of the results do not depend on the choice.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include "cosmodrome/base/lanes/avx512.hpp"
#elif defined(__AVX2__) && defined(__FMA__)
#include "cosmodrome/base/lanes/avx2.hpp"
#else
#include "cosmodrome/base/lanes/portable.hpp"
#endif
#include "cosmodrome/base/lanes/twin.hpp"
#include "cosmodrome/base/primitives.hpp"

namespace cosmodrome {

namespace simd {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
using Sixteen = Twin<Avx512>;
#elif defined(__AVX2__) && defined(__FMA__)
using Sixteen = Twin<Twin<Avx2>>;
#else
using Sixteen = Twin<Twin<Twin<Twin<Portable>>>>;
#endif
static_assert(Sixteen::width == 16);
}  // namespace simd

/// One truth value a lane.
struct LanesMask {
  simd::Sixteen::Mask pack;

  LanesMask() : pack(simd::Sixteen::Mask::broadcast(false)) {}
  explicit LanesMask(bool b) : pack(simd::Sixteen::Mask::broadcast(b)) {}
  COSMODROME_INLINE LanesMask(const simd::Sixteen::Mask& p) : pack(p) {}

  COSMODROME_INLINE friend LanesMask operator&(const LanesMask& a, const LanesMask& b) { return {a.pack & b.pack}; }
  COSMODROME_INLINE friend LanesMask operator|(const LanesMask& a, const LanesMask& b) { return {a.pack | b.pack}; }
  COSMODROME_INLINE friend LanesMask operator^(const LanesMask& a, const LanesMask& b) { return {a.pack ^ b.pack}; }
  COSMODROME_INLINE friend LanesMask operator!(const LanesMask& a) { return {!a.pack}; }
  LanesMask& operator&=(const LanesMask& b) { return *this = *this & b; }
  LanesMask& operator|=(const LanesMask& b) { return *this = *this | b; }
  LanesMask& operator^=(const LanesMask& b) { return *this = *this ^ b; }
};

COSMODROME_INLINE bool any(const LanesMask& a) { return any(a.pack); }
COSMODROME_INLINE bool all(const LanesMask& a) { return all(a.pack); }
inline unsigned lane_bits(const LanesMask& a) { return a.pack.bits(); }
inline bool lane(const LanesMask& a, int i) { return a.pack.lane(i); }
inline void set_lane(LanesMask& a, int i, bool b) { a.pack.set_lane(i, b); }

/// Sixteen doubles that are worked on together. A double or an int stands for sixteen equal values.
struct Lanes {
  simd::Sixteen pack;

  Lanes() = default;  ///< as of a double: of no value, but `Lanes x{}` is zero
  COSMODROME_INLINE Lanes(double x) : pack(simd::Sixteen::broadcast(x)) {}
  COSMODROME_INLINE Lanes(const simd::Sixteen& p) : pack(p) {}

  /// From and to sixteen doubles in memory, of any alignment.
  COSMODROME_INLINE static Lanes load(const double* p) { return {simd::Sixteen::load(p)}; }
  COSMODROME_INLINE void store(double* p) const { pack.store(p); }

  COSMODROME_INLINE friend Lanes operator+(const Lanes& a, const Lanes& b) { return {a.pack + b.pack}; }
  COSMODROME_INLINE friend Lanes operator-(const Lanes& a, const Lanes& b) { return {a.pack - b.pack}; }
  COSMODROME_INLINE friend Lanes operator*(const Lanes& a, const Lanes& b) { return {a.pack * b.pack}; }
  COSMODROME_INLINE friend Lanes operator/(const Lanes& a, const Lanes& b) { return {a.pack / b.pack}; }
  COSMODROME_INLINE friend Lanes operator-(const Lanes& a) {
    return {bits_xor(a.pack, simd::Sixteen::broadcast(-0.0))};
  }
  COSMODROME_INLINE friend Lanes operator+(const Lanes& a) { return a; }
  COSMODROME_INLINE Lanes& operator+=(const Lanes& b) { return *this = *this + b; }
  COSMODROME_INLINE Lanes& operator-=(const Lanes& b) { return *this = *this - b; }
  COSMODROME_INLINE Lanes& operator*=(const Lanes& b) { return *this = *this * b; }
  COSMODROME_INLINE Lanes& operator/=(const Lanes& b) { return *this = *this / b; }

  // The predicates are those of the x86 comparisons: ordered, quiet; a NaN compares false, but unequal.
  COSMODROME_INLINE friend LanesMask operator<(const Lanes& a, const Lanes& b) {
    return {simd::Sixteen::compare<0x11>(a.pack, b.pack)};
  }
  COSMODROME_INLINE friend LanesMask operator<=(const Lanes& a, const Lanes& b) {
    return {simd::Sixteen::compare<0x12>(a.pack, b.pack)};
  }
  COSMODROME_INLINE friend LanesMask operator>(const Lanes& a, const Lanes& b) { return b < a; }
  COSMODROME_INLINE friend LanesMask operator>=(const Lanes& a, const Lanes& b) { return b <= a; }
  COSMODROME_INLINE friend LanesMask operator==(const Lanes& a, const Lanes& b) {
    return {simd::Sixteen::compare<0x00>(a.pack, b.pack)};
  }
  COSMODROME_INLINE friend LanesMask operator!=(const Lanes& a, const Lanes& b) { return !(a == b); }
};

template <>
struct ScalarTraits<Lanes> {
  using Mask = LanesMask;
  static constexpr int lanes = 16;
};

COSMODROME_INLINE Lanes select(const LanesMask& m, const Lanes& a, const Lanes& b) {
  return {select(m.pack, a.pack, b.pack)};
}
COSMODROME_INLINE Lanes value(const Lanes& x) { return x; }
COSMODROME_INLINE double lane(const Lanes& x, int i) { return x.pack.lane(i); }
COSMODROME_INLINE void set_lane(Lanes& x, int i, double v) { x.pack.set_lane(i, v); }

COSMODROME_INLINE Lanes fma(const Lanes& a, const Lanes& b, const Lanes& c) { return {fma(a.pack, b.pack, c.pack)}; }
COSMODROME_INLINE Lanes sqrt(const Lanes& a) { return {sqrt(a.pack)}; }
COSMODROME_INLINE Lanes min(const Lanes& a, const Lanes& b) { return {min(a.pack, b.pack)}; }
COSMODROME_INLINE Lanes max(const Lanes& a, const Lanes& b) { return {max(a.pack, b.pack)}; }
COSMODROME_INLINE Lanes floor(const Lanes& a) { return {floor(a.pack)}; }
COSMODROME_INLINE Lanes round(const Lanes& a) { return {round(a.pack)}; }
COSMODROME_INLINE Lanes square(const Lanes& a) { return a * a; }

namespace bits {
template <>
COSMODROME_INLINE Lanes make<Lanes>(std::uint64_t pattern) {
  return Lanes(std::bit_cast<double>(pattern));
}
COSMODROME_INLINE Lanes both(const Lanes& a, const Lanes& b) { return {bits_and(a.pack, b.pack)}; }
COSMODROME_INLINE Lanes either(const Lanes& a, const Lanes& b) { return {bits_or(a.pack, b.pack)}; }
COSMODROME_INLINE Lanes differ(const Lanes& a, const Lanes& b) { return {bits_xor(a.pack, b.pack)}; }
template <int count>
COSMODROME_INLINE Lanes shift_left(const Lanes& a) {
  return {bits_left<count>(a.pack)};
}
template <int count>
COSMODROME_INLINE Lanes shift_right(const Lanes& a) {
  return {bits_right<count>(a.pack)};
}
}  // namespace bits

COSMODROME_INLINE Lanes abs(const Lanes& a) { return bits::both(a, bits::make<Lanes>(~bits::sign)); }
COSMODROME_INLINE Lanes copysign(const Lanes& magnitude, const Lanes& sign) {
  return bits::either(abs(magnitude), bits::both(sign, bits::make<Lanes>(bits::sign)));
}

}  // namespace cosmodrome
