#include "cosmodrome/flight/place.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "cosmodrome/flight/make_world.hpp"

namespace cosmodrome {
namespace {

World spherical_world() {
  Mission mission;
  mission.liftoff = Epoch::from_utc(2000, 1, 1, 12, 0, 0);
  mission.earth = SphericalEarth{3.986012e14, 6378145, 7.29211585e-5};
  return make_world(mission, 3600);
}

TEST(Place, OnASphereIsThereAndBack) {
  const World world = spherical_world();
  const Geodetic<double> place{0.6, -1.2, 5000};
  const auto position = position_on(world, place);
  EXPECT_NEAR(norm(position), 6383145, 1e-8);
  const auto back = place_on(world, position);
  EXPECT_NEAR(back.latitude_rad, place.latitude_rad, 1e-15);
  EXPECT_NEAR(back.longitude_rad, place.longitude_rad, 1e-15);
  EXPECT_NEAR(back.altitude_m, place.altitude_m, 1e-8);
  EXPECT_NEAR(dot(up_on(world, position), position), norm(position), 1e-8);
}

TEST(Place, QuarterCircleOnASphere) {
  const World world = spherical_world();
  EXPECT_NEAR(distance_on_m(world, 0, 0, std::numbers::pi / 2, 0.3), 6378145 * std::numbers::pi / 2, 1e-8);
}

TEST(Place, SphereTurnsFromTheXAxisAtItsRate) {
  const World world = spherical_world();
  const auto there = gcrf_to_itrf(world.earth, 0.0) * Vec3<double, Gcrf>{1, 0, 0};
  EXPECT_NEAR(there.x, 1, 1e-15);
  const auto later = gcrf_to_itrf(world.earth, 100.0) * Vec3<double, Gcrf>{1, 0, 0};
  EXPECT_NEAR(later.y, -std::sin(7.29211585e-3), 1e-15);
  EXPECT_NEAR(world.earth_rate_rad_s.z, 7.29211585e-5, 1e-19);
  EXPECT_NEAR(world.earth_rate_rad_s.x, 0, 1e-19);
}

TEST(Place, ElsewhereTheEarthIsTheEllipsoid) {
  Mission mission;
  mission.liftoff = Epoch::from_utc(2000, 1, 1, 12, 0, 0);
  const World world = make_world(mission, 3600);
  const Geodetic<double> place{0.6, -1.2, 5000};
  EXPECT_EQ(position_on(world, place).z, itrf_position_m(place).z);
  EXPECT_EQ(place_on(world, itrf_position_m(place)).altitude_m, to_geodetic(itrf_position_m(place)).altitude_m);
}

}  // namespace
}  // namespace cosmodrome
