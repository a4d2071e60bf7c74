#include "cosmodrome/orbit/fly_days.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/environment/sunlight.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
constexpr Spacecraft<double> light{0, 13};  ///< 0.013 m2/kg

PointMassState<double> leo() { return {6.798e6, 0, 0, 0, 4.7e3, 6.02e3, 1000}; }

/// The same from six nodes.
PointMassState<double> around(int node) {
  const auto y = leo();
  const double angle = node * std::numbers::pi / 3, c = std::cos(angle), s = std::sin(angle);
  return {c * y[0] - s * y[1], s * y[0] + c * y[1], y[2], c * y[3] - s * y[4], s * y[3] + c * y[4], y[5], y[6]};
}

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
  const auto blind = propagate<double>(world, light, leo(), 0, day_s, {}, {}, {.tolerance = fly_days_tolerance});
  const auto arc = fly_days(world, light, leo(), day_s);
  EXPECT_GT(apart_m(blind.end, truth.end), 0.05);
  EXPECT_LT(apart_m(arc.end, truth.end), 1e-3);
  EXPECT_LT(arc.evaluations, 2 * blind.evaluations);
}

/// Under gravity of degree 70 a day is kept within a centimetre, from all around the orbit. The truth flies steps of
/// ten seconds, a third of those here: of order eight, its errors are thousands of times smaller.
TEST(FlyDays, KeepsADayWithinACentimetre) {
  OrbitModel model = OrbitModel::accurate();
  model.air = AirModel::none;
  const OrbitWorld world = world_of(model, false);
  for (int node = 0; node < 6; ++node) {
    const PointMassState<double> from = around(node);
    const auto truth = propagate<double>(world, {}, from, 0, day_s, {}, {},
                                         {.tolerance = 1e-14, .longest_step_s = 10, .dense = false});
    EXPECT_LT(apart_m(fly_days(world, {}, from, day_s).end, truth.end), 0.01) << node;
  }
}

/// The flux changes at midnight, and with it the density: the day begins 50 minutes before it. Without an end of a step
/// there the jump is a matter of chance.
TEST(FlyDays, EndsAStepAtMidnight) {
  OrbitModel model = OrbitModel::two_body();
  model.air = AirModel::nrlmsise00;
  const OrbitWorld world = world_of(model, false);
  const Spacecraft<double> wide{22, 0};
  const double midnight_s = 2943;
  const auto arc = fly_days(world, wide, leo(), 7200);
  const auto near = [&](const auto& step) { return std::abs(step.end_t() - midnight_s) < 2e-4; };
  EXPECT_EQ(std::count_if(arc.steps.begin(), arc.steps.end(), near), 2);  // before and behind
  // The truth begins anew on the other side.
  PropagateOptions short_steps;
  short_steps.longest_step_s = 2;
  const auto before = propagate<double>(world, wide, leo(), 0, midnight_s, {}, {}, short_steps);
  const auto truth = propagate<double>(world, wide, before.end, midnight_s, 7200, {}, {}, short_steps);
  EXPECT_LT(apart_m(arc.end, truth.end), 1e-3);
}

/// The eclipse of 8 April 2024, as satellites see it that are not in the Earth's shadow.
TEST(FlyDays, EndsStepsWhereTheMoonsShadowBegins) {
  OrbitModel model = OrbitModel::two_body();
  model.sunlight = true;
  const OrbitWorld world =
      make_orbit_world(model, Epoch::from_utc(2024, 4, 8, 6, 0, 0), 0, day_s, OrbitData::shipped());
  int crossed = 0;
  for (int node = 0; node < 6; ++node) {
    const auto arc = fly_days(world, light, around(node), day_s);
    PropagateOptions short_steps;
    short_steps.longest_step_s = 2;
    const auto truth = propagate<double>(world, light, around(node), 0, day_s, {}, {}, short_steps);
    EXPECT_LT(apart_m(arc.end, truth.end), 1e-3) << node;
    const auto darker = [&](double t_s) {
      const auto here = sky(world, t_s);
      const auto r = position_of(arc.at(t_s));
      const auto seen = discs(here.sun_m(world) - r, here.other_m(world) - r, world.other_radius_m);
      return seen.apart_rad < seen.body_rad + seen.sun_rad;
    };
    bool was = darker(0);
    for (const auto& step : arc.steps) {
      // Wherever the Moon begins to cover or uncovers the Sun a step ends just behind.
      const bool is = darker(step.end_t());
      if (is != was) {
        ++crossed;
        EXPECT_EQ(darker(step.end_t() - 2e-4), was) << step.end_t();
      }
      was = is;
    }
  }
  EXPECT_GT(crossed, 2);
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
  const PropagateOptions alike{.tolerance = fly_days_tolerance};
  const auto first = propagate<double>(world, light, leo(), 0, day_s, {}, {}, alike);
  EXPECT_EQ(propagate<double>(world, light, first.end, day_s, 1.5 * day_s, {}, {}, alike).end, arc.end);
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
