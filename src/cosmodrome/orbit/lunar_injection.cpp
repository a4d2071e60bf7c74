#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/orbit/lambert.hpp"
#include "cosmodrome/orbit/lunar_transfer.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
using State = PointMassState<double>;

struct Impulse {
  double t_s = 0;
  double size_m_s = std::numeric_limits<double>::infinity();
};

/// Where a path that the Moon does not pull must be, and when: beside the Moon by a vector in its B-plane. Where the
/// Moon does pull, the path that arrives is another; its aim is moved until it passes as it should.
struct MasslessAim {
  double b_dot_t_m = 0;
  double b_dot_r_m = 0;
  double t_s = 0;
};

SteadyBurn injection_of(std::span<const double> x) { return {x[0], x[1], x[2], x[3]}; }

/// How ignition, length, pitch and yaw are measured.
std::vector<Control> injection_controls(const SteadyBurn& start) {
  return {{"ignition s", start.ignition_s, 100, 1e-5, 5},
          {"duration s", start.duration_s, 100, 1e-5, 1},
          {"pitch rad", start.pitch_rad, 0.1, 1e-5, 2},
          {"yaw rad", start.yaw_rad, 0.1, 1e-5, 2}};
}

class InjectionSearch {
 public:
  InjectionSearch(const EarthAndMoon& worlds, const InjectionRequest& request) : worlds_(worlds), request_(request) {
    constexpr double longest_burn_s = 3600;
    coast_ = propagate<double>(worlds.earth, request.craft, request.from.y, request.from.t_s,
                               request.latest_s + longest_burn_s);
  }

  InjectionSolution search() {
    if (coast_.failed) return failed("the first orbit comes down before the injection");
    MasslessAim aim{0, 0, request_.pass.t_s};
    look_at(aim, best_impulse(aim));
    if (!std::isfinite(approach_.v_infinity_m_s)) return failed("there is no path to the Moon in this time");
    const auto pole = equator_pole(worlds_.moon, aim.t_s);
    const auto first = aim_of(request_.pass, approach_, pole, worlds_.moon.gm_m3_s2);
    if (!first) return failed("the approach is too steep to the Moon's equator for this inclination");
    aim.b_dot_t_m = first->b_dot_t_m, aim.b_dot_r_m = first->b_dot_r_m;
    // Where the way leads half round the Earth, there is a best burn to either side of it. From the aim of patched
    // conics and from one without their delay the search comes to one or the other: the shorter burn is taken.
    MasslessAim late = aim;
    late.t_s += massless_delay_s(request_.pass.periapsis_m, approach_.v_infinity_m_s, worlds_.moon.gm_m3_s2);
    for (const MasslessAim& start : {late, aim}) burn_for(start);
    if (solution_.target.converged) solution_.why = lacks(solution_.injection.duration_s).value_or("");
    return solution_;
  }

 private:
  InjectionSolution failed(std::string why) {
    solution_.why = std::move(why);
    return solution_;
  }

  /// Says what the stage has too little of.
  std::optional<std::string> lacks(double duration_s) const {
    const double due_kg = propellant_kg(request_.engine, duration_s);
    if (due_kg <= request_.most_propellant_kg) return std::nullopt;
    return fmt::format("it takes {:.0f} m/s and {:.0f} kg of propellant, {:.0f} kg are left",
                       velocity_change_m_s(request_.engine, request_.from.y[6], duration_s), due_kg,
                       request_.most_propellant_kg);
  }

  Place place_of(const MasslessAim& aim) const {
    const LunarState moon = seen_from(Body::earth, {Body::moon, aim.t_s, State{}}, worlds_);
    if (aim.b_dot_t_m == 0 && aim.b_dot_r_m == 0) return position_of(moon.y);
    return position_of(moon.y) + approach_.t * aim.b_dot_t_m + approach_.r * aim.b_dot_r_m;
  }

  LambertPath<double> path_from(const State& y, double t_s, const Place& place_m, double arrival_s) const {
    const auto r = position_of(y), v = velocity_of(y);
    return solve_lambert<double>(r, place_m, arrival_s - t_s, worlds_.earth.gm_m3_s2, cross(r, v)).front();
  }

  /// The cheapest impulse to the aim, over the coast.
  Impulse best_impulse(const MasslessAim& aim) const {
    const Place place_m = place_of(aim);
    const auto size_at = [&](double t_s) {
      const State y = coast_.at(t_s);
      return norm(path_from(y, t_s, place_m, aim.t_s).leave_m_s - velocity_of(y));
    };
    constexpr double step_s = 60;
    Impulse best;
    for (double t_s = request_.earliest_s; t_s <= request_.latest_s; t_s += step_s) {
      if (const double size = size_at(t_s); size < best.size_m_s) best = {t_s, size};
    }
    const Minimum least = find_minimum(size_at, std::max(request_.earliest_s, best.t_s - step_s),
                                       std::min(request_.latest_s, best.t_s + step_s), {.tolerance = 0.1});
    return least.value < best.size_m_s ? Impulse{least.x, least.value} : best;
  }

  /// The finite burn that begins as the cheapest impulse to an aim; kept if it is the shortest yet that meets the pass.
  void burn_for(const MasslessAim& aim) {
    const Impulse impulse = best_impulse(aim);
    const double duration_s = burn_duration_s(request_.engine, request_.from.y[6], impulse.size_m_s);
    SteadyBurn injection{std::max(request_.from.t_s, impulse.t_s - 0.55 * duration_s), duration_s, 0, 0};
    injection = move_aim(aim, injection_of(meet_lambert(aim, injection).controls));
    const TargetSolution target = meet_pass(injection);
    if (!target.converged) {
      if (!solution_.target.converged) solution_.why = target.why;
      return;
    }
    const SteadyBurn met = injection_of(target.controls);
    if (solution_.target.converged && met.duration_s >= solution_.injection.duration_s) return;
    solution_.target = target, solution_.injection = met, solution_.ideal_m_s = impulse.size_m_s;
    solution_.found = !lacks(met.duration_s);
  }

  /// The asymptote by which an impulse arrives, and with it the B-plane.
  void look_at(const MasslessAim& aim, const Impulse& impulse) {
    const LunarState moon = seen_from(Body::earth, {Body::moon, aim.t_s, State{}}, worlds_);
    const auto path = path_from(coast_.at(impulse.t_s), impulse.t_s, position_of(moon.y), aim.t_s);
    const auto approach = path.arrive_m_s - velocity_of(moon.y);
    approach_.v_infinity_m_s = norm(approach), approach_.s = unit(approach);
    approach_.t = unit(cross(approach_.s, equator_pole(worlds_.moon, aim.t_s)));
    approach_.r = cross(approach_.s, approach_.t);
  }

  bool can_be_flown(const SteadyBurn& injection) const {
    return injection.ignition_s >= coast_.from_s && injection.ignition_s <= coast_.end_s && injection.duration_s > 0;
  }

  std::vector<FiniteBurn<double>> burns_of(const SteadyBurn& injection) const {
    return make_burn(request_.engine, injection.ignition_s, injection.duration_s, injection.attitude());
  }

  /// Has the end of the burn the velocity that Lambert asks there? Of all such burns the shortest.
  TargetSolution meet_lambert(const MasslessAim& aim, const SteadyBurn& start) const {
    const Place place_m = place_of(aim);
    const auto fly = [&](std::span<const double> x) {
      const SteadyBurn injection = injection_of(x);
      const double end_s = injection.ignition_s + injection.duration_s;
      if (!can_be_flown(injection) || end_s >= aim.t_s) return Trial{{}, 0, false};
      const auto arc =
          propagate<double>(worlds_.earth, request_.craft, coast_.at(injection.ignition_s), injection.ignition_s, end_s,
                            burns_of(injection), {}, {.tolerance = 1e-10, .dense = false});
      if (arc.failed) return Trial{{}, 0, false};
      const auto r = position_of(arc.end), v = velocity_of(arc.end);
      const auto gain = path_from(arc.end, end_s, place_m, aim.t_s).leave_m_s - v;
      const auto normal = unit(cross(r, v)), along = unit(v);
      return Trial{{dot(gain, along), dot(gain, cross(along, normal)), dot(gain, normal)}, injection.duration_s};
    };
    TargetOptions options;
    options.minimize = true, options.cost_tolerance = 1e-2;
    return find_target(injection_controls(start),
                       {{"along m/s", 0, 0.01}, {"outward m/s", 0, 0.01}, {"normal m/s", 0, 0.01}}, fly, options);
  }

  std::optional<PassMiss> miss_by(const SteadyBurn& injection) const {
    constexpr double patience_s = 86400;
    if (!can_be_flown(injection)) return std::nullopt;
    const LunarState from{Body::earth, injection.ignition_s, coast_.at(injection.ignition_s)};
    const auto approach =
        fly_to_approach(worlds_, request_.craft, from, request_.pass.t_s + patience_s, burns_of(injection));
    return approach ? miss_of(worlds_, *approach, request_.pass) : std::nullopt;
  }

  /// Moves the massless aim by what the flight in the worlds as they are misses, until little is left.
  SteadyBurn move_aim(MasslessAim aim, SteadyBurn injection) const {
    constexpr int most_rounds = 10;
    constexpr double near_m = 3e5, near_s = 300;
    for (int round = 0; round < most_rounds; ++round) {
      const auto miss = miss_by(injection);
      if (!miss) break;
      if (std::hypot(miss->b_dot_t_m, miss->b_dot_r_m) < near_m && std::abs(miss->late_s) < near_s) break;
      aim.b_dot_t_m -= miss->b_dot_t_m, aim.b_dot_r_m -= miss->b_dot_r_m, aim.t_s -= miss->late_s;
      injection = injection_of(meet_lambert(aim, injection).controls);
    }
    return injection;
  }

  /// The whole way in the worlds as they are, to the pass that is wanted.
  TargetSolution meet_pass(const SteadyBurn& start) const {
    const auto fly = [&](std::span<const double> x) {
      const auto miss = miss_by(injection_of(x));
      return miss ? Trial{{miss->b_dot_t_m, miss->b_dot_r_m, miss->late_s}, x[1]} : Trial{{}, 0, false};
    };
    TargetOptions options;
    options.minimize = true, options.cost_tolerance = 1e-2;
    return find_target(injection_controls(start), {{"B.T m", 0, 1000}, {"B.R m", 0, 1000}, {"late s", 0, 1}}, fly,
                       options);
  }

  const EarthAndMoon& worlds_;
  const InjectionRequest& request_;
  OrbitArc<double> coast_;
  BPlane<double, Gcrf> approach_;
  InjectionSolution solution_;
};

}  // namespace

InjectionSolution find_injection(const EarthAndMoon& worlds, const InjectionRequest& request) {
  return InjectionSearch(worlds, request).search();
}

}  // namespace cosmodrome
