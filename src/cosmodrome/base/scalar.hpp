#pragma once
// The closed list of number types that physics is written for, and what each offers.
//
//   double     one flight
//   Lanes      sixteen flights at once, one a lane              (lanes.hpp)
//   Dual<N>    a flight and its derivatives by N inputs         (dual.hpp)
//
// Physics has no `if` on a value of type S: it uses select(mask, a, b).

#include <cmath>
#include <concepts>
#include <type_traits>

namespace cosmodrome {

/// What a comparison of two S gives: bool, or one bit a lane. Specialised beside each scalar.
template <class S>
struct ScalarTraits;

template <>
struct ScalarTraits<double> {
  using Mask = bool;
  static constexpr int lanes = 1;
};

template <class S>
using Mask = typename ScalarTraits<S>::Mask;

/// How many flights a value of type S carries.
template <class S>
inline constexpr int lane_count = ScalarTraits<S>::lanes;

template <class S>
concept Scalar = requires(S a, S b) {
  typename ScalarTraits<S>::Mask;
  { a + b } -> std::convertible_to<S>;
  { a* b } -> std::convertible_to<S>;
  { a / b } -> std::convertible_to<S>;
  { a < b } -> std::convertible_to<Mask<S>>;
};

// ------------------------------------------------------------------ masks and lanes of a double

inline bool any(bool mask) { return mask; }
inline bool all(bool mask) { return mask; }
/// One bit a lane, the first lane's lowest.
inline unsigned lane_bits(bool mask) { return mask; }
inline double select(bool mask, double a, double b) { return mask ? a : b; }

/// The number without its derivatives: itself for double and Lanes.
inline double value(double x) { return x; }

/// One flight's value; lane 0 is the only one of a double.
inline double lane(double x, int) { return x; }
inline void set_lane(double& x, int, double v) { x = v; }
inline bool lane(bool mask, int) { return mask; }
inline void set_lane(bool& mask, int, bool v) { mask = v; }

}  // namespace cosmodrome
