#pragma once
// The operations on a double that the elementary functions are built from. Each has a twin for Lanes that gives
// the same bits in every lane.
#include <bit>
#include <cmath>
#include <cstdint>

#include "cosmodrome/base/scalar.hpp"

#define COSMODROME_INLINE [[gnu::always_inline]] inline

namespace cosmodrome {

/// a b + c, rounded once.
COSMODROME_INLINE double fma(double a, double b, double c) { return __builtin_fma(a, b, c); }
COSMODROME_INLINE double sqrt(double x) { return __builtin_sqrt(x); }
COSMODROME_INLINE double abs(double x) { return __builtin_fabs(x); }
COSMODROME_INLINE double floor(double x) { return __builtin_floor(x); }

/// To the nearest whole number; half goes to the even one.
COSMODROME_INLINE double round(double x) { return __builtin_nearbyint(x); }

/// The smaller and the larger. If either is NaN, or both are zeros, the result is b, as the x86 instructions have it:
/// write min(limit, x) to let a NaN through.
COSMODROME_INLINE double min(double a, double b) { return a < b ? a : b; }
COSMODROME_INLINE double max(double a, double b) { return a > b ? a : b; }

COSMODROME_INLINE double copysign(double magnitude, double sign) { return __builtin_copysign(magnitude, sign); }
COSMODROME_INLINE double square(double x) { return x * x; }

namespace bits {

inline constexpr std::uint64_t sign = 0x8000'0000'0000'0000;
inline constexpr std::uint64_t mantissa = 0x000f'ffff'ffff'ffff;

template <class V>
V make(std::uint64_t pattern);

template <>
COSMODROME_INLINE double make<double>(std::uint64_t pattern) {
  return std::bit_cast<double>(pattern);
}

COSMODROME_INLINE double both(double a, double b) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) & std::bit_cast<std::uint64_t>(b));
}
COSMODROME_INLINE double either(double a, double b) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) | std::bit_cast<std::uint64_t>(b));
}
COSMODROME_INLINE double differ(double a, double b) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) ^ std::bit_cast<std::uint64_t>(b));
}
template <int count>
COSMODROME_INLINE double shift_left(double a) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) << count);
}
template <int count>
COSMODROME_INLINE double shift_right(double a) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) >> count);
}

}  // namespace bits
}  // namespace cosmodrome
