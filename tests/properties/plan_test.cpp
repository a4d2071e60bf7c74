// What the search for an ascent finds: nothing near it leaves more.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/flight/merit.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

struct Trial {
  double merit_m_s;
  FlightEnd end;
};

Trial flown(const Plan& plan) {
  const FlightEnd end = fly_ends(plan, std::vector{plan.model})[0];
  return {merit_m_s(plan, end), end};
}

Trial flown_at(Mission mission, double azimuth_rad, double pitch_over_rad) {
  mission.launch_azimuth_rad = azimuth_rad;
  mission.pitch_over_rad = pitch_over_rad;
  return flown(make_plan(mission));
}

class Planned : public ::testing::TestWithParam<std::string> {};

TEST_P(Planned, NothingNearIsBetter) {
  const Mission mission = luna_25::mission(GetParam());
  const Plan plan = make_plan(mission);
  const double best = flown(plan).merit_m_s;
  // The search ends with steps of 0.1 deg of azimuth and 3 % of the pitch-over, and small errors of the orbit are free:
  // half a metre a second is what such steps make of a parabola that falls by some metres a second within a degree.
  constexpr double resolution_m_s = 0.5;
  for (const double azimuth : {-0.5, 0.5}) {
    const auto other = flown_at(mission, plan.azimuth_rad + azimuth * degree_rad, plan.pitch_over_rad);
    EXPECT_LT(other.merit_m_s, best + resolution_m_s) << "azimuth " << azimuth;
  }
  for (const double factor : {0.95, 1.05}) {
    const auto other = flown_at(mission, plan.azimuth_rad, plan.pitch_over_rad * factor);
    EXPECT_LT(other.merit_m_s, best + resolution_m_s) << "pitch-over times " << factor;
  }
}

INSTANTIATE_TEST_SUITE_P(Missions, Planned,
                         ::testing::Values("luna-25", "meteor-m2-2-2019", "soyuz-ms-crew", "falcon-9-leo",
                                           "electron-sso"),
                         [](const auto& item) {
                           std::string name = item.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

/// From a direction clockwise from north, 1 m/s on the ground and 45 m/s at the tropopause.
WindProfile wind_from(double direction_rad) {
  std::vector<double> east, north;
  for (const double speed : {1.0, 45.0, 10.0, 0.0}) {
    east.push_back(-speed * std::sin(direction_rad)), north.push_back(-speed * std::cos(direction_rad));
  }
  WindProfile wind;
  wind.altitude_m = {0, 11e3, 20e3, 30e3}, wind.east_m_s = east, wind.north_m_s = north;
  return wind;
}

/// Where the vehicle leans over it moves to the side by less than a light wind does.
TEST(Plan, NoWindTurnsTheAscent) {
  Mission mission = luna_25::mission("lomonosov-2016");
  const Plan calm = make_plan(mission);
  const Trial without = flown(calm);
  for (int direction = 0; direction < 360; direction += 45) {
    mission.wind = wind_from(direction * degree_rad);
    const Plan plan = make_plan(mission);
    EXPECT_EQ(plan.azimuth_rad, calm.azimuth_rad) << direction;
    const Trial with = flown(plan);
    EXPECT_FALSE(with.end.crashed) << direction;
    // The jet stream takes or gives 45 m/s of some 600 m/s of airspeed for 30 s, of a drag that costs some 100 m/s in
    // all: ten or twenty. Something is felt, and more than thrice that is another ascent.
    EXPECT_NEAR(with.merit_m_s, without.merit_m_s, 60) << direction;
    EXPECT_NE(with.merit_m_s, without.merit_m_s) << direction;
  }
}

TEST(Merit, CountsWhatEveryGuidedStageLeaves) {
  // Electron's second stage is cut off on its transfer orbit, its kick stage on the final one: both leave propellant.
  const Plan plan = make_plan(luna_25::mission("electron-sso"));
  const Trial trial = flown(plan);
  const double kick = speed_left_m_s(plan, trial.end);
  EXPECT_GT(kick, 100);
  EXPECT_GT(trial.end.unused_m_s, 100);
  // On target nothing is taken off, but for what J2 does to the energy in the minute from cut-off to the end: a share
  // of J2 (R/r)^2 times the angle flown, 0.065, of 7.6 km/s, at most a metre or two a second.
  EXPECT_LE(trial.merit_m_s, kick + trial.end.unused_m_s);
  EXPECT_GT(trial.merit_m_s, kick + trial.end.unused_m_s - 2);
  // By the rocket equation, from the masses alone: the vehicle at the second stage's cut-off is what it drops then and
  // what the kick stage begins with.
  const auto second = static_cast<std::size_t>(stage_index(plan.mission.vehicle, "second"));
  const StageModel<double>& stage = plan.model.stages[second];
  const StageModel<double>& kick_stage =
      plan.model.stages[static_cast<std::size_t>(stage_index(plan.mission.vehicle, "kick"))];
  const double above_kg = plan.model.payload_mass_kg + kick_stage.total_mass_kg();
  const double exhaust_m_s = stage.thrust_vacuum_N / stage.flow_kg_s;
  const double dry_kg = above_kg + stage.empty_mass_kg;
  const double left_kg = dry_kg * std::expm1(trial.end.unused_m_s / exhaust_m_s);
  EXPECT_GT(left_kg, 0);
  EXPECT_LT(left_kg, 0.05 * stage.propellant_kg);  // a margin, not a stage that hardly burned
}

}  // namespace
}  // namespace cosmodrome
