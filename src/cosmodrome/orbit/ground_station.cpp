#include "cosmodrome/orbit/ground_station.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/environment/sunlight.hpp"
#include "cosmodrome/orbit/stretches.hpp"

namespace cosmodrome {
namespace {

/// Civil twilight ends: the sky is dark enough for a bright satellite.
constexpr double dark_sun_rad = -6 * degree_rad;
/// A low orbit's pass rises and falls within ten of these.
constexpr double look_s = 30;

/// Elevation and azimuth of a direction from a station, ITRF.
Vec3<double, Enu> in_sky(const GroundStation& station, const Vec3<double, Itrf>& direction) {
  return itrf_to_enu(station.place.latitude_rad, station.place.longitude_rad) * direction;
}

double elevation_of(const Vec3<double, Enu>& seen) { return std::atan2(seen.z, std::hypot(seen.x, seen.y)); }

double sun_elevation_rad(const OrbitWorld& world, const GroundStation& station, double t_s) {
  const auto sun_m = sky(world, t_s).sun_m(world);
  const auto seen = gcrf_to_itrf(world.earth, t_s) * sun_m - itrf_position_m(station.place);
  return elevation_of(in_sky(station, seen));
}

void check(const OrbitArc<double>& arc) {
  if (arc.steps.empty() && arc.end_s != arc.from_s) throw std::invalid_argument("the arc has no dense output");
}

class PassFinder {
 public:
  PassFinder(const OrbitWorld& world, const OrbitArc<double>& arc, const GroundStation& station, std::size_t number)
      : world_(world), arc_(arc), station_(station), number_(number) {}

  void add_to(std::vector<Pass>& passes) const {
    const double begin_s = std::min(arc_.from_s, arc_.end_s), end_s = std::max(arc_.from_s, arc_.end_s);
    const auto height = [&](double t_s) { return above_mask_rad(t_s); };
    for (const Above& above : stretches_above(height, begin_s, end_s, look_s)) passes.push_back(pass_of(above));
  }

 private:
  [[nodiscard]] double above_mask_rad(double t_s) const {
    const double elevation = look_at(world_, station_, t_s, arc_.at(t_s)).elevation_rad;
    return elevation + (station_.refraction ? refraction_rad(elevation) : 0.0) - station_.mask_rad;
  }

  [[nodiscard]] Pass pass_of(const Above& above) const {
    const auto look = [&](double t_s) { return look_at(world_, station_, t_s, arc_.at(t_s)); };
    Pass pass;
    pass.station = number_;
    pass.rise_s = above.from, pass.highest_s = above.highest, pass.set_s = above.to;
    pass.at_rise = look(above.from), pass.at_highest = look(above.highest), pass.at_set = look(above.to);
    pass.cut_at_begin = above.cut_at_begin, pass.cut_at_end = above.cut_at_end;
    pass.visible = visible_within(above.from, above.to);
    return pass;
  }

  [[nodiscard]] bool visible_within(double from_s, double to_s) const {
    if (world_.sun < 0) return false;
    constexpr int looks = 16;
    for (int i = 0; i <= looks; ++i) {
      const double t_s = from_s + (to_s - from_s) * i / looks;
      if (sun_elevation_rad(world_, station_, t_s) > dark_sun_rad) continue;
      if (lit_fraction(world_, sky(world_, t_s), position_of(arc_.at(t_s))) > 0) return true;
    }
    return false;
  }

  const OrbitWorld& world_;
  const OrbitArc<double>& arc_;
  const GroundStation& station_;
  std::size_t number_;
};

}  // namespace

Look look_at(const OrbitWorld& world, const GroundStation& station, double t_s, const PointMassState<double>& y) {
  const auto craft = to_itrf(world.earth, t_s, PositionVelocity<double, Gcrf>{position_of(y), velocity_of(y)});
  const auto straight = craft.r_m - itrf_position_m(station.place);
  const auto seen = in_sky(station, straight);
  Look look;
  look.range_m = norm(straight);
  look.range_rate_m_s = dot(straight, craft.v_m_s) / look.range_m;
  look.elevation_rad = elevation_of(seen);
  look.azimuth_rad = std::atan2(seen.x, seen.y);
  if (look.azimuth_rad < 0) look.azimuth_rad += 2 * std::numbers::pi;
  return look;
}

double refraction_rad(double elevation_rad) {
  const double h_deg = std::max(elevation_rad / degree_rad, -1.0);
  const double arc_minutes = 1.02 / std::tan((h_deg + 10.3 / (h_deg + 5.11)) * degree_rad);
  return std::max(0.0, arc_minutes) * degree_rad / 60;
}

std::vector<Pass> find_passes(const OrbitWorld& world, const OrbitArc<double>& arc,
                              const std::vector<GroundStation>& stations) {
  check(arc);
  if (world.center != Body::earth) throw std::invalid_argument("stations stand on the Earth");
  std::vector<Pass> passes;
  for (std::size_t i = 0; i < stations.size(); ++i) PassFinder(world, arc, stations[i], i).add_to(passes);
  std::stable_sort(passes.begin(), passes.end(), [](const Pass& a, const Pass& b) { return a.rise_s < b.rise_s; });
  return passes;
}

std::vector<Eclipse> find_eclipses(const OrbitWorld& world, const OrbitArc<double>& arc) {
  check(arc);
  if (world.sun < 0) throw std::invalid_argument("the world has no Sun");
  const auto seen = [&](double t_s) {
    const auto r_m = position_of(arc.at(t_s));
    return discs(sky(world, t_s).sun_m(world) - r_m, -r_m, world.radius_m);
  };
  const auto half_shadow = [&](double t_s) {
    const auto s = seen(t_s);
    return s.body_rad + s.sun_rad - s.apart_rad;
  };
  const auto umbra = [&](double t_s) {
    const auto s = seen(t_s);
    return s.body_rad - s.sun_rad - s.apart_rad;
  };
  const double begin_s = std::min(arc.from_s, arc.end_s), end_s = std::max(arc.from_s, arc.end_s);
  std::vector<Eclipse> eclipses;
  for (const Above& shadow : stretches_above(half_shadow, begin_s, end_s, look_s)) {
    Eclipse eclipse{shadow.from, shadow.to, shadow.highest, shadow.highest};
    const auto dark = stretches_above(umbra, shadow.from, shadow.to, look_s);
    if (!dark.empty()) eclipse.umbra_enter_s = dark.front().from, eclipse.umbra_leave_s = dark.back().to;
    eclipses.push_back(eclipse);
  }
  return eclipses;
}

}  // namespace cosmodrome
