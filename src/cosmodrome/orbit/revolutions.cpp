#include "cosmodrome/orbit/revolutions.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/secular_rates.hpp"
#include "cosmodrome/orbit/track_design.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi;

/// Along the node, along 90 degrees on in the orbit, and its normal; in the equator of date.
struct OrbitAxes {
  Vec3<double, Cirf> r, node, north, normal;
};

OrbitAxes axes_of(const Rotation<Gcrf, Cirf>& to_equator, const PointMassState<double>& y) {
  OrbitAxes axes;
  axes.r = to_equator * position_of(y);
  axes.normal = to_equator * unit(cross(position_of(y), velocity_of(y)));
  axes.node = unit(Vec3<double, Cirf>{-axes.normal.y, axes.normal.x, 0});
  axes.north = cross(axes.normal, axes.node);
  return axes;
}

void set_means(Revolution& revolution, const Coast& coast, double from_s, double to_s) {
  constexpr int points = 32;
  const OrbitWorld& world = *coast.world;
  const auto to_equator = gcrf_to_cirf(world.earth, 0.5 * (from_s + to_s));
  for (int i = 0; i < points; ++i) {
    const auto y = coast.arc.at(from_s + (to_s - from_s) * (i + 0.5) / points);
    const OrbitAxes axes = axes_of(to_equator, y);
    const auto e =
        to_equator * eccentricity_vector(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world.gm_m3_s2);
    const double energy = 0.5 * squared_norm(velocity_of(y)) - world.gm_m3_s2 / norm(position_of(y));
    revolution.axis_m += -0.5 * world.gm_m3_s2 / energy / points;
    revolution.inclination_rad += std::acos(axes.normal.z) / points;
    revolution.e_node += dot(e, axes.node) / points, revolution.e_north += dot(e, axes.north) / points;
  }
}

}  // namespace

double argument_of_latitude_rad(const OrbitWorld& world, double t_s, const PointMassState<double>& y) {
  const OrbitAxes axes = axes_of(gcrf_to_cirf(world.earth, t_s), y);
  return std::atan2(dot(axes.r, axes.north), dot(axes.r, axes.node));
}

double nodal_period_s(const OrbitWorld& world, const PointMassState<double>& y) {
  const auto e = to_keplerian(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world.gm_m3_s2);
  const SecularRates rates = secular_rates(semi_major_axis_m(e), e.eccentricity, e.inclination_rad, world.gm_m3_s2);
  return two_pi / (rates.perigee_rad_s + rates.mean_anomaly_rad_s);
}

std::vector<Revolution> revolutions_of(const Coast& coast, const Epoch& reference, double period_s) {
  std::vector<Revolution> all;
  const OrbitWorld& world = *coast.world;
  const auto latitude = [&](double t_s) {
    const double within_s = std::clamp(t_s, coast.from_s, coast.to_s);
    return argument_of_latitude_rad(world, within_s, coast.arc.at(within_s)) + (t_s - within_s) * two_pi / period_s;
  };
  for (double from_s = coast.from_s;;) {
    const double t_s = time_of_angle(latitude, 0, from_s, period_s);
    if (t_s > coast.to_s) return all;
    from_s = t_s + 0.5 * period_s;
    Revolution revolution;
    revolution.t_s = t_s;
    const auto place = gcrf_to_itrf(world.earth, t_s) * position_of(coast.arc.at(t_s));
    revolution.node_longitude_rad = std::atan2(place.y, place.x);
    revolution.local_time_s = 3600 * local_time_h(reference + t_s, revolution.node_longitude_rad);
    revolution.whole = coast.to_s - coast.from_s >= period_s;
    if (revolution.whole) {
      const double begin_s = std::min(t_s, coast.to_s - period_s);
      set_means(revolution, coast, begin_s, begin_s + period_s);
    }
    all.push_back(revolution);
  }
}

}  // namespace cosmodrome
