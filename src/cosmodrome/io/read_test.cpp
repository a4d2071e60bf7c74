#include "cosmodrome/io/read.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/io/catalogue.hpp"

namespace cosmodrome {
namespace {

const std::filesystem::path missions = std::filesystem::path(COSMODROME_SOURCE_DIR) / "missions";

template <class Item>
const Item& by_id(const std::vector<Item>& items, const std::string& id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  if (found == items.end()) throw std::out_of_range(id);
  return *found;
}

const SequenceItem& event(const Mission& mission, const std::string& name) {
  for (const SequenceItem& item : mission.vehicle.sequence) {
    if (item.name == name) return item;
  }
  throw std::out_of_range(name);
}

// The figures stand in the files as text; here in SI, worked out by hand. One rounding of a product at most.
TEST(ReadMission, Luna25InSi) {
  const Mission mission = load_mission(missions / "luna-25.toml");
  EXPECT_EQ(mission.id, "luna-25");
  EXPECT_EQ(mission.vehicle.id, "soyuz-2.1b/fregat");
  EXPECT_EQ(mission.site.id, "vostochny/1S");
  EXPECT_EQ(mission.liftoff.to_utc_string(0), "2023-08-10T23:10:57Z");
  const Engine& engine = by_id(mission.vehicle.engines, "rd-107a");
  EXPECT_DOUBLE_EQ(engine.thrust_sea_level_N, 85.6 * 9806.65);
  EXPECT_DOUBLE_EQ(engine.isp_vacuum_s, 320.2);
  EXPECT_EQ(by_id(mission.vehicle.stages, "boosters").count, 4);
  EXPECT_DOUBLE_EQ(mission.site.latitude_rad, 51.88417 * degree_rad);
  ASSERT_EQ(mission.targets.size(), 1U);
  EXPECT_GE(mission.targets[0].apogee_altitude_m, mission.targets[0].perigee_altitude_m);
  EXPECT_DOUBLE_EQ(mission.targets[0].inclination_rad, 51.7 * degree_rad);
  EXPECT_FALSE(mission.targets[0].raan_rad.has_value());
  EXPECT_EQ(mission.forces.gravity_degree, 4);
}

TEST(ReadMission, OneFairingFliesAndItsRoleIsResolved) {
  const Mission mission = load_mission(missions / "luna-25.toml");
  EXPECT_NO_THROW(by_id(mission.vehicle.parts, "fairing-large"));
  EXPECT_THROW(by_id(mission.vehicle.parts, "fairing-small"), std::out_of_range);
  const SequenceItem& jettison = event(mission, "fairing-jettison");
  ASSERT_EQ(jettison.actions.size(), 1U);
  EXPECT_EQ(jettison.actions[0].what, "fairing-large");
}

TEST(ReadMission, UpperStageTakesOverFromDirectFlight) {
  const Mission mission = load_mission(missions / "luna-25.toml");
  EXPECT_TRUE(mission.vehicle.has_upper_stage);
  EXPECT_NO_THROW(event(mission, "upper-stage-separation"));
  Mission direct;
  direct.vehicle = load_vehicle("soyuz-2.1b");
  EXPECT_FALSE(direct.vehicle.has_upper_stage);
  EXPECT_THROW(event(direct, "upper-stage-separation"), std::out_of_range);
  EXPECT_NE(event(direct, "third-stage-cut-off").what, event(mission, "third-stage-cut-off").what);
}

TEST(ReadMission, FinalIsTheFirstTarget) {
  const Mission mission = load_mission(missions / "luna-25.toml");
  EXPECT_EQ(event(mission, "upper-stage-cut-off-1").when.target, "parking-orbit");
}

// The launcher's drag that holds always must give way to the upper stage's once the launcher's last stage is gone.
TEST(ReadMission, OpenDragOfTheLauncherEndsWithItsLastStage) {
  const Vehicle stacked = load_vehicle("soyuz-2.1b/fregat");
  const auto& tables = stacked.aerodynamics;
  ASSERT_GE(tables.size(), 2U);
  EXPECT_EQ(tables.back().while_attached, "");
  EXPECT_EQ(std::count_if(tables.begin(), tables.end(), [](const Aerodynamics& a) { return a.while_attached.empty(); }),
            1);
}

TEST(ReadMission, FiguresKeepTheirSource) {
  const Mission mission = load_mission(missions / "luna-25.toml");
  const auto& all = mission.vehicle.provenance;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [](const Provenance& p) { return p.path == "engine.rd-107a.thrust_sea_level"; });
  ASSERT_NE(found, all.end());
  EXPECT_EQ(found->text, "85.6 tf");
  EXPECT_EQ(found->source, "SB");
  EXPECT_EQ(found->confidence, "A");
}

TEST(ReadMission, TimeZonesNameTheSameInstant) {
  const auto with_liftoff = [](const std::string& liftoff) {
    return read_mission_text(
        "[mission]\nname = \"x\"\nsite = \"vostochny/1S\"\nvehicle = \"soyuz-2.1b/fregat\"\nliftoff = " + liftoff +
            "\n[[target]]\nat = \"o\"\norbit = { altitude = \"200 km\", inclination = \"52 deg\" }\n",
        "x.toml");
  };
  const Mission utc = with_liftoff("2023-08-10T23:10:57.25Z");
  const Mission moscow = with_liftoff("2023-08-11T02:10:57.25+03:00");
  EXPECT_EQ(utc.liftoff, moscow.liftoff);
  EXPECT_EQ(utc.liftoff.to_utc_string(2), "2023-08-10T23:10:57.25Z");
  EXPECT_DOUBLE_EQ(utc.targets[0].perigee_altitude_m, 200e3);
  EXPECT_DOUBLE_EQ(utc.targets[0].apogee_altitude_m, 200e3);
  EXPECT_EQ(mission_hash(utc), mission_hash(moscow));
}

// Wind is told by where it comes from: a west wind blows to the east.
TEST(ReadMission, WestWindBlowsEast) {
  const Mission mission = read_mission_text(
      "wind = { profile = [[\"0 km\", \"10 m/s\", \"270 deg\"], [\"5 km\", \"20 m/s\", \"180 deg\"]] }\n"
      "[mission]\nname = \"x\"\nsite = \"vostochny/1S\"\nvehicle = \"soyuz-2.1b/fregat\"\nliftoff = "
      "2023-08-10T23:10:57Z\n"
      "[[target]]\nat = \"o\"\norbit = { altitude = \"200 km\", inclination = \"52 deg\" }\n",
      "x.toml");
  EXPECT_NEAR(mission.wind.east_m_s[0], 10, 1e-12);
  EXPECT_NEAR(mission.wind.north_m_s[0], 0, 1e-12);
  EXPECT_NEAR(mission.wind.north_m_s[1], 20, 1e-12);
}

TEST(Catalogue, EveryEntryReads) {
  const auto vehicles = list_vehicles();
  ASSERT_FALSE(vehicles.empty());
  for (const VehicleFacts& facts : vehicles) {
    EXPECT_FALSE(facts.name.empty()) << facts.id;
    EXPECT_GT(facts.liftoff_mass_kg, 0) << facts.id;
    if (!facts.upper_stage) {
      EXPECT_NO_THROW(static_cast<void>(load_vehicle(facts.id))) << facts.id;
    }
  }
  const auto sites = list_sites();
  ASSERT_FALSE(sites.empty());
  for (const SiteFacts& facts : sites) EXPECT_EQ(load_site(facts.id).id, facts.id);
}

TEST(Catalogue, EveryMissionReads) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(missions)) {
    if (entry.path().extension() != ".toml") continue;
    EXPECT_NO_THROW(static_cast<void>(mission_warnings(load_mission(entry.path())))) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0);
}

TEST(Catalogue, NamesAreTakenApart) {
  const auto expect = [](const std::string& name, const std::string& first, const std::string& second) {
    const CatalogueName parts = parse_catalogue_name(name);
    EXPECT_EQ(parts.first, first) << name;
    EXPECT_EQ(parts.second, second) << name;
  };
  expect("soyuz-2.1b", "soyuz-2.1b", "");
  expect("soyuz-2.1b/fregat", "soyuz-2.1b", "fregat");
  expect("plesetsk/43/3", "plesetsk", "43/3");
  expect("./my.toml", "./my.toml", "");
  expect("./a/my.toml/fregat", "./a/my.toml", "fregat");
  expect("/a/my.toml/./up.toml", "/a/my.toml", "./up.toml");
  expect("soyuz-2.1b/./up.toml", "soyuz-2.1b", "./up.toml");
}

TEST(Warnings, TellOfOrbitsThatCostDearAndAzimuthsOutsideTheLimits) {
  Mission mission = load_mission(missions / "luna-25.toml");
  mission.file.clear();
  mission.targets[0].inclination_rad = 28 * degree_rad;
  mission.launch_azimuth_rad = 200 * degree_rad;
  mission.published.push_back({"no-such-event", 1, 0, {}, "", "", ""});
  const auto warnings = mission_warnings(mission);
  const auto has = [&](const std::string& text) {
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](const Problem& p) { return p.found.find(text) != std::string::npos; });
  };
  EXPECT_TRUE(has("28.00 deg cannot be reached straight from latitude 51.88 deg"));
  EXPECT_TRUE(has("200.0 deg is outside the azimuths of vostochny/1S"));
  EXPECT_TRUE(has("the sequence has no such event"));
}

std::string small_mission(const std::string& more) {
  return "[mission]\nname = \"T\"\nsite = \"vostochny/1S\"\nvehicle = \"soyuz-2.1b\"\nliftoff = 2026-05-14T02:07:18Z\n"
         "[[payload]]\nname = \"P\"\nmass = \"4 t\"\n"
         "[[target]]\nat = \"orbit\"\norbit = { altitude = \"200 km\", inclination = \"51.7 deg\" }\n" +
         more;
}

TEST(ReadMission, WhatToOptimiseInSi) {
  const Mission usual = read_mission_text(small_mission(""), "t.toml");
  EXPECT_EQ(usual.optimize.objective, OptimizeRequest::Objective::payload);
  EXPECT_FALSE(usual.optimize.free_from_lift_off);
  EXPECT_EQ(usual.optimize.most_q_alpha_Pa_rad, 0);
  EXPECT_EQ(usual.optimize.most_dynamic_pressure_Pa, 0);
  EXPECT_EQ(usual.optimize.mesh_tolerance, OptimizeRequest{}.mesh_tolerance);
  const Mission mission = read_mission_text(small_mission("[optimize]\nmaximize = \"final-mass\"\nsteering = \"free\"\n"
                                                          "max_q_alpha = \"150 kPa deg\"\nmax_dynamic_pressure = \"30 "
                                                          "kPa\"\nreserve = \"0.2 t\"\nmesh_tolerance = 1e-7\n"),
                                            "t.toml");
  EXPECT_EQ(mission.optimize.objective, OptimizeRequest::Objective::final_mass);
  EXPECT_TRUE(mission.optimize.free_from_lift_off);
  EXPECT_DOUBLE_EQ(mission.optimize.most_q_alpha_Pa_rad, 150e3 * degree_rad);
  EXPECT_DOUBLE_EQ(mission.optimize.most_dynamic_pressure_Pa, 30e3);
  EXPECT_DOUBLE_EQ(mission.optimize.reserve_kg, 200);
  EXPECT_DOUBLE_EQ(mission.optimize.mesh_tolerance, 1e-7);
}

TEST(ReadMission, EarthOfABenchmark) {
  EXPECT_FALSE(read_mission_text(small_mission(""), "t.toml").earth.has_value());
  const Mission mission = read_mission_text(
      small_mission("[earth]\ngm = \"398601.2 km3/s2\"\nradius = \"6378.145 km\"\nrotation = \"4.178e-3 deg/s\"\n"),
      "t.toml");
  ASSERT_TRUE(mission.earth.has_value());
  EXPECT_DOUBLE_EQ(mission.earth->gm_m3_s2, 3.986012e14);
  EXPECT_DOUBLE_EQ(mission.earth->radius_m, 6378145);
  EXPECT_DOUBLE_EQ(mission.earth->rotation_rad_s, 4.178e-3 * degree_rad);
}

// Air of one temperature: p = rho R T / M holds in each row, and the weight of the air above carries it.
TEST(ReadMission, ExponentialAirRests) {
  const Mission mission = read_mission_text(
      small_mission("[atmosphere]\ndensity = \"1.225 kg/m3\"\nscale_height = \"8.44 km\"\n"), "t.toml");
  const AtmosphereTable& air = mission.atmosphere;
  ASSERT_GT(air.altitude_m.size(), 100U);
  EXPECT_LE(air.altitude_m.front(), -500);  // the lowest pad that a site may have
  EXPECT_GE(air.altitude_m.back(), 300e3);
  for (std::size_t i = 0; i < air.altitude_m.size(); ++i) {
    const double density = 1.225 * std::exp(-air.altitude_m[i] / 8440);
    EXPECT_DOUBLE_EQ(air.density_kg_m3[i], density);
    // The column above weighs g0 rho H.
    EXPECT_NEAR(air.pressure_Pa[i], 9.80665 * density * 8440, 1e-12 * air.pressure_Pa[i]);
    EXPECT_NEAR(air.pressure_Pa[i], density * 8.31432 / 0.0289644 * air.temperature_K[i], 1e-12 * air.pressure_Pa[i]);
  }
}

TEST(ReadMission, TimedCutOffNamesItsTarget) {
  const Mission mission = read_mission_text(
      small_mission("[[sequence]]\nevent = \"third-stage-cut-off\"\n"
                    "when = { after = \"third-stage-ignition\", time = \"560 s\", target = \"final\" }\n"
                    "do = [{ cut_off = \"third\" }]\n"),
      "t.toml");
  EXPECT_EQ(event(mission, "third-stage-cut-off").when.target, "orbit");
}

}  // namespace
}  // namespace cosmodrome
