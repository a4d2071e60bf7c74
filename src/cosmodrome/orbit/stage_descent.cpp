#include "cosmodrome/orbit/stage_descent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/target.hpp"

namespace cosmodrome {
namespace {

constexpr double break_up_m = 78e3, patience_s = 86400;
constexpr double heavy_kg_m2 = 2000, light_kg_m2 = 20;
const PropagateOptions fall_options{.tolerance = 1e-9, .dense = false};

Geodetic<double> place_of(const OrbitWorld& world, double t_s, const Vec3<double, Gcrf>& r_m) {
  return to_geodetic(gcrf_to_itrf(world.earth, t_s) * r_m);
}

/// On until a height is passed downward.
std::optional<OrbitHappening<double>> fall_to(const OrbitWorld& world, const Spacecraft<double>& craft, double t_s,
                                              const PointMassState<double>& state, double height_m) {
  const double until_s = std::min(t_s + patience_s, world.to_s);
  const auto arc =
      propagate<double>(world, craft, state, t_s, until_s, {}, {height<double>(height_m, -1, 1)}, fall_options);
  if (arc.failed || arc.happenings.empty()) return std::nullopt;
  return arc.happenings.back();
}

Descent::Place place_of(const OrbitWorld& world, const OrbitHappening<double>& end) {
  const auto place = place_of(world, end.t_s, position_of(end.y));
  return {end.t_s, place.latitude_rad, place.longitude_rad};
}

class DescentSearch {
 public:
  DescentSearch(const OrbitWorld& world, const DescentRequest& request) : world_(world), request_(request) {
    const double wait_s = request.disposal.area ? request.disposal.latest_s : 0;
    latest_s_ = request.earliest_s + wait_s;
    coast_ = propagate<double>(world, request.craft, request.state, request.t_s, latest_s_ + 1);
  }

  DescentSolution search() const {
    if (coast_.failed) return {false, "the orbit comes down before the burn", {}};
    SteadyBurn burn = guess(request_.earliest_s);
    if (!(burn.duration_s > 0)) return {false, "the orbit is as low as asked already", {}};
    const auto lowered = find_target({length_control(burn)}, {perigee_goal()}, [&](std::span<const double> x) {
      SteadyBurn tried = burn;
      tried.duration_s = x[0];
      return trial(tried);
    });
    if (!lowered.converged) return {false, lowered.why, {}};
    burn.duration_s = lowered.controls[0];
    return request_.disposal.area ? aim(burn) : DescentSolution{true, "", burn};
  }

 private:
  [[nodiscard]] double perigee_radius_m() const {
    return wgs84_equatorial_radius_m + request_.disposal.perigee_altitude_m;
  }

  /// By an instant burn at a height that stays.
  [[nodiscard]] SteadyBurn guess(double ignition_s) const {
    const auto y = coast_.at(ignition_s);
    const double radius_m = norm(position_of(y)), speed_m_s = norm(velocity_of(y));
    const double lower_m_s =
        std::sqrt(2 * world_.gm_m3_s2 * perigee_radius_m() / (radius_m * (radius_m + perigee_radius_m())));
    const double change_m_s = speed_m_s - lower_m_s;
    if (!(change_m_s > 0)) return {};
    return {ignition_s, burn_duration_s(request_.engine, y[6], change_m_s), std::numbers::pi, 0};
  }

  static Control length_control(const SteadyBurn& burn) {
    return {"duration s", burn.duration_s, std::max(1.0, 0.1 * burn.duration_s), 1e-3, 5};
  }
  static Goal perigee_goal() { return {"perigee m", 0, 100}; }

  struct Burnt {
    double t_s;
    PointMassState<double> y;
  };
  [[nodiscard]] std::optional<Burnt> burnt(const SteadyBurn& burn) const {
    if (!(burn.duration_s > 0) || burn.ignition_s < request_.earliest_s - 1e-6 || burn.ignition_s > latest_s_ + 1)
      return std::nullopt;
    const double end_s = burn.ignition_s + burn.duration_s;
    const auto arc = propagate<double>(world_, request_.craft, coast_.at(burn.ignition_s), burn.ignition_s, end_s,
                                       make_burn(request_.engine, burn.ignition_s, burn.duration_s, burn.attitude()),
                                       {}, {.tolerance = 1e-11, .dense = false});
    if (arc.failed) return std::nullopt;
    return Burnt{end_s, arc.end};
  }

  [[nodiscard]] double off_perigee_m(const PointMassState<double>& y) const {
    const auto e = to_keplerian(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world_.gm_m3_s2);
    return e.semi_latus_rectum_m / (1 + e.eccentricity) - perigee_radius_m();
  }

  [[nodiscard]] Trial trial(const SteadyBurn& burn) const {
    const auto end = burnt(burn);
    return end ? Trial{{off_perigee_m(end->y)}} : Trial{{}, 0, false};
  }

  /// From the place where it breaks up to the ground, and how far along that way the centre of the area lies.
  [[nodiscard]] std::optional<double> short_of_centre_m(const Burnt& end) const {
    const auto upper = fall_to(world_, request_.craft, end.t_s, end.y, break_up_m);
    if (!upper) return std::nullopt;
    const auto ground = fall_to(world_, request_.craft, upper->t_s, upper->y, 0);
    if (!ground) return std::nullopt;
    const auto from = place_of(world_, *upper), to = place_of(world_, *ground);
    const auto way = geodesic(from.latitude_rad, from.longitude_rad, to.latitude_rad, to.longitude_rad);
    const auto& area = *request_.disposal.area;
    const auto left = geodesic(to.latitude_rad, to.longitude_rad, area.latitude_rad, area.longitude_rad);
    return left.distance_m * std::cos(left.azimuth_1_rad - way.azimuth_2_rad);
  }

  /// How far ahead in the orbit, as an angle, and how much later it comes to the ground.
  struct Reach {
    double ahead_rad = 0, later_s = 0;
  };
  [[nodiscard]] std::optional<Reach> reach_of(const SteadyBurn& burn) const {
    const auto end = burnt(burn);
    const auto ground = end ? fall_to(world_, request_.craft, end->t_s, end->y, 0) : std::nullopt;
    if (!ground) return std::nullopt;
    const auto from = coast_.at(burn.ignition_s);
    const auto normal = unit(cross(position_of(from), velocity_of(from)));
    const auto r = position_of(from), to = position_of(ground->y);
    const double ahead_rad = std::atan2(dot(cross(r, to), normal), dot(r, to));
    return Reach{ahead_rad < 0 ? ahead_rad + 2 * std::numbers::pi : ahead_rad, ground->t_s - burn.ignition_s};
  }

  /// Where a burn here would lead, by the reach of another.
  [[nodiscard]] Geodetic<double> likely_fall(double ignition_s, const Reach& reach) const {
    const auto y = coast_.at(ignition_s);
    const auto r = position_of(y);
    const auto along = unit(cross(cross(r, velocity_of(y)), r));
    const auto there = unit(r) * std::cos(reach.ahead_rad) + along * std::sin(reach.ahead_rad);
    return place_of(world_, ignition_s + reach.later_s, there * wgs84_equatorial_radius_m);
  }

  [[nodiscard]] DescentSolution aim(const SteadyBurn& first) const {
    const auto reach = reach_of(first);
    if (!reach) return {false, "the burn does not bring it down within a day", {}};
    constexpr double look_s = 20;
    const auto& area = *request_.disposal.area;
    SteadyBurn burn = first;
    double nearest_m = std::numeric_limits<double>::infinity();
    for (double t_s = request_.earliest_s; t_s <= latest_s_; t_s += look_s) {
      const auto place = likely_fall(t_s, *reach);
      const double off_m =
          geodesic(place.latitude_rad, place.longitude_rad, area.latitude_rad, area.longitude_rad).distance_m;
      if (off_m < nearest_m) nearest_m = off_m, burn.ignition_s = t_s;
    }
    if (nearest_m > area.radius_m)
      return {false,
              fmt::format("no path of the time that it waits leads into the area, whose radius is {:.0f} km: the "
                          "nearest passes {:.0f} km from its centre; a longer wait has more",
                          area.radius_m / 1e3, nearest_m / 1e3),
              {}};
    const SteadyBurn here = guess(burn.ignition_s);
    if (here.duration_s > 0) burn.duration_s = here.duration_s;
    const auto aimed =
        find_target({{"ignition s", burn.ignition_s, 60, 1e-2, 5}, length_control(burn)},
                    {perigee_goal(), {"short of the centre m", 0, 1000}}, [&](std::span<const double> x) {
                      SteadyBurn tried = burn;
                      tried.ignition_s = x[0], tried.duration_s = x[1];
                      const auto end = burnt(tried);
                      if (!end) return Trial{{}, 0, false};
                      const auto left_m = short_of_centre_m(*end);
                      return left_m ? Trial{{off_perigee_m(end->y), *left_m}} : Trial{{}, 0, false};
                    });
    burn.ignition_s = aimed.controls[0], burn.duration_s = aimed.controls[1];
    if (!aimed.converged) return {false, "no burn leads to the area: " + aimed.why, burn};
    return {true, "", burn};
  }

  const OrbitWorld& world_;
  const DescentRequest& request_;
  double latest_s_ = 0;
  OrbitArc<double> coast_;
};

}  // namespace

DescentSolution find_descent(const OrbitWorld& world, const DescentRequest& request) {
  return DescentSearch(world, request).search();
}

std::optional<Descent> fall_of_stage(const OrbitWorld& world, const Spacecraft<double>& craft, double t_s,
                                     const PointMassState<double>& state) {
  const auto upper = fall_to(world, craft, t_s, state, break_up_m);
  if (!upper) return std::nullopt;
  const auto piece = [&](double ballistic_kg_m2) {
    Spacecraft<double> falling = craft;
    falling.drag_area_m2 = state[6] / ballistic_kg_m2;
    return fall_to(world, falling, upper->t_s, upper->y, 0);
  };
  const auto whole = fall_to(world, craft, upper->t_s, upper->y, 0);
  const auto heavy = piece(heavy_kg_m2), light = piece(light_kg_m2);
  if (!whole || !heavy || !light) return std::nullopt;
  return Descent{place_of(world, *whole), place_of(world, *heavy), place_of(world, *light), {}, true};
}

}  // namespace cosmodrome
