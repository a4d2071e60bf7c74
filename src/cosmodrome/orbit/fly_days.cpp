#include "cosmodrome/orbit/fly_days.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/environment/sunlight.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
constexpr PropagateOptions fine{.tolerance = fly_days_tolerance};
/// A step ends so much behind an edge, for the next to begin on its other side. The light bends there, it does not
/// jump.
constexpr double behind_edge_s = 1e-4;

/// The next midnight in UTC, where the density of the air jumps to that of the new day's flux. Days are counted from
/// the begin of the world, as its air counts them: a leap second within moves neither.
double next_midnight_s(const OrbitWorld& world, double t_s) {
  const auto utc = (world.reference + world.from_s).to_utc_jd();
  const double of_day = std::fmod(std::fmod(utc.jd1 + 0.5, 1.0) + utc.jd2 + 1.0, 1.0);
  const double first_s = world.from_s - of_day * day_s;
  return first_s + day_s * (std::floor((t_s - first_s) / day_s) + 1);
}

/// Positive in the light of the Sun beside the Moon: the angle that is left until their discs touch, or, `inner`, until
/// the larger one has the other inside.
OrbitEvent<double> moon_before_sun(bool inner) {
  const auto value = [inner](const OrbitWorld& world, const double& t_s, const PointMassState<double>& y) {
    const auto r_m = position_of(y);
    const auto here = sky(world, t_s);
    const auto seen = discs(here.sun_m(world) - r_m, here.other_m(world) - r_m, world.other_radius_m);
    return seen.apart_rad - (inner ? std::abs(seen.body_rad - seen.sun_rad) : seen.body_rad + seen.sun_rad);
  };
  return {inner ? "Moon within Sun" : "Moon before Sun", value, 0, 1};
}

class DayByDay {
 public:
  DayByDay(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin)
      : world_(world), craft_(craft), events_{height<double>(comes_down_m, -1, 1)} {
    arc_.begin = arc_.end = begin;
    if (world.sunlight_N_m2 > 0 && craft.light_area_m2 > 0) {
      for (const bool umbra : {false, true}) {
        events_.push_back(into_shadow<double>(umbra, 1));
        events_.push_back(out_of_shadow<double>(umbra, 1));
      }
    }
    usual_events_ = events_.size();
  }

  /// The Moon stands before the Sun some days of the month at most; then its shadow is looked for too. In a day it goes
  /// on by 13 degrees, and from 100,000 km from the centre it is seen 15 degrees aside.
  void begin_day() {
    events_.resize(usual_events_);
    if (usual_events_ == 1 || world_.other < 0) return;
    const auto here = sky(world_, arc_.end_s);
    constexpr double near_rad = 30 * degree_rad;
    if (angle_rad(here.sun_m(world_), here.other_m(world_)) > near_rad) return;
    for (const bool inner : {false, true}) events_.push_back(moon_before_sun(inner));
  }

  [[nodiscard]] bool under_way(double length_s) const { return arc_.end_s < length_s && !arc_.stopped && !arc_.failed; }
  [[nodiscard]] double t_s() const { return arc_.end_s; }
  OrbitArc<double> take() { return std::move(arc_); }

  /// On to a time, to midnight, to the edge of the shadow or down, whichever comes first. A step across midnight is so
  /// short that it does not matter on which side it looks.
  void fly(double to_s) {
    if (world_.air) {
      const double midnight_s = next_midnight_s(world_, arc_.end_s), before_s = midnight_s - behind_edge_s;
      to_s = std::min(to_s, arc_.end_s < before_s ? before_s : midnight_s + behind_edge_s);
    }
    OrbitArc<double> next = propagate<double>(world_, craft_, arc_.end, arc_.end_s, to_s, {}, events_, fine);
    const bool at_edge = next.stopped && next.happenings.back().event > 0;
    const double edge_s = next.end_s;
    if (at_edge) drop_last_step(next);
    append(std::move(next));
    if (at_edge)
      append(propagate<double>(world_, craft_, arc_.end, arc_.end_s, std::min(to_s, edge_s + behind_edge_s), {}, {},
                               fine));
  }

 private:
  /// What was flown across the edge is flown again up to it: no step shall have the edge inside.
  static void drop_last_step(OrbitArc<double>& arc) {
    const OrbitArc<double>::Step last = arc.steps.back();
    arc.steps.pop_back();
    arc.end_s = last.begin_t(), arc.end = last.begin();
    arc.stopped = false;
  }

  void append(OrbitArc<double> next) {
    std::move(next.steps.begin(), next.steps.end(), std::back_inserter(arc_.steps));
    arc_.end_s = next.end_s, arc_.end = next.end, arc_.stopped = next.stopped, arc_.failed = next.failed;
    arc_.evaluations += next.evaluations;
  }

  const OrbitWorld& world_;
  const Spacecraft<double>& craft_;
  std::vector<OrbitEvent<double>> events_;  ///< the first ends the flight, the others a step
  std::size_t usual_events_ = 1;
  OrbitArc<double> arc_;
};

}  // namespace

OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, const std::function<void(double t_s)>& day_begins) {
  DayByDay flight(world, craft, begin);
  while (flight.under_way(length_s)) {
    if (day_begins) day_begins(flight.t_s());
    flight.begin_day();
    const double day_ends_s = std::min(length_s, flight.t_s() + day_s);
    while (flight.under_way(day_ends_s)) flight.fly(day_ends_s);
  }
  return flight.take();
}

}  // namespace cosmodrome
