#include "cosmodrome/mission/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace cosmodrome {
namespace {

Mission sound_mission() {
  Mission mission;
  Engine& engine = mission.vehicle.engines.emplace_back();
  engine.id = "motor";
  engine.thrust_vacuum_N = 6e5;
  engine.thrust_sea_level_N = 5.4e5;
  engine.isp_vacuum_s = 310;
  Stage& stage = mission.vehicle.stages.emplace_back();
  stage.id = "core";
  stage.dry_mass_kg = 2e3;
  stage.propellant_kg = 2e4;
  stage.engine = "motor";
  SequenceItem& liftoff = mission.vehicle.sequence.emplace_back();
  liftoff.name = "lift-off";
  liftoff.actions.emplace_back();
  liftoff.actions[0].kind = Action::Kind::ignite;
  liftoff.actions[0].what = "core";
  Target& target = mission.targets.emplace_back();
  target.name = "orbit";
  target.perigee_altitude_m = target.apogee_altitude_m = 2e5;
  target.inclination_rad = 1;
  return mission;
}

bool has(const std::vector<Finding>& findings, const std::string& path, const std::string& text) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.path == path && finding.found.find(text) != std::string::npos && !finding.remedy.empty();
  });
}

TEST(MissionCheck, ASoundMissionHasNoFindings) {
  EXPECT_TRUE(errors_in(sound_mission()).empty());
  EXPECT_TRUE(warnings_in(sound_mission()).empty());
}

// 540 kN lift 55.06 t: (2 + 20) t of vehicle and 33 t of payload fly, 34 t do not.
TEST(MissionCheck, ThrustMustLiftTheWeight) {
  Mission mission = sound_mission();
  mission.payloads = {{"load", 33e3}};
  EXPECT_TRUE(errors_in(mission).empty());
  mission.payloads = {{"load", 34e3}};
  EXPECT_TRUE(has(errors_in(mission), "mission.vehicle", "it does not rise"));
}

TEST(MissionCheck, WhatAProgramMayHaveMadeOfItMustStillBe) {
  Mission mission = sound_mission();
  mission.payloads = {{"load", -1}};
  EXPECT_TRUE(has(errors_in(mission), "payload.load.mass", "-1 kg cannot be"));
  mission = sound_mission();
  mission.vehicle.stages[0].propellant_kg = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(has(errors_in(mission), "stage.core.propellant", "nan kg cannot be"));
  mission = sound_mission();
  mission.vehicle.engines[0].thrust_vacuum_N = -6e5;
  EXPECT_TRUE(has(errors_in(mission), "engine.motor.thrust_vacuum", "cannot be"));
  mission = sound_mission();
  mission.wind.altitude_m = {0, 1e3};
  mission.wind.east_m_s = {0, 1};
  EXPECT_TRUE(has(errors_in(mission), "wind.profile.north", "it has 0 entries, altitude has 2"));
}

TEST(MissionCheck, BoostersCountAllTheirEngines) {
  Mission mission = sound_mission();
  mission.payloads = {{"load", 34e3}};
  mission.vehicle.stages[0].engine_count = 2;
  EXPECT_TRUE(errors_in(mission).empty());
}

TEST(MissionCheck, ThrustsAndImpulsesMustAgreeToThreePercent) {
  Mission mission = sound_mission();
  mission.vehicle.engines[0].isp_sea_level_s = 279 * 1.029;  // 310 s * 540 / 600 = 279 s
  EXPECT_TRUE(errors_in(mission).empty());
  mission.vehicle.engines[0].isp_sea_level_s = 279 * 1.04;
  EXPECT_TRUE(has(errors_in(mission), "engine.motor.isp_sea_level", "disagrees by 3.8 %"));
}

TEST(MissionCheck, EventsThatWaitForEachOtherAreToldOnce) {
  Mission mission = sound_mission();
  const auto waiting = [](const std::string& name, const std::string& after) {
    SequenceItem item;
    item.name = name;
    item.when.kind = Condition::Kind::delay;
    item.when.after = after;
    return item;
  };
  for (const auto& [name, after] : {std::pair{"a", "b"}, {"b", "c"}, {"c", "a"}, {"d", "a"}}) {
    mission.vehicle.sequence.push_back(waiting(name, after));
  }
  const auto findings = errors_in(mission);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].path, "sequence.a.when.after");
  EXPECT_EQ(findings[0].found, "it waits for b, which waits for c, which waits for a: they never happen");
}

constexpr double degree = 0.017453292519943295;

/// A turn after the event "away", by what the platform reads and what is commanded; the engine lights 60 s later.
Mission turning(double from_deg, double to_deg, double rate_deg_s) {
  Mission mission = sound_mission();
  Action turn;
  turn.kind = Action::Kind::steer, turn.what = "turn";
  turn.from_rad = from_deg * degree, turn.to_rad = to_deg * degree, turn.rate_rad_s = rate_deg_s * degree;
  Action light;
  light.kind = Action::Kind::ignite, light.what = mission.vehicle.stages[0].id;
  SequenceItem away, lit;
  away.name = "away", away.when.value = 500, away.actions = {turn};
  lit.name = "lit", lit.when.kind = Condition::Kind::delay, lit.when.after = "away", lit.when.value = 60;
  lit.actions = {light};
  mission.vehicle.sequence.insert(mission.vehicle.sequence.end(), {away, lit});
  return mission;
}

/// 360 deg and 0 deg are one attitude: two degrees on from either are two degrees, whatever the numbers say.
TEST(MissionCheck, NamesTheTurnOfAnAngleThatIsNotUnwrapped) {
  const auto found = warnings_in(turning(360, 2, 1.5));
  EXPECT_TRUE(
      has(found, "sequence.away.do",
          "the attitude command is not unwrapped: from 360 deg to 2 deg it turns by -358 deg where +2 deg reach "
          "the same attitude; the turn takes 239 s, and lit comes after 60 s, 90 deg into it"));
  EXPECT_FALSE(has(warnings_in(turning(360, 362, 1.5)), "sequence.away.do", ""));
  EXPECT_FALSE(has(warnings_in(turning(0, 2, 1.5)), "sequence.away.do", ""));
  EXPECT_FALSE(has(warnings_in(turning(0, 180, 3.1)), "sequence.away.do", ""));
  EXPECT_TRUE(has(warnings_in(turning(0, 90, 1)), "sequence.away.do", "the turn by +90 deg takes 90 s, and lit comes"));
}

TEST(MissionCheck, AzimuthLimitsMayCrossNorth) {
  Mission mission = sound_mission();
  mission.site.id = "port/A";
  mission.site.azimuth_limits = {{6.0, 0.5}};
  for (const double inside : {6.1, 0.0, 0.4, -0.1}) {
    mission.launch_azimuth_rad = inside;
    EXPECT_TRUE(warnings_in(mission).empty()) << inside;
  }
  mission.launch_azimuth_rad = 0.6;
  EXPECT_TRUE(has(warnings_in(mission), "mission.launch_azimuth", "outside the azimuths of port/A"));
}

// A launch due east from geodetic latitude 51.88 deg reaches 51.7 deg: the geocentric latitude is what counts.
TEST(MissionCheck, InclinationBelowTheLatitudeIsAWarning) {
  constexpr double deg = 0.017453292519943295;
  Mission mission = sound_mission();
  mission.site.latitude_rad = 51.88 * deg;
  mission.targets[0].inclination_rad = 51.7 * deg;
  EXPECT_TRUE(warnings_in(mission).empty());
  mission.targets[0].inclination_rad = 51.5 * deg;
  EXPECT_TRUE(has(warnings_in(mission), "target.orbit.orbit.inclination", "cannot be reached straight"));
  mission.targets[0].inclination_rad = 98 * deg;
  EXPECT_TRUE(warnings_in(mission).empty());
  mission.targets[0].inclination_rad = 150 * deg;
  EXPECT_FALSE(warnings_in(mission).empty());
}

}  // namespace
}  // namespace cosmodrome
