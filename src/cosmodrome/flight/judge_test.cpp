// What a finished flight is said to have reached.
#include "cosmodrome/flight/judge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace small_launcher;
using ::testing::HasSubstr;
using Vec = Vec3<double, Gcrf>;

const double mu = still_world().gravity.gm_m3_s2();
constexpr double earth_m = wgs84_equatorial_radius_m;

struct Orbit {
  double perigee_altitude_m = 200e3;
  double apogee_altitude_m = 200e3;
  double inclination_rad = 0;
  double perigee_rad = 0;  ///< argument, from the node on the x axis
};

/// A flight that ends at its orbit's perigee, with 800 kg left in a second stage of 4 t.
struct Case {
  Plan plan = make();
  FlightEnd end;
  Flight flight;

  explicit Case(const Orbit& orbit = {}) {
    const double r = earth_m + orbit.perigee_altitude_m, a = 0.5 * (r + earth_m + orbit.apogee_altitude_m);
    const double v = std::sqrt(mu * (2 / r - 1 / a)), c = std::cos(orbit.inclination_rad);
    const double s = std::sin(orbit.inclination_rad), cw = std::cos(orbit.perigee_rad),
                 sw = std::sin(orbit.perigee_rad);
    end.lifted_off = true;
    end.t_s = 500;
    end.position_m = Vec{cw, c * sw, s * sw} * r;
    end.velocity_m_s = Vec{-sw, c * cw, s * cw} * v;
    end.last_stage = 1;
    end.propellant_kg = 800, end.cut_off_mass_kg = 4000;
    FlightEvent cut_off;
    cut_off.name = "second-cut-off";
    cut_off.point.t_s = 490;
    flight.events = {cut_off};
    FlightPoint last;
    last.t_s = 500;
    last.position_m = end.position_m, last.velocity_m_s = end.velocity_m_s;
    flight.points = {last};
  }

  const Flight& judged() {
    judge(plan, end, flight);
    return flight;
  }
};

TEST(Judge, AnOrbitThatIsMet) {
  Case one;
  const Flight& flight = one.judged();
  EXPECT_EQ(flight.outcome, Outcome::target_met);
  EXPECT_EQ(flight.cause, "");
  ASSERT_EQ(flight.targets.size(), 1U);
  EXPECT_TRUE(flight.targets[0].met);
  EXPECT_EQ(flight.targets[0].name, "orbit");
  EXPECT_EQ(flight.targets[0].t_s, 490);
  EXPECT_NEAR(flight.targets[0].reached.apogee_altitude_m, 200e3, 1e-5);
  ASSERT_TRUE(flight.final_orbit);
  EXPECT_NEAR(flight.final_orbit->perigee_altitude_m, 200e3, 1e-5);
}

TEST(Judge, PropellantLeftIsAMargin) {
  Case one;
  const Flight& flight = one.judged();
  ASSERT_EQ(flight.margins.size(), 1U);
  EXPECT_EQ(flight.margins[0].stage, "second");
  EXPECT_EQ(flight.margins[0].propellant_kg, 800);
  EXPECT_NEAR(flight.margins[0].delta_v_m_s, 3000 * std::log(4000.0 / 3200), 1e-11);
}

TEST(Judge, EachToleranceOnItsTwoSides) {
  const auto met = [](const Orbit& orbit) { return Case(orbit).judged().outcome == Outcome::target_met; };
  const double h = 200e3, d = apsis_tolerance_m, di = inclination_tolerance_rad;
  EXPECT_TRUE(met({.perigee_altitude_m = h - d + 1}));
  EXPECT_FALSE(met({.perigee_altitude_m = h - d - 1}));
  EXPECT_TRUE(met({.apogee_altitude_m = h + d - 1}));
  EXPECT_FALSE(met({.apogee_altitude_m = h + d + 1}));
  EXPECT_TRUE(met({.inclination_rad = di * 0.999}));
  EXPECT_FALSE(met({.inclination_rad = di * 1.001}));
}

TEST(Judge, ThePerigeeCountsWhereTheOrbitIsNoCircle) {
  const auto outcome = [](double apogee_altitude_m, double perigee_rad) {
    Case one({.apogee_altitude_m = apogee_altitude_m, .inclination_rad = 1, .perigee_rad = perigee_rad});
    Target& asked = one.plan.mission.targets[0];
    asked.apogee_altitude_m = apogee_altitude_m, asked.inclination_rad = 1, asked.argument_of_perigee_rad = 2;
    return one.judged().outcome;
  };
  EXPECT_EQ(outcome(300e3, 2 + 0.9 * perigee_tolerance_rad), Outcome::target_met);
  EXPECT_EQ(outcome(300e3, 2 + 1.1 * perigee_tolerance_rad), Outcome::target_missed);
  EXPECT_EQ(outcome(209e3, 2.5), Outcome::target_met) << "9 km between the apsides";
}

TEST(Judge, ANodeThatIsAskedForMustBeMet) {
  const auto outcome = [](double asked_rad) {
    Case one({.inclination_rad = 1});
    one.plan.mission.targets[0].inclination_rad = 1;
    one.plan.mission.targets[0].raan_rad = asked_rad;
    return one.judged().outcome;
  };
  EXPECT_EQ(outcome(0), Outcome::target_met);
  EXPECT_EQ(outcome(2 * M_PI), Outcome::target_met);
  EXPECT_EQ(outcome(0.01), Outcome::target_missed);
}

TEST(Judge, SaysHowMuchIsMissingWhenItRanDry) {
  Case one({.perigee_altitude_m = 100e3});
  one.end.flamed_out = true;
  const Flight& flight = one.judged();
  // At 100 km it is slower than an orbit of the wanted energy is there.
  const double r = earth_m + 100e3, a = earth_m + 150e3;
  const double missing = std::sqrt(mu * (2 / r - 1 / target_radius_m)) - std::sqrt(mu * (2 / r - 1 / a));
  EXPECT_EQ(flight.outcome, Outcome::target_missed);
  EXPECT_NEAR(flight.targets[0].missing_velocity_m_s, missing, 1e-9);
  EXPECT_THAT(flight.cause, HasSubstr("reached 100.0 x 200.0 km"));
  EXPECT_THAT(flight.cause, HasSubstr("ran out 29 m/s short"));
}

TEST(Judge, SaysThatThePlaneWasNotReached) {
  EXPECT_THAT(Case({.inclination_rad = 0.01}).judged().cause, HasSubstr("the plane was not reached"));
}

TEST(Judge, AFlightThatEndedBefore) {
  Case one;
  one.flight.events.clear();
  const Flight& flight = one.judged();
  EXPECT_EQ(flight.outcome, Outcome::target_missed);
  EXPECT_THAT(flight.cause, HasSubstr("ended before second-cut-off"));
}

TEST(Judge, WhatAnEarlierLegMissedALaterOneMayMakeGood) {
  Case one;
  CompiledItem first = one.plan.items[second_cut_off];
  first.name = "never";
  one.plan.items.insert(one.plan.items.begin(), first);
  one.plan.items[second_cut_off + 1].target = 1;  // a leg with a target of its own
  one.plan.mission.targets.push_back(one.plan.mission.targets[0]);
  one.plan.targets.push_back(one.plan.targets[0]);
  const Flight& flight = one.judged();
  ASSERT_EQ(flight.targets.size(), 2U);
  EXPECT_FALSE(flight.targets[0].met);
  EXPECT_TRUE(flight.targets[1].met);
  EXPECT_EQ(flight.outcome, Outcome::target_met);
}

TEST(Judge, OfTwoBurnsToOneTargetTheLaterIsJudged) {
  Case one;
  CompiledItem first = one.plan.items[second_cut_off];
  first.name = "never";
  one.plan.items.insert(one.plan.items.begin(), first);
  const Flight& flight = one.judged();
  ASSERT_EQ(flight.targets.size(), 1U);
  EXPECT_TRUE(flight.targets[0].met);
  EXPECT_EQ(flight.outcome, Outcome::target_met);
}

TEST(Judge, AMissWithPropellantLeftIsTheGuidances) {
  Case one({.perigee_altitude_m = 190e3});
  const Flight& flight = one.judged();
  EXPECT_EQ(flight.outcome, Outcome::guidance_failed);
  EXPECT_THAT(flight.cause, HasSubstr("though propellant was left"));
  Case dry({.perigee_altitude_m = 190e3});
  dry.end.burned_out.set(1);
  EXPECT_EQ(dry.judged().outcome, Outcome::target_missed);
}

TEST(Judge, AnEndIsJudgedAsItsFlight) {
  for (const double perigee_altitude_m : {200e3, 190e3}) {
    for (const bool dry : {false, true}) {
      Case one({.perigee_altitude_m = perigee_altitude_m});
      one.end.burned_out.set(1, dry);
      const EndVerdict verdict = judge_end(one.plan, one.end);
      const Flight& flight = one.judged();
      EXPECT_EQ(verdict.outcome, flight.outcome);
      EXPECT_EQ(verdict.cause, flight.cause);
      EXPECT_EQ(verdict.missing_velocity_m_s, flight.targets[0].missing_velocity_m_s);
      EXPECT_EQ(verdict.reached.apogee_altitude_m, flight.targets[0].reached.apogee_altitude_m);
    }
  }
  Case down;
  down.end.crashed = true;
  EXPECT_EQ(judge_end(down.plan, down.end).outcome, Outcome::impact);
  Case stays;
  stays.end.lifted_off = false;
  EXPECT_EQ(judge_end(stays.plan, stays.end).outcome, Outcome::target_missed);
  EXPECT_THAT(judge_end(stays.plan, stays.end).cause, HasSubstr("does not lift off"));
}

TEST(Judge, AnImpact) {
  Case one;
  one.end.crashed = true;
  one.flight.points.back().downrange_m = 345e3;
  const Flight& flight = one.judged();
  EXPECT_EQ(flight.outcome, Outcome::impact);
  EXPECT_THAT(flight.cause, HasSubstr("came down at T+500.0 s, 345 km from the pad"));
  EXPECT_FALSE(flight.final_orbit);
}

TEST(Judge, NoLiftOff) {
  Case one;
  one.end.lifted_off = false;
  const Flight& flight = one.judged();
  EXPECT_EQ(flight.outcome, Outcome::target_missed);
  EXPECT_THAT(flight.cause, HasSubstr("does not lift off"));
  EXPECT_TRUE(flight.targets.empty());
}

TEST(Judge, OutOfTime) {
  Case one;
  one.end.t_s = one.plan.time_limit_s;
  EXPECT_EQ(one.judged().outcome, Outcome::out_of_time);
}

}  // namespace
}  // namespace cosmodrome
