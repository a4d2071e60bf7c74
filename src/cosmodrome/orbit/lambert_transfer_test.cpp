#include "cosmodrome/orbit/lambert_transfer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
using State = Motion<double, Gcrf>;
constexpr double mu = 3.986004415e14;

State on_circle(double radius_m, double angle_rad) {
  const double speed = std::sqrt(mu / radius_m), c = std::cos(angle_rad), s = std::sin(angle_rad);
  return {{radius_m * c, radius_m * s, 0}, {-speed * s, speed * c, 0}};
}

/// The least distance along a conic, by stepping the angle from the periapsis: independent of which case it is.
double least_distance_m(const State& leaves, const Place& to, int revolutions) {
  const auto e = to_keplerian(leaves, mu);
  const Place normal = unit(cross(leaves.r_m, leaves.v_m_s));
  double sweep = std::atan2(dot(cross(leaves.r_m, to), normal), dot(leaves.r_m, to));
  if (sweep < 0) sweep += 2 * std::numbers::pi;
  sweep += 2 * std::numbers::pi * revolutions;
  double least = norm(leaves.r_m);
  for (int i = 0; i <= 20000; ++i) {
    const double angle = e.true_anomaly_rad + sweep * i / 20000;
    least = std::min(least, e.semi_latus_rectum_m / (1 + e.eccentricity * std::cos(angle)));
  }
  return least;
}

TEST(LambertTransfers, KnowHowLowTheyComeDown) {
  const State from = on_circle(8e6, 0.3);
  int found = 0;
  for (const double angle : {0.4, 1.3, 2.6, 3.5, 4.4, 5.9}) {
    for (const double radius_m : {7e6, 8e6, 2e7}) {
      for (const double time_s : {900.0, 5000.0, 30000.0}) {
        const State to = on_circle(radius_m, angle);
        for (const LambertTransfer& way : find_lambert_transfers(from, to, time_s, mu, 3)) {
          const double least_m = least_distance_m({from.r_m, way.path.leave_m_s}, to.r_m, way.path.revolutions);
          EXPECT_NEAR(way.lowest_m, least_m, 1e-6 * least_m) << angle << " " << radius_m << " " << time_s;
          EXPECT_EQ(cross(from.r_m, way.path.leave_m_s).z < 0, way.against);
          ++found;
        }
      }
    }
  }
  EXPECT_GT(found, 150);
}

TEST(LambertTransfers, AreCheapestAsHohmannSays) {
  // Half an ellipse between circles of 7000 km and 9000 km in its own time: no way is cheaper.
  const double axis_m = 8e6, time_s = std::numbers::pi * std::sqrt(axis_m * axis_m * axis_m / mu);
  const auto ways = find_lambert_transfers(on_circle(7e6, 0), on_circle(9e6, std::numbers::pi), time_s, mu, 0);
  const auto best = cheapest_above(ways, 6.4e6);
  ASSERT_TRUE(best);
  const double leave_m_s = std::sqrt(mu * (2 / 7e6 - 1 / axis_m)) - std::sqrt(mu / 7e6);
  const double arrive_m_s = std::sqrt(mu / 9e6) - std::sqrt(mu * (2 / 9e6 - 1 / axis_m));
  EXPECT_FALSE(ways[*best].against);
  EXPECT_NEAR(ways[*best].total_m_s(), leave_m_s + arrive_m_s, 1e-6);
  EXPECT_FALSE(cheapest_above(ways, 1e8));
}

TEST(LambertTransfers, RefuseOneDirection) {
  EXPECT_THROW(find_lambert_transfers(on_circle(7e6, 1), on_circle(9e6, 1), 5000, mu, 0), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
