#include "cosmodrome/safety/impact_trace.hpp"

#include <algorithm>
#include <stdexcept>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/dynamics/vacuum_impact.hpp"
#include "cosmodrome/flight/fall.hpp"
#include "cosmodrome/flight/place.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t lanes = lane_count<Lanes>;
constexpr double surely_in_orbit_m = 60e3;
constexpr double longest_fall_in_air_s = 6 * 3600;

/// Up to sixteen neighbouring points of a flight, a lane each; the last is repeated in lanes left over.
class Batch {
 public:
  Batch(const Plan& plan, const FlightPoint* points, std::size_t count) : plan_(plan), count_(count) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const FlightPoint& p = points[std::min(i, count - 1)];
      const double state[] = {
          p.position_m.x, p.position_m.y, p.position_m.z, p.velocity_m_s.x, p.velocity_m_s.y, p.velocity_m_s.z, 1};
      set_lane(t_s_, static_cast<int>(i), p.t_s);
      for (std::size_t k = 0; k < point_mass_size; ++k) set_lane(y_[k], static_cast<int>(i), state[k]);
    }
  }

  void find(const TraceOptions& options, TracePoint* trace) const {
    const auto kepler = vacuum_impact(plan_.world, t_s_, position_of(y_), velocity_of(y_));
    const auto near = kepler.reaches_ground | (kepler.lowest_altitude_m < Lanes(surely_in_orbit_m));
    const auto until = t_s_ + select(near, kepler.revolution_s, Lanes(0.0));
    const auto vacuum = fall(plan_.world, fall_mode(Lanes(0.0), Lanes(0.0)), t_s_, y_, until);
    const Mask<Lanes> lands = near & vacuum.reached_ground;
    const auto places = places_of(vacuum);
    for (std::size_t i = 0; i < count_; ++i) {
      const int lane_i = static_cast<int>(i);
      trace[i].t_s = lane(t_s_, lane_i);
      if (lane(lands, lane_i)) trace[i].vacuum = places[i];
      if (lane(lands & kepler.reaches_ground, lane_i)) {
        const auto place = place_on(plan_.world, lane_of(kepler.place_m, lane_i));
        trace[i].kepler_distance_m = distance_on_m(plan_.world, place.latitude_rad, place.longitude_rad,
                                                   places[i].latitude_rad, places[i].longitude_rad);
      }
    }
    if (options.ballistic_coefficient_kg_m2) find_in_air(*options.ballistic_coefficient_kg_m2, lands, trace);
  }

 private:
  void find_in_air(double ballistic_coefficient_kg_m2, const Mask<Lanes>& wanted, TracePoint* trace) const {
    const auto mode = fall_mode(Lanes(1 / ballistic_coefficient_kg_m2), Lanes(plan_.model.density_factor));
    const auto until = t_s_ + select(wanted, Lanes(longest_fall_in_air_s), Lanes(0.0));
    const auto end = fall(plan_.world, mode, t_s_, y_, until);
    const auto places = places_of(end);
    for (std::size_t i = 0; i < count_; ++i) {
      if (lane(wanted & end.reached_ground, static_cast<int>(i))) trace[i].in_air = places[i];
    }
  }

  static Vec3<double, Itrf> lane_of(const Vec3<Lanes, Itrf>& v, int i) {
    return {lane(v.x, i), lane(v.y, i), lane(v.z, i)};
  }

  std::array<Landing, lanes> places_of(const FallEnd<Lanes>& end) const {
    if (any(end.failed)) throw std::runtime_error("impact points: the integration of a fall has failed");
    const auto position = gcrf_to_itrf(plan_.world.earth, end.t_s) * position_of(end.y);
    std::array<Landing, lanes> places;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto place = place_on(plan_.world, lane_of(position, static_cast<int>(i)));
      places[i] = {lane(end.t_s, static_cast<int>(i)), place.latitude_rad, place.longitude_rad};
    }
    return places;
  }

  const Plan& plan_;
  std::size_t count_;
  Lanes t_s_{};
  PointMassState<Lanes> y_{};
};

double distance_between_m(const World& world, const TracePoint& a, const TracePoint& b) {
  return distance_on_m(world, a.vacuum->latitude_rad, a.vacuum->longitude_rad, b.vacuum->latitude_rad,
                       b.vacuum->longitude_rad);
}

/// Two points at one time are the last before and the first after an event: no neighbours.
double speed_over_ground_m_s(const World& world, const std::vector<TracePoint>& trace, std::size_t i) {
  if (!trace[i].vacuum) return 0;
  std::size_t from = i, to = i;
  if (i > 0 && trace[i - 1].vacuum && trace[i - 1].t_s < trace[i].t_s) from = i - 1;
  if (i + 1 < trace.size() && trace[i + 1].vacuum && trace[i + 1].t_s > trace[i].t_s) to = i + 1;
  if (from == to) return 0;
  return distance_between_m(world, trace[from], trace[to]) / (trace[to].t_s - trace[from].t_s);
}

}  // namespace

std::vector<TracePoint> impact_trace(const Plan& plan, const Flight& flight, const TraceOptions& options) {
  std::vector<TracePoint> trace(flight.points.size());
  for (std::size_t first = 0; first < trace.size(); first += lanes) {
    const std::size_t count = std::min<std::size_t>(lanes, trace.size() - first);
    Batch(plan, &flight.points[first], count).find(options, &trace[first]);
  }
  const Site& pad = plan.mission.site;
  for (std::size_t i = 0; i < trace.size(); ++i) {
    TracePoint& point = trace[i];
    point.speed_m_s = speed_over_ground_m_s(plan.world, trace, i);
    if (point.vacuum) {
      point.range_m = distance_on_m(plan.world, pad.latitude_rad, pad.longitude_rad, point.vacuum->latitude_rad,
                                    point.vacuum->longitude_rad);
    }
  }
  return trace;
}

}  // namespace cosmodrome
