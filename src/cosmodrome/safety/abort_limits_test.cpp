#include "cosmodrome/safety/abort_limits.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

// A vehicle climbs straight up from rest with the acceleration a; what breaks off leaves sideways with dv and falls in
// vacuum. It is up for T = (v + sqrt(v^2 + 2 g h)) / g with v = a t and h = a t^2 / 2, so it lands dv k t away,
// k = (a + sqrt(a^2 + a g)) / g: in proportion to t.
constexpr double g = 9.80665, a = 8, dv = 30;
const double k = (a + std::sqrt(a * a + a * g)) / g;

double reach_m(double t_s) {
  const double v = a * t_s, h = a * t_s * t_s / 2;
  return dv * (v + std::sqrt(v * v + 2 * g * h)) / g;
}

TEST(AbortLimits, straight_up_time_of_a_constant_acceleration) {
  const double clear_m = 2225;
  EXPECT_NEAR(*straight_up_time_s(reach_m, clear_m, 0, 200), clear_m / (dv * k), 2e-6);
  EXPECT_EQ(*straight_up_time_s(reach_m, 1e9, 0, 200), 200);
  EXPECT_FALSE(straight_up_time_s(reach_m, 10, 5, 200));
  EXPECT_THROW(static_cast<void>(straight_up_time_s(reach_m, 10, 0, 200, 0)), InputError);
}

TEST(AbortLimits, data_loss_time_of_a_constant_acceleration) {
  // From the speed u away from a protected edge at D, thrust towards it: it is reached when D + u t = b t^2 / 2.
  const double distance_m = 40e3, u = 200, b = 20;
  const auto time = data_loss_time_s([&](double t) { return distance_m + u * t - b * t * t / 2; }, 300);
  ASSERT_TRUE(time);
  EXPECT_NEAR(*time, (u + std::sqrt(u * u + 2 * b * distance_m)) / b, 2e-6);
  EXPECT_FALSE(data_loss_time_s([&](double t) { return distance_m + u * t; }, 300));
}

TEST(AbortLimits, limit_line_stands_off_by_its_margin) {
  const LimitMargin margin{2e3, 1.5e3, 4, 1e3};
  EXPECT_NEAR(margin.metres(), 13e3, 1e-9);
  const GroundPlace centre{1.0, 3.14};  // over the antimeridian
  const GroundPolygon town{ellipse_outline(centre, 20e3, 20e3, 0, 180), {}};
  const auto lines = limit_line(town, margin);
  ASSERT_EQ(lines.size(), 1u);
  for (int i = 0; i < 360; i += 7) {
    const double azimuth = i * M_PI / 180;
    const auto near = geodesic_end(centre.latitude_rad, centre.longitude_rad, azimuth, 32.8e3);
    const auto far = geodesic_end(centre.latitude_rad, centre.longitude_rad, azimuth, 37e3);
    EXPECT_TRUE(lines[0].distance_to({near.latitude_rad, near.longitude_rad}).inside) << i;
    EXPECT_FALSE(lines[0].distance_to({far.latitude_rad, far.longitude_rad}).inside) << i;
  }
  // Of the disc of 33 km: a step of the grid and 2 % of simplification.
  EXPECT_NEAR(area_m2(lines[0]) / (M_PI * 33e3 * 33e3), 1.015, 0.015);
  EXPECT_LT(lines[0].outline.size(), 40u);
  EXPECT_THROW(static_cast<void>(limit_line({{centre, centre}, {}}, margin)), InputError);
  EXPECT_THROW(static_cast<void>(limit_line(town, {})), InputError);
}

TEST(AbortLimits, gate_is_open_where_going_on_is_the_lesser_risk) {
  EXPECT_TRUE(decide_gate({0, 0}, {0, 1}, 1e-2, 1e-4).open);
  EXPECT_FALSE(decide_gate({0, 0}, {0, 1}, 0, 1e-4).open);
  EXPECT_THROW(static_cast<void>(decide_gate({0, 0}, {0, 1}, -1, 0)), InputError);
}

}  // namespace
}  // namespace cosmodrome
