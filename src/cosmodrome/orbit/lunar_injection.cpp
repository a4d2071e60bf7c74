#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/orbit/free_return.hpp"
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
  InjectionSearch(const EarthAndMoon& worlds, const InjectionRequest& request)
      : worlds_(worlds), request_(request), pass_(request.pass) {
    constexpr double longest_burn_s = 3600;
    coast_ = propagate<double>(worlds.earth, request.craft, request.from.y, request.from.t_s,
                               request.latest_s + longest_burn_s);
  }

  InjectionSolution search() {
    if (coast_.failed) return failed("the first orbit comes down before the injection");
    if (request_.return_perigee_m) {
      const auto t_s = free_return_s(*request_.return_perigee_m);
      if (!t_s) return failed("there is no free return within a day of the arrival asked for");
      pass_.t_s = *t_s;
    }
    MasslessAim aim{0, 0, pass_.t_s};
    look_at(aim, best_impulse(aim));
    if (!std::isfinite(approach_.v_infinity_m_s)) return failed("there is no path to the Moon in this time");
    const auto pole = equator_pole(worlds_.moon, aim.t_s);
    const auto first = aim_of(pass_, approach_, pole, moon_place_m(worlds_, aim.t_s), worlds_.moon.gm_m3_s2);
    if (!first) return failed("the approach is too steep to the Moon's equator for this inclination");
    aim.b_dot_t_m = first->b_dot_t_m, aim.b_dot_r_m = first->b_dot_r_m;
    // Where the way leads half round the Earth, there is a best burn to either side of it. From the aim of patched
    // conics and from one without their delay the search comes to one or the other: the shorter burn is taken.
    MasslessAim late = aim;
    late.t_s += massless_delay_s(pass_.periapsis_m, approach_.v_infinity_m_s, worlds_.moon.gm_m3_s2);
    const LunarPass pass = pass_;
    for (const MasslessAim& start : {late, aim}) {
      pass_ = pass;
      burn_for(start);
      // A free return has but one time of its pass near the one asked for.
      if (request_.return_perigee_m && solution_.target.converged) break;
    }
    if (solution_.target.converged) solution_.why = lacks(solution_.injection.duration_s).value_or("");
    return solution_;
  }

 private:
  /// How near the B-plane and the time of the pass are met.
  struct Sharpness {
    double b_m, late_s;
  };
  static constexpr Sharpness plain{1000, 1}, sharp{20, 0.02};

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
    const Place moon_m = moon_place_m(worlds_, aim.t_s);
    if (aim.b_dot_t_m == 0 && aim.b_dot_r_m == 0) return moon_m;
    return moon_m + approach_.t * aim.b_dot_t_m + approach_.r * aim.b_dot_r_m;
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
    TargetSolution target = meet_pass_anyhow(injection);
    if (target.converged && request_.return_perigee_m) target = meet_return(target, *request_.return_perigee_m);
    if (!target.converged) {
      if (!solution_.target.converged) solution_.why = target.why;
      return;
    }
    const SteadyBurn met = injection_of(target.controls);
    if (solution_.target.converged && met.duration_s >= solution_.injection.duration_s) return;
    solution_.target = target, solution_.injection = met, solution_.ideal_m_s = impulse.size_m_s;
    solution_.pass_t_s = pass_.t_s;
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

  LunarState ignition_of(const SteadyBurn& injection) const {
    return {Body::earth, injection.ignition_s, coast_.at(injection.ignition_s)};
  }

  std::optional<PassMiss> miss_by(const SteadyBurn& injection) const {
    if (!can_be_flown(injection)) return std::nullopt;
    const auto approach =
        fly_to_approach(worlds_, request_.craft, ignition_of(injection), pass_.t_s + patience_s, burns_of(injection));
    return approach ? miss_of(worlds_, *approach, pass_) : std::nullopt;
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
  TargetSolution meet_pass(const SteadyBurn& start, const Sharpness& to = plain, bool shortest = true) const {
    const auto fly = [&](std::span<const double> x) {
      const auto miss = miss_by(injection_of(x));
      return miss ? Trial{{miss->b_dot_t_m, miss->b_dot_r_m, miss->late_s}, x[1]} : Trial{{}, 0, false};
    };
    TargetOptions options;
    options.minimize = shortest, options.cost_tolerance = 1e-2;
    return find_target(injection_controls(start),
                       {{"B.T m", 0, to.b_m}, {"B.R m", 0, to.b_m}, {"late s", 0, to.late_s}}, fly, options);
  }

  /// Where the search for the shortest burn comes to no end, it begins again from one that meets the pass; and if that
  /// does not help, that one will do.
  TargetSolution meet_pass_anyhow(const SteadyBurn& start) const {
    const TargetSolution shortest = meet_pass(start);
    if (shortest.converged) return shortest;
    const TargetSolution nearest = meet_pass(start, plain, false);
    if (!nearest.converged) return shortest;
    const TargetSolution again = meet_pass(injection_of(nearest.controls));
    return again.converged ? again : nearest;
  }

  /// The return by conics, if the Moon is passed at this time.
  std::optional<Homeward> patched_at(double t_s, double tilt_rad) {
    const MasslessAim middle{0, 0, t_s};
    look_at(middle, best_impulse(middle));
    const LunarState moon = seen_from(Body::earth, {Body::moon, t_s, State{}}, worlds_);
    return patched_return(approach_.s * approach_.v_infinity_m_s, pass_.periapsis_m, moon.y, worlds_.earth.gm_m3_s2,
                          worlds_.moon.gm_m3_s2, tilt_rad);
  }

  /// When the Moon is to be passed so that conics lead back to the perigee asked for.
  std::optional<double> free_return_s(double perigee_m) {
    constexpr double reach_s = 86400;
    const double about_s = request_.pass.t_s;
    const auto return_at = [&](double t_s) { return patched_at(t_s, 0); };
    return free_return_time_s(return_at, perigee_m, about_s - reach_s, about_s + reach_s, about_s);
  }

  /// What a return is changed by: time and tilt of the pass, in units that matter.
  struct ReturnStep {
    static constexpr double hour_s = 3600, tilt_rad = 0.02;
    double hours = 0, tilts = 0;
    double dot(const ReturnStep& other) const { return hours * other.hours + tilts * other.tilts; }
    ReturnStep times(double factor) const { return {hours * factor, tilts * factor}; }
  };

  /// How a return by conics changes with both; no numbers where nothing returns.
  ReturnStep patched_slope_m(double perigee_m) {
    constexpr double h = 0.25;
    const BPlane<double, Gcrf> aimed_by = approach_;
    const auto over_m = [&](double hours, double tilts) {
      const auto home = patched_at(pass_.t_s + hours * ReturnStep::hour_s, tilts * ReturnStep::tilt_rad);
      return home ? home->over_m(perigee_m) : std::numeric_limits<double>::quiet_NaN();
    };
    const ReturnStep slope{(over_m(h, 0) - over_m(-h, 0)) / (2 * h), (over_m(0, h) - over_m(0, -h)) / (2 * h)};
    approach_ = aimed_by;
    return slope;
  }

  /// Moves time and tilt of the pass until what flies on comes back with the perigee that is asked for, by the least
  /// steps of Broyden's method from the slope of conics, and its aim until its nearest point is where it should be,
  /// which the Earth's pull shifts by some kilometres. (The pass and the return, asked for at once, are nearly the same
  /// to the injection.)
  /// Source: J. Nocedal, S. J. Wright: Numerical Optimization, 2nd ed. Springer, 2006, section 11.1.
  TargetSolution meet_return(TargetSolution pass, double perigee_m) {
    constexpr int most_rounds = 20;
    constexpr double longest_step = 1.5, near_m = 200;
    const double wanted_m = request_.pass.periapsis_m;
    ReturnStep slope = patched_slope_m(perigee_m), step;
    std::optional<double> last_m;
    for (int round = 0; round < most_rounds; ++round) {
      pass = meet_pass(injection_of(pass.controls), sharp, false);
      if (!pass.converged) return pass;
      const SteadyBurn injection = injection_of(pass.controls);
      const auto path =
          fly_return(worlds_, request_.craft, ignition_of(injection), pass_.t_s + patience_s, burns_of(injection));
      if (!path) break;
      const double over_m = path->homeward.over_m(perigee_m), high_m = path->pass_m - wanted_m;
      if (std::abs(over_m) < near_m && std::abs(high_m) < near_m) return pass;
      if (last_m) {
        const ReturnStep change = step.times((over_m - *last_m - slope.dot(step)) / step.dot(step));
        slope = {slope.hours + change.hours, slope.tilts + change.tilts};
      }
      step = slope.times(-over_m / slope.dot(slope));
      if (!std::isfinite(step.dot(step))) break;
      const double length = std::sqrt(step.dot(step));
      if (length > longest_step) step = step.times(longest_step / length);
      last_m = over_m;
      pass_.periapsis_m -= high_m;
      pass_.t_s += step.hours * ReturnStep::hour_s, pass_.tilt_rad += step.tilts * ReturnStep::tilt_rad;
    }
    pass.converged = false;
    pass.why = "no free return was found near the arrival asked for";
    return pass;
  }

  static constexpr double patience_s = 86400;

  const EarthAndMoon& worlds_;
  const InjectionRequest& request_;
  LunarPass pass_;
  OrbitArc<double> coast_;
  BPlane<double, Gcrf> approach_;
  InjectionSolution solution_;
};

}  // namespace

InjectionSolution find_injection(const EarthAndMoon& worlds, const InjectionRequest& request) {
  return InjectionSearch(worlds, request).search();
}

}  // namespace cosmodrome
