#include "cosmodrome/frames/geodesic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/csv_for_tests.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

double apart_m(double latitude_1_rad, double longitude_1_rad, double latitude_2_rad, double longitude_2_rad) {
  return norm(itrf_position_m(Geodetic<double>{latitude_1_rad, longitude_1_rad, 0.0}) -
              itrf_position_m(Geodetic<double>{latitude_2_rad, longitude_2_rad, 0.0}));
}

// The stated error; the reference claims 15 nm and is the nearer one.
TEST(Geodesic, distance_agrees_with_geographiclib) {
  const auto rows = reference_rows("frames_geodesic.csv");
  ASSERT_GT(rows.size(), 200u);
  double worst_m = 0.0;
  for (const auto& r : rows) {
    const auto g = geodesic(r[0] * degree_rad, r[1] * degree_rad, r[2] * degree_rad, r[3] * degree_rad);
    worst_m = std::max(worst_m, std::abs(g.distance_m - r[6]));
    EXPECT_NEAR(g.distance_m, r[6], 20e-9) << r[0] << " " << r[1] << " " << r[2] << " " << r[3];
  }
  RecordProperty("worst_m", std::to_string(worst_m));
}

// Azimuths are held by their effect: a line of that azimuth and length ends at the second place. Ten times the stated
// error, because an error of the azimuth of one rounding moves the end by up to 4 nm on a line around half the Earth.
TEST(Geodesic, line_ends_at_the_second_place) {
  for (const auto& r : reference_rows("frames_geodesic.csv")) {
    const auto g = geodesic(r[0] * degree_rad, r[1] * degree_rad, r[2] * degree_rad, r[3] * degree_rad);
    const auto end = geodesic_end(r[0] * degree_rad, r[1] * degree_rad, g.azimuth_1_rad, g.distance_m);
    EXPECT_LT(apart_m(end.latitude_rad, end.longitude_rad, r[2] * degree_rad, r[3] * degree_rad), 200e-9)
        << r[0] << " " << r[1] << " " << r[2] << " " << r[3];
    const auto back = geodesic_end(r[2] * degree_rad, r[3] * degree_rad, g.azimuth_2_rad, -g.distance_m);
    EXPECT_LT(apart_m(back.latitude_rad, back.longitude_rad, r[0] * degree_rad, r[1] * degree_rad), 200e-9)
        << r[0] << " " << r[1] << " " << r[2] << " " << r[3];
  }
}

TEST(Geodesic, direct_problem_agrees_with_geographiclib) {
  for (const auto& r : reference_rows("frames_geodesic.csv")) {
    const auto end = geodesic_end(r[0] * degree_rad, r[1] * degree_rad, r[4] * degree_rad, r[6]);
    EXPECT_LT(apart_m(end.latitude_rad, end.longitude_rad, r[2] * degree_rad, r[3] * degree_rad), 60e-9)
        << r[0] << " " << r[1] << " " << r[2] << " " << r[3];
  }
}

TEST(Geodesic, azimuths_of_ordinary_lines) {
  for (const auto& r : reference_rows("frames_geodesic.csv")) {
    if (r[6] < 1e5 || r[6] > 1.9e7 || std::abs(r[0]) > 89 || std::abs(r[2]) > 89) continue;
    const auto g = geodesic(r[0] * degree_rad, r[1] * degree_rad, r[2] * degree_rad, r[3] * degree_rad);
    // 20 nm across a line of 100 km is 2e-13 rad.
    EXPECT_NEAR(std::remainder(g.azimuth_1_rad - r[4] * degree_rad, 2 * std::numbers::pi), 0.0, 4e-13);
    EXPECT_NEAR(std::remainder(g.azimuth_2_rad - r[5] * degree_rad, 2 * std::numbers::pi), 0.0, 4e-13);
  }
}

TEST(Geodesic, a_hair_beside_the_equator_is_on_it) {
  // Latitudes that rounding leaves of zero: the line is an arc of the equator.
  for (const double latitude_rad : {1e-18, -1e-18, 1e-16, -2e-15}) {
    const auto g = geodesic(0.0, 0.1, latitude_rad, 0.1 - 1.6e-4);
    EXPECT_NEAR(g.distance_m, 1.6e-4 * wgs84_equatorial_radius_m, 40e-9) << latitude_rad;
    EXPECT_NEAR(g.azimuth_1_rad, -std::numbers::pi / 2, 1e-10) << latitude_rad;
  }
}

}  // namespace
}  // namespace cosmodrome
