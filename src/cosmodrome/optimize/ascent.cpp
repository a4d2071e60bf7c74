#include "cosmodrome/optimize/ascent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/optimize/added_output.hpp"
#include "cosmodrome/optimize/ascent_legs.hpp"
#include "cosmodrome/optimize/falls.hpp"
#include "cosmodrome/optimize/impact_limits.hpp"
#include "cosmodrome/optimize/leg_phase.hpp"
#include "cosmodrome/optimize/orbit_conditions.hpp"

namespace cosmodrome {
namespace {

constexpr double shortest_leg_s = 1e-3;
constexpr double place_scale_m = 6.378e6, speed_scale_m_s = 7905, time_scale_s = 800;

class AscentMaker {
 public:
  AscentMaker(const Plan& plan, const AscentOptions& options)
      : plan_(with_gravity_turn_law(plan)), options_(options), world_(std::make_shared<World>(plan_.world)) {}

  AscentProblem make() {
    ascent_.world = world_;
    ascent_.payload_kg = plan_.model.payload_mass_kg;
    take_legs(choose_legs(plan_, options_));
    ascent_.final_mass_kg = ascent_.legs.back().y.back()[6];
    begin_globals();
    for (std::size_t i = 0; i < ascent_.legs.size(); ++i) add_phase(i);
    add_objective();
    keep_in_zones(ascent_, plan_, options_.keep_in_zones);
    keep_impact_points_off(ascent_, options_.impact_points_off);
    return std::move(ascent_);
  }

 private:
  void take_legs(AscentLegs&& chosen) {
    ascent_.legs = std::move(chosen.legs), ascent_.throttled = std::move(chosen.throttled);
    ascent_.last_target = chosen.last_target;
  }

  [[nodiscard]] bool by_payload() const { return options_.objective == AscentObjective::payload; }

  [[nodiscard]] bool does(const Leg& leg, auto&& wanted) const {
    return std::any_of(leg.ended_by.begin(), leg.ended_by.end(), [&](int item) {
      const auto& actions = plan_.items[static_cast<std::size_t>(item)].actions;
      return std::any_of(actions.begin(), actions.end(),
                         [&](const CompiledAction& action) { return wanted(action.kind); });
    });
  }

  /// Engines that tail off, and none besides: so little is left at the end that no direction of it counts.
  static bool fades(const Leg& leg) {
    const double length = leg.end_s() - leg.begin_s();
    return std::all_of(leg.mode.burns.begin(), leg.mode.burns.end(),
                       [&](const Burn<double>& burn) { return burn.level + burn.level_rate_per_s * length < 1e-6; });
  }

  void begin_globals() {
    OptimalControlProblem& problem = ascent_.problem;
    problem.name = plan_.mission.name;
    problem.time_scale = time_scale_s;
    problem.times = {{0, 0}};
    ascent_.guess.times = {0};
    if (!by_payload()) {
      problem.objective_scale = ascent_.final_mass_kg;
      return;
    }
    const double payload = std::max(ascent_.payload_kg, 1.0);
    problem.parameter_names = {"payload_kg"};
    problem.parameters = {{0, 100 * payload}};
    problem.parameter_scale = {payload};
    problem.objective_scale = payload;
    ascent_.guess.parameters = {ascent_.payload_kg};
  }

  /// Adds the time at which a leg ends by a condition on the state, and returns it.
  int add_time(double nominal_s, double begin_s) {
    ascent_.problem.times.push_back({begin_s + 0.02 * (nominal_s - begin_s), 20 * nominal_s + 2000});
    ascent_.guess.times.push_back(nominal_s);
    return static_cast<int>(ascent_.problem.times.size()) - 1;
  }

  void add_phase(std::size_t index) {
    const Leg& leg = ascent_.legs[index];
    ControlPhase phase;
    phase.name = index == 0 ? "from lift-off" : name_of_start(ascent_.legs[index - 1]);
    phase.states = leg::states;
    phase.sees_own_clock = leg::has_clock(leg.mode);
    phase.state_scale = {place_scale_m,   place_scale_m,   place_scale_m,   speed_scale_m_s,
                         speed_scale_m_s, speed_scale_m_s, leg.y.front()[6]};
    add_equations(phase, leg, ascent_.throttled[index]);
    if (ascent_.throttled[index].free()) throttled_.set(static_cast<std::size_t>(ascent_.throttled[index].stage));
    add_times(phase, leg);
    if (index == 0) {
      start(phase, leg);
    } else {
      link(phase, static_cast<int>(index));
    }
    add_conditions(phase, index);
    ascent_.guess.phases.push_back(guess_of(leg, ascent_.throttled[index]));
    ascent_.mesh.push_back(mesh_of(leg, phase.controls > 0, ascent_.throttled[index].free()));
    ascent_.problem.phases.push_back(std::move(phase));
  }

  [[nodiscard]] std::string name_of_start(const Leg& before) const {
    return before.ended_by.empty() ? "after a change of thrust"
                                   : "from " + plan_.items[static_cast<std::size_t>(before.ended_by.front())].name;
  }

  void add_equations(ControlPhase& phase, const Leg& leg, const ThrottledBurn& throttle) {
    phase.steady_controls = steers(leg) && fades(leg);
    const leg::ThrottledLoads loads = loads_of(*world_, leg, throttle, options_, ascent_.problem.objective_scale);
    phase.has_integrand = loads.fuller != 0;
    phase.breaks_at_corners = throttle.free();
    phase.equations = equations_of(world_, leg, throttle, loads);
    if (steers(leg)) {
      phase.controls = leg::axis_controls;
      phase.control_bounds = {{-1.5, 1.5}, {-1.5, 1.5}, {-1.5, 1.5}};
      add_path(phase, {1, 1}, 1);
    }
    if (throttle.watched()) {
      ++phase.controls;
      phase.control_bounds.push_back({throttle.least, throttle.most});
    }
    const auto limit = [&](bool is_one, double most) {
      if (is_one) add_path(phase, {-unbounded, most}, most);
    };
    limit(loads.air.q_alpha, options_.most_q_alpha_Pa_rad * options_.most_q_alpha_Pa_rad);
    limit(loads.air.dynamic_pressure, options_.most_dynamic_pressure_Pa);
    limit(loads.axial_acceleration, options_.most_axial_acceleration_m_s2);
    limit(loads.thrust_per_mass, throttle.thrust_limit_m_s2);
    if (leans_into_given_azimuth(leg)) keep_in_launch_plane(phase);
  }

  /// An azimuth that the mission gives is not the optimiser's: what leans over stays in its plane, and what is guided
  /// afterwards may leave it.
  [[nodiscard]] bool leans_into_given_azimuth(const Leg& leg) const {
    return plan_.mission.launch_azimuth_rad && !options_.free_from_lift_off && steers(leg) && leg.target < 0 &&
           leg.mode.law == static_cast<double>(Law::ground);
  }

  /// u . n = 0, n at right angles to the pad's vertical and the azimuth as they stand at lift-off.
  void keep_in_launch_plane(ControlPhase& phase) const {
    const auto n = gcrf_to_itrf(world_->earth, 0.0).inverse() * cross(plan_.pad_up, plan_.pad_downrange);
    const auto out_of_plane =
        smooth_function<3, 1>([n](const auto& u, auto& out) { out[0] = u[0] * n.x + u[1] * n.y + u[2] * n.z; });
    phase.equations = std::make_shared<AddedOutput>(phase.equations, phase.states + phase.paths, out_of_plane,
                                                    std::vector<int>{leg::states, leg::states + 1, leg::states + 2});
    add_path(phase, {0, 0}, 1);
  }

  static void add_path(ControlPhase& phase, Bounds bounds, double scale) {
    ++phase.paths;
    phase.path_bounds.push_back(bounds);
    phase.path_scale.push_back(scale);
  }

  [[nodiscard]] bool in_thick_air(const Leg& leg) const { return densest_air_Pa(*world_, leg) > 100; }

  /// Whether a leg ends when the tank of a throttled stage is at a mark, or empty: at a time that the optimiser finds.
  [[nodiscard]] bool ends_by_throttled_tank(const Leg& leg) const {
    if (leg.ends_by_state) return false;
    const auto burns = [&](int stage) {
      for (std::size_t i = 0; i < max_burning; ++i) {
        if (leg.burning_stage[i] == stage && !leg.cut_off[i]) return true;
      }
      return false;
    };
    const auto of_tank = [&](int index) {
      const CompiledItem& item = plan_.items[static_cast<std::size_t>(index)];
      const bool tank = item.kind == Condition::Kind::propellant_below || item.kind == Condition::Kind::burn_time_left;
      return tank && throttled_[static_cast<std::size_t>(item.stage)] && burns(item.stage);
    };
    if (std::any_of(leg.ended_by.begin(), leg.ended_by.end(), of_tank)) return true;
    for (std::size_t stage = 0; stage < max_stages; ++stage) {
      if (throttled_[stage] && leg.empty[stage] && burns(static_cast<int>(stage))) return true;
    }
    return false;
  }

  /// Whether a clock cuts off a stage that is throttled: what it has left then, nobody knows beforehand.
  [[nodiscard]] bool clock_cuts_off_throttled(const Leg& leg) const {
    if (leg.ends_by_state || ends_by_throttled_tank(leg)) return false;
    return std::any_of(leg.ended_by.begin(), leg.ended_by.end(), [&](int item) {
      const auto& actions = plan_.items[static_cast<std::size_t>(item)].actions;
      return std::any_of(actions.begin(), actions.end(), [&](const CompiledAction& action) {
        return action.kind == Action::Kind::cut_off && throttled_[static_cast<std::size_t>(action.index)];
      });
    });
  }

  /// The mass tells when the tank is at its mark only if nothing else has burned meanwhile.
  void must_burn_alone(const Leg& leg) const {
    const auto burning = std::count_if(leg.mode.burns.begin(), leg.mode.burns.end(), [](const Burn<double>& burn) {
      return burn.level > 0 || burn.level_rate_per_s > 0;
    });
    if (burning < 2) return;
    throw InputError(Problem{plan_.mission.file, 0, 0, "optimize.free_throttle",
                             "another stage burns when the tank of a throttled one is at its mark",
                             "let the sequence throttle this stage, and name another"});
  }

  void add_times(ControlPhase& phase, const Leg& leg) {
    phase.start_time = now_, phase.start_delay = now_delay_s_;
    const bool throttled_tank = ends_by_throttled_tank(leg);
    const bool tank_without_clock = leg.limited && leg.burns() && !leg.ends_by_state && !leg.ended_by.empty() &&
                                    does(leg, [](Action::Kind kind) { return kind == Action::Kind::cut_off; });
    if (leg.ends_by_state || leg.ends_freely || tank_without_clock || throttled_tank) {
      now_ = add_time(leg.end_s(), leg.begin_s());
      now_delay_s_ = 0;
      // What ignites, cuts off or separates then sets a new clock going; what only jettisons does not.
      const bool sets_clock = does(leg, [](Action::Kind kind) {
        return kind == Action::Kind::ignite || kind == Action::Kind::cut_off || kind == Action::Kind::throttle ||
               kind == Action::Kind::separate;
      });
      if (sets_clock || throttled_tank) clock_ = now_, clock_nominal_s_ = leg.end_s();
    } else {
      now_ = clock_, now_delay_s_ = leg.end_s() - clock_nominal_s_;
    }
    phase.end_time = now_, phase.end_delay = now_delay_s_;
    keep_order(phase);
  }

  /// An event on the state stays between those that the lift-off's clock brings before and after it.
  void keep_order(const ControlPhase& phase) {
    std::vector<Bounds>& times = ascent_.problem.times;
    if (phase.start_time == 0 && phase.end_time != 0) {
      Bounds& end = times[static_cast<std::size_t>(phase.end_time)];
      end.lower = std::max(end.lower, phase.start_delay + shortest_leg_s);
    }
    if (phase.start_time != 0 && phase.end_time == 0) {
      Bounds& start = times[static_cast<std::size_t>(phase.start_time)];
      start.upper = std::min(start.upper, phase.end_delay - shortest_leg_s);
    }
  }

  void start(ControlPhase& phase, const Leg& leg) {
    for (const double y : leg.y.front()) phase.start_bounds.push_back({y, y});
    if (by_payload()) {
      phase.start_bounds.back() = {};
      phase.conditions.push_back(mass_above_payload("lift-off mass", false, leg.y.front()[6], true));
    }
  }

  void link(ControlPhase& phase, int index) {
    const Leg& before = ascent_.legs[static_cast<std::size_t>(index) - 1];
    const Leg& leg = ascent_.legs[static_cast<std::size_t>(index)];
    double drop = leg.y.front()[6] - before.y.back()[6];
    if (std::abs(drop) > spare_of_empty_kg && left_over_varies_ && before.stages_aboard != leg.stages_aboard) {
      // What is left in a stage that leaves is not known beforehand; what stays aboard is.
      drop = std::nan("");
      phase.conditions.push_back(mass_above_payload("mass after a separation", false, leg.y.front()[6], true));
      left_over_varies_ = false;
    }
    ascent_.problem.linkages.push_back({index - 1, index, {0, 0, 0, 0, 0, 0, drop}});
  }

  /// Mass less payload at one end: equal to, or at least, that of the planned flight with `mass_kg`.
  EndCondition mass_above_payload(const char* name, bool at_end, double mass_kg, bool equal) const {
    EndCondition condition;
    condition.name = name;
    condition.at_end = at_end;
    const double bare = mass_kg - ascent_.payload_kg;
    condition.bounds = {{bare, equal ? bare : unbounded}};
    condition.scale = {mass_kg};
    if (by_payload()) {
      condition.function = smooth_function<9, 1>([](const auto& in, auto& out) { out[0] = in[6] - in[8]; });
    } else {
      const double payload = ascent_.payload_kg;
      condition.function = smooth_function<8, 1>([payload](const auto& in, auto& out) { out[0] = in[6] - payload; });
    }
    return condition;
  }

  void add_conditions(ControlPhase& phase, std::size_t index) {
    const Leg& leg = ascent_.legs[index];
    if (ends_guided(plan_, leg)) {
      pending_target_ = plan_.items[static_cast<std::size_t>(leg.ended_by.front())].target;
      const bool last = pending_target_ == ascent_.last_target && !comes_again(pending_target_, index);
      left_over_varies_ = true;
      const double dry = leg.y.back()[6] - leg.spare_kg + (last ? options_.reserve_kg : 0.0);
      empty_kg_ = dry - ascent_.payload_kg;
      phase.conditions.push_back(
          mass_above_payload("propellant of the burn that reaches the target", true, dry, false));
    } else if (leg.ends_by_state) {
      const int item = leg.ended_by.front();
      const double threshold = plan_.model.condition_value[static_cast<std::size_t>(item)];
      phase.conditions.push_back({plan_.items[static_cast<std::size_t>(item)].name,
                                  true,
                                  leg::condition(world_, leg.mode, end_kind(plan_, leg), threshold),
                                  {{0, 0}},
                                  {std::max(std::abs(threshold), 1.0)}});
    } else if (ends_by_throttled_tank(leg)) {
      must_burn_alone(leg);
      phase.conditions.push_back(mass_above_payload("tank that empties", true, leg.y.back()[6], true));
      left_over_varies_ = true;  // the tail-off burns more or less, by the throttle from which it comes
    } else if (clock_cuts_off_throttled(leg)) {
      must_burn_alone(leg);
      phase.conditions.push_back(
          mass_above_payload("propellant of a throttled stage", true, leg.y.back()[6] - leg.spare_kg, false));
      left_over_varies_ = true;
    } else if (leg.limited && phase.end_time != 0 && phase.end_delay == 0 && leg.burns()) {
      phase.conditions.push_back(mass_above_payload("tank that empties", true, leg.y.back()[6], true));
    }
    // The target counts once the tail-off is over, and of several burns that lead to it, after the last.
    const bool more_burns = index + 1 < ascent_.legs.size() && ascent_.legs[index + 1].burns();
    if (pending_target_ < 0 || more_burns) return;
    if (!comes_again(pending_target_, index)) {
      phase.conditions.push_back(orbit_condition(plan_.mission.targets[static_cast<std::size_t>(pending_target_)],
                                                 world_->gravity.gm_m3_s2(), gcrf_to_cirf(world_->earth, 0.0)));
    }
    pending_target_ = -1;
  }

  /// Whether a later guided cut-off leads to the same target.
  [[nodiscard]] bool comes_again(int target, std::size_t after) const {
    for (std::size_t i = after + 1; i < ascent_.legs.size(); ++i) {
      const Leg& leg = ascent_.legs[i];
      if (ends_guided(plan_, leg) && plan_.items[static_cast<std::size_t>(leg.ended_by.front())].target == target)
        return true;
    }
    return false;
  }

  /// The throttle that was flown, or what the limit leaves of it.
  [[nodiscard]] double level_to_begin_with(const Leg& leg, const ThrottledBurn& throttle, std::size_t row) const {
    double level = throttle.level[row];
    if (const double most = options_.most_axial_acceleration_m_s2; most > 0)
      level *= std::min(1.0, most / std::max(thrust_m_s2(*world_, leg, row), most));
    return std::clamp(level, throttle.least, throttle.most);
  }

  [[nodiscard]] PhaseGuess guess_of(const Leg& leg, const ThrottledBurn& throttle) const {
    PhaseGuess guess;
    guess.t = leg.t_s;
    for (std::size_t i = 0; i < leg.t_s.size(); ++i) {
      guess.states.emplace_back(leg.y[i].begin(), leg.y[i].end());
      std::vector<double> control;
      if (steers(leg)) control = {leg.axis[i].x, leg.axis[i].y, leg.axis[i].z};
      if (throttle.watched()) control.push_back(level_to_begin_with(leg, throttle, i));
      if (!control.empty()) guess.controls.push_back(std::move(control));
    }
    return guess;
  }

  [[nodiscard]] PhaseMesh mesh_of(const Leg& leg, bool controlled, bool throttled) const {
    const double length = leg.end_s() - leg.begin_s();
    if (!controlled && !leg.burns())
      return even_mesh(std::max(1, static_cast<int>(std::lround(length / 400))), length < 20 ? 3 : 8);
    if (length < 1) return even_mesh(1, 2);
    if (length < 10) return even_mesh(1, 4);
    // Throttle has corners where limits begin to bite.
    constexpr double between_corners_s = 40;
    if (throttled) return even_mesh(std::max(2, static_cast<int>(std::lround(length / between_corners_s))), 6);
    // Above the air motion is smooth for minutes.
    const double smooth_s = in_thick_air(leg) ? 130 : 350;
    return even_mesh(std::max(1, static_cast<int>(std::lround(length / smooth_s))), 8);
  }

  void add_objective() {
    EndCondition objective;
    objective.name = by_payload() ? "payload" : "final mass";
    if (by_payload()) {
      // Of burns with propellant to spare the payload says nothing: a ten-thousandth of what is left does.
      const double empty = empty_kg_;
      objective.function = smooth_function<9, 1>(
          [empty](const auto& in, auto& out) { out[0] = -in[8] - 1e-4 * (in[6] - in[8] - empty); });
    } else {
      objective.function = smooth_function<8, 1>([](const auto& in, auto& out) { out[0] = -in[6]; });
    }
    ascent_.problem.phases.back().conditions.push_back(objective);
  }

  const Plan plan_;
  const AscentOptions& options_;
  std::shared_ptr<const World> world_;
  AscentProblem ascent_;
  int now_ = 0, clock_ = 0;
  double now_delay_s_ = 0, clock_nominal_s_ = 0;
  int pending_target_ = -1;
  double empty_kg_ = 0;                ///< mass less payload when the last burn has used all it may
  bool left_over_varies_ = false;      ///< a stage was cut off, by guidance or throttled, since the last separation
  std::bitset<max_stages> throttled_;  ///< stages throttled so far
};

}  // namespace

AscentProblem make_ascent_problem(const Plan& plan, const AscentOptions& options) {
  return AscentMaker(plan, options).make();
}

}  // namespace cosmodrome
