#pragma once
// A world whose axes are those of the Earth at t = 0, and states in it as range safety gives them.
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/flight/place.hpp"

namespace cosmodrome::safety_tests {

/// The WGS84 ellipsoid turns steadily; gravity with zonals to a degree: 0 is a point mass.
inline World turning_world(int gravity_degree, double rate_rad_s = earth_rotation_rate_rad_s) {
  World world{.earth = {},
              .earth_rate_rad_s = {0, 0, rate_rad_s},
              .atmosphere = Atmosphere::us76(),
              .gravity = Gravity::earth(gravity_degree),
              .wind = {},
              .aerodynamics = {},
              .programmes = {},
              .third_bodies = {}};
  world.earth.pieces.front().angle[1] = rate_rad_s;
  return world;
}

/// A state by its place and its velocity relative to the Earth.
struct Release {
  double latitude_deg, longitude_deg, altitude_m, speed_m_s, flight_path_angle_deg, azimuth_deg;
};

/// As seen from the stars at t = 0.
struct State {
  Vec3<double, Gcrf> r_m, v_m_s;
};

inline State state_of(const World& world, const Release& release) {
  const double latitude = release.latitude_deg * degree_rad, longitude = release.longitude_deg * degree_rad;
  const double climb = release.flight_path_angle_deg * degree_rad, heading = release.azimuth_deg * degree_rad;
  const double across = release.speed_m_s * cos(climb);
  const Vec3<double, Enu> v{across * sin(heading), across * cos(heading), release.speed_m_s * sin(climb)};
  const auto r = itrf_position_m(Geodetic<double>{latitude, longitude, release.altitude_m});
  const auto v_ground = itrf_to_enu(latitude, longitude).inverse() * v;
  const auto back = gcrf_to_itrf(world.earth, 0.0).inverse();
  return {back * r, back * v_ground + cross(world.earth_rate_rad_s, back * r)};
}

}  // namespace cosmodrome::safety_tests
