#include "cosmodrome/safety/impact_reach.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/dynamics/vacuum_impact.hpp"
#include "cosmodrome/flight/place.hpp"

namespace cosmodrome {
namespace {

constexpr int packs = 6, lanes = lane_count<Lanes>;

/// Directions evenly over the sphere: a spiral by the golden angle.
Vec3<Lanes, Gcrf> directions(int pack) {
  const double golden_angle = std::numbers::pi * (3 - std::sqrt(5.0));
  Vec3<Lanes, Gcrf> n;
  for (int i = 0; i < lanes; ++i) {
    const int k = pack * lanes + i;
    const double z = 1 - (2 * k + 1.0) / (packs * lanes), across = std::sqrt(1 - z * z);
    set_lane(n.x, i, across * std::cos(golden_angle * k)), set_lane(n.y, i, across * std::sin(golden_angle * k));
    set_lane(n.z, i, z);
  }
  return n;
}

struct Push {
  double speed_m_s = 0, way_m = 0;
};

/// What thrust gives in so long by the rocket equation: v_e (ln m_0/m) and its integral.
Push push(const Mode<double>& mode, double mass_kg, double seconds) {
  double thrust_N = 0, flow_kg_s = 0;
  for (const Burn<double>& burn : mode.burns) {
    if (burn.level > 0 || burn.level_rate_per_s > 0) thrust_N += burn.thrust_vacuum_N, flow_kg_s += burn.flow_kg_s;
  }
  if (!(thrust_N > 0)) return {};
  const double exhaust_m_s = thrust_N / flow_kg_s, spent = std::min(0.95, flow_kg_s * seconds / mass_kg);
  const double burned_s = spent * mass_kg / flow_kg_s, gained_m_s = -exhaust_m_s * std::log1p(-spent);
  // The integral of -v_e ln(1 - t/tau) from 0 to t, tau = m / flow.
  const double way_m = exhaust_m_s * burned_s - gained_m_s * (mass_kg / flow_kg_s - burned_s);
  return {gained_m_s, way_m + gained_m_s * (seconds - burned_s)};
}

}  // namespace

double impact_reach_m(const World& world, const Mode<double>& mode, double t_s, const PointMassState<double>& y,
                      double seconds) {
  const auto r = position_of(y), v = velocity_of(y);
  const auto now = vacuum_impact(world, t_s, r, v);
  if (!now.reaches_ground) return std::numeric_limits<double>::infinity();
  const Push gained = push(mode, y[6], seconds);
  // Gravity bends the short way like that of a stone.
  const auto g = r * (-world.gravity.gm_m3_s2() / (squared_norm(r) * norm(r)));
  const auto free_r = r + v * seconds + g * (0.5 * seconds * seconds), free_v = v + g * seconds;
  // The farthest by the angle seen from the centre; how far that is along the ellipsoid only once.
  double least_cosine = 2;
  Vec3<double, Itrf> farthest = now.place_m;
  for (int pack = 0; pack < packs; ++pack) {
    const auto n = directions(pack);
    const auto impact = vacuum_impact(world, Lanes(t_s + seconds), to_scalar<Lanes>(free_r) + n * Lanes(gained.way_m),
                                      to_scalar<Lanes>(free_v) + n * Lanes(gained.speed_m_s));
    for (int i = 0; i < lanes; ++i) {
      if (!lane(impact.reaches_ground, i)) return std::numeric_limits<double>::infinity();
      if (!(lane(impact.after_s, i) > 0)) continue;  // under the ground: it has come down before
      const Vec3<double, Itrf> place{lane(impact.place_m.x, i), lane(impact.place_m.y, i), lane(impact.place_m.z, i)};
      const double cosine = dot(place, now.place_m) / (norm(place) * norm(now.place_m));
      if (cosine < least_cosine) least_cosine = cosine, farthest = place;
    }
  }
  const auto from = place_on(world, now.place_m), to = place_on(world, farthest);
  return distance_on_m(world, from.latitude_rad, from.longitude_rad, to.latitude_rad, to.longitude_rad);
}

}  // namespace cosmodrome
