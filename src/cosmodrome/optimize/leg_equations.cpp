#include "cosmodrome/optimize/leg_equations.hpp"

#include <algorithm>
#include <tuple>

#include "cosmodrome/flight/watch.hpp"
#include "cosmodrome/optimize/chosen_outputs.hpp"

namespace cosmodrome::leg {
namespace {

/// A leg's mode in every scalar that derivatives need, so that a point's evaluation has only to copy it.
class Modes {
 public:
  explicit Modes(const Mode<double>& mode) {
    const auto put = [&](auto& to) {
      std::decay_t<decltype(to)>::zip(
          to, mode, [](auto& number, const double& from) { number = std::decay_t<decltype(number)>(from); });
    };
    std::apply([&](auto&... each) { (put(each), ...); }, modes_);
  }

  template <Scalar S>
  [[nodiscard]] const Mode<S>& in() const {
    return std::get<Mode<S>>(modes_);
  }
  template <Scalar S>
  [[nodiscard]] Mode<S>& in() {
    return std::get<Mode<S>>(modes_);
  }

 private:
  std::tuple<Mode<double>, Mode<Dual<1, Lanes>>, Mode<Dual<1, Dual<1, Lanes>>>> modes_;
};

/// Inputs: the state, so many controls, the time, and the leg's own clock if its thrust changes.
template <bool clocked, int controls>
constexpr int input_count = states + controls + (clocked ? 2 : 1);

/// Ramps of thrust run by the leg's own clock, whenever the leg began in the flight from which the mode was taken.
template <bool clocked, int controls, Scalar S>
void set_clock(Mode<S>& mode, const std::array<S, input_count<clocked, controls>>& in) {
  if constexpr (clocked) mode.since_t_s = in[states + controls] - in[states + controls + 1];
}

template <Scalar S, std::size_t N>
PointMassState<S> state_in(const std::array<S, N>& in) {
  PointMassState<S> y;
  std::copy_n(in.begin(), states, y.begin());
  return y;
}

template <bool clocked>
struct Steered {
  std::shared_ptr<const World> world;
  Modes modes;

  template <Scalar S, std::size_t Out>
  void operator()(const std::array<S, input_count<clocked, 0>>& in, std::array<S, Out>& out) const {
    if constexpr (clocked) {
      Mode<S> here = modes.in<S>();
      set_clock<clocked, 0>(here, in);
      write(here, in, out);
    } else {
      write(modes.in<S>(), in, out);
    }
  }

 private:
  template <Scalar S, std::size_t Out>
  void write(const Mode<S>& mode, const std::array<S, input_count<clocked, 0>>& in, std::array<S, Out>& out) const {
    PointMass<S> motion(*world, mode);
    PointMassState<S> slope;
    motion(in[states], state_in(in), slope);
    std::copy(slope.begin(), slope.end(), out.begin());
    if constexpr (Out > states) out[states] = motion.here().dynamic_pressure_Pa;
  }
};

/// Which loads of the air are path functions, known when it is compiled: what is not asked costs nothing.
enum class Loads { none, q_alpha, dynamic_pressure, both };

constexpr bool limits_q_alpha(Loads loads) { return loads == Loads::q_alpha || loads == Loads::both; }
constexpr bool limits_pressure(Loads loads) { return loads == Loads::dynamic_pressure || loads == Loads::both; }
constexpr int count(Loads loads) { return (limits_q_alpha(loads) ? 1 : 0) + (limits_pressure(loads) ? 1 : 0); }

template <Loads loads, bool clocked>
struct FreeAxis {
  std::shared_ptr<const World> world;
  mutable Modes modes;  // its direction is the control: a problem is solved by one thread at a time

  template <Scalar S, std::size_t Out>
  void operator()(const std::array<S, input_count<clocked, axis_controls>>& in, std::array<S, Out>& out) const {
    Mode<S>& here = modes.in<S>();
    set_clock<clocked, axis_controls>(here, in);
    here.direction = {in[states], in[states + 1], in[states + 2]};
    PointMass<S> motion(*world, here);
    PointMassState<S> slope;
    motion(in[states + axis_controls], state_in(in), slope);
    std::copy(slope.begin(), slope.end(), out.begin());
    out[states] = squared_norm(here.direction);
    const Surroundings<S>& around = motion.here();
    if constexpr (limits_q_alpha(loads)) {
      const S along = dot(motion.forces().axis, around.velocity_air_m_s) / around.airspeed_m_s;
      out[states + 1] = around.dynamic_pressure_Pa * around.dynamic_pressure_Pa * (S(1.0) - along * along);
    }
    if constexpr (limits_pressure(loads)) out[states + count(loads)] = around.dynamic_pressure_Pa;
  }

  /// Thrust does not depend on the velocity, nor drag on the axis, unless there is lift or drag by angle of attack. On
  /// the place thrust depends by back-pressure. On the time alone nothing depends but by what turns with the Earth,
  /// wind and tesserals: its axis moves by less than 1e-7 rad in an ascent, the Moon's tide by less than 1e-9 m/s^2,
  /// which first derivatives have and second ones, which only choose the step, need not.
  [[nodiscard]] bool couples(int a, int b) const {
    constexpr int time = states + axis_controls;
    if ((a == time || b == time) && world->wind.empty() && world->gravity.zonal() != nullptr) return false;
    if (limits_q_alpha(loads) || axis_turns_air()) return true;
    const auto is_axis = [](int i) { return i >= states && i < states + axis_controls; };
    const auto is_velocity = [](int i) { return i >= 3 && i < 6; };
    const auto is_place = [](int i) { return i < 3; };
    if (is_axis(a) == is_axis(b)) return true;
    const int other = is_axis(a) ? b : a;
    return !is_velocity(other) && (!is_place(other) || feels_pressure());
  }

 private:
  [[nodiscard]] bool axis_turns_air() const {
    return std::any_of(world->aerodynamics.begin(), world->aerodynamics.end(),
                       [](const AerodynamicTable& table) { return table.has_lift || table.has_drag_by_angle; });
  }
  [[nodiscard]] bool feels_pressure() const {
    const auto& mode = modes.in<double>();
    return mode.acceleration_limit_m_s2 > 0 ||
           std::any_of(mode.burns.begin(), mode.burns.end(),
                       [](const Burn<double>& burn) { return burn.exit_area_m2 != 0; });
  }
};

/// All that a throttled leg may be asked: the caller chooses of it, so that it is compiled once for those that steer
/// and once for those that do not.
template <bool steers>
struct Throttled {
  std::shared_ptr<const World> world;
  std::size_t burn;
  double fuller, fullest;
  mutable Modes modes;  // as for FreeAxis

  static constexpr int axis_size = steers ? axis_controls : 0;
  static constexpr int time = states + axis_size + 1;
  static constexpr int inputs = time + 1;
  static constexpr int outputs = states + (steers ? 2 : 0) + 4;

  template <Scalar S>
  void operator()(const std::array<S, inputs>& in, std::array<S, outputs>& out) const {
    Mode<S>& here = modes.in<S>();
    if constexpr (steers) here.direction = {in[states], in[states + 1], in[states + 2]};
    here.burns[burn].level = in[states + axis_size];
    PointMass<S> motion(*world, here);
    PointMassState<S> slope;
    motion(in[time], state_in(in), slope);
    auto next = std::copy(slope.begin(), slope.end(), out.begin());
    const Surroundings<S>& around = motion.here();
    const Forces<S>& forces = motion.forces();
    if constexpr (steers) {
      *next++ = squared_norm(here.direction);
      const S along = dot(forces.axis, around.velocity_air_m_s) / around.airspeed_m_s;
      *next++ = around.dynamic_pressure_Pa * around.dynamic_pressure_Pa * (S(1.0) - along * along);
    }
    *next++ = around.dynamic_pressure_Pa;
    *next++ = dot(forces.specific_force_m_s2, forces.axis);
    *next++ = forces.thrust_N / in[6];
    const S lacks = S(fullest) - in[states + axis_size];
    *next++ = S(fuller) * lacks * lacks;
  }

  /// Of the time see FreeAxis; a law of steering may depend on it.
  [[nodiscard]] bool couples(int a, int b) const {
    return !steers || (a != time && b != time) || !world->wind.empty() || world->gravity.zonal() == nullptr;
  }
};

template <bool steers>
std::shared_ptr<const SmoothFunction> make_throttled(std::shared_ptr<const World> world, Mode<double> mode, int burn,
                                                     const ThrottledLoads& loads) {
  if constexpr (steers) mode.law = static_cast<double>(Law::inertial), mode.turn_per_s = {};
  mode.acceleration_limit_m_s2 = 0;
  for (Burn<double>& each : mode.burns) each.level_rate_per_s = 0;
  using Equations = Throttled<steers>;
  std::vector<int> chosen;
  for (int i = 0; i < states + (steers ? 1 : 0); ++i) chosen.push_back(i);
  if (steers && loads.air.q_alpha) chosen.push_back(states + 1);
  if (loads.air.dynamic_pressure) chosen.push_back(Equations::outputs - 4);
  if (loads.axial_acceleration) chosen.push_back(Equations::outputs - 3);
  if (loads.thrust_per_mass) chosen.push_back(Equations::outputs - 2);
  if (loads.fuller != 0) chosen.push_back(Equations::outputs - 1);
  return std::make_shared<ChosenOutputs>(
      smooth_function<Equations::inputs, Equations::outputs>(
          Equations{std::move(world), static_cast<std::size_t>(burn), loads.fuller, loads.fullest, Modes(mode)}),
      std::move(chosen));
}

struct Watched {
  std::shared_ptr<const World> world;
  Modes modes;
  Condition::Kind kind;
  double threshold;

  template <Scalar S>
  void operator()(const std::array<S, states + 1>& in, std::array<S, 1>& out) const {
    const Mode<S>& here = modes.in<S>();
    const PointMassState<S> y = state_in(in);
    out[0] = watch(kind, S(threshold), *world, here, CutOff<S>{}, y, Glance<S>{*world, here, in[states], y});
  }
};

template <int paths, bool clocked>
std::shared_ptr<const SmoothFunction> make_steered(std::shared_ptr<const World> world, const Mode<double>& mode) {
  return smooth_function<input_count<clocked, 0>, states + paths>(Steered<clocked>{std::move(world), Modes(mode)});
}

template <Loads loads>
std::shared_ptr<const SmoothFunction> make_free_axis(std::shared_ptr<const World> world, Mode<double> mode) {
  mode.law = static_cast<double>(Law::inertial);
  mode.turn_per_s = {};
  constexpr int outputs = states + 1 + count(loads);
  if (has_clock(mode)) {
    return smooth_function<input_count<true, axis_controls>, outputs>(
        FreeAxis<loads, true>{std::move(world), Modes(mode)});
  }
  return smooth_function<input_count<false, axis_controls>, outputs>(
      FreeAxis<loads, false>{std::move(world), Modes(mode)});
}

}  // namespace

bool has_clock(const Mode<double>& mode) {
  return std::any_of(mode.burns.begin(), mode.burns.end(),
                     [](const Burn<double>& burn) { return burn.level_rate_per_s != 0; });
}

std::shared_ptr<const SmoothFunction> steered(std::shared_ptr<const World> world, const Mode<double>& mode,
                                              bool limits_dynamic_pressure) {
  if (limits_dynamic_pressure) {
    return has_clock(mode) ? make_steered<1, true>(std::move(world), mode)
                           : make_steered<1, false>(std::move(world), mode);
  }
  return has_clock(mode) ? make_steered<0, true>(std::move(world), mode)
                         : make_steered<0, false>(std::move(world), mode);
}

std::shared_ptr<const SmoothFunction> free_axis(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                AirLoads loads) {
  if (loads.q_alpha && loads.dynamic_pressure) return make_free_axis<Loads::both>(std::move(world), mode);
  if (loads.q_alpha) return make_free_axis<Loads::q_alpha>(std::move(world), mode);
  if (loads.dynamic_pressure) return make_free_axis<Loads::dynamic_pressure>(std::move(world), mode);
  return make_free_axis<Loads::none>(std::move(world), mode);
}

std::shared_ptr<const SmoothFunction> throttled(std::shared_ptr<const World> world, const Mode<double>& mode, int burn,
                                                bool steers, const ThrottledLoads& loads) {
  return steers ? make_throttled<true>(std::move(world), mode, burn, loads)
                : make_throttled<false>(std::move(world), mode, burn, loads);
}

std::shared_ptr<const SmoothFunction> condition(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                Condition::Kind kind, double threshold) {
  Mode<double> steady = mode;
  for (Burn<double>& burn : steady.burns) burn.level_rate_per_s = 0;
  return smooth_function<states + 1, 1>(Watched{std::move(world), Modes(steady), kind, threshold});
}

}  // namespace cosmodrome::leg
