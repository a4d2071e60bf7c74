#include "cosmodrome/frames/geodesy.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "cosmodrome/base/angle.hpp"

namespace cosmodrome {
namespace {

using std::numbers::pi;

// Vallado, "Fundamentals of Astrodynamics and Applications" (2013), example 3-3: to the digits in which his ellipsoid
// (equatorial radius smaller by 0.7 m) and ours agree.
TEST(Geodesy, example_of_vallado) {
  const auto g = to_geodetic(Vec3<double, Itrf>{6524834.0, 6862875.0, 6448296.0});
  EXPECT_NEAR(g.latitude_rad / degree_rad, 34.352496, 1e-6);
  EXPECT_NEAR(g.longitude_rad / degree_rad, 46.4464, 5e-5);
  EXPECT_NEAR(g.altitude_m, 5085.22e3, 5.0);
}

TEST(Geodesy, axes_of_the_ellipsoid) {
  EXPECT_NEAR(wgs84_polar_radius_m, 6356752.3142, 5e-5);  // NGA.STND.0036, table 3.5
  EXPECT_NEAR(wgs84_eccentricity_squared, 6.694379990141e-3, 5e-16);
  EXPECT_EQ(altitude_m(Vec3<double, Itrf>{wgs84_equatorial_radius_m + 100.0, 0, 0}), 100.0);
  EXPECT_NEAR(altitude_m(Vec3<double, Itrf>{0, 0, -wgs84_polar_radius_m - 100.0}), 100.0, 1e-9);
}

struct Limits {
  double from_m, to_m, tolerance_m;
};

// Rounding of a position of radius R is R eps / 2; a handful of them are allowed.
TEST(Geodesy, there_and_back_at_every_altitude) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit_interval(0.0, 1.0);
  for (const Limits& l : {Limits{-10e3, 1000e3, 4e-9}, Limits{1000e3, 50000e3, 25e-9}, Limits{5e7, 4e8, 200e-9},
                          Limits{-1.3e6, -10e3, 4e-9}}) {
    for (int i = 0; i < 20000; ++i) {
      const Geodetic<double> g{(unit_interval(random) - 0.5) * pi, (unit_interval(random) - 0.5) * 2 * pi,
                               l.from_m + unit_interval(random) * (l.to_m - l.from_m)};
      const auto r = itrf_position_m(g);
      const auto back = to_geodetic(r);
      ASSERT_NEAR(back.altitude_m, g.altitude_m, l.tolerance_m);
      ASSERT_NEAR(back.latitude_rad, g.latitude_rad, 8e-16);
      ASSERT_NEAR(back.longitude_rad, g.longitude_rad, 1e-15);
      // With one round less for the foot: its error of 1e-8 rad enters squared.
      ASSERT_NEAR(altitude_m(r), back.altitude_m, l.tolerance_m + 1e-15 * norm(r));
    }
  }
}

TEST(Geodesy, the_horizon_from_the_axis_alone) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> unit_interval(0.0, 1.0);
  const Vec3<double, Itrf> pole{0, 0, 1};
  for (int i = 0; i < 20000; ++i) {
    const auto r = itrf_position_m(Geodetic<double>{
        (unit_interval(random) - 0.5) * pi, (unit_interval(random) - 0.5) * 2 * pi, unit_interval(random) * 1e5});
    const Vec3<double, Enu> wind{unit_interval(random) - 0.5, unit_interval(random) - 0.5, 0};
    const auto with_all_axes = itrf_to_enu(r).inverse() * wind;
    // One round for the foot, 1e-8 rad.
    ASSERT_LT(norm(from_horizontal(wind, r, pole, r.z) - with_all_axes), 1e-8 * norm(wind));
  }
  EXPECT_LT(norm(from_horizontal(Vec3<double, Enu>{3, 4, 0}, {0, 0, 6.4e6}, pole, 6.4e6)), 1e-9);
}

TEST(Geodesy, nothing_is_special_at_the_poles_and_the_equator) {
  for (const double z : {6.4e6, -6.4e6, 7e6, -4.2e7}) {
    const auto g = to_geodetic(Vec3<double, Itrf>{0, 0, z});
    EXPECT_NEAR(g.latitude_rad, std::copysign(pi / 2, z), 1e-15);
    EXPECT_NEAR(g.altitude_m, std::abs(z) - wgs84_polar_radius_m, 1e-8);
    const auto v = local_vertical(Vec3<double, Itrf>{0, 0, z});
    EXPECT_NEAR(v.up.z, std::copysign(1.0, z), 1e-15);
    EXPECT_NEAR(norm(v.up), 1.0, 1e-15);
  }
  EXPECT_EQ(to_geodetic(Vec3<double, Itrf>{0, -7e6, 0}).latitude_rad, 0.0);
  EXPECT_EQ(to_geodetic(Vec3<double, Itrf>{0, -7e6, 0}).longitude_rad, -pi / 2);
}

TEST(Geodesy, up_is_the_derivative_of_altitude) {
  const auto r = itrf_position_m(Geodetic<double>{0.9, 2.2, 55e3});
  const auto up = up_itrf(r);
  const double h = 64.0;  // central differences: truncation h^2 / R^2, rounding 1e-9 / h
  const Vec3<double, Itrf> x{h, 0, 0}, y{0, h, 0}, z{0, 0, h};
  EXPECT_NEAR((altitude_m(r + x) - altitude_m(r - x)) / (2 * h), up.x, 1e-9);
  EXPECT_NEAR((altitude_m(r + y) - altitude_m(r - y)) / (2 * h), up.y, 1e-9);
  EXPECT_NEAR((altitude_m(r + z) - altitude_m(r - z)) / (2 * h), up.z, 1e-9);
}

TEST(Geodesy, east_north_up_are_orthonormal_and_agree_by_either_way) {
  for (const double latitude : {-1.5, -0.3, 0.0, 0.9, 1.57})
    for (const double longitude : {-3.0, 0.0, 1.0, 3.1}) {
      const auto a = itrf_to_enu(latitude, longitude);
      const auto b = itrf_to_enu(itrf_position_m(Geodetic<double>{latitude, longitude, 12e3}));
      EXPECT_NEAR(norm(a.row_x - b.row_x), 0.0, 3e-13);  // at 1.57 rad the axis is 5 km away: 1e-9 m / 5 km
      EXPECT_NEAR(norm(a.row_z - b.row_z), 0.0, 1e-15);
      EXPECT_NEAR(norm(cross(b.row_x, b.row_y) - b.row_z), 0.0, 1e-15);
      EXPECT_NEAR(heading_rad(a * (a.row_y + 1e-3 * a.row_x)), std::atan(1e-3), 1e-15);
    }
}

TEST(Geodesy, geocentric_latitude_of_a_place_on_the_ellipsoid) {
  for (const double latitude : {-pi / 2, -1.0, 0.0, 0.7, 1.2})
    EXPECT_NEAR(geocentric_from_geodetic_latitude_rad(latitude),
                geocentric_latitude_rad(itrf_position_m(Geodetic<double>{latitude, 0.4, 0.0})), 3e-16);
}

// A lane must have the bits of the same flight flown alone.
TEST(Geodesy, a_lane_has_the_bits_of_a_double) {
  Vec3<Lanes, Itrf> r{Lanes(0.0), Lanes(0.0), Lanes(0.0)};
  std::array<Vec3<double, Itrf>, lane_count<Lanes>> alone;
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const double altitude = -1e4 + 3e6 * i;
    alone[i] = itrf_position_m(Geodetic<double>{-1.5 + 0.19 * i, 0.4 * i - 3.0, altitude});
    set_lane(r.x, i, alone[i].x), set_lane(r.y, i, alone[i].y), set_lane(r.z, i, alone[i].z);
  }
  const auto g = to_geodetic(r);
  const auto enu = itrf_to_enu(r);
  const auto back = itrf_position_m(g);
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const auto g1 = to_geodetic(alone[i]);
    EXPECT_EQ(lane(g.latitude_rad, i), g1.latitude_rad);
    EXPECT_EQ(lane(g.longitude_rad, i), g1.longitude_rad);
    EXPECT_EQ(lane(g.altitude_m, i), g1.altitude_m);
    EXPECT_EQ(lane(enu.row_y.x, i), itrf_to_enu(alone[i]).row_y.x);
    EXPECT_EQ(lane(back.x, i), itrf_position_m(g1).x);
    EXPECT_EQ(lane(back.z, i), itrf_position_m(g1).z);
  }
}

}  // namespace
}  // namespace cosmodrome
