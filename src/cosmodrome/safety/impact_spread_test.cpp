#include "cosmodrome/safety/impact_spread.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"
#include "cosmodrome/safety/impact_trace.hpp"

namespace cosmodrome {
namespace {

constexpr double until_s = 100;  // the first stage alone: no guidance that would steer back

ImpactSpread spread_of(double azimuth_sigma_rad, std::uint64_t flights, int threads = 1) {
  Plan plan = small_launcher::make();
  if (azimuth_sigma_rad > 0) {
    Distribution normal;
    normal.values = {0, azimuth_sigma_rad};
    plan.mission.disperse.figures = {{"programme.azimuth", normal}};
  }
  return normal_impact_spread(plan, flights, until_s, threads);
}

TEST(ImpactSpread, IsNothingOfFlightsThatDoNotVary) {
  const ImpactSpread spread = spread_of(0, 2);
  ASSERT_GT(spread.t_s.size(), 50U);
  for (std::size_t k = 1; k < spread.t_s.size(); ++k) {
    EXPECT_NEAR(spread.mean_m[k], 0, 0.1);
    EXPECT_NEAR(spread.sigma_m[k], 0, 0.1);
  }
}

TEST(ImpactSpread, OfAzimuthsGrowsWithTheRange) {
  const double sigma_rad = 2e-3;
  const std::uint64_t flights = 400;
  const Plan plan = small_launcher::make();
  const auto trace = impact_trace(plan, fly(plan, {.follow_dropped = false}));
  const ImpactSpread spread = spread_of(sigma_rad, flights);
  int looked_at = 0;
  for (const TracePoint& point : trace) {
    if (!point.vacuum || point.range_m < 20e3 || point.t_s > until_s) continue;
    ++looked_at;
    const auto sides = spread.three_sigma(point.t_s);
    // A deviation of 400 is known to 3.5 %, their mean to 5 % of it.
    EXPECT_NEAR((sides.left_m + sides.right_m) / 2, 3 * sigma_rad * point.range_m,
                0.11 * 3 * sigma_rad * point.range_m);
    EXPECT_NEAR((sides.left_m - sides.right_m) / 2, 0, 0.15 * sigma_rad * point.range_m);
  }
  EXPECT_GT(looked_at, 5);
}

TEST(ImpactSpread, HasTheSameBitsOnTwoThreads) {
  const ImpactSpread one = spread_of(2e-3, 5), two = spread_of(2e-3, 5, 2);
  EXPECT_EQ(one.mean_m, two.mean_m);
  EXPECT_EQ(one.sigma_m, two.sigma_m);
}

}  // namespace
}  // namespace cosmodrome
