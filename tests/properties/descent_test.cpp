// The burn before Luna-25's landing in a campaign: with its errors, and with the fault that lost the flight.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/orbit/fly_on.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t flights = 100;

/// With nothing failing but, if asked for, the accelerometers.
Plan plan_with(bool accelerometers_off) {
  Plan plan = luna_25::plan();
  std::erase_if(plan.mission.failures, [](const Failure& one) { return one.kind != Failure::Kind::velocity_unseen; });
  plan.mission.failures.at(0).probability = accelerometers_off ? 1 : 0;
  return plan;
}

template <class T>
const std::vector<T>& values(const std::vector<Column>& columns, const std::string& name) {
  for (const Column& one : columns) {
    if (one.name == name) return std::get<std::vector<T>>(one.values);
  }
  throw std::out_of_range(name);
}

TEST(Descent, EndsByVelocityWhereNothingFails) {
  const Plan plan = plan_with(false);
  const Campaign campaign(plan);
  ASSERT_TRUE(campaign.descents().has_value());
  const auto rows = campaign.fly(0, flights);
  for (std::size_t i = 0; i < flights; ++i) {
    if (values<std::string>(rows, "outcome")[i] != "target_met") continue;
    EXPECT_NEAR(values<double>(rows, "descent.periapsis_altitude_m")[i], 18e3, 2e3) << i;
    EXPECT_NEAR(values<double>(rows, "descent.duration_s")[i], campaign.descents()->plan().duration_s, 8) << i;
    EXPECT_TRUE(std::isnan(values<double>(rows, "descent.impact_t_s")[i])) << i;
  }
}

/// Every flight that got to its first orbit comes down, and its record, flown again, says so.
TEST(Descent, EndsOnTheMoonWithoutAccelerometers) {
  const Plan plan = plan_with(true);
  const Campaign campaign(plan);
  const auto rows = campaign.fly(0, flights);
  std::size_t down = 0;
  for (std::size_t i = 0; i < flights; ++i) {
    if (std::isnan(values<double>(rows, "descent.duration_s")[i])) continue;
    ++down;
    EXPECT_EQ(values<std::string>(rows, "outcome")[i], "moon_impact") << i;
    EXPECT_EQ(values<std::string>(rows, "cause")[i], "accelerometers-off") << i;
    EXPECT_EQ(values<double>(rows, "descent.duration_s")[i], 127) << i;
  }
  EXPECT_GT(down, flights * 9 / 10);

  Flight flight = fly(campaign.plan_of(0), FlyOptions{.follow_dropped = false});
  fly_on(flight);
  ASSERT_TRUE(flight.voyage.has_value());
  EXPECT_FALSE(flight.voyage->met);
  EXPECT_EQ(flight.voyage->marks.back().name, "impact");
  EXPECT_EQ(flight.voyage->burns.back().duration_s, 127);
  // Its own way to the Moon ends in the same circle, found to metres, with a few kilograms more or less aboard.
  EXPECT_NEAR(flight.voyage->orbits.back().periapsis_altitude_m,
              values<double>(rows, "descent.periapsis_altitude_m")[0], 1e3);
  EXPECT_NEAR(flight.voyage->marks.back().t_s, values<double>(rows, "descent.impact_t_s")[0], 60);
}

/// Sixteen at once have the bits that each has alone.
TEST(Descent, DependsOnItsOwnDepartureAlone) {
  const Plan plan = plan_with(false);
  const Descents descents(plan);
  std::vector<DescentDeparture> many(21);
  for (std::size_t i = 0; i < many.size(); ++i) {
    many[i].thrust_factor = 1 + 0.002 * static_cast<double>(i);
    many[i].pitch_rad = 0.001 * static_cast<double>(i);
    many[i].velocity_unseen = i % 5 == 0;
  }
  const auto together = descents.fly(many);
  ASSERT_EQ(together.size(), many.size());
  for (std::size_t i = 0; i < many.size(); ++i) {
    const auto alone = descents.fly({many[i]}).at(0);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(alone.periapsis_altitude_m),
              std::bit_cast<std::uint64_t>(together[i].periapsis_altitude_m));
  }
}

/// A way that does not come to the burn is an outcome with a cause.
TEST(Descent, OfAWayThatIsNotFoundIsMissed) {
  Plan plan = plan_with(false);
  for (Engine& engine : plan.mission.moon->engines) engine.thrust_vacuum_N *= 0.01;
  const Campaign campaign(plan);
  const auto rows = campaign.fly(0, 16);
  for (const std::string& outcome : values<std::string>(rows, "outcome")) EXPECT_NE(outcome, "target_met");
  EXPECT_FALSE(values<std::string>(rows, "cause")[0].empty());
}

}  // namespace
}  // namespace cosmodrome
