// What one flight has aboard, burns and does next, against figures worked by hand.
#include "cosmodrome/flight/craft.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace small_launcher;
using Next = Craft<double>::Next;

/// A craft that is led from one event to the next, as if it flew at full throttle in no air.
struct Walk {
  explicit Walk(Plan its_plan = make()) : plan(std::move(its_plan)), craft(plan, plan.model) {
    released = craft.stand_on_pad(pad_pressure_Pa, pad_gravity_m_s2);
    t_s = craft.mode.since_t_s;
  }

  double mass_kg(double at_s) const {
    const double since = at_s - craft.mode.since_t_s;
    double mass = craft.mass_at_mode_kg;
    for (const Burn<double>& burn : craft.mode.burns) {
      mass -= burn.flow_kg_s * since * (burn.level + 0.5 * burn.level_rate_per_s * since);
    }
    return mass;
  }

  Next to_next() {
    craft.schedule(t_s, 1.0);
    t_s = craft.next_t_s;
    double mass = mass_kg(t_s);
    const Next what = craft.next;
    craft.arrive(t_s, mass);
    return what;
  }

  void to_item(int item) {
    for (int round = 0; round < 100 && !craft.fired[static_cast<std::size_t>(item)]; ++round) to_next();
  }

  void fire(int item, double at_s) {
    double mass = mass_kg(at_s);
    craft.rebase(at_s, mass);
    craft.fire(item, at_s, mass);
    t_s = at_s;
  }

  Plan plan;
  Craft<double> craft;
  bool released = false;
  double t_s = 0;
};

/// Times and masses are sums and quotients of round figures: a few units in the last place of 1e5 kg or 1e2 s.
constexpr double degree = 0.017453292519943295;
constexpr double rounding_kg = 1e-9, rounding_s = 1e-11;

// ------------------------------------------------------------------ on the pad

TEST(Craft, BeginsWhole) {
  const Plan plan = make();
  const Craft<double> craft(plan, plan.model);
  EXPECT_EQ(craft.mass_at_mode_kg, lift_off_mass_kg);
  EXPECT_EQ(craft.stages_aboard.count(), 2U);
  EXPECT_EQ(craft.parts_aboard.count(), 1U);
  EXPECT_EQ(craft.propellant_left_kg(0, 0), 80e3);
  EXPECT_EQ(craft.burning_slot(0), -1);
  EXPECT_TRUE(craft.on_pad);
}

TEST(Craft, RisesWhenItsThrustExceedsItsWeight) {
  // 1 MN/s t - 0.2 MN = 10 m/s2 (122 t - 525/4 kg/s2 t^2) while the engines start up.
  const Walk walk;
  ASSERT_TRUE(walk.released);
  const double a = 10 * 525 / 4.0, b = 1e6, c = 2e5 + 10 * lift_off_mass_kg;
  const double t = 2 * c / (b + std::sqrt(b * b + 4 * a * c));
  EXPECT_NEAR(walk.t_s, t, rounding_s);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, lift_off_mass_kg - 525 * t * t / 4, rounding_kg);
  EXPECT_NEAR(walk.craft.propellant_left_kg(0, t), 80e3 - 500 * t * t / 4, rounding_kg);
  EXPECT_FALSE(walk.craft.on_pad);
}

TEST(Craft, IsHeldUntilItsTime) {
  Plan plan = make();
  plan.mission.vehicle.hold_down_s = 5;
  const Walk walk(plan);
  ASSERT_TRUE(walk.released);
  EXPECT_EQ(walk.t_s, 5);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, lift_off_mass_kg - 525 * (1 + 3), rounding_kg);
}

TEST(Craft, LiftsOffAtZeroIfItIsLitBefore) {
  Plan plan = make();
  plan.model.condition_value[ignition] = -4;
  const Walk walk(plan);
  ASSERT_TRUE(walk.released);
  EXPECT_EQ(walk.t_s, 0);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, lift_off_mass_kg - 525 * (1 + 2), rounding_kg);
}

TEST(Craft, StaysIfItIsTooHeavy) {
  // 1.8 MN lift 180 t at once, and nothing that is still heavier after half a minute on the pad, 15.2 t of it burned.
  Plan plan = make();
  plan.model.payload_mass_kg += 179e3 - lift_off_mass_kg;
  EXPECT_TRUE(Walk(plan).released);
  plan.model.payload_mass_kg += 17e3;
  EXPECT_FALSE(Walk(plan).released);
}

TEST(Craft, WaitsForItsThrustToLiftItAndNotForTheNextEvent) {
  // 5.25 t too heavy: gone after 10 s at 525 kg/s and the start-up that is worth one second less; no event is near.
  Plan plan = make();
  plan.model.payload_mass_kg += 180e3 + 5.25e3 - lift_off_mass_kg;
  const Walk walk(plan);
  ASSERT_TRUE(walk.released);
  EXPECT_NEAR(walk.t_s, 11, 1e-9);
}

// ------------------------------------------------------------------ what comes next

TEST(Craft, TiltsAtItsRate) {
  Walk walk;
  EXPECT_EQ(walk.to_next(), Next::ramp);
  EXPECT_NEAR(walk.t_s, 2, rounding_s);
  EXPECT_EQ(walk.to_next(), Next::item);
  EXPECT_EQ(walk.t_s, 10);
  EXPECT_FALSE(walk.craft.watched[turn]) << "the axis has not leaned over yet";
  EXPECT_EQ(walk.to_next(), Next::tilt);
  EXPECT_NEAR(walk.t_s, 15, rounding_s);  // 0.05 rad at 0.01 rad/s
  EXPECT_EQ(walk.craft.mode.tilt_rad, 0.05);
  EXPECT_EQ(walk.craft.mode.tilt_rate_rad_s, 0);
  EXPECT_TRUE(walk.craft.watched[turn]);
}

TEST(Craft, TanksFallAsTheirFlowSays) {
  // Start-up is worth 1 s of full flow: 20 t are left after 60 t at 500 kg/s and that second. The step down to half
  // within 1 s is worth 0.75 s; the second of flow for 19 t, half of it at half.
  Walk walk;
  walk.to_item(step);
  EXPECT_NEAR(walk.t_s, 1 + 60e3 / 500, rounding_s);
  EXPECT_NEAR(walk.craft.propellant_kg[0], 20e3, rounding_kg);
  walk.to_item(first_cut_off);
  EXPECT_NEAR(walk.t_s, 121 + 1 + (19e3 / 500 - 0.75) / 0.5, rounding_s);
  EXPECT_NEAR(walk.craft.propellant_kg[0], 1000, rounding_kg);
}

TEST(Craft, PropellantLeftIsThatOfNow) {
  Walk walk;
  walk.to_item(step);
  // Half a second into the ramp from 1 to 0.5: the mean level is 0.875.
  EXPECT_NEAR(walk.craft.propellant_left_kg(0, 121.5), 20e3 - 500 * 0.5 * 0.875, rounding_kg);
  EXPECT_EQ(walk.craft.propellant_left_kg(1, 121.5), 12e3);
}

TEST(Craft, TailsOff) {
  Walk walk;
  walk.to_item(first_cut_off);
  const double cut_off_s = walk.t_s, mass_kg = walk.craft.mass_at_mode_kg;
  EXPECT_TRUE(walk.craft.being_cut_off(0));
  EXPECT_NEAR(walk.craft.cut_off_mass_kg, mass_kg, rounding_kg);
  EXPECT_EQ(walk.to_next(), Next::ramp);
  EXPECT_NEAR(walk.t_s, cut_off_s + 1, rounding_s);
  EXPECT_EQ(walk.craft.burning_slot(0), -1);
  EXPECT_NEAR(walk.craft.propellant_kg[0], 1000 - 500 * 0.5 * 0.5, rounding_kg);  // from half to nothing in 1 s
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, mass_kg - 525 * 0.5 * 0.5, rounding_kg);
}

TEST(Craft, TailOffImpulseIsHalfAThrustTimesItsLength) {
  Walk walk;
  walk.to_item(pitch_over);
  EXPECT_EQ(walk.craft.tail_off_impulse_Ns(), 0.5 * 2e6 * 1);
  walk.to_item(first_cut_off);
  EXPECT_EQ(walk.craft.tail_off_impulse_Ns(), 0) << "what is being cut off is not cut off again";
}

TEST(Craft, RunsDry) {
  Plan plan = make();
  plan.items[first_cut_off].after = end;  // never
  Walk walk(plan);
  walk.to_item(step);
  while (!walk.craft.flamed_out[0] && walk.t_s < 1e3) walk.to_next();
  EXPECT_NEAR(walk.t_s, 122 + (20e3 / 500 - 0.75) / 0.5, rounding_s);
  EXPECT_TRUE(walk.craft.being_cut_off(0));
}

TEST(Craft, WhatGuidanceShouldHaveEndedEndsByItself) {
  Walk walk;
  walk.to_item(staging);
  const double lit_s = walk.t_s;
  while (!walk.craft.ended && walk.t_s < 900) walk.to_next();
  EXPECT_TRUE(walk.craft.flamed_out[1]);
  EXPECT_NEAR(walk.craft.fired_t_s[second_cut_off], lit_s + 12e3 / 100, rounding_s);
  EXPECT_NEAR(walk.t_s, lit_s + 120 + 5, rounding_s);
}

TEST(Craft, EndsAtItsTimeLimit) {
  Plan plan = make();
  plan.time_limit_s = 100;
  Walk walk(plan);
  while (!walk.craft.ended && walk.t_s < 1e3) walk.to_next();
  EXPECT_EQ(walk.t_s, 100);
  EXPECT_EQ(walk.craft.next, Next::time_limit);
}

// ------------------------------------------------------------------ what leaves

TEST(Craft, AStageLeavesWithWhatItHasLeft) {
  Walk walk;
  walk.to_item(first_cut_off);
  walk.to_item(staging);
  EXPECT_FALSE(walk.craft.stages_aboard[0]);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, 3e3 + 12e3 + 800 + 2200, rounding_kg);
  ASSERT_EQ(walk.craft.dropped.size(), 1U);
  EXPECT_EQ(walk.craft.dropped[0].index, 0);
  EXPECT_FALSE(walk.craft.dropped[0].is_part);
  EXPECT_EQ(walk.craft.burning_slot(1), 0);
}

TEST(Craft, APartLeavesOnce) {
  Walk walk;
  walk.to_item(staging);
  walk.fire(fairing, walk.t_s + 10);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, 3e3 + 12e3 - 100 * 10 + 2200, rounding_kg);
  EXPECT_FALSE(walk.craft.parts_aboard[0]);
  walk.fire(fairing, walk.t_s);
  EXPECT_NEAR(walk.craft.mass_at_mode_kg, 3e3 + 12e3 - 100 * 10 + 2200, rounding_kg);
}

TEST(Craft, TheShapeInTheAirIsThatOfWhatIsAboard) {
  Plan plan = make();
  plan.model.drag_factor = 1.5;
  Walk walk(plan);
  EXPECT_EQ(walk.craft.mode.drag_table, 0);
  EXPECT_EQ(walk.craft.mode.drag_area_m2, 15);
  walk.to_item(staging);
  EXPECT_EQ(walk.craft.mode.drag_table, 1);
  EXPECT_EQ(walk.craft.mode.drag_area_m2, 6);
}

TEST(Craft, ImpactEndsIt) {
  Walk walk;
  walk.fire(end + 1, 20);
  EXPECT_TRUE(walk.craft.crashed);
  EXPECT_TRUE(walk.craft.ended);
}

// ------------------------------------------------------------------ tables of throttle

/// From 20 s on half of what it was, straight down in 10 s and held for 30 s.
Plan throttled(double from_s = 20) {
  Plan plan = make();
  plan.mission.throttle_tables = {{"first", {from_s, from_s + 10, from_s + 40}, {1, 0.5, 0.5}}};
  return plan;
}

TEST(Craft, FollowsATableOfThrottleAndKnowsWhatItBurns) {
  Walk walk(throttled());
  walk.fire(turn, 12);
  while (walk.t_s < 20) walk.to_next();
  const double at_20_kg = walk.craft.propellant_kg[0];
  EXPECT_EQ(walk.to_next(), Next::ramp);
  EXPECT_EQ(walk.t_s, 30);
  EXPECT_EQ(walk.craft.mode.burns[0].level, 0.5);
  EXPECT_NEAR(at_20_kg - walk.craft.propellant_kg[0], 0.75 * 10 * 500, rounding_kg);
  EXPECT_EQ(walk.to_next(), Next::ramp);
  EXPECT_EQ(walk.t_s, 60);
  EXPECT_NEAR(at_20_kg - walk.craft.propellant_kg[0], 0.75 * 10 * 500 + 0.5 * 30 * 500, rounding_kg);
  // The table is over: its last level stays.
  EXPECT_EQ(walk.craft.mode.burns[0].level, 0.5);
  EXPECT_EQ(walk.craft.mode.burns[0].level_rate_per_s, 0);
}

/// 20 t are left to the mark of 20 t when 3.75 t and 7.5 t of the table are burned: its end comes first, the mark then
/// at the last level.
TEST(Craft, TheTableComesBeforeTheSequencesThrottle) {
  Walk walk(throttled());
  walk.to_item(step);  // asks for half thrust within a second, after the table
  EXPECT_GT(walk.t_s, 60);
  Walk meanwhile(throttled(60));
  while (meanwhile.t_s < 65 && meanwhile.to_next() != Next::throttle) {
  }
  EXPECT_EQ(meanwhile.t_s, 60);
  meanwhile.fire(step, 65);
  EXPECT_EQ(meanwhile.craft.mode.burns[0].level_rate_per_s, -0.05);
  EXPECT_NEAR(meanwhile.craft.mode.burns[0].level, 0.75, 1e-12);
}

/// Lit within the table's time: from nothing to where the table then is.
TEST(Craft, StartsUpToWhereTheTableIs) {
  Plan plan = make();
  plan.mission.throttle_tables = {{"first", {-1, 3, 100}, {0.9, 0.7, 0.7}}};
  plan.model.stages[0].thrust_vacuum_N = 3e6;  // that it lifts at this level
  Walk walk(plan);
  ASSERT_TRUE(walk.released);
  // Two seconds after its ignition at 0: 0.75 of full thrust; it is on its way there or beyond.
  while (walk.t_s < 2) walk.to_next();
  EXPECT_NEAR(walk.craft.mode.burns[0].level_at(walk.t_s - walk.craft.mode.since_t_s), 0.75 - 0.05 * (walk.t_s - 2),
              1e-12);
  while (walk.t_s < 3) walk.to_next();
  EXPECT_EQ(walk.craft.mode.burns[0].level, 0.7);
}

// ------------------------------------------------------------------ limits and guidance

TEST(Craft, UnderALimitEnginesShareTheLossOfMassAsTheirFlows) {
  Walk walk;
  walk.to_item(pitch_over);
  walk.fire(turn, 12);
  walk.craft.mode.acceleration_limit_m_s2 = 15;
  // 300 kg are lost in a second in which full flow would have been 525 kg: of 1.05 parts 1 is propellant of the tank.
  const double before_kg = walk.craft.propellant_kg[0];
  walk.craft.rebase(13, walk.craft.mass_at_mode_kg - 300);
  EXPECT_NEAR(walk.craft.propellant_kg[0], before_kg - 300 / 1.05, rounding_kg);
  // When the tank will be at its mark is foretold at the throttle of now.
  walk.craft.schedule(13, 0.5);
  EXPECT_EQ(walk.craft.next, Next::item);
  EXPECT_EQ(walk.craft.next_index, step);
  EXPECT_NEAR(walk.craft.next_t_s, 13 + (walk.craft.propellant_kg[0] - 20e3) / 250, rounding_s);
}

TEST(Craft, GuidanceIsCalledAtItsPeriod) {
  Plan plan = make();
  plan.guidance_period_s = 3;
  Walk walk(plan);
  walk.to_item(guidance);
  const double begun_s = walk.t_s;
  EXPECT_TRUE(walk.craft.guided);
  EXPECT_TRUE(walk.craft.watched[second_cut_off]);
  EXPECT_EQ(walk.to_next(), Next::guidance);
  EXPECT_EQ(walk.t_s, begun_s);
  EXPECT_EQ(walk.to_next(), Next::guidance);
  EXPECT_EQ(walk.t_s, begun_s + 3);
}

TEST(Craft, SaysWhatBurnsAndHowLong) {
  Plan plan = make();
  plan.burns.resize(2);
  plan.burns[0].stage = 0, plan.burns[1].stage = 1;
  Walk walk(plan);
  walk.to_item(step);
  // On its way to half thrust; 20 t at 250 kg/s.
  const auto burning = walk.craft.burning(121);
  EXPECT_EQ(burning.forecast, 0);
  EXPECT_EQ(burning.thrust_N, 1e6);
  EXPECT_EQ(burning.flow_kg_s, 262.5);
  EXPECT_NEAR(burning.burns_until_t_s, 121 + 80, rounding_s);
}

TEST(Craft, MassAtIgnitionIsWithoutWhatWillHaveLeft) {
  Plan plan = make();
  BurnForecast second;
  second.stage = 1;
  second.stages_aboard.set(1);
  const Walk walk(plan);
  EXPECT_EQ(walk.craft.mass_at_ignition_kg(second, 0), 3e3 + 12e3 + 2200);
  second.parts_aboard.set(0);
  EXPECT_EQ(walk.craft.mass_at_ignition_kg(second, 0), 3e3 + 12e3 + 800 + 2200);
}

TEST(Craft, SteersAsItIsTold) {
  Walk walk;
  walk.craft.axis_now = {0, 0.6, 0.8};
  const auto law_of = [&](Steering law) {
    walk.plan.items[end].actions = {steer(law)};
    walk.fire(end, 20);
    return static_cast<Law>(static_cast<int>(walk.craft.mode.law));
  };
  EXPECT_EQ(law_of(Steering::gravity_turn), Law::path);
  EXPECT_EQ(law_of(Steering::prograde), Law::velocity);
  EXPECT_EQ(walk.craft.mode.velocity_sign, 1);
  EXPECT_EQ(law_of(Steering::retrograde), Law::velocity);
  EXPECT_EQ(walk.craft.mode.velocity_sign, -1);
  EXPECT_EQ(law_of(Steering::hold), Law::inertial);
  EXPECT_EQ(walk.craft.mode.direction.y, 0.6);
  EXPECT_EQ(norm(walk.craft.mode.turn_per_s), 0);
  EXPECT_EQ(law_of(Steering::vertical), Law::ground);
  EXPECT_EQ(walk.craft.mode.tilt_rad, 0);
}

/// From straight up, by 200 deg at 5 deg/s: 40 s, in which nothing else may steer; then what waited does.
TEST(Craft, TurnsAsFarAsItIsToldBeforeItSteersElsewhere) {
  Walk walk;
  const auto at_20 = gcrf_to_itrf(walk.plan.world.earth, 20.0);
  walk.craft.axis_now = at_20.inverse() * walk.plan.pad_up;
  CompiledAction turn = steer(Steering::turn);
  turn.turn_rad = -200 * degree, turn.rate_rad_s = 5 * degree;
  walk.plan.items[end].actions = {turn};
  walk.fire(end, 20);
  EXPECT_NEAR(walk.craft.mode.tilt_rate_rad_s, -5 * degree, 1e-15);
  EXPECT_NEAR(norm(walk.craft.mode.ground_from - walk.plan.pad_up), 0, 1e-12);
  // The left of the launch is at right angles to its plane.
  EXPECT_NEAR(dot(walk.craft.mode.ground_to, walk.plan.pad_downrange), 0, 1e-12);
  EXPECT_NEAR(dot(walk.craft.mode.ground_to, cross(walk.plan.pad_up, walk.plan.pad_downrange)), 1, 1e-12);
  walk.plan.items[end].actions = {steer(Steering::prograde)};
  walk.fire(end, 25);
  EXPECT_EQ(walk.craft.mode.law, static_cast<double>(Law::ground));
  for (int round = 0; round < 20 && walk.t_s < 60 - 1e-6; ++round) walk.to_next();
  EXPECT_NEAR(walk.t_s, 60, rounding_s);
  // The sequence has asked for its pitch-over meanwhile, after that: it is what steers now.
  EXPECT_TRUE(walk.craft.fired[pitch_over]);
  EXPECT_EQ(walk.craft.mode.tilt_rate_rad_s, walk.plan.pitch_over_rate_rad_s);
}

}  // namespace
}  // namespace cosmodrome
