#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/integrate/adaptive.hpp"

namespace cosmodrome {

/// How what falls moves: no thrust, a constant drag area (drag coefficient times area, m2) whatever way it lies.
template <Scalar S>
Mode<S> fall_mode(const S& drag_area_m2, const S& density_factor) {
  Mode<S> mode;
  mode.drag_table = S(-1.0);
  mode.drag_area_m2 = drag_area_m2;
  mode.density_factor = density_factor;
  mode.law = S(static_cast<double>(Law::air));
  return mode;
}

struct FallLimits {
  double longest_step_s = 30;
  double tolerance = 1e-8;  ///< of a step: of the speed, 30 m/s at least; for the place, of the way in 100 s
};

/// The end of a fall. What is aloft when its time is over has not reached the ground.
template <Scalar S>
struct FallEnd {
  S t_s{};
  PointMassState<S> y{};
  Mask<S> reached_ground{};
  Mask<S> failed{};  ///< no step was short enough: the end means nothing
};

/// Keeps no track of a fall.
struct NoTrack {
  template <class Step, class S>
  void operator()(const Step& /*step*/, const S& /*end*/) const {}
};

/// An error that is allowed, in units of the tolerance: see FallLimits.
template <Scalar S>
PointMassState<S> fall_scale(const World& world, const PointMassState<S>& y) {
  const auto turning = cross(to_scalar<S>(world.earth_rate_rad_s), position_of(y));
  const S speed = max(norm(velocity_of(y) - turning), S(30.0)), place = speed * S(100.0);
  return {place, place, place, speed, speed, speed, S(1e8)};
}

/// Lets a body fall from (t, y) until the altitude passes zero, or until a time, with the forces of the flight. Each
/// lane falls by its own clock and has the bits that it would have alone. What starts at or below the ground is there
/// already. `observe(step, end)` sees each good step of a double and how much of it was flown.
template <Scalar S, class Observe = NoTrack>
FallEnd<S> fall(const World& world, const Mode<S>& mode, const S& t_s, const PointMassState<S>& y, const S& until_t_s,
                const FallLimits& limits = {}, Observe&& observe = {}) {
  const auto altitude = [&](const S& t, const PointMassState<S>& at) -> S {
    return height(world, t, position_of(at)).altitude_m;
  };
  PointMass<S> motion(world, mode);
  AdaptiveRun<DormandPrince54, S, point_mass_size> run({limits.tolerance, limits.longest_step_s}, t_s, y, until_t_s);
  FallEnd<S> result;
  result.reached_ground = altitude(t_s, y) <= S(0.0);
  run.stop(result.reached_ground, t_s, y);
  while (any(run.open())) {
    const auto moved = run.advance(motion, [&](const auto& state) { return fall_scale(world, state); });
    const auto& step = run.step();
    const auto down = moved & (motion.here().altitude_m <= S(0.0));
    S end(1.0);
    if (any(down)) {
      const auto on_step = [&](const S& theta) {
        return altitude(fma(theta, step.h(), step.begin_t()), step.at(theta));
      };
      end = select(down, find_crossing(on_step, S(0.0), S(1.0), down), S(1.0));
      run.stop(down, fma(end, step.h(), step.begin_t()), step.at(end));
      result.reached_ground = result.reached_ground | down;
    }
    if (any(moved)) observe(step, end);
  }
  result.t_s = run.t();
  result.y = run.y();
  result.failed = run.failed();
  return result;
}

}  // namespace cosmodrome
