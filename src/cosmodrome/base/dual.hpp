#pragma once
#include <array>
#include <cstddef>
#include <type_traits>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// A number and its derivatives by N inputs: forward differentiation, exact to rounding.
///
/// The value has the bits that T alone would have. T may be a Dual itself (second derivatives) or Lanes. Comparisons
/// and masks look at values only; what select leaves out leaves no trace in the derivatives, so a branch not taken may
/// have infinite ones. Where a function has a kink (abs at 0, min of equals) the derivative is that of the side which
/// the value comes from; floor and round have derivative zero.
template <int N, class T = double>
struct Dual {
  static_assert(N >= 1);
  static constexpr std::size_t size = N;

  T v{0.0};                 ///< the value
  std::array<T, size> d{};  ///< its derivative by each input

  Dual() = default;
  Dual(double constant) : v(constant) {}
  Dual(const T& constant) requires(!std::is_same_v<T, double>) : v(constant) {}
  Dual(const T& value, const std::array<T, size>& derivatives) : v(value), d(derivatives) {}

  /// Input number `index`: its derivative by itself is 1.
  static Dual variable(const T& value, int index) {
    Dual x;
    x.v = value;
    x.d[static_cast<std::size_t>(index)] = T(1.0);
    return x;
  }

  /// f(x) from its value and its derivative at x.
  static Dual chain(const T& f, const T& df_dx, const Dual& x) {
    Dual r;
    r.v = f;
    for (std::size_t i = 0; i < size; ++i) r.d[i] = df_dx * x.d[i];
    return r;
  }
  /// f(x, y) likewise.
  static Dual chain(const T& f, const T& df_dx, const Dual& x, const T& df_dy, const Dual& y) {
    Dual r;
    r.v = f;
    for (std::size_t i = 0; i < size; ++i) r.d[i] = fma(df_dx, x.d[i], df_dy * y.d[i]);
    return r;
  }

  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual r;
    r.v = a.v + b.v;
    for (std::size_t i = 0; i < size; ++i) r.d[i] = a.d[i] + b.d[i];
    return r;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual r;
    r.v = a.v - b.v;
    for (std::size_t i = 0; i < size; ++i) r.d[i] = a.d[i] - b.d[i];
    return r;
  }
  friend Dual operator-(const Dual& a) {
    Dual r;
    r.v = -a.v;
    for (std::size_t i = 0; i < size; ++i) r.d[i] = -a.d[i];
    return r;
  }
  friend Dual operator+(const Dual& a) { return a; }
  friend Dual operator*(const Dual& a, const Dual& b) { return chain(a.v * b.v, b.v, a, a.v, b); }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const T quotient = a.v / b.v, inverse = T(1.0) / b.v;
    return chain(quotient, inverse, a, -quotient * inverse, b);
  }

  // With a constant the derivatives need less.
  friend Dual operator+(const Dual& a, double k) { return {a.v + k, a.d}; }
  friend Dual operator+(double k, const Dual& a) { return {k + a.v, a.d}; }
  friend Dual operator-(const Dual& a, double k) { return {a.v - k, a.d}; }
  friend Dual operator-(double k, const Dual& a) { return chain(k - a.v, T(-1.0), a); }
  friend Dual operator*(const Dual& a, double k) { return chain(a.v * k, T(k), a); }
  friend Dual operator*(double k, const Dual& a) { return chain(k * a.v, T(k), a); }
  friend Dual operator/(const Dual& a, double k) { return chain(a.v / k, T(1.0 / k), a); }

  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }
  Dual& operator/=(const Dual& b) { return *this = *this / b; }

  friend Mask<T> operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
  friend Mask<T> operator<=(const Dual& a, const Dual& b) { return a.v <= b.v; }
  friend Mask<T> operator>(const Dual& a, const Dual& b) { return a.v > b.v; }
  friend Mask<T> operator>=(const Dual& a, const Dual& b) { return a.v >= b.v; }
  friend Mask<T> operator==(const Dual& a, const Dual& b) { return a.v == b.v; }
  friend Mask<T> operator!=(const Dual& a, const Dual& b) { return a.v != b.v; }

  friend Dual select(const Mask<T>& mask, const Dual& a, const Dual& b) {
    Dual r;
    r.v = select(mask, a.v, b.v);
    for (std::size_t i = 0; i < size; ++i) r.d[i] = select(mask, a.d[i], b.d[i]);
    return r;
  }

  // The functions of several arguments stand here, so that a double may stand for any of them.
  friend Dual fma(const Dual& a, const Dual& b, const Dual& c) {
    Dual r;
    r.v = fma(a.v, b.v, c.v);
    for (std::size_t i = 0; i < size; ++i) r.d[i] = fma(b.v, a.d[i], fma(a.v, b.d[i], c.d[i]));
    return r;
  }
  friend Dual min(const Dual& a, const Dual& b) { return select(a.v < b.v, a, b); }
  friend Dual max(const Dual& a, const Dual& b) { return select(a.v > b.v, a, b); }
  friend Dual copysign(const Dual& magnitude, const Dual& sign) {
    const T result = copysign(magnitude.v, sign.v);
    return chain(result, copysign(T(1.0), magnitude.v) * copysign(T(1.0), sign.v), magnitude);
  }
  friend Dual atan2(const Dual& y, const Dual& x) {
    const T inverse = T(1.0) / fma(x.v, x.v, y.v * y.v);
    return chain(atan2(y.v, x.v), x.v * inverse, y, -y.v * inverse, x);
  }
  friend Dual hypot(const Dual& x, const Dual& y) {
    const T h = hypot(x.v, y.v);
    return chain(h, x.v / h, x, y.v / h, y);
  }
  friend Dual pow(const Dual& x, double y) { return chain(pow(x.v, T(y)), y * pow(x.v, T(y - 1.0)), x); }
  friend Dual pow(const Dual& x, const Dual& y) {
    const T p = pow(x.v, y.v);
    // 0^y does not change with y > 0, though log 0 is infinite.
    const T by_y = select(x.v == T(0.0), T(0.0), p * log(x.v));
    return chain(p, y.v * pow(x.v, y.v - T(1.0)), x, by_y, y);
  }
};

template <int N, class T>
struct ScalarTraits<Dual<N, T>> {
  using Mask = typename ScalarTraits<T>::Mask;
  static constexpr int lanes = ScalarTraits<T>::lanes;
};

/// The number without any derivatives, also of a Dual of Duals.
template <int N, class T>
auto value(const Dual<N, T>& x) {
  return value(x.v);
}

/// One flight's value.
template <int N, class T>
double lane(const Dual<N, T>& x, int i) {
  return lane(x.v, i);
}

/// Makes lane i the constant v: its derivatives there become zero.
template <int N, class T>
void set_lane(Dual<N, T>& x, int i, double v) {
  set_lane(x.v, i, v);
  for (T& derivative : x.d) set_lane(derivative, i, 0.0);
}

}  // namespace cosmodrome

#include "cosmodrome/base/dual_functions.hpp"
