#include "cosmodrome/io/write_mission.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

const std::filesystem::path luna_25 = std::filesystem::path(COSMODROME_SOURCE_DIR) / "missions" / "luna-25.toml";

SequenceItem& event(Mission& mission, const std::string& name) {
  const auto found = std::find_if(mission.vehicle.sequence.begin(), mission.vehicle.sequence.end(),
                                  [&](const SequenceItem& item) { return item.name == name; });
  if (found == mission.vehicle.sequence.end()) throw std::out_of_range(name);
  return *found;
}

Mission written_and_read(const Mission& read, const Mission& changed, const std::filesystem::path& from) {
  return read_mission_text(write_mission(read_document(from), read, changed), "elsewhere/luna-25.toml");
}

TEST(WriteMission, UnchangedIsTheSameMission) {
  const Mission mission = load_mission(luna_25);
  EXPECT_EQ(mission_hash(written_and_read(mission, mission, luna_25)), mission_hash(mission));
}

TEST(WriteMission, EndsInItsFirstOrbitIfItDoesNotGoOn) {
  const Mission read = load_mission(luna_25);
  ASSERT_TRUE(read.moon.has_value());
  Mission changed = read;
  changed.moon.reset();
  const Mission back = written_and_read(read, changed, luna_25);
  EXPECT_FALSE(back.moon.has_value());
  EXPECT_EQ(back.published.size() + 4, read.published.size());  // less those of four burns
  EXPECT_TRUE(mission_warnings(back).empty());
  EXPECT_EQ(mission_hash(back), mission_hash(changed));
}

TEST(WriteMission, WhatAnOptimiserChangesComesBack) {
  const Mission read = load_mission(luna_25);
  Mission changed = read;
  changed.payloads[0].mass_kg = 1987.6543210987654;
  changed.launch_azimuth_rad = 1.5607;
  changed.pitch_over_rad = 0.0312;
  changed.steering_tables.push_back(
      {"optimal-1", {10, 11.1, 300 + 1.0 / 3}, {1.5, 1.4, -0.1}, {0, 0.001, -0.2}, {}, 0, 0});
  changed.throttle_tables = {{"core", {0, 60 + 1.0 / 3, 90}, {1, 0.7, 0.75}}};
  SequenceItem& cut_off = event(changed, "third-stage-cut-off");
  const std::string target = cut_off.when.target;
  cut_off.when.kind = Condition::Kind::time;
  cut_off.when.value = 560.12345678901234;
  SequenceItem& ignition = event(changed, "third-stage-ignition");
  ignition.actions.push_back({Action::Kind::steer, "programme:optimal-1", "", 1, 0});

  Mission back = written_and_read(read, changed, luna_25);
  EXPECT_EQ(back.payloads[0].mass_kg, changed.payloads[0].mass_kg);
  EXPECT_EQ(back.payloads[0].name, "Luna-25");
  // Angles are turned into degrees and back: two roundings.
  EXPECT_DOUBLE_EQ(*back.launch_azimuth_rad, *changed.launch_azimuth_rad);
  EXPECT_DOUBLE_EQ(*back.pitch_over_rad, *changed.pitch_over_rad);
  ASSERT_EQ(back.steering_tables.size(), 1U);
  EXPECT_EQ(back.steering_tables[0].t_s, changed.steering_tables[0].t_s);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_DOUBLE_EQ(back.steering_tables[0].pitch_rad[i], changed.steering_tables[0].pitch_rad[i]);
    EXPECT_DOUBLE_EQ(back.steering_tables[0].yaw_rad[i], changed.steering_tables[0].yaw_rad[i]);
  }
  ASSERT_EQ(back.throttle_tables.size(), 1U);
  EXPECT_EQ(back.throttle_tables[0].stage, "core");
  EXPECT_EQ(back.throttle_tables[0].t_s, changed.throttle_tables[0].t_s);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_DOUBLE_EQ(back.throttle_tables[0].level[i], changed.throttle_tables[0].level[i]);
  const Condition& when = event(back, "third-stage-cut-off").when;
  EXPECT_EQ(when.kind, Condition::Kind::time);
  EXPECT_EQ(when.value, 560.12345678901234);
  EXPECT_EQ(when.target, target);
  EXPECT_EQ(event(back, "third-stage-ignition").actions.back().what, "programme:optimal-1");
  EXPECT_EQ(back.vehicle.sequence.size(), read.vehicle.sequence.size());
  EXPECT_EQ(back.published.size(), read.published.size());
}

TEST(WriteMission, FilesBesideTheMissionAreFoundFromElsewhere) {
  const auto folder = std::filesystem::temp_directory_path() / "cosmodrome_write_mission_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "winds.csv") << "altitude_m,speed_m_s,from_deg\n0,3,270\n10000,30,260\n";
  std::ofstream(folder / "mine.toml") << "[mission]\nname = \"M\"\nsite = \"vostochny/1S\"\nvehicle = \"soyuz-2.1b\"\n"
                                         "liftoff = 2026-05-14T02:07:18Z\n[[payload]]\nname = \"P\"\nmass = \"4 t\"\n"
                                         "[[target]]\nat = \"o\"\norbit = { altitude = \"200 km\", inclination = "
                                         "\"51.7 deg\" }\n[wind]\nfile = \"winds.csv\"\n";
  const Mission mission = load_mission(folder / "mine.toml");
  const Mission back = written_and_read(mission, mission, folder / "mine.toml");
  EXPECT_EQ(back.wind.east_m_s, mission.wind.east_m_s);
  EXPECT_EQ(mission_hash(back), mission_hash(mission));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cosmodrome
