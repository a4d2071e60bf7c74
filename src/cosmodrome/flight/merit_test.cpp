// How good the end of a flight is, against closed forms.
#include "cosmodrome/flight/merit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace small_launcher;
using Vec = Vec3<double, Gcrf>;

const Plan plan = make();
const double mu = plan.world.gravity.gm_m3_s2();
const double circular_m_s = std::sqrt(mu / target_radius_m);

/// On the target's circle, with 1000 kg left in the second stage, which then weighed 5 t with its payload.
FlightEnd perfect_end() {
  FlightEnd end;
  end.lifted_off = true;
  end.position_m = {target_radius_m, 0, 0};
  end.velocity_m_s = {0, circular_m_s, 0};
  end.last_stage = 1;
  end.propellant_kg = 1000;
  end.cut_off_mass_kg = 5000;
  return end;
}

/// 300 kN over 100 kg/s is an exhaust speed of 3 km/s: Tsiolkovsky.
const double left_m_s = 3000 * std::log(5000.0 / 4000);

TEST(Merit, SpeedLeftIsTsiolkovskys) {
  EXPECT_NEAR(speed_left_m_s(plan, perfect_end()), left_m_s, 1e-11);
  FlightEnd empty = perfect_end();
  empty.propellant_kg = 0;
  EXPECT_EQ(speed_left_m_s(plan, empty), 0);
  empty = perfect_end();
  empty.last_stage = -1;
  EXPECT_EQ(speed_left_m_s(plan, empty), 0);
}

TEST(Merit, SpeedLeftCountsWhatDrivesThePumps) {
  FlightEnd end = perfect_end();
  end.last_stage = 0;
  EXPECT_NEAR(speed_left_m_s(plan, end), 2e6 / 525 * std::log(5000.0 / 4000), 1e-11);
}

TEST(Merit, MissingSpeedIsThatToTheEnergyOfTheTarget) {
  const Vec at{target_radius_m, 0, 0};
  EXPECT_NEAR(missing_speed_m_s(plan, 0, at, {0, circular_m_s - 12, 0}), 12, 1e-10);
  EXPECT_NEAR(missing_speed_m_s(plan, 0, at, {0, circular_m_s + 7, 0}), -7, 1e-10);
  // Lower down the same energy is a greater speed: v^2 = mu (2/r - 1/a).
  const double r = target_radius_m - 100e3;
  EXPECT_NEAR(missing_speed_m_s(plan, 0, {r, 0, 0}, {0, 0, 0}), std::sqrt(mu * (2 / r - 1 / target_radius_m)), 1e-10);
}

TEST(Merit, OnTheTargetItIsTheSpeedLeft) { EXPECT_NEAR(merit_m_s(plan, perfect_end()), left_m_s, 1e-9); }

TEST(Merit, ShortOfTheTargetWhatIsMissingIsTakenOff) {
  FlightEnd end = perfect_end();
  end.propellant_kg = 0;
  end.velocity_m_s.y -= 10;
  // The perigee falls by about 2 a dv / v x 2 = 33.8 km, of which each beyond the first costs 0.3 m/s.
  const double v = circular_m_s - 10, a = 1 / (2 / target_radius_m - v * v / mu);
  const double perigee_error_km = (target_radius_m - (2 * a - target_radius_m)) / 1e3;
  EXPECT_NEAR(perigee_error_km, 33.8, 0.2);
  EXPECT_NEAR(merit_m_s(plan, end), -10 - 0.3 * (perigee_error_km - 1), 1e-6);
}

TEST(Merit, AWrongPlaneCostsTheTurn) {
  FlightEnd end = perfect_end();
  const double turned_rad = 1e-3;
  end.velocity_m_s = {0, circular_m_s * std::cos(turned_rad), circular_m_s * std::sin(turned_rad)};
  EXPECT_NEAR(merit_m_s(plan, end), left_m_s - (circular_m_s * turned_rad - 0.2), 1e-6);
}

TEST(Merit, WhoComesDownIsWorseThanWhoStaysUpAndTheLaterTheBetter) {
  FlightEnd early = perfect_end(), late = perfect_end(), slow = perfect_end();
  early.crashed = late.crashed = true;
  early.t_s = 100, late.t_s = 900;
  slow.velocity_m_s.y -= 500, slow.propellant_kg = 0;
  EXPECT_LT(merit_m_s(plan, early), merit_m_s(plan, late));
  EXPECT_LT(merit_m_s(plan, late), merit_m_s(plan, slow));
  FlightEnd on_pad;
  EXPECT_LT(merit_m_s(plan, on_pad), merit_m_s(plan, early));
}

TEST(Merit, TheLastTargetGuidedToCounts) {
  EXPECT_EQ(last_guided_target(plan), 0);
  Plan two = plan;
  CompiledItem second;
  second.kind = Kind::guidance_cut_off;
  second.target = 1;
  two.items.push_back(second);
  EXPECT_EQ(last_guided_target(two), 1);
  two.items.clear();
  EXPECT_EQ(last_guided_target(two), -1);
}

}  // namespace
}  // namespace cosmodrome
