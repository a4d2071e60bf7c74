#include "cosmodrome/campaign/descents.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/orbit/fly_on.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

/// The Moon's field, the Earth and the Sun move a periapsis by less than this in one revolution: orbits above it need
/// not be followed to see that they stay aloft.
constexpr double may_come_down_m = 5e3;

/// As planned, whatever one flight of a campaign departs by.
Plan without_departure(Plan plan) {
  plan.mission.moon->descent->departure = {};
  return plan;
}

/// Where the flight as planned stands when its burn before the landing begins; null if it does not come there.
const Voyage::Point* ignition_of(const Flight& flight) {
  if (!flight.voyage) return nullptr;
  for (const Voyage::Arc& arc : flight.voyage->arcs) {
    if (arc.name == flight.mission.moon->descent->burn.name && arc.center == Body::moon) return &arc.points.front();
  }
  return nullptr;
}

struct SixteenBurns {
  Lanes start_s, end_s;
  FiniteBurn<Lanes> burn;
};

SixteenBurns side_by_side(const std::vector<FiniteBurn<double>>& burns, std::size_t first) {
  SixteenBurns all;
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const FiniteBurn<double>& one = burns[std::min(first + static_cast<std::size_t>(i), burns.size() - 1)];
    set_lane(all.start_s, i, one.start_s);
    set_lane(all.end_s, i, one.start_s + one.duration_s);
    set_lane(all.burn.start_s, i, one.start_s);
    set_lane(all.burn.duration_s, i, one.duration_s);
    set_lane(all.burn.thrust.thrust_N, i, one.thrust.thrust_N);
    set_lane(all.burn.thrust.flow_kg_s, i, one.thrust.flow_kg_s);
    set_lane(all.burn.thrust.direction.x, i, one.thrust.direction.x);
    set_lane(all.burn.thrust.direction.y, i, one.thrust.direction.y);
    set_lane(all.burn.thrust.direction.z, i, one.thrust.direction.z);
  }
  all.burn.thrust.axes = burns.front().thrust.axes;
  return all;
}

}  // namespace

Descents::Descents(const Plan& plan) : asked_(*plan.mission.moon->descent) {
  Flight flight = cosmodrome::fly(without_departure(plan), FlyOptions{.follow_dropped = false});
  fly_on(flight);
  const Voyage::Point* at = ignition_of(flight);
  if (at == nullptr) {
    plan_.why = flight.cause;
    return;
  }
  constexpr double revolutions_s = 6 * 3600;  // a burn and what comes after it, in a low orbit
  const OrbitData data = OrbitData::shipped();
  world_ = make_orbit_world(OrbitModel::fast(Body::moon), plan.mission.liftoff, at->t_s - 60,
                            at->t_s + asked_.time_limit_s + revolutions_s, data);
  const auto& r = at->position_m;
  const auto& v = at->velocity_m_s;
  plan_ = plan_descent(world_, at->t_s, {r.x, r.y, r.z, v.x, v.y, v.z, at->mass_kg}, *plan.mission.moon);
}

bool Descents::met(const End& end) const {
  return std::abs(end.periapsis_altitude_m - asked_.periapsis_altitude_m) <= asked_.tolerance_m;
}

std::vector<Descents::End> Descents::fly(const std::vector<DescentDeparture>& departures) const {
  std::vector<FiniteBurn<double>> burns;
  for (const DescentDeparture& departure : departures) burns.push_back(descent_burn(plan_, departure));
  PointMassState<Lanes> from;
  for (std::size_t k = 0; k < from.size(); ++k) from[k] = Lanes(plan_.from[k]);
  std::vector<End> ends;
  for (std::size_t first = 0; first < burns.size(); first += lane_count<Lanes>) {
    const SixteenBurns some = side_by_side(burns, first);
    const auto arc = propagate<Lanes>(world_, {}, from, some.start_s, some.end_s, {some.burn}, {}, {.dense = false});
    for (std::size_t i = 0; i < lane_count<Lanes> && first + i < burns.size(); ++i) {
      PointMassState<double> y{};
      for (std::size_t k = 0; k < y.size(); ++k) y[k] = lane(arc.end[k], static_cast<int>(i));
      const FiniteBurn<double>& burn = burns[first + i];
      ends.push_back({burn.duration_s, periapsis_altitude_m(world_, y), impact_t_s(burn.start_s + burn.duration_s, y)});
    }
  }
  return ends;
}

double Descents::impact_t_s(double end_s, const PointMassState<double>& y) const {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  if (periapsis_altitude_m(world_, y) > may_come_down_m) return nothing;
  const double r_m = norm(position_of(y));  // of the highest point, nearly
  const double revolution_s = 2 * std::numbers::pi * std::sqrt(r_m * r_m * r_m / world_.gm_m3_s2);
  const auto arc = propagate<double>(world_, {}, y, end_s, std::min(end_s + revolution_s, world_.to_s), {},
                                     {height<double>(0, -1, 1)}, {.dense = false});
  return arc.stopped ? arc.end_s : nothing;
}

}  // namespace cosmodrome
