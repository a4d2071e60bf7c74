#include "cosmodrome/orbit/lunar_descent.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/lunar_departure_for_tests.hpp"

namespace cosmodrome {
namespace {

/// From a circle of 100 km to a perilune of 18 km, 0.2232 m/s2, ended by the timer at 127 s.
LunarFlight lowering() {
  LunarFlight moon;
  moon.engines = {lunar_tests::engine("small", 0.2232 * 1000, 1e6)};  // hardly any flow, as in the closed forms
  LunarFlight::Descent descent;
  descent.burn.name = "lower", descent.burn.engine = "small";
  descent.periapsis_altitude_m = 18e3, descent.tolerance_m = 5e3, descent.time_limit_s = 127,
  descent.clearance_m = 10e3;
  moon.descent = descent;
  return moon;
}

const OrbitWorld& world() {
  static const OrbitWorld the_world =
      make_orbit_world(OrbitModel::two_body(Body::moon), lunar_tests::liftoff(), -60, 8000, lunar_tests::data());
  return the_world;
}

PointMassState<double> circle() {
  const double r_m = world().radius_m + 100e3;
  return {r_m, 0, 0, 0, 0, std::sqrt(world().gm_m3_s2 / r_m), 1000};
}

const DescentPlan& plan() {
  static const DescentPlan the_plan = plan_descent(world(), 0, circle(), lowering());
  return the_plan;
}

double periapsis_m(const DescentDeparture& departure) {
  const FiniteBurn<double> burn = descent_burn(plan(), departure);
  const double end_s = burn.start_s + burn.duration_s;
  return periapsis_altitude_m(world(), propagate<double>(world(), {}, plan().from, 0, end_s, {burn}).end);
}

/// Vis-viva: sqrt(mu / r) - sqrt(2 mu p / (r (r + p))), 18.75 m/s. A finite burn loses some parts in a thousand.
TEST(LunarDescent, FindsTheVelocityOfVisViva) {
  ASSERT_TRUE(plan().found) << plan().why;
  const double r_m = world().radius_m + 100e3, p_m = world().radius_m + 18e3, mu = world().gm_m3_s2;
  const double impulse_m_s = std::sqrt(mu / r_m) - std::sqrt(2 * mu * p_m / (r_m * (r_m + p_m)));
  EXPECT_NEAR(plan().velocity_m_s, impulse_m_s, 0.005 * impulse_m_s);
  EXPECT_NEAR(periapsis_m({}), 18e3, 1.5);
}

/// The length of the burn takes up what the thrust lacks; what the accelerometers miss goes into the orbit: 82 km for
/// 18.75 m/s, so that 1 % is 0.82 km.
TEST(LunarDescent, IsCutOffByVelocity) {
  DescentDeparture weak;
  weak.thrust_factor = 0.9;
  EXPECT_NEAR(descent_duration_s(plan(), weak), plan().duration_s / 0.9, 1e-3);
  EXPECT_NEAR(periapsis_m(weak), 18e3, 200);
  DescentDeparture misled;
  misled.velocity_factor = 1.01;
  EXPECT_NEAR(periapsis_m(misled), 18e3 - 820, 30);
}

/// A thrust askew by 5 deg loses its cosine, 0.4 %, and turns the orbit a little.
TEST(LunarDescent, LosesTheCosineOfWhatIsAskew) {
  DescentDeparture askew;
  askew.yaw_rad = 5 * degree_rad;
  EXPECT_NEAR(periapsis_m(askew), 18e3 + 82e3 * (1 - std::cos(5 * degree_rad)), 30);
}

/// As Luna-25's: tests/validation/luna_25_last_burn_test.cpp.
TEST(LunarDescent, ComesDownWhereTheVelocityIsNeverSeen) {
  DescentDeparture unseen;
  unseen.velocity_unseen = true;
  EXPECT_EQ(descent_duration_s(plan(), unseen), 127);
  EXPECT_NEAR(periapsis_m(unseen), -22e3, 1e3);
  EXPECT_NEAR(longest_burn_s(world(), plan(), 10e3), 92.5, 0.2);
  EXPECT_NEAR(longest_burn_s(world(), plan(), 0), 103.1, 0.2);
}

TEST(LunarDescent, SaysWhyThereIsNone) {
  LunarFlight higher = lowering();
  higher.descent->periapsis_altitude_m = 120e3;
  EXPECT_EQ(plan_descent(world(), 0, circle(), higher).why, "the orbit is as low already");
  LunarFlight hasty = lowering();
  hasty.descent->time_limit_s = 20;
  EXPECT_FALSE(plan_descent(world(), 0, circle(), hasty).found);
}

}  // namespace
}  // namespace cosmodrome
