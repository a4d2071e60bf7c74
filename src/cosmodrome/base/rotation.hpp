#pragma once
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

/// Takes the components of a vector along the axes of From to those along the axes of To.
/// Rows are the axes of To, expressed in From.
template <class From, class To, Scalar S = double>
struct Rotation {
  Vec3<S, From> row_x{S(1.0), S(0.0), S(0.0)};
  Vec3<S, From> row_y{S(0.0), S(1.0), S(0.0)};
  Vec3<S, From> row_z{S(0.0), S(0.0), S(1.0)};

  Vec3<S, To> operator*(const Vec3<S, From>& v) const { return {dot(row_x, v), dot(row_y, v), dot(row_z, v)}; }

  Rotation<To, From, S> inverse() const {
    return {{row_x.x, row_y.x, row_z.x}, {row_x.y, row_y.y, row_z.y}, {row_x.z, row_y.z, row_z.z}};
  }
};

/// First from A to B, then from B to C.
template <class A, class B, class C, Scalar S>
Rotation<A, C, S> operator*(const Rotation<B, C, S>& second, const Rotation<A, B, S>& first) {
  const auto back = first.inverse();
  return {back * second.row_x, back * second.row_y, back * second.row_z};
}

/// The same turn in another scalar.
template <Scalar S, class From, class To>
Rotation<From, To, S> to_scalar(const Rotation<From, To>& turn) {
  return {to_scalar<S>(turn.row_x), to_scalar<S>(turn.row_y), to_scalar<S>(turn.row_z)};
}

}  // namespace cosmodrome
