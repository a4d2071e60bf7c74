#pragma once
#include <type_traits>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

namespace place {

template <class S>
inline constexpr bool has_more_than_three_derivatives = false;
template <int N, class T>
inline constexpr bool has_more_than_three_derivatives<Dual<N, T>> = N > 3;

/// f(x, y, z) from its three slopes and the derivatives of the place.
template <int N, class T, class Frame>
Dual<N, T> chain(const Dual<3, T>& f, const Vec3<Dual<N, T>, Frame>& r) {
  Dual<N, T> result;
  result.v = f.v;
  for (std::size_t i = 0; i < N; ++i) result.d[i] = fma(f.d[0], r.x.d[i], fma(f.d[1], r.y.d[i], f.d[2] * r.z.d[i]));
  return result;
}

}  // namespace place

/// f(r), for an f that is dear and depends on the place alone. Where the place carries more derivatives than it has
/// coordinates, f is differentiated by the coordinates, of which there are three, and then by the chain rule.
template <Scalar S, class Frame, class F>
Vec3<S, Frame> by_place(const Vec3<S, Frame>& r, F&& f) {
  if constexpr (place::has_more_than_three_derivatives<S>) {
    using Three = Dual<3, std::decay_t<decltype(r.x.v)>>;
    const Vec3<Three, Frame> here{Three::variable(r.x.v, 0), Three::variable(r.y.v, 1), Three::variable(r.z.v, 2)};
    const Vec3<Three, Frame> value = f(here);
    return {place::chain(value.x, r), place::chain(value.y, r), place::chain(value.z, r)};
  } else {
    return f(r);
  }
}

}  // namespace cosmodrome
