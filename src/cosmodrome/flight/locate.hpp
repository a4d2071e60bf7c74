#pragma once
// Where within a step a condition w(t, y) falls through zero, in all lanes at once: first on the dense output, then,
// when a step has been taken to just there, by what the condition itself says.
#include <utility>

#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/integrate/crossing.hpp"

namespace cosmodrome {

/// A number of S without its derivatives.
template <Scalar S>
using Plain = decltype(value(std::declval<const S&>()));

inline constexpr double located_to_s = 2e-5;  ///< on the dense output; the rest is corrected where the step has ended
inline constexpr double most_along_slope_s = 1e-4;  ///< t^3/6 of a jerk of 1 m/s^3 is 2e-13 m, t^2/2 5e-9 m/s

template <Scalar S>
struct Located {
  S t_s;
  Plain<S> inverse_rate_s;  ///< how long w takes to change by one
};

/// In the lanes of `hit`, where w has come down to `at_end` within the step. `at_begin`: w there; NaN: not known.
template <class Step, Scalar S, class W>
Located<S> locate_in_step(const Step& step, W&& w, Plain<S> at_begin, const Plain<S>& at_end, const Mask<S>& hit) {
  using V = Plain<S>;
  const auto path = step.dense();
  const auto t_at = [&](const V& part) { return fma(S(part), step.h(), step.begin_t()); };
  const auto at = [&](const V& part) -> V { return value(w(t_at(part), path.at(S(part)))); };
  const V h_s = value(step.h());
  if (const Mask<S> unknown = at_begin != at_begin; any(hit & unknown)) {
    at_begin = select(unknown, at(V(0.0)), at_begin);
  }
  const auto estimate = estimate_crossing<V>(at, V(0.0), at_begin, V(1.0), at_end, V(located_to_s) / h_s, hit);
  return {t_at(estimate.x), estimate.inverse_slope * h_s};
}

template <Scalar S>
struct Correction {
  Plain<S> missing_s;
  Mask<S> near;  ///< so little is missing that t and y go there along the slope
  S t_s;
  PointMassState<S> y;
};

/// How much time is missing to the zero of w in the lanes of `here`, from (t, y), where w is `w_now`, and what
/// derivatives that has. `inverse_rate_s` is right to a thousandth or so: each round is better by as much. Along the
/// slope and its change terms in t^3 are left out.
template <Scalar S, class W>
Correction<S> correct_along_slope(const S& t_s, const PointMassState<S>& y, const PointMassState<S>& slope, W&& w,
                                  const Plain<S>& w_now, const Plain<S>& inverse_rate_s, const Mask<S>& here) {
  using V = Plain<S>;
  constexpr double negligible_s = 1e-7;  // a thousandth of it is left
  constexpr int most_rounds = 4;
  const auto along = [&](const S& dt) {
    PointMassState<S> state;
    for (std::size_t c = 0; c < 3; ++c) state[c] = fma(dt, fma(S(0.5) * dt, slope[c + 3], slope[c]), y[c]);
    for (std::size_t c = 3; c < point_mass_size; ++c) state[c] = fma(dt, slope[c], y[c]);
    return state;
  };
  const auto w_after = [&](const S& dt) { return w(S(t_s + dt), along(dt)); };
  Correction<S> result{V(0.0), here, t_s, y};
  Mask<S> open = here;
  for (int round = 0; round < most_rounds && any(open); ++round) {
    const V w_there = round == 0 ? w_now : value(w_after(S(result.missing_s)));
    const V more_s = -w_there * inverse_rate_s;
    result.missing_s = select(open, result.missing_s + more_s, result.missing_s);
    open = open & (abs(result.missing_s) <= V(most_along_slope_s)) & (!(abs(more_s) < V(negligible_s)));
  }
  result.near = here & (abs(result.missing_s) <= V(most_along_slope_s));
  if (!any(result.near)) return result;
  const S missing = zero_with_derivatives(w_after, S(result.missing_s));
  result.t_s = t_s + missing;
  result.y = along(missing);
  return result;
}

}  // namespace cosmodrome
