#include "cosmodrome/io/payload_map_state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

class MapState : public testing::Test {
 protected:
  MapState() {
    std::filesystem::remove_all(folder_);
    request_.mission.vehicle.id = "rocket";
    request_.mission.site.id = "port/A";
    request_.orbits = {{200e3, 200e3}, {300e3, 300e3}};
    request_.inclinations_rad = {0.9, 1.0};
  }
  ~MapState() override { std::filesystem::remove_all(folder_); }

  static MapPoint sample() {
    MapPoint point;
    point.payload_kg = 1000.0 / 3;
    point.solved = true;
    point.why = "a \"word\"";
    PhaseSolution phase;
    phase.mesh.points = {2};
    phase.end_t = 1 / 7.0;
    phase.t = {0, 0.1, 1 / 7.0};
    phase.states = {{1, 2}, {3, 1e-300}, {5, 6}};
    phase.controls = {{0.1}, {0.2}};
    phase.costates = {{-1, 2}, {3, 4}};
    point.solution = {{phase}, {0, 1 / 7.0}, {1000.0 / 3}, -333, {7, 8}};
    return point;
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "cosmodrome_map_state_test";
  std::filesystem::path file_ = folder_ / "payload.state.jsonl";
  PayloadMapRequest request_;
};

TEST_F(MapState, WhatIsDoneComesBackToTheLastBit) {
  {
    PayloadMapState state(file_, request_);
    EXPECT_TRUE(state.known().empty());
    state.add(2, sample());
  }
  const PayloadMapState state(file_, request_);
  ASSERT_EQ(state.known().size(), 1U);
  const MapPoint &back = state.known().at(2), put = sample();
  EXPECT_EQ(back.payload_kg, put.payload_kg);
  EXPECT_EQ(back.why, put.why);
  ASSERT_EQ(back.solution.phases.size(), 1U);
  EXPECT_EQ(back.solution.phases[0].t, put.solution.phases[0].t);
  EXPECT_EQ(back.solution.phases[0].states, put.solution.phases[0].states);
  EXPECT_EQ(back.solution.phases[0].controls, put.solution.phases[0].controls);
  EXPECT_EQ(back.solution.phases[0].costates, put.solution.phases[0].costates);
  EXPECT_EQ(back.solution.times, put.solution.times);
  EXPECT_EQ(back.solution.end_multipliers, put.solution.end_multipliers);
}

TEST_F(MapState, ABrokenLastLineIsDoneAgain) {
  {
    PayloadMapState state(file_, request_);
    state.add(0, sample());
    state.add(1, sample());
  }
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 20);
  {
    PayloadMapState state(file_, request_);
    EXPECT_EQ(state.known().size(), 1U);
    state.add(3, sample());
  }
  EXPECT_EQ(PayloadMapState(file_, request_).known().size(), 2U);
}

TEST_F(MapState, AnotherMapIsRefused) {
  { const PayloadMapState state(file_, request_); }
  const auto refused = [&](const PayloadMapRequest& other) {
    try {
      const PayloadMapState state(file_, other);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  PayloadMapRequest other = request_;
  other.mission.site.id = "port/B";
  EXPECT_THAT(refused(other), testing::HasSubstr("another site"));
  other = request_;
  other.mission.vehicle.id = "missile";
  EXPECT_THAT(refused(other), testing::HasSubstr("another vehicle"));
  other = request_;
  other.orbits.pop_back();
  EXPECT_THAT(refused(other), testing::HasSubstr("other orbits"));
  other = request_;
  other.mission.vehicle.stages.emplace_back();
  EXPECT_THAT(refused(other), testing::HasSubstr("has changed"));
  EXPECT_EQ(refused(request_), "taken");
}

TEST_F(MapState, AnotherFileIsRefused) {
  std::filesystem::create_directories(folder_);
  std::ofstream(file_) << "a shopping list\n";
  EXPECT_THROW(PayloadMapState(file_, request_), InputError);
}

}  // namespace
}  // namespace cosmodrome
