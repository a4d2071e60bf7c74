// What the products show of a state, where it can be said by hand: over the equator of an Earth that stands still.
#include "cosmodrome/flight/points.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

/// 10 km over the equator at longitude zero: x is up, y east, z north.
PointMassState<double> state(double up_m_s, double east_m_s, double north_m_s) {
  return {wgs84_equatorial_radius_m + 10e3, 0, 0, up_m_s, east_m_s, north_m_s, 5000};
}

Mode<double> mode_along(const Vec3<double, Gcrf>& axis) {
  Mode<double> mode;
  mode.law = static_cast<double>(Law::inertial);
  mode.direction = axis;
  mode.drag_table = -1;
  return mode;
}

FlightPoint point_of(const PointMassState<double>& y, const Mode<double>& mode = mode_along({1, 0, 0}),
                     const World& world = small_launcher::still_world(), const Site& site = {}) {
  return make_point(world, mode, site, 12, y);
}

constexpr double rounding = 1e-14;

TEST(Points, WhereItIs) {
  Site site;
  site.longitude_rad = -0.01;
  const FlightPoint point = point_of(state(0, 0, 0), mode_along({1, 0, 0}), small_launcher::still_world(), site);
  EXPECT_EQ(point.t_s, 12);
  EXPECT_EQ(point.mass_kg, 5000);
  EXPECT_NEAR(point.altitude_m, 10e3, 2e-9);
  EXPECT_NEAR(point.latitude_rad, 0, rounding);
  EXPECT_NEAR(point.longitude_rad, 0, rounding);
  EXPECT_NEAR(point.downrange_m, 0.01 * wgs84_equatorial_radius_m, 1e-7);  // along the equator
}

TEST(Points, WhereItGoes) {
  // 300 m/s up and 400 m/s along the ground toward 30 degrees.
  const FlightPoint point = point_of(state(300, 400 * std::sin(30 * degree_rad), 400 * std::cos(30 * degree_rad)));
  EXPECT_NEAR(point.speed_inertial_m_s, 500, 1e-12);
  EXPECT_NEAR(point.speed_relative_m_s, 500, 1e-12);
  EXPECT_NEAR(point.flight_path_angle_rad, std::atan2(3, 4), rounding);
  EXPECT_NEAR(point.heading_rad, 30 * degree_rad, rounding);
  EXPECT_NEAR(point_of(state(0, -1, 1)).heading_rad, 315 * degree_rad, rounding);
}

TEST(Points, SpeedIsRelativeToATurningEarth) {
  World world = small_launcher::still_world();
  world.earth_rate_rad_s = {0, 0, 1e-4};
  const double ground_m_s = 1e-4 * (wgs84_equatorial_radius_m + 10e3);
  const FlightPoint point = point_of(state(0, ground_m_s + 50, 0), mode_along({1, 0, 0}), world);
  EXPECT_NEAR(point.speed_inertial_m_s, ground_m_s + 50, 1e-10);
  EXPECT_NEAR(point.speed_relative_m_s, 50, 1e-10);
  EXPECT_NEAR(point.heading_rad, 90 * degree_rad, 1e-11);
}

TEST(Points, AirIsThatOfItsHeight) {
  const FlightPoint point = point_of(state(0, 300, 0));
  const auto air = small_launcher::still_world().atmosphere(point.altitude_m);
  EXPECT_NEAR(point.dynamic_pressure_Pa, 0.5 * air.density_kg_m3 * 90e3, 1e-8);
  EXPECT_NEAR(point.heating_W_m2, 0.5 * air.density_kg_m3 * 27e6, 1e-5);
  EXPECT_NEAR(point.mach, 300 / air.sound_speed_m_s(), rounding);
}

TEST(Points, WhereItPoints) {
  // 60 degrees above the horizon toward south-east, on the way east: cos(angle of attack) = cos 60 cos 45.
  const double up = std::sin(60 * degree_rad), level = std::cos(60 * degree_rad) * std::sqrt(0.5);
  const FlightPoint point = point_of(state(0, 300, 0), mode_along({up, level, -level}));
  EXPECT_NEAR(point.pitch_rad, 60 * degree_rad, rounding);
  EXPECT_NEAR(point.yaw_rad, 135 * degree_rad, rounding);
  EXPECT_NEAR(point.angle_of_attack_rad, std::acos(level), rounding);
  EXPECT_NEAR(norm(point.axis), 1, rounding);
}

TEST(Points, AtRestTheAngleOfAttackIsZero) { EXPECT_EQ(point_of(state(0, 0.5, 0)).angle_of_attack_rad, 0); }

TEST(Points, ForcesAreThoseOfTheMode) {
  Mode<double> mode = mode_along({1, 0, 0});
  mode.burns[0].thrust_vacuum_N = 1e5;
  mode.burns[0].level = 1;
  mode.drag_area_m2 = 2;
  const FlightPoint point = point_of(state(300, 0, 0), mode);
  EXPECT_EQ(point.thrust_N, 1e5);
  EXPECT_NEAR(point.drag_N, 2 * point.dynamic_pressure_Pa, 1e-9);  // coefficient 1 without a table
  EXPECT_NEAR(point.acceleration_m_s2, (1e5 - point.drag_N) / 5000, 1e-12);
}

}  // namespace
}  // namespace cosmodrome
