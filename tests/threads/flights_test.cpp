// Flights in several threads that share one plan: none writes to it, and each ends as it would have ended alone.
// `make sanitize-threads` runs this under the thread sanitizer.
#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "../properties/equal_ends.hpp"
#include "../properties/luna_25.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t threads = 4;

/// Runs work(0), work(1), ... at once.
void at_once(const std::function<void(std::size_t)>& work) {
  std::vector<std::jthread> running;
  for (std::size_t i = 0; i < threads; ++i) running.emplace_back(work, i);
}

class SharedPlan : public ::testing::TestWithParam<bool> {
 protected:
  const Plan& plan() const { return GetParam() ? luna_25::open_loop_plan() : luna_25::plan(); }
};

TEST_P(SharedPlan, FlightsEndAsTheyDoAlone) {
  const auto models = luna_25::dispersed_models(plan(), 20);
  const auto alone = fly_ends(plan(), models);
  std::array<std::vector<FlightEnd>, threads> ends;
  // Half of the threads fly one by one, half in lanes; each flies all.
  at_once([&](std::size_t i) { ends[i] = i % 2 ? fly_ends_in_lanes(plan(), models) : fly_ends(plan(), models); });
  for (const auto& ends_of_thread : ends) expect_same(ends_of_thread, alone);
}

TEST_P(SharedPlan, RecordsAreWhatTheyAreAlone) {
  const Flight alone = fly(plan());
  std::array<Flight, threads> flights;
  at_once([&](std::size_t i) { flights[i] = fly(plan()); });
  for (const Flight& flight : flights) {
    ASSERT_EQ(flight.points.size(), alone.points.size());
    for (std::size_t i = 0; i < alone.points.size(); ++i) {
      EXPECT_EQ(flight.points[i].position_m.x, alone.points[i].position_m.x);
      EXPECT_EQ(flight.points[i].heating_W_m2, alone.points[i].heating_W_m2);
    }
    ASSERT_EQ(flight.impacts.size(), alone.impacts.size());
    for (std::size_t i = 0; i < alone.impacts.size(); ++i) {
      EXPECT_EQ(flight.impacts[i].longitude_rad, alone.impacts[i].longitude_rad);
    }
    EXPECT_EQ(flight.cause, alone.cause);
  }
}

INSTANTIATE_TEST_SUITE_P(Luna25, SharedPlan, ::testing::Values(false, true),
                         [](const auto& which) { return which.param ? "OpenLoop" : "ClosedLoop"; });

TEST(Threads, MissionsAreReadAndPlannedAtOnce) {
  // Azimuth and pitch-over are given, so that there is nothing to search: reading, tables and rehearsal are left.
  const auto make = [](double azimuth_rad, double pitch_over_rad) {
    Mission mission = luna_25::mission();
    mission.launch_azimuth_rad = azimuth_rad, mission.pitch_over_rad = pitch_over_rad;
    mission.forces.sun = mission.forces.moon = true;
    const Plan plan = make_plan(mission);
    return fly_ends(plan, std::vector{plan.model});
  };
  const double azimuth_rad = luna_25::plan().azimuth_rad, pitch_over_rad = luna_25::plan().pitch_over_rad;
  const auto alone = make(azimuth_rad, pitch_over_rad);
  std::array<std::vector<FlightEnd>, threads> ends;
  at_once([&](std::size_t i) { ends[i] = make(azimuth_rad, pitch_over_rad); });
  for (const auto& ends_of_thread : ends) expect_same(ends_of_thread, alone);
}

}  // namespace
}  // namespace cosmodrome
