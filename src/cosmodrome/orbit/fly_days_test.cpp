#include "cosmodrome/orbit/fly_days.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
constexpr Spacecraft<double> light{0, 13};  ///< 0.013 m2/kg

PointMassState<double> leo() { return {6.798e6, 0, 0, 0, 4.7e3, 6.02e3, 1000}; }

OrbitWorld world_of(OrbitModel model, bool sunlight, double length_s = day_s) {
  model.sunlight = sunlight;
  return make_orbit_world(model, Epoch::from_utc(2023, 8, 10, 23, 10, 57), 0, length_s, OrbitData::shipped());
}

double apart_m(const PointMassState<double>& a, const PointMassState<double>& b) {
  return norm(position_of(a) - position_of(b));
}

/// Steps of two seconds see the edge themselves.
TEST(FlyDays, EndsStepsWhereTheShadowBegins) {
  const OrbitWorld world = world_of(OrbitModel::two_body(), true);
  PropagateOptions short_steps;
  short_steps.longest_step_s = 2;
  const auto truth = propagate<double>(world, light, leo(), 0, day_s, {}, {}, short_steps);
  const auto blind = propagate<double>(world, light, leo(), 0, day_s);
  const auto arc = fly_days(world, light, leo(), day_s);
  EXPECT_GT(apart_m(blind.end, truth.end), 0.05);
  EXPECT_LT(apart_m(arc.end, truth.end), 1e-3);
  EXPECT_LT(arc.evaluations, 2 * blind.evaluations);
}

TEST(FlyDays, HasNoGapBetweenItsSteps) {
  const OrbitWorld world = world_of(OrbitModel::two_body(), true);
  const auto arc = fly_days(world, light, leo(), 2e4);
  double t_s = 0;
  for (const auto& step : arc.steps) {
    EXPECT_EQ(step.begin_t(), t_s);
    t_s = step.end_t();
  }
  EXPECT_EQ(t_s, 2e4);
  EXPECT_EQ(arc.end_s, 2e4);
}

TEST(FlyDays, IsOnePropagationADayWithoutSunlight) {
  const OrbitWorld world = world_of(OrbitModel::two_body(), false, 1.5 * day_s);
  int days = 0;
  const auto arc = fly_days(world, light, leo(), 1.5 * day_s, [&](double t_s) { EXPECT_EQ(t_s, days++ * day_s); });
  EXPECT_EQ(days, 2);
  const auto first = propagate<double>(world, light, leo(), 0, day_s);
  EXPECT_EQ(propagate<double>(world, light, first.end, day_s, 1.5 * day_s).end, arc.end);
}

TEST(FlyDays, EndsWhereItComesDown) {
  const OrbitWorld world = world_of(OrbitModel::two_body(), true);
  const PointMassState<double> falling{6.6e6, 0, 0, 0, 6e3, 0, 1000};
  const auto arc = fly_days(world, light, falling, day_s);
  EXPECT_TRUE(arc.stopped);
  EXPECT_LT(arc.end_s, 3600);
  EXPECT_NEAR(norm(position_of(arc.end)), 6.378137e6 + comes_down_m, 22e3);  // the Earth is flattened by as much
}

}  // namespace
}  // namespace cosmodrome
