#include "cosmodrome/orbit/lunar_path.hpp"

namespace cosmodrome {
namespace {

const OrbitWorld& world_around(Body center, const EarthAndMoon& worlds) {
  return center == Body::moon ? worlds.moon : worlds.earth;
}

OrbitEvent<double> moon_comes_near() {
  return {"near the Moon",
          [](const OrbitWorld& world, const double& t_s, const PointMassState<double>& y) {
            return norm(sky(world, t_s).other_m(world) - position_of(y)) - lunar_sphere_m;
          },
          -1, 1};
}

}  // namespace

EarthAndMoon make_earth_and_moon(const char* name, const Epoch& reference, double from_s, double to_s,
                                 const OrbitData& data) {
  return {make_orbit_world(OrbitModel::named(name, Body::earth), reference, from_s, to_s, data),
          make_orbit_world(OrbitModel::named(name, Body::moon), reference, from_s, to_s, data), &data.ephemeris};
}

LunarState seen_from(Body center, const LunarState& state, const EarthAndMoon& worlds) {
  if (center == state.center) return state;
  const Epoch at = worlds.earth.reference + state.t_s;
  return {center, state.t_s, change_center(state.y, at, state.center, center, *worlds.ephemeris)};
}

LunarPath fly_lunar_path(const EarthAndMoon& worlds, const Spacecraft<double>& craft, const LunarState& from,
                         double to_s, const std::vector<FiniteBurn<double>>& burns,
                         const std::vector<OrbitEvent<double>>& near_moon, const PropagateOptions& options,
                         const std::vector<OrbitEvent<double>>& near_earth) {
  constexpr std::size_t most_arcs = 8;  // each pass of the Moon is two more
  LunarPath path;
  path.end = from;
  // Last of each: what changes the centre.
  auto around_moon = near_moon, around_earth = near_earth;
  around_moon.push_back(distance<double>(lunar_sphere_m * (1 + 1e-6), 1, 1));
  around_earth.push_back(moon_comes_near());
  while (path.end.t_s < to_s && path.arcs.size() < most_arcs) {
    const Body center = path.end.center;
    const bool at_moon = center == Body::moon;
    const auto& events = at_moon ? around_moon : around_earth;
    const auto arc =
        propagate<double>(world_around(center, worlds), craft, path.end.y, path.end.t_s, to_s, burns, events, options);
    path.arcs.push_back({center, arc});
    path.evaluations += arc.evaluations;
    path.end = {center, arc.end_s, arc.end};
    path.failed = arc.failed;
    if (arc.failed || !arc.stopped) return path;
    if (arc.happenings.back().event + 1 < events.size()) {
      path.stopped = true;
      return path;
    }
    path.end = seen_from(at_moon ? Body::earth : Body::moon, path.end, worlds);
  }
  return path;
}

}  // namespace cosmodrome
