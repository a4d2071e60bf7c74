#include "cosmodrome/optimize/leg_equations.hpp"

#include <algorithm>

#include "cosmodrome/flight/watch.hpp"

namespace cosmodrome::leg {
namespace {

/// The mode of a leg that began `since_s` before t, whenever it began in the flight from which the mode was taken.
template <Scalar S>
Mode<S> to_mode(const Mode<double>& mode, const S& t_s, const S& since_s) {
  Mode<S> result;
  Mode<S>::zip(result, mode, [](S& to, const double& from) { to = S(from); });
  result.since_t_s = t_s - since_s;
  return result;
}

template <Scalar S, std::size_t N>
PointMassState<S> state_in(const std::array<S, N>& in) {
  PointMassState<S> y;
  std::copy_n(in.begin(), states, y.begin());
  return y;
}

struct Steered {
  std::shared_ptr<const World> world;
  Mode<double> mode;

  template <Scalar S>
  void operator()(const std::array<S, states + 2>& in, std::array<S, states>& out) const {
    const Mode<S> here = to_mode<S>(mode, in[states], in[states + 1]);
    PointMass<S> motion(*world, here);
    motion(in[states], state_in(in), out);
  }
};

template <bool in_air>
struct FreeAxis {
  std::shared_ptr<const World> world;
  Mode<double> mode;

  template <Scalar S, std::size_t Out>
  void operator()(const std::array<S, states + axis_controls + 2>& in, std::array<S, Out>& out) const {
    Mode<S> here = to_mode<S>(mode, in[states + axis_controls], in[states + axis_controls + 1]);
    const Vec3<S, Gcrf> axis{in[states], in[states + 1], in[states + 2]};
    here.law = S(static_cast<double>(Law::inertial));
    here.direction = axis;
    here.turn_per_s = {};
    PointMass<S> motion(*world, here);
    PointMassState<S> slope;
    motion(in[states + axis_controls], state_in(in), slope);
    std::copy(slope.begin(), slope.end(), out.begin());
    out[states] = squared_norm(axis);
    if constexpr (in_air) {
      const Surroundings<S>& around = motion.here();
      const S along = dot(motion.forces().axis, around.velocity_air_m_s) / around.airspeed_m_s;
      out[states + 1] = around.dynamic_pressure_Pa * around.dynamic_pressure_Pa * (S(1.0) - along * along);
    }
  }
};

struct Watched {
  std::shared_ptr<const World> world;
  Mode<double> mode;
  Condition::Kind kind;
  double threshold;

  template <Scalar S>
  void operator()(const std::array<S, states + 1>& in, std::array<S, 1>& out) const {
    const Mode<S> here = to_mode<S>(mode, in[states], S(0.0));
    PointMass<S> motion(*world, here);
    PointMassState<S> slope;
    motion(in[states], state_in(in), slope);
    out[0] = watch(kind, S(threshold), *world, here, CutOff<S>{}, state_in(in), motion);
  }
};

}  // namespace

std::shared_ptr<const SmoothFunction> steered(std::shared_ptr<const World> world, const Mode<double>& mode) {
  return smooth_function<states + 2, states>(Steered{std::move(world), mode});
}

std::shared_ptr<const SmoothFunction> free_axis(std::shared_ptr<const World> world, const Mode<double>& mode) {
  return smooth_function<states + axis_controls + 2, states + 1>(FreeAxis<false>{std::move(world), mode});
}

std::shared_ptr<const SmoothFunction> free_axis_in_air(std::shared_ptr<const World> world, const Mode<double>& mode) {
  return smooth_function<states + axis_controls + 2, states + 2>(FreeAxis<true>{std::move(world), mode});
}

std::shared_ptr<const SmoothFunction> condition(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                Condition::Kind kind, double threshold) {
  return smooth_function<states + 1, 1>(Watched{std::move(world), mode, kind, threshold});
}

}  // namespace cosmodrome::leg
