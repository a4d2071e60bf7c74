#pragma once
// Free flight between the Earth and the Moon: around the Earth until the Moon is near, then around the Moon.
#include <vector>

#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// The same span of time as seen from both centres.
struct EarthAndMoon {
  OrbitWorld earth;
  OrbitWorld moon;
  const Ephemeris* ephemeris = nullptr;
};

/// `name` of a model as OrbitModel::named() has it. The ephemeris of `data` must outlive what is made.
EarthAndMoon make_earth_and_moon(const char* name, const Epoch& reference, double from_s, double to_s,
                                 const OrbitData& data);

/// Where the centre is changed: the Moon's sphere of influence by Laplace, a (m / M)^(2/5).
inline constexpr double lunar_sphere_m = 66.1e6;

/// A place on the way.
struct LunarState {
  Body center = Body::earth;
  double t_s = 0;
  PointMassState<double> y{};  ///< from that centre
};

/// The same from the other centre, by the ephemeris.
LunarState seen_from(Body center, const LunarState& state, const EarthAndMoon& worlds);

/// A stretch around one centre.
struct LunarArc {
  Body center = Body::earth;
  OrbitArc<double> arc;
};

/// All stretches from one time to another.
struct LunarPath {
  std::vector<LunarArc> arcs;
  LunarState end;
  bool stopped = false;  ///< by an event of `near_moon` or `near_earth`
  bool failed = false;   ///< into a body
  long evaluations = 0;
};

/// Flies on to `to_s`, changing the centre where the Moon comes near or is left behind. `near_moon` are watched around
/// the Moon alone, `near_earth` around the Earth.
LunarPath fly_lunar_path(const EarthAndMoon& worlds, const Spacecraft<double>& craft, const LunarState& from,
                         double to_s, const std::vector<FiniteBurn<double>>& burns = {},
                         const std::vector<OrbitEvent<double>>& near_moon = {}, const PropagateOptions& options = {},
                         const std::vector<OrbitEvent<double>>& near_earth = {});

}  // namespace cosmodrome
