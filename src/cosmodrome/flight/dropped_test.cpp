// Things that fall, against closed forms.
#include "cosmodrome/flight/dropped.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace small_launcher;

const double mu = still_world().gravity.gm_m3_s2();

Plan plan_with(double stage_drag_area_m2, double part_drag_area_m2 = 0) {
  Plan plan = make();
  plan.mission.vehicle.stages[0].fall_drag_area_m2 = stage_drag_area_m2;
  plan.mission.vehicle.parts[0].fall_drag_area_m2 = part_drag_area_m2;
  plan.mission.vehicle.parts[0].mass_kg = 800;
  plan.mission.vehicle.parts[0].pieces = 2;
  plan.mission.vehicle.parts[0].name = "Shroud";
  return plan;
}

DroppedPiece piece(double altitude_m, double east_m_s = 0, double up_m_s = 0) {
  DroppedPiece one;
  one.index = 0;
  one.t_s = 100;
  one.y = {wgs84_equatorial_radius_m + altitude_m, 0, 0, up_m_s, east_m_s, 0, 1e3};
  return one;
}

TEST(Dropped, FallsStraightDownAsAPointMassPulls) {
  // From rest at R to r < R: t = sqrt(R^3 / 2 mu) (acos sqrt(x) + sqrt(x (1 - x))) with x = r / R.
  const Impact impact = follow_down(plan_with(0), piece(100e3));
  const double r = wgs84_equatorial_radius_m, top = r + 100e3, x = r / top;
  const double fall_s = std::sqrt(top * top * top / (2 * mu)) * (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
  ASSERT_TRUE(impact.reached_ground);
  EXPECT_EQ(impact.element, "first");
  EXPECT_EQ(impact.released_t_s, 100);
  // Steps are good to 1e-8 of a speed of 1.4 km/s; the ground is found to a nanometre by bisection.
  EXPECT_NEAR(impact.t_s, 100 + fall_s, 1e-6);
  EXPECT_NEAR(impact.speed_m_s, std::sqrt(2 * mu * (1 / r - 1 / top)), 1e-5);
  EXPECT_NEAR(impact.latitude_rad, 0, 1e-12);
  EXPECT_NEAR(impact.longitude_rad, 0, 1e-12);
}

TEST(Dropped, FliesAnEllipseWhereThereIsNoDrag) {
  // Thrown from the ground at 2 km/s at 45 degrees: the range over a sphere, by the ellipse through both points.
  // With v^2 r / mu = l and angle g above the horizon, half the range angle is atan(l sin g cos g / (1 - l cos^2 g)).
  const double v = 2000 / std::sqrt(2.0), r = wgs84_equatorial_radius_m, l = 2000.0 * 2000 * r / mu;
  const Impact impact = follow_down(plan_with(0), piece(0.001, v, v));
  ASSERT_TRUE(impact.reached_ground);
  EXPECT_NEAR(impact.longitude_rad, 2 * std::atan(0.5 * l / (1 - 0.5 * l)), 1e-8);  // 6 cm
}

TEST(Dropped, ReachesItsTerminalSpeed) {
  // Two bodies of 10 t, each with 500 m2: sqrt(2 m g / (rho Cd A)) = 18 m/s. The air thickens by e in 8.4 km, so the
  // speed lags by about v^2 / (2 g H) = 2e-3 of itself; the standard atmosphere is within 1e-4.
  const Impact impact = follow_down(plan_with(500), piece(5e3));
  const double g = mu / (wgs84_equatorial_radius_m * wgs84_equatorial_radius_m);
  const double terminal_m_s = std::sqrt(2 * 10e3 * g / (1.225 * 500));
  ASSERT_TRUE(impact.reached_ground);
  EXPECT_NEAR(impact.speed_m_s / terminal_m_s, 1, 3e-3);
}

TEST(Dropped, APieceOfAPartHasItsShareOfTheMass) {
  Plan plan = plan_with(0, 40);
  DroppedPiece one = piece(5e3);
  one.is_part = true;
  const Impact impact = follow_down(plan, one);
  const double g = mu / (wgs84_equatorial_radius_m * wgs84_equatorial_radius_m);
  EXPECT_EQ(impact.element, "shroud");
  EXPECT_EQ(impact.name, "Shroud");
  EXPECT_NEAR(impact.speed_m_s / std::sqrt(2 * 400 * g / (1.225 * 40)), 1, 3e-3);
}

TEST(Dropped, StaysAloftInOrbit) {
  const double r = wgs84_equatorial_radius_m + 300e3;
  const Impact impact = follow_down(plan_with(0), piece(300e3, std::sqrt(mu / r)));
  EXPECT_FALSE(impact.reached_ground);
  EXPECT_GE(impact.t_s, 100 + 2 * 3600);
  EXPECT_TRUE(impact.zones.empty());
}

TEST(Dropped, ItsWayIsSampledEveryTenSeconds) {
  const Impact impact = follow_down(plan_with(0), piece(100e3));
  ASSERT_GE(impact.track.size(), 3U);
  for (std::size_t i = 0; i + 1 < impact.track.size(); ++i) {
    EXPECT_NEAR(impact.track[i].t_s, 100 + 10 * static_cast<double>(i), 1e-9);
  }
  EXPECT_EQ(impact.track.back().t_s, impact.t_s);
  EXPECT_NEAR(impact.track.back().altitude_m, 0, 1e-6);
}

TEST(Dropped, SaysHowFarFromItsDistrict) {
  Plan plan = plan_with(0);
  DropZone zone;
  zone.name = "sea", zone.element = "first", zone.radius_m = 1000;
  zone.outline = {{0, 0.001}};
  plan.mission.drop_zones = {zone};
  const Impact impact = follow_down(plan, piece(20e3));
  ASSERT_EQ(impact.zones.size(), 1U);
  EXPECT_NEAR(impact.zones[0].distance_m, 0.001 * wgs84_equatorial_radius_m - 1000, 1e-3);
}

}  // namespace
}  // namespace cosmodrome
