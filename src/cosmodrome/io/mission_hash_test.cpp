#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <vector>

#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

Mission sample() {
  Mission mission;
  mission.name = "Sample";
  mission.liftoff = Epoch::from_tai_ns(700'000'000'123'456'789);
  mission.site.latitude_rad = 0.9;
  mission.payloads = {{"A", 100}, {"B", 200}};
  Target& target = mission.targets.emplace_back();
  target.name = "orbit";
  target.perigee_altitude_m = 185e3;
  target.apogee_altitude_m = 220e3;
  target.inclination_rad = 0.9;
  Stage& stage = mission.vehicle.stages.emplace_back();
  stage.id = "core";
  stage.dry_mass_kg = 1000;
  stage.propellant_kg = 9000;
  stage.engine = "motor";
  Engine& engine = mission.vehicle.engines.emplace_back();
  engine.id = "motor";
  engine.thrust_vacuum_N = 2e5;
  engine.isp_vacuum_s = 300;
  SequenceItem& liftoff = mission.vehicle.sequence.emplace_back();
  liftoff.name = "lift-off";
  liftoff.actions.emplace_back();
  liftoff.actions[0].kind = Action::Kind::ignite;
  liftoff.actions[0].what = "core";
  return mission;
}

// The name of a result must not change between machines or versions that fly alike: results are found by it.
TEST(MissionHash, IsTheSameEverywhere) { EXPECT_EQ(mission_hash(sample()), "20d84e91c8fec073d58c7a94a832dac5"); }

TEST(MissionHash, WhatDoesNotDecideTheFlightDoesNotEnter) {
  Mission mission = sample();
  mission.name = "Other";
  mission.description = "words";
  mission.file = "elsewhere.toml";
  mission.vehicle.name = "Other";
  mission.optimize.reserve_kg = 100;
  mission.published.push_back({"lift-off", 0, 0, {}, "X", "A", ""});
  mission.vehicle.provenance.push_back({"stage.core", "", "X", "A", "", ""});
  EXPECT_EQ(mission_hash(mission), mission_hash(sample()));
}

TEST(MissionHash, EveryFigureEnters) {
  const std::vector<std::function<void(Mission&)>> changes{
      [](Mission&) {},
      [](Mission& m) { m.liftoff = m.liftoff.plus_ns(1); },
      [](Mission& m) { m.site.altitude_m = 1e-300; },
      [](Mission& m) { m.payloads[0].mass_kg = 101; },
      [](Mission& m) { std::swap(m.payloads[0], m.payloads[1]); },
      [](Mission& m) { m.payloads.pop_back(); },
      [](Mission& m) { m.targets[0].raan_rad = 0.0; },
      [](Mission& m) { m.targets[0].descending = true; },
      [](Mission& m) { m.vehicle.stages[0].residual_kg = 1; },
      [](Mission& m) { m.vehicle.stages[0].id = "cor"; },
      [](Mission& m) { m.vehicle.engines[0].tail_off_s = 0.1; },
      [](Mission& m) { m.vehicle.sequence[0].when.value = 1; },
      [](Mission& m) { m.vehicle.sequence[0].actions[0].what = "x"; },
      [](Mission& m) {
        m.wind = {{0, 1}, {1, 1}, {0, 0}};
      },
      [](Mission& m) {
        m.wind = {{0, 1}, {0, 0}, {1, 1}};
      },
      [](Mission& m) { m.atmosphere.altitude_m = {0}; },
      [](Mission& m) { m.forces.sun = true; },
      [](Mission& m) { m.forces.moon = true; },
      [](Mission& m) { m.forces.ephemeris_file = "x.bsp"; },
      [](Mission& m) { m.launch_azimuth_rad = 1; },
      [](Mission& m) { m.pitch_over_rad = 1; },
      [](Mission& m) { m.guidance_period_s = 1; },
      [](Mission& m) { m.deployment = Deployment{}; },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->releases.push_back({"", {"a"}, 0, 0, 1, {1, 0, 0}, {}, {}});
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->releases.push_back({"", {"a"}, 0, 0, 1, {0, 1, 0}, {}, {}});
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->releases.push_back({"", {"a"}, 0, 0, 1, {1, 0, 0}, 0.03, {}});
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->releases.push_back({"", {"a"}, 0, 0, 1, {1, 0, 0}, {}, 0.03});
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->contact_m = 2;
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->recontact_flights = 2;
      },
      [](Mission& m) {
        m.deployment = Deployment{};
        m.deployment->disposal = Deployment::Disposal{};
      },
      [](Mission& m) { m.moon = LunarFlight{}; },
      [](Mission& m) {
        m.moon = LunarFlight{};
        m.moon->free_return = LunarFlight::FreeReturn{45e3, 120e3};
      },
      [](Mission& m) {
        m.moon = LunarFlight{};
        m.moon->pass_altitude_m = 1;
      },
      [](Mission& m) {
        m.moon = LunarFlight{};
        m.moon->corrections.push_back({"a", "", "main", {}, 0, {}});
      },
      [](Mission& m) {
        m.moon = LunarFlight{};
        m.moon->corrections.push_back({"a", "", "main", {}, 0, 1.0});
      },
      [](Mission& m) { m.earth = SphericalEarth{}; },
      [](Mission& m) {
        m.earth = SphericalEarth{4e14, 0, 0};
      },
      [](Mission& m) {
        m.earth = SphericalEarth{0, 6.4e6, 0};
      },
      [](Mission& m) {
        m.earth = SphericalEarth{0, 0, 7e-5};
      },
      [](Mission& m) { m.vehicle.sequence[0].when.target = "orbit"; },
      [](Mission& m) { m.drop_zones.emplace_back().name = "z"; },
      [](Mission& m) {
        m.throttle_tables = {{"core", {0, 9}, {1, 1}}};
      },
      [](Mission& m) {
        m.throttle_tables = {{"core", {0, 9}, {1, 0.5}}};
      },
  };
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Mission mission = sample();
    changes[i](mission);
    const auto [at, is_new] = seen.emplace(mission_hash(mission), i);
    EXPECT_TRUE(is_new) << "changes " << at->second << " and " << i << " have the same hash";
  }
}

TEST(MissionHash, FoldersDoNotEnter) {
  Mission here = sample();
  Mission there = sample();
  here.forces.ephemeris_file = "/elsewhere/de441.bsp";
  there.forces.ephemeris_file = "/srv/b/de441.bsp";
  EXPECT_EQ(mission_hash(here), mission_hash(there));
}

TEST(MissionHash, ZeroHasNoSign) {
  Mission mission = sample();
  mission.site.altitude_m = -0.0;
  EXPECT_EQ(mission_hash(mission), mission_hash(sample()));
}

}  // namespace
}  // namespace cosmodrome
