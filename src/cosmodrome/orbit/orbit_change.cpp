#include "cosmodrome/orbit/orbit_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi;

/// Instant burns to begin the search with.
struct Guess {
  double cost_m_s = std::numeric_limits<double>::infinity();
  std::vector<SteadyBurn> burns;
};

/// A change of velocity in the axes of BurnAxes::vnc: along, normal, outward.
struct Impulse {
  double t_s = 0;
  double along_m_s = 0, normal_m_s = 0, outward_m_s = 0;
  [[nodiscard]] double size_m_s() const { return std::hypot(along_m_s, normal_m_s, outward_m_s); }
};

class ChangeSearch {
 public:
  ChangeSearch(const OrbitWorld& world, const OrbitChangeRequest& request, const EopTable& eop)
      : world_(world), request_(request), to_teme_(gcrf_to_teme(world.reference + request.earliest_s, eop)) {
    const auto mean = mean_elements_of(to_teme_, world.reference + request.t_s, request.state);
    const double revolution_s = two_pi / mean.mean_motion_rad_s;
    first_s_ = request.first_burn_s.value_or(request.earliest_s);
    last_s_ = request.first_burn_s ? first_s_ : first_s_ + revolution_s;
    coast_ = propagate<double>(world, request.craft, request.state, request.t_s, last_s_ + revolution_s);
    begin_inclination_rad_ = mean.inclination_rad;
    begin_apogee_m_ = catalogue_axis_m(mean) * (1 + mean.eccentricity) - wgs84_equatorial_radius_m;
    begin_perigee_m_ = catalogue_axis_m(mean) * (1 - mean.eccentricity) - wgs84_equatorial_radius_m;
  }

  OrbitChange search() {
    OrbitChange change;
    if (coast_.failed) {
      change.why = "the orbit comes down before the burns";
      return change;
    }
    for (const Guess& guess : guesses()) {
      change.target = meet(guess, false);
      if (change.target.converged) break;
    }
    if (!change.target.converged) {
      change.why = why_not(change.target);
      return change;
    }
    const TargetSolution cheapest = meet({0, burns_of(change.target.controls)}, true);
    if (cheapest.converged && cheapest.trial.cost < change.target.trial.cost) change.target = cheapest;
    change.found = true;
    change.burns = burns_of(change.target.controls);
    return change;
  }

 private:
  [[nodiscard]] std::string why_not(const TargetSolution& target) const {
    if (request_.burns == 1)
      return fmt::format(
          "by one burn it must touch the orbit before, which goes from {:.0f} to {:.0f} km (mean); two burns lead "
          "there",
          begin_perigee_m_ / 1e3, begin_apogee_m_ / 1e3);
    return target.why.empty() ? "no place for the burns was found" : target.why;
  }

  // ---- instant burns

  [[nodiscard]] double goal_axis_m() const {
    return wgs84_equatorial_radius_m + 0.5 * (request_.goal.perigee_altitude_m + request_.goal.apogee_altitude_m);
  }
  [[nodiscard]] double speed_m_s(double radius_m, double axis_m) const {
    return std::sqrt(std::max(0.0, world_.gm_m3_s2 * (2 / radius_m - 1 / axis_m)));
  }

  /// By how much a burn at this argument of latitude turns the plane about the radius, to change the inclination.
  [[nodiscard]] double turn_rad(double argument_of_latitude_rad) const {
    const double change_rad = request_.goal.inclination_rad - begin_inclination_rad_;
    constexpr double nothing_rad = 1e-5;
    if (std::abs(change_rad) < nothing_rad) return 0;
    return change_rad / std::cos(argument_of_latitude_rad);
  }

  /// Where the coast is at a time: radius, speed, its parts, and the argument of latitude.
  struct Place {
    double radius_m, outward_m_s, across_m_s, argument_of_latitude_rad;
  };
  [[nodiscard]] Place place_at(double t_s) const {
    const auto y = coast_.at(t_s);
    const auto r = position_of(y), v = velocity_of(y);
    const auto e = to_keplerian(Motion<double, Gcrf>{r, v}, world_.gm_m3_s2);
    const double radius_m = norm(r), outward_m_s = dot(r, v) / radius_m;
    return {radius_m, outward_m_s, std::sqrt(squared_norm(v) - outward_m_s * outward_m_s),
            e.argument_of_periapsis_rad + e.true_anomaly_rad};
  }

  /// From the velocity of a place to a horizontal one, turned about the radius.
  static Impulse impulse_to(double t_s, const Place& at, double horizontal_m_s, double turn_rad) {
    const double speed_m_s = std::hypot(at.outward_m_s, at.across_m_s);
    const double climb = at.outward_m_s / speed_m_s, level = at.across_m_s / speed_m_s;
    const double across_m_s = horizontal_m_s * std::cos(turn_rad) - at.across_m_s, outward_m_s = -at.outward_m_s;
    return {t_s, across_m_s * level + outward_m_s * climb, horizontal_m_s * std::sin(turn_rad),
            outward_m_s * level - across_m_s * climb};
  }

  [[nodiscard]] Guess guess_of(const std::vector<Impulse>& impulses) const {
    Guess guess{0, {}};
    double mass_kg = request_.state[6];
    for (const Impulse& impulse : impulses) {
      const double size_m_s = impulse.size_m_s();
      if (!std::isfinite(size_m_s)) return {};
      guess.cost_m_s += size_m_s;
      const double duration_s = burn_duration_s(request_.engine, mass_kg, size_m_s);
      mass_kg -= propellant_kg(request_.engine, duration_s);
      const double pitch_rad = std::atan2(impulse.outward_m_s, impulse.along_m_s);
      const double yaw_rad = size_m_s > 0 ? std::asin(impulse.normal_m_s / size_m_s) : 0;
      guess.burns.push_back({impulse.t_s - 0.5 * duration_s, duration_s, pitch_rad, yaw_rad});
    }
    constexpr double room_s = 1;  // for derivatives to both sides
    if (!request_.first_burn_s)
      guess.burns.front().ignition_s = std::max(guess.burns.front().ignition_s, first_s_ + room_s);
    return guess;
  }

  /// Half an ellipse from here to an apsis of the goal; the plane is turned at its far end.
  [[nodiscard]] Guess two_burns(double t_s, double far_radius_m) const {
    const Place here = place_at(t_s);
    const double axis_m = 0.5 * (here.radius_m + far_radius_m);
    const double leave_m_s = speed_m_s(here.radius_m, axis_m);
    const double half_s = std::numbers::pi * std::sqrt(axis_m / world_.gm_m3_s2) * axis_m;
    const Place there{far_radius_m, 0, leave_m_s * here.radius_m / far_radius_m,
                      here.argument_of_latitude_rad + std::numbers::pi};
    return guess_of(
        {impulse_to(t_s, here, leave_m_s, 0), impulse_to(t_s + half_s, there, speed_m_s(far_radius_m, goal_axis_m()),
                                                         turn_rad(there.argument_of_latitude_rad))});
  }

  /// At an apsis of the goal, from an orbit that touches it there.
  [[nodiscard]] Guess one_burn(double t_s, double radius_m) const {
    const Place here = place_at(t_s);
    Guess guess = guess_of(
        {impulse_to(t_s, here, speed_m_s(here.radius_m, goal_axis_m()), turn_rad(here.argument_of_latitude_rad))});
    // What the place is off its apsis costs at least this much to mend.
    guess.cost_m_s += std::abs(here.radius_m - radius_m) * std::sqrt(world_.gm_m3_s2 / radius_m) / radius_m;
    return guess;
  }

  /// The cheapest for each apsis; of places that are as good the earliest.
  [[nodiscard]] std::vector<Guess> guesses() const {
    constexpr int places = 48;
    constexpr double as_good_m_s = 1;
    std::vector<Guess> all;
    for (const double altitude_m : {request_.goal.apogee_altitude_m, request_.goal.perigee_altitude_m}) {
      const double radius_m = wgs84_equatorial_radius_m + altitude_m;
      Guess best;
      for (int i = 0; i <= places; ++i) {
        const double t_s = first_s_ + (last_s_ - first_s_) * i / places;
        const Guess guess = request_.burns == 1 ? one_burn(t_s, radius_m) : two_burns(t_s, radius_m);
        if (guess.cost_m_s < best.cost_m_s - as_good_m_s) best = guess;
      }
      if (!best.burns.empty()) all.push_back(best);
    }
    std::stable_sort(all.begin(), all.end(), [](const Guess& a, const Guess& b) { return a.cost_m_s < b.cost_m_s; });
    return all;
  }

  // ---- burns in the world as it is

  [[nodiscard]] std::vector<Control> controls_of(const std::vector<SteadyBurn>& burns) const {
    std::vector<Control> controls;
    for (std::size_t i = 0; i < burns.size(); ++i) {
      const SteadyBurn& burn = burns[i];
      const double length_s = std::max(10.0, 0.3 * burn.duration_s);
      if (i > 0 || !request_.first_burn_s) controls.push_back({"ignition s", burn.ignition_s, 100, 1e-4, 3});
      controls.push_back({"duration s", burn.duration_s, length_s, 1e-4, 2});
      controls.push_back({"pitch rad", burn.pitch_rad, 0.1, 1e-4, 3});
      controls.push_back({"yaw rad", burn.yaw_rad, 0.1, 1e-4, 3});
    }
    return controls;
  }

  [[nodiscard]] std::vector<SteadyBurn> burns_of(std::span<const double> x) const {
    std::vector<SteadyBurn> burns;
    for (std::size_t i = 0; i < x.size();) {
      SteadyBurn burn;
      burn.ignition_s = burns.empty() && request_.first_burn_s ? *request_.first_burn_s : x[i++];
      burn.duration_s = x[i], burn.pitch_rad = x[i + 1], burn.yaw_rad = x[i + 2];
      i += 3;
      burns.push_back(burn);
    }
    return burns;
  }

  /// The state after all burns; none if they cannot be flown.
  [[nodiscard]] std::optional<PointMassState<double>> fly(const std::vector<SteadyBurn>& burns, double& end_s) const {
    const double first_s = burns.front().ignition_s;
    if (first_s < first_s_ || first_s > coast_.end_s) return std::nullopt;
    PointMassState<double> y = coast_.at(first_s);
    end_s = first_s;
    for (const SteadyBurn& burn : burns) {
      if (burn.duration_s <= 0 || burn.ignition_s < end_s) return std::nullopt;
      const double burnt_s = burn.ignition_s + burn.duration_s;
      const auto arc = propagate<double>(world_, request_.craft, y, end_s, burnt_s,
                                         make_burn(request_.engine, burn.ignition_s, burn.duration_s, burn.attitude()),
                                         {}, {.tolerance = 1e-11, .dense = false});
      if (arc.failed) return std::nullopt;
      y = arc.end, end_s = burnt_s;
    }
    return y;
  }

  [[nodiscard]] std::vector<Goal> goals() const {
    const OrbitGoal& goal = request_.goal;
    std::vector<Goal> all{{"axis m", goal_axis_m(), 1}, {"inclination rad", goal.inclination_rad, 1e-6}};
    if (circular()) {
      all.insert(all.end(), {{"e cos m", 0, 1}, {"e sin m", 0, 1}});
      return all;
    }
    all.push_back({"e m", 0.5 * (goal.apogee_altitude_m - goal.perigee_altitude_m), 1});
    if (goal.argument_of_perigee_rad) all.push_back({"argument of perigee rad", 0, 1e-5});
    return all;
  }
  [[nodiscard]] bool circular() const {
    constexpr double circle_m = 1;
    return request_.goal.apogee_altitude_m - request_.goal.perigee_altitude_m < circle_m;
  }

  [[nodiscard]] Trial trial(std::span<const double> x) const {
    const auto burns = burns_of(x);
    double end_s = 0, cost_s = 0;
    const auto end = fly(burns, end_s);
    if (!end) return {{}, 0, false};
    Sgp4Elements mean;
    try {
      mean = mean_elements_of(to_teme_, world_.reference + end_s, *end);
    } catch (const std::invalid_argument&) {
      return {{}, 0, false};  // no ellipse
    }
    for (const SteadyBurn& burn : burns) cost_s += burn.duration_s;
    const double axis_m = catalogue_axis_m(mean), eccentric_m = axis_m * mean.eccentricity;
    Trial result{{axis_m, mean.inclination_rad}, cost_s};
    const double perigee_rad = mean.argument_of_perigee_rad;
    if (circular()) {
      result.goals.insert(result.goals.end(),
                          {eccentric_m * std::cos(perigee_rad), eccentric_m * std::sin(perigee_rad)});
      return result;
    }
    result.goals.push_back(eccentric_m);
    if (request_.goal.argument_of_perigee_rad)
      result.goals.push_back(std::remainder(perigee_rad - *request_.goal.argument_of_perigee_rad, two_pi));
    return result;
  }

  [[nodiscard]] TargetSolution meet(const Guess& guess, bool cheapest) const {
    TargetOptions options;
    options.minimize = cheapest, options.cost_tolerance = 1e-2;
    return find_target(
        controls_of(guess.burns), goals(), [&](std::span<const double> x) { return trial(x); }, options);
  }

  const OrbitWorld& world_;
  const OrbitChangeRequest& request_;
  const Rotation<Gcrf, Teme> to_teme_;
  double first_s_ = 0, last_s_ = 0, begin_inclination_rad_ = 0, begin_perigee_m_ = 0, begin_apogee_m_ = 0;
  OrbitArc<double> coast_;
};

}  // namespace

OrbitChange find_orbit_change(const OrbitWorld& world, const OrbitChangeRequest& request, const EopTable& eop) {
  if (request.burns < 1 || request.burns > 2) throw std::invalid_argument("find_orbit_change: one or two burns");
  return ChangeSearch(world, request, eop).search();
}

}  // namespace cosmodrome
