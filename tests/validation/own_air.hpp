#pragma once
// NRLMSISE-00 with a local time of the test's choice, and flights through it: programs differ in what they take for
// the local time, and this shows what that is worth.
#include <cmath>
#include <numbers>

#include "cosmodrome/dynamics/orbit_motion.hpp"
#include "cosmodrome/environment/nrlmsise00.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/integrate/adaptive.hpp"

namespace cosmodrome::own_air {

constexpr double day_s = 86400;

/// A place in the air, `since_midnight_s` of universal time.
struct Place {
  double since_midnight_s;
  Vec3<double, Itrf> r_m;
  Vec3<double, Gcrf> r_gcrf_m, sun_gcrf_m;
  Vec3<double, Itrf> sun_m;
};

/// The angles of local time, 0 at midnight. By the mean Sun, which stands where universal time says.
inline double mean_solar_rad(const Place& at) {
  return 2 * std::numbers::pi * at.since_midnight_s / day_s + std::atan2(at.r_m.y, at.r_m.x);
}

/// By the true Sun, counted around the Earth's axis as it is.
inline double apparent_solar_rad(const Place& at) {
  return std::numbers::pi + std::atan2(at.r_m.y, at.r_m.x) - std::atan2(at.sun_m.y, at.sun_m.x);
}

/// By the true Sun, counted around the axis of 2000, which is that of the frame in which the flight is integrated.
inline double apparent_solar_of_2000_rad(const Place& at) {
  return std::numbers::pi + std::atan2(at.r_gcrf_m.y, at.r_gcrf_m.x) - std::atan2(at.sun_gcrf_m.y, at.sun_gcrf_m.x);
}

inline double density_kg_m3(const MsisActivity& activity, double day_of_year, const Place& at, double local_rad) {
  const auto vertical = local_vertical(at.r_m);
  const double longitude = std::atan2(at.r_m.y, at.r_m.x);
  MsisPlace<double> place;
  place.day = day_of_year;
  place.universal = 2 * std::numbers::pi * at.since_midnight_s / day_s;
  place.altitude_m = vertical.altitude_m;
  place.sin_latitude = vertical.up.z, place.cos_latitude = std::hypot(vertical.up.x, vertical.up.y);
  place.sin_longitude = std::sin(longitude), place.cos_longitude = std::cos(longitude);
  place.sin_local = std::sin(local_rad), place.cos_local = std::cos(local_rad);
  return nrlmsise00(activity, place).drag_density_kg_m3;
}

/// Flies a day at the most from midnight, which is t_s = 0 of the world. The world has the Sun and no air; `density` is
/// asked with a Place.
template <class Density>
PointMassState<double> fly(const OrbitWorld& world, const Spacecraft<double>& craft,
                           const PointMassState<double>& begin, double to_s, Density&& density) {
  using Run = AdaptiveRun<Dop853, double, point_mass_size>;
  const auto slope = [&](double t_s, const PointMassState<double>& y, PointMassState<double>& result) {
    const auto r_m = position_of(y), v_m_s = velocity_of(y);
    const auto to_itrf = gcrf_to_itrf(world.earth, t_s);
    const auto sun_m = sky(world, t_s).sun_m(world);
    const double rho = density(Place{t_s, to_itrf * r_m, r_m, sun_m, to_itrf * sun_m});
    const auto v_air = v_m_s - cross(world.earth_rate_rad_s, r_m);
    auto a = free_acceleration(world, craft, t_s, r_m, v_m_s, y[6]);
    a = axpy(-0.5 * rho * craft.drag_area_m2 * norm(v_air) / y[6], v_air, a);
    result = {v_m_s.x, v_m_s.y, v_m_s.z, a.x, a.y, a.z, 0};
  };
  const auto scale = [](const PointMassState<double>& y) {
    const double r = norm(position_of(y)), v = norm(velocity_of(y));
    return PointMassState<double>{r, r, r, v, v, v, y[6]};
  };
  Run run({.tolerance = 1e-13, .longest_s = 20}, 0, begin, to_s);
  while (run.open()) run.advance(slope, scale);
  return run.y();
}

}  // namespace cosmodrome::own_air
