// What failures bring down: probabilities that add up, mass that closes, falls that do not hang on how they are cut up.
#include "cosmodrome/safety/failures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"
#include "cosmodrome/safety/malfunction_turn.hpp"

namespace cosmodrome {
namespace {

Plan failing_plan() {
  Plan plan = small_launcher::make();
  plan.mission.vehicle.stages[0].fall_drag_area_m2 = 50;
  plan.mission.vehicle.stages[1].fall_drag_area_m2 = 10;
  plan.mission.vehicle.parts[0].fall_drag_area_m2 = 20;
  return plan;
}

SafetyAssumptions assumed() {
  SafetyAssumptions all;
  all.responses = {{ResponseMode::thrust_loss, 0.4, {}},
                   {ResponseMode::break_up, 0.3, {}},
                   {ResponseMode::malfunction_turn, 0.2, {}},
                   {ResponseMode::pad_explosion, 0.05, 2.0},
                   {ResponseMode::fall_back, 0.05, 15.0}};
  all.rate = {5, 5};
  all.turn = {0.01, 0.3, 20, 2600};
  all.intact_below_m = 30e3;
  all.debris = {{"light", 0.1, 1, 3, 0.2, 1, 20}, {"heavy", 0.9, 500, 500, 0.2, 0.8, 5}};
  return all;
}

class Kept : public DebrisSink {
 public:
  void take(const FailureSecond&, std::size_t index, std::span<const DebrisImpact> impacts,
            std::size_t falls) override {
    EXPECT_EQ(index, seconds++);
    all.insert(all.end(), impacts.begin(), impacts.end());
    count += falls;
  }
  std::vector<DebrisImpact> all;
  std::size_t seconds = 0, count = 0;
};

TEST(Failures, InstantsAreThoseOfTheFlight) {
  const Plan plan = failing_plan();
  const auto instants = failure_instants(plan, 1, 150);
  ASSERT_GT(instants.size(), 100U);
  const Flight flight = fly(plan, {.record_interval_s = 0.5, .follow_dropped = false});
  for (const FailureInstant& now : instants) {
    const auto same = std::find_if(flight.points.begin(), flight.points.end(),
                                   [&](const FlightPoint& p) { return std::abs(p.t_s - now.t_s) < 1e-9; });
    if (same == flight.points.end()) continue;  // half a second that an event has shifted
    EXPECT_LT(norm(position_of(now.y) - same->position_m), 1e-3) << now.t_s;
    EXPECT_NEAR(now.y[6], same->mass_kg, 1e-6) << now.t_s;
  }
  // All that is not propellant: 20 t, 3 t, shroud and payload.
  EXPECT_NEAR(instants[20].dry_mass_kg(), 20e3 + 3e3 + 800 + 2200, 1e-3);
  EXPECT_EQ(instants[20].stage, 0);
  EXPECT_EQ(instants[20].drag_area_m2, 2 * 50 + 10 + 20);
}

TEST(Failures, ProbabilitiesAddUpToThatOfTheFlight) {
  const auto schedule = failure_schedule(failure_instants(failing_plan(), 1, 1e9), assumed(), 0.07);
  double sum = 0;
  for (const FailureSecond& second : schedule) sum += second.total();
  EXPECT_NEAR(sum, 0.07, 1e-12);
  EXPECT_GT(schedule[0].probability[static_cast<int>(ResponseMode::pad_explosion)], 0);
  EXPECT_EQ(schedule[3].probability[static_cast<int>(ResponseMode::pad_explosion)], 0);
  // Five times as often just after ignition, and nothing is lost where modes are out of question.
  EXPECT_NEAR(schedule[0].total(), 5 * schedule[20].total(), 1e-12);
}

TEST(Failures, PiecesHaveTheMassOfTheVehicle) {
  const Plan plan = failing_plan();
  const auto schedule = failure_schedule(failure_instants(plan, 10, 100), assumed(), 0.1);
  Kept kept;
  ASSERT_TRUE(fly_failures(plan, schedule, assumed(), {.falls = 2000}, kept));
  EXPECT_EQ(kept.seconds, schedule.size());
  EXPECT_EQ(kept.all.size(), kept.count);  // nothing of a first stage stays aloft
  std::map<ResponseMode, double> mass;
  for (const DebrisImpact& impact : kept.all) mass[impact.mode] += impact.pieces * impact.mass_kg;
  double dry = 0;
  for (const FailureSecond& second : schedule) dry += second.instant.dry_mass_kg();
  EXPECT_NEAR(mass[ResponseMode::break_up], dry, 1e-6 * dry);
  EXPECT_NEAR(mass[ResponseMode::thrust_loss], dry, 1e-6 * dry);
  EXPECT_NEAR(mass[ResponseMode::malfunction_turn], dry, 1e-6 * dry);
}

TEST(Failures, HaveTheSameBitsOnAnyNumberOfThreads) {
  const Plan plan = failing_plan();
  const auto schedule = failure_schedule(failure_instants(plan, 5, 60), assumed(), 0.1);
  Kept one, three;
  fly_failures(plan, schedule, assumed(), {.falls = 1000, .threads = 1}, one);
  fly_failures(plan, schedule, assumed(), {.falls = 1000, .threads = 3}, three);
  ASSERT_EQ(one.all.size(), three.all.size());
  for (std::size_t i = 0; i < one.all.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(one.all[i].at.longitude_rad),
              std::bit_cast<std::uint64_t>(three.all[i].at.longitude_rad));
    EXPECT_EQ(one.all[i].pieces, three.all[i].pieces);
  }
}

TEST(Failures, WhatFallsBackComesDownNearThePad) {
  const Plan plan = failing_plan();
  const auto schedule = failure_schedule(failure_instants(plan, 1, 10), assumed(), 0.1);
  Kept kept;
  fly_failures(plan, schedule, assumed(), {.falls = 500}, kept);
  int back = 0;
  for (const DebrisImpact& impact : kept.all) {
    if (impact.mode != ResponseMode::fall_back) continue;
    ++back;
    EXPECT_LT(std::hypot(impact.at.latitude_rad, impact.at.longitude_rad) * wgs84_equatorial_radius_m, 100);
    EXPECT_GT(impact.propellant_kg, 80e3);  // it has burned ten seconds of 525 kg/s
  }
  EXPECT_GT(back, 5);
}

TEST(Failures, ATurnWithoutARateGoesOnAlongItsAxis) {
  const Plan plan = failing_plan();
  const auto instants = failure_instants(plan, 1, 60);
  const FailureInstant& from = instants[50];
  const std::vector<Turn> turns(20, Turn{0, 0});
  std::vector<TurnEnd> ends(turns.size());
  fly_turns(plan.world, from, turns, {.longest_s = 5, .max_q_alpha_Pa_rad = 1e9}, ends);
  for (const TurnEnd& end : ends) {
    EXPECT_EQ(end.how, TurnEnd::How::ended);
    EXPECT_NEAR(end.t_s, from.t_s + 5, 1e-9);
    // Two bodies of 500 kg/s and 25 kg/s for the pumps, together 525 kg/s.
    EXPECT_NEAR(end.y[6], from.y[6] - 5 * 525, 1e-6);
  }
}

TEST(Failures, FastTurnsBreakTheVehicleSlowOnesDoNot) {
  const Plan plan = failing_plan();
  const auto instants = failure_instants(plan, 1, 80);
  const std::vector<Turn> turns{{0.001, 0.3}, {0.3, 0.3}, {0.3, 3.4}};
  std::vector<TurnEnd> ends(turns.size());
  fly_turns(plan.world, instants[60], turns, {.longest_s = 10, .max_q_alpha_Pa_rad = 2600}, ends);
  EXPECT_EQ(ends[0].how, TurnEnd::How::ended);
  EXPECT_EQ(ends[1].how, TurnEnd::How::broke_up);
  EXPECT_EQ(ends[2].how, TurnEnd::How::broke_up);
  EXPECT_LT(ends[1].t_s, ends[0].t_s);
}

TEST(Failures, StopWhenAsked) {
  const Plan plan = failing_plan();
  const auto schedule = failure_schedule(failure_instants(plan, 5, 60), assumed(), 0.1);
  FailureRequest request{.falls = 500};
  int asked = 0;
  request.stop = [&] { return ++asked > 3; };
  Kept kept;
  EXPECT_FALSE(fly_failures(plan, schedule, assumed(), request, kept));
  EXPECT_EQ(kept.seconds, 3U);
}

}  // namespace
}  // namespace cosmodrome
