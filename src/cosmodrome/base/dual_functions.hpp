#pragma once
// The functions of one Dual: each is its value and its derivative. Included by dual.hpp.
#include "cosmodrome/base/dual.hpp"

namespace cosmodrome {

/// Infinite derivative at 0; an input on which x does not depend then gets 0 * infinity = NaN.
template <int N, class T>
Dual<N, T> sqrt(const Dual<N, T>& x) {
  const T root = sqrt(x.v);
  return Dual<N, T>::chain(root, T(0.5) / root, x);
}

template <int N, class T>
Dual<N, T> cbrt(const Dual<N, T>& x) {
  const T root = cbrt(x.v);
  return Dual<N, T>::chain(root, T(1.0) / (T(3.0) * root * root), x);
}

template <int N, class T>
Dual<N, T> abs(const Dual<N, T>& x) {
  return Dual<N, T>::chain(abs(x.v), copysign(T(1.0), x.v), x);
}

template <int N, class T>
Dual<N, T> floor(const Dual<N, T>& x) {
  return Dual<N, T>(floor(x.v));
}

template <int N, class T>
Dual<N, T> round(const Dual<N, T>& x) {
  return Dual<N, T>(round(x.v));
}

template <int N, class T>
Dual<N, T> square(const Dual<N, T>& x) {
  return Dual<N, T>::chain(x.v * x.v, x.v + x.v, x);
}

template <int N, class T>
Dual<N, T> exp(const Dual<N, T>& x) {
  const T e = exp(x.v);
  return Dual<N, T>::chain(e, e, x);
}

template <int N, class T>
Dual<N, T> log(const Dual<N, T>& x) {
  return Dual<N, T>::chain(log(x.v), T(1.0) / x.v, x);
}

template <int N, class T>
void sincos(const Dual<N, T>& x, Dual<N, T>& sine, Dual<N, T>& cosine) {
  T s, c;
  sincos(x.v, s, c);
  const Dual<N, T> angle = x;  // x may be one of the results
  sine = Dual<N, T>::chain(s, c, angle);
  cosine = Dual<N, T>::chain(c, -s, angle);
}

template <int N, class T>
Dual<N, T> sin(const Dual<N, T>& x) {
  T s, c;
  sincos(x.v, s, c);
  return Dual<N, T>::chain(s, c, x);
}

template <int N, class T>
Dual<N, T> cos(const Dual<N, T>& x) {
  T s, c;
  sincos(x.v, s, c);
  return Dual<N, T>::chain(c, -s, x);
}

template <int N, class T>
Dual<N, T> tan(const Dual<N, T>& x) {
  const T t = tan(x.v);
  return Dual<N, T>::chain(t, fma(t, t, T(1.0)), x);
}

template <int N, class T>
Dual<N, T> asin(const Dual<N, T>& x) {
  return Dual<N, T>::chain(asin(x.v), T(1.0) / sqrt((T(1.0) - x.v) * (T(1.0) + x.v)), x);
}

template <int N, class T>
Dual<N, T> acos(const Dual<N, T>& x) {
  return Dual<N, T>::chain(acos(x.v), T(-1.0) / sqrt((T(1.0) - x.v) * (T(1.0) + x.v)), x);
}

template <int N, class T>
Dual<N, T> atan(const Dual<N, T>& x) {
  return Dual<N, T>::chain(atan(x.v), T(1.0) / fma(x.v, x.v, T(1.0)), x);
}

}  // namespace cosmodrome
