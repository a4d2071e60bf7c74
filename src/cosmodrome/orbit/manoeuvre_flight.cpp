// The flight of a plan of burns.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/orbit/fly_days.hpp"
#include "cosmodrome/orbit/manoeuvre_plan.hpp"

namespace cosmodrome {
namespace {

struct CannotBeFlown {
  std::string why;
};

/// Of the body that the world calls the other: the Moon.
Vec3<double, Gcrf> moon_m(const OrbitWorld& world, double t_s) { return sky(world, t_s).other_m(world); }

Motion<double, Gcrf> about_moon(const OrbitWorld& world, double t_s, const PointMassState<double>& y) {
  constexpr double dt_s = 10;
  const auto velocity = (moon_m(world, t_s + dt_s) - moon_m(world, t_s - dt_s)) * (0.5 / dt_s);
  return {position_of(y) - moon_m(world, t_s), velocity_of(y) - velocity};
}

OrbitEvent<double> event_of(OrbitMoment moment) {
  switch (moment) {
    case OrbitMoment::periapsis:
      return periapsis<double>(1);
    case OrbitMoment::apoapsis:
      return apoapsis<double>(1);
    case OrbitMoment::ascending_node:
      return ascending_node<double>(1);
    case OrbitMoment::descending_node:
      return descending_node<double>(1);
    default:
      return {"moon pass",
              [](const OrbitWorld& world, const double& t_s, const PointMassState<double>& y) {
                const auto about = about_moon(world, t_s, y);
                return dot(about.r_m, about.v_m_s);
              },
              1, 1};
  }
}

double gm_of_moon_m3_s2(const OrbitWorld& world) {
  return world.bodies[static_cast<std::size_t>(world.other)].gm_m3_s2;
}

double value_of(OrbitQuantity quantity, const OrbitWorld& world, double t_s, const PointMassState<double>& y) {
  const Motion<double, Gcrf> motion{position_of(y), velocity_of(y)};
  const auto elements = [&] { return to_keplerian(motion, world.gm_m3_s2); };
  const auto place = [&] { return to_geodetic(gcrf_to_itrf(world.earth, t_s) * motion.r_m); };
  const auto b_plane = [&] {
    return to_b_plane(about_moon(world, t_s, y), gm_of_moon_m3_s2(world), Vec3<double, Gcrf>{0, 0, 1});
  };
  switch (quantity) {
    case OrbitQuantity::perigee_altitude: {
      const auto e = elements();
      return e.semi_latus_rectum_m / (1 + e.eccentricity) - wgs84_equatorial_radius_m;
    }
    case OrbitQuantity::apogee_altitude: {
      const auto e = elements();
      return e.semi_latus_rectum_m / (1 - e.eccentricity) - wgs84_equatorial_radius_m;
    }
    case OrbitQuantity::semi_major_axis:
      return semi_major_axis_m(elements());
    case OrbitQuantity::eccentricity:
      return elements().eccentricity;
    case OrbitQuantity::eccentricity_cosine: {
      const auto e = elements();
      return e.eccentricity * std::cos(e.argument_of_periapsis_rad);
    }
    case OrbitQuantity::eccentricity_sine: {
      const auto e = elements();
      return e.eccentricity * std::sin(e.argument_of_periapsis_rad);
    }
    case OrbitQuantity::inclination:
      return elements().inclination_rad;
    case OrbitQuantity::raan:
      return elements().raan_rad;
    case OrbitQuantity::argument_of_perigee:
      return elements().argument_of_periapsis_rad;
    case OrbitQuantity::altitude:
      return place().altitude_m;
    case OrbitQuantity::latitude:
      return place().latitude_rad;
    case OrbitQuantity::longitude:
      return place().longitude_rad;
    case OrbitQuantity::time:
      return t_s;
    case OrbitQuantity::moon_distance:
      return norm(about_moon(world, t_s, y).r_m);
    case OrbitQuantity::b_dot_t:
      return b_plane().b_dot_t_m;
    case OrbitQuantity::b_dot_r:
      return b_plane().b_dot_r_m;
  }
  throw std::logic_error("value_of: no such quantity");
}

class PlanFlight {
 public:
  PlanFlight(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
             const ManoeuvrePlan& plan, bool record)
      : world_(world),
        craft_(craft),
        plan_(plan),
        options_{.tolerance = record ? 1e-13 : 1e-12, .dense = record},
        y_(begin) {
    flight_.arc.begin = begin;
  }

  ManoeuvreFlight fly() {
    try_to([&] {
      for (const PlannedBurn& burn : plan_.burns) make(burn);
      look_at_goals();
    });
    if (options_.dense && !flight_.arc.stopped && !flight_.arc.failed) try_to([&] { coast_to(plan_.length_s); });
    flight_.arc.end_s = t_s_, flight_.arc.end = y_;
    return std::move(flight_);
  }

 private:
  template <class Part>
  void try_to(Part&& part) {
    try {
      part();
    } catch (const CannotBeFlown& reason) {
      if (flight_.stranded.empty()) flight_.stranded = reason.why;
    }
  }

  /// Where and when a moment finds what coasts on from here.
  std::pair<double, PointMassState<double>> find(const PlannedMoment& moment, const std::string& name) const {
    const PropagateOptions plain{.tolerance = options_.tolerance, .dense = false};
    const double from_s = t_s_ + moment.after_s;
    if (from_s > plan_.length_s) throw CannotBeFlown{name + ": its time is after the end of the flight"};
    const auto before = propagate<double>(world_, craft_, y_, t_s_, from_s, {}, {}, plain);
    if (before.failed) throw CannotBeFlown{name + ": it comes down before"};
    if (moment.what == OrbitMoment::time) return {from_s, before.end};
    const auto there = propagate<double>(world_, craft_, before.end, from_s, plan_.length_s, {},
                                         {event_of(moment.what), height<double>(comes_down_m, -1, 1)}, plain);
    if (!there.stopped || there.happenings.back().event != 0)
      throw CannotBeFlown{
          fmt::format("{}: what it waits for does not come between T+{:.0f} s and the end at T+{:.0f} s", name, from_s,
                      plan_.length_s)};
    return {there.end_s, there.end};
  }

  void make(const PlannedBurn& burn) {
    const double moment_s = find(burn.moment, burn.name).first + burn.shift_s;
    const double size_m_s = norm(burn.change_m_s);
    FlownBurn flown;
    flown.name = burn.name, flown.change_m_s = burn.change_m_s;
    if (!burn.engine || burn.at_once || size_m_s == 0) {
      flown.begin_s = flown.ignition_s = not_before_now(moment_s, burn.name);
      coast_to(flown.begin_s);
      flown.before = y_;
      y_ = apply_impulse(y_, burn.change_m_s, burn.axes, burn.engine ? burn.engine->isp_s : 0);
    } else {
      flown.duration_s = burn_duration_s(*burn.engine, y_[6], size_m_s);
      flown.ignition_s = moment_s - (burn.centred ? 0.5 * flown.duration_s : 0);
      const auto burns = make_burn(*burn.engine, flown.ignition_s, flown.duration_s, {burn.axes, burn.change_m_s, {}});
      flown.begin_s = not_before_now(burns.front().start_s, burn.name);
      coast_to(flown.begin_s);
      flown.before = y_;
      fly_to(flown.ignition_s + flown.duration_s, burns);
    }
    flown.after = y_;
    flown.propellant_kg = flown.before[6] - y_[6];
    flight_.change_m_s += size_m_s, flight_.propellant_kg += flown.propellant_kg;
    flight_.burns.push_back(flown);
  }

  double not_before_now(double when_s, const std::string& name) const {
    if (when_s < t_s_ - 1e-9) throw CannotBeFlown{name + ": it would begin before the start, or in the burn before it"};
    return std::max(when_s, t_s_);
  }

  void look_at_goals() {
    for (const GoalMoment& moment : plan_.moments) {
      const auto [when_s, there] = find(moment.moment, moment.name);
      for (const PlannedGoal& goal : moment.goals) {
        const double value = value_of(goal.quantity, world_, when_s, there);
        flight_.reached.push_back(
            is_angle(goal.quantity) ? goal.wanted + std::remainder(value - goal.wanted, 2 * std::numbers::pi) : value);
      }
    }
  }

  void coast_to(double to_s) {
    if (to_s > t_s_) fly_to(to_s, {});
  }

  void fly_to(double to_s, const std::vector<FiniteBurn<double>>& burns) {
    if (to_s > plan_.length_s) throw CannotBeFlown{"a burn is after the end of the flight"};
    auto arc =
        propagate<double>(world_, craft_, y_, t_s_, to_s, burns, {height<double>(comes_down_m, -1, 1)}, options_);
    t_s_ = arc.end_s, y_ = arc.end;
    OrbitArc<double>& all = flight_.arc;
    std::move(arc.steps.begin(), arc.steps.end(), std::back_inserter(all.steps));
    all.stopped = arc.stopped, all.failed = arc.failed, all.evaluations += arc.evaluations;
    if (arc.failed || arc.stopped) throw CannotBeFlown{"it comes down"};
  }

  const OrbitWorld& world_;
  const Spacecraft<double>& craft_;
  const ManoeuvrePlan& plan_;
  PropagateOptions options_;
  double t_s_ = 0;
  PointMassState<double> y_;
  ManoeuvreFlight flight_;
};

}  // namespace

bool is_angle(OrbitQuantity quantity) {
  switch (quantity) {
    case OrbitQuantity::inclination:
    case OrbitQuantity::raan:
    case OrbitQuantity::argument_of_perigee:
    case OrbitQuantity::latitude:
    case OrbitQuantity::longitude:
      return true;
    default:
      return false;
  }
}

ManoeuvreFlight fly_manoeuvres(const OrbitWorld& world, const Spacecraft<double>& craft,
                               const PointMassState<double>& begin, const ManoeuvrePlan& plan, bool record) {
  return PlanFlight(world, craft, begin, plan, record).fly();
}

}  // namespace cosmodrome
