#pragma once
#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// A vector with components along the axes of `Frame`. Vectors of two frames do not mix: only a
/// Rotation<From, To> takes one to the other.
template <Scalar S, class Frame>
struct Vec3 {
  S x{}, y{}, z{};

  COSMODROME_INLINE friend Vec3 operator+(const Vec3& a, const Vec3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  COSMODROME_INLINE friend Vec3 operator-(const Vec3& a, const Vec3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  COSMODROME_INLINE friend Vec3 operator-(const Vec3& a) { return {-a.x, -a.y, -a.z}; }
  COSMODROME_INLINE friend Vec3 operator*(const Vec3& a, const S& k) { return {a.x * k, a.y * k, a.z * k}; }
  COSMODROME_INLINE friend Vec3 operator*(const S& k, const Vec3& a) { return a * k; }
  COSMODROME_INLINE friend Vec3 operator/(const Vec3& a, const S& k) { return a * (S(1.0) / k); }
  Vec3& operator+=(const Vec3& b) { return *this = *this + b; }
  Vec3& operator-=(const Vec3& b) { return *this = *this - b; }
};

template <Scalar S, class F>
COSMODROME_INLINE S dot(const Vec3<S, F>& a, const Vec3<S, F>& b) {
  return fma(a.x, b.x, fma(a.y, b.y, a.z * b.z));
}

template <Scalar S, class F>
COSMODROME_INLINE Vec3<S, F> cross(const Vec3<S, F>& a, const Vec3<S, F>& b) {
  return {fma(a.y, b.z, -(a.z * b.y)), fma(a.z, b.x, -(a.x * b.z)), fma(a.x, b.y, -(a.y * b.x))};
}

/// a + k b
template <Scalar S, class F>
COSMODROME_INLINE Vec3<S, F> axpy(const S& k, const Vec3<S, F>& b, const Vec3<S, F>& a) {
  return {fma(k, b.x, a.x), fma(k, b.y, a.y), fma(k, b.z, a.z)};
}

template <Scalar S, class F>
COSMODROME_INLINE S squared_norm(const Vec3<S, F>& a) {
  return dot(a, a);
}

template <Scalar S, class F>
COSMODROME_INLINE S norm(const Vec3<S, F>& a) {
  return sqrt(squared_norm(a));
}

/// a / |a|. The vector must not be null.
template <Scalar S, class F>
COSMODROME_INLINE Vec3<S, F> unit(const Vec3<S, F>& a) {
  return a * (S(1.0) / norm(a));
}

template <Scalar S, class F>
COSMODROME_INLINE Vec3<S, F> select(const Mask<S>& mask, const Vec3<S, F>& a, const Vec3<S, F>& b) {
  return {select(mask, a.x, b.x), select(mask, a.y, b.y), select(mask, a.z, b.z)};
}

/// The angle between two vectors, in radians, accurate near 0 and near pi.
template <Scalar S, class F>
S angle_rad(const Vec3<S, F>& a, const Vec3<S, F>& b) {
  return atan2(norm(cross(a, b)), dot(a, b));
}

/// The same vector with another scalar: double to S.
template <Scalar S, class F>
Vec3<S, F> to_scalar(const Vec3<double, F>& a) {
  return {S(a.x), S(a.y), S(a.z)};
}

}  // namespace cosmodrome
