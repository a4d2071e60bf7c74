#pragma once
// One lane of sixteen, or the only one: how what is settled flight by flight is moved in and out.
#include <bit>
#include <type_traits>

#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

/// Calls f(i) for each lane i of a mask.
template <class Mask, class F>
void for_lanes(const Mask& mask, F&& f) {
  for (unsigned left = lane_bits(mask); left != 0; left &= left - 1) f(std::countr_zero(left));
}

/// The number that one lane of S carries: itself, or double for Lanes.
template <Scalar S>
using LaneScalar = std::conditional_t<lane_count<S> == 1, S, double>;

template <Scalar S>
LaneScalar<S> take_lane(const S& x, int i) {
  if constexpr (lane_count<S> == 1) {
    return x;
  } else {
    return lane(x, i);
  }
}

template <Scalar S>
void put_lane(S& x, int i, const LaneScalar<S>& v) {
  if constexpr (lane_count<S> == 1) {
    x = v;
  } else {
    set_lane(x, i, v);
  }
}

template <Scalar S, class Frame>
Vec3<LaneScalar<S>, Frame> take_vec(const Vec3<S, Frame>& v, int i) {
  return {take_lane(v.x, i), take_lane(v.y, i), take_lane(v.z, i)};
}

template <Scalar S, class Frame>
void put_vec(Vec3<S, Frame>& v, int i, const Vec3<LaneScalar<S>, Frame>& one) {
  put_lane(v.x, i, one.x), put_lane(v.y, i, one.y), put_lane(v.z, i, one.z);
}

}  // namespace cosmodrome
