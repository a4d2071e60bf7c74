#include "cosmodrome/flight/points.hpp"

#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/flight/place.hpp"

namespace cosmodrome {
namespace {

struct Direction {
  double elevation_rad;
  double azimuth_rad;  ///< clockwise from north, 0 to 2 pi
};

Direction local_direction(const Rotation<Itrf, Enu>& to_enu, const Vec3<double, Itrf>& v) {
  const auto local = to_enu * v;
  const double azimuth = atan2(local.x, local.y);
  return {atan2(local.z, hypot(local.x, local.y)), azimuth < 0 ? azimuth + 2 * M_PI : azimuth};
}

}  // namespace

FlightPoint make_point(const World& world, const Mode<double>& mode, const Site& site, double t_s,
                       const PointMassState<double>& y) {
  PointMass<double> motion(world, mode);
  PointMassState<double> slope;
  motion(t_s, y, slope);
  const auto& here = motion.here();
  const auto& forces = motion.forces();
  const auto to_itrf = gcrf_to_itrf(world.earth, t_s);
  const auto place = place_on(world, to_itrf * position_of(y));
  const auto to_enu = itrf_to_enu(place.latitude_rad, place.longitude_rad);
  const auto ground_velocity = velocity_of(y) - cross(world.earth_rate_rad_s, position_of(y));
  const Direction motion_direction = local_direction(to_enu, to_itrf * ground_velocity);
  const Direction axis_direction = local_direction(to_enu, to_itrf * forces.axis);

  FlightPoint point;
  point.t_s = t_s;
  point.position_m = position_of(y);
  point.velocity_m_s = velocity_of(y);
  point.mass_kg = y[6];
  point.latitude_rad = place.latitude_rad;
  point.longitude_rad = place.longitude_rad;
  point.altitude_m = place.altitude_m;
  point.downrange_m =
      distance_on_m(world, site.latitude_rad, site.longitude_rad, place.latitude_rad, place.longitude_rad);
  point.speed_inertial_m_s = norm(velocity_of(y));
  point.speed_relative_m_s = here.ground_speed_m_s();
  point.flight_path_angle_rad = motion_direction.elevation_rad;
  point.heading_rad = motion_direction.azimuth_rad;
  point.dynamic_pressure_Pa = here.dynamic_pressure_Pa;
  point.mach = here.mach;
  // In no air, or at rest on the pad, the angle of attack means nothing.
  const bool in_air = here.airspeed_m_s > 1 && here.dynamic_pressure_Pa > 0.01;
  point.angle_of_attack_rad = in_air ? angle_rad(forces.axis, here.velocity_air_m_s) : 0;
  point.pitch_rad = axis_direction.elevation_rad;
  point.yaw_rad = axis_direction.azimuth_rad;
  point.axis = forces.axis;
  point.thrust_N = forces.thrust_N;
  point.drag_N = forces.drag_N;
  point.acceleration_m_s2 = norm(forces.specific_force_m_s2);
  point.heating_W_m2 = here.heating_W_m2();
  return point;
}

}  // namespace cosmodrome
