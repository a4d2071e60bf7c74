// A flight's result depends neither on the lane in which it is flown, nor on its neighbours, nor on their order.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "equal_ends.hpp"
#include "luna_25.hpp"

namespace cosmodrome {
namespace {

using luna_25::dispersed_models;

/// Forty flights on sixteen lanes: the last do not fill them.
constexpr std::uint64_t flights = 40;

class Lanes40 : public ::testing::TestWithParam<bool> {
 protected:
  const Plan& plan() const { return GetParam() ? luna_25::open_loop_plan() : luna_25::plan(); }
};

TEST_P(Lanes40, EqualDoubleBitForBit) {
  const auto models = dispersed_models(plan(), flights);
  const auto alone = fly_ends(plan(), models);
  expect_same(alone, fly_ends_in_lanes(plan(), models));
  // The models differ, so the flights do: the test would notice lanes that mix.
  for (std::size_t i = 1; i < alone.size(); ++i) EXPECT_NE(alone[i].position_m.x, alone[0].position_m.x);
}

TEST_P(Lanes40, DoNotDependOnOrder) {
  const auto models = dispersed_models(plan(), flights);
  const auto in_order = fly_ends_in_lanes(plan(), models);
  std::vector<std::size_t> order(flights);
  std::iota(order.begin(), order.end(), std::size_t{0});
  // A fixed shuffle: Fisher-Yates with Philox.
  for (std::size_t i = flights - 1; i > 0; --i)
    std::swap(order[i], order[random_bits({.seed = 5, .flight = i}) % (i + 1)]);
  std::vector<VehicleModel<double>> shuffled;
  for (const std::size_t i : order) shuffled.push_back(models[i]);
  const auto ends = fly_ends_in_lanes(plan(), shuffled);
  for (std::size_t i = 0; i < flights; ++i)
    EXPECT_TRUE(same_bits(ends[i], in_order[order[i]])) << "flight " << order[i];
}

TEST_P(Lanes40, DoNotDependOnNeighbours) {
  const auto models = dispersed_models(plan(), flights);
  const auto together = fly_ends_in_lanes(plan(), models);
  for (const std::size_t i : {0U, 7U, 39U}) {
    EXPECT_TRUE(same_bits(fly_ends_in_lanes(plan(), std::vector{models[i]})[0], together[i]))
        << "flight " << i << " alone";
  }
  // Between one that stays on the pad much longer and one that flies another path.
  std::vector<VehicleModel<double>> mixed(3, models[0]);
  mixed[0].payload_mass_kg = 200e3;
  mixed[2].stages[0].thrust_vacuum_N *= 0.9;
  const auto ends = fly_ends_in_lanes(plan(), mixed);
  EXPECT_TRUE(same_bits(ends[1], together[0]));
  expect_same(ends, fly_ends(plan(), mixed));
}

/// Flights that come down early: their lanes are filled anew while those beside them are in mid-flight.
TEST_P(Lanes40, EqualDoubleWhereSomeEndEarly) {
  auto models = dispersed_models(plan(), flights);
  for (std::size_t i = 0; i < flights; i += 3) models[i].stages[0].thrust_vacuum_N *= 0.7;
  const auto alone = fly_ends(plan(), models);
  expect_same(alone, fly_ends_in_lanes(plan(), models));
  for (std::size_t i = 0; i < flights; ++i) EXPECT_EQ(alone[i].crashed, i % 3 == 0) << i;
}

INSTANTIATE_TEST_SUITE_P(Luna25, Lanes40, ::testing::Values(false, true),
                         [](const auto& which) { return which.param ? "OpenLoop" : "ClosedLoop"; });

TEST(Lanes, EqualDoubleInTheReferenceMethodToo) {
  const auto models = dispersed_models(luna_25::plan(), 3);
  const FlyOptions reference{.reference = true};
  expect_same(fly_ends(luna_25::plan(), models, reference), fly_ends_in_lanes(luna_25::plan(), models, reference));
}

TEST(Lanes, ARecordedFlightEndsAsAnUnrecordedOne) {
  const auto end = fly_ends(luna_25::plan(), std::vector{luna_25::plan().model})[0];
  const FlightPoint& last = luna_25::flight().points.back();
  EXPECT_EQ(last.t_s, end.t_s);
  EXPECT_EQ(last.position_m.x, end.position_m.x);
  EXPECT_EQ(last.velocity_m_s.z, end.velocity_m_s.z);
  EXPECT_EQ(last.mass_kg, end.mass_kg);
}

}  // namespace
}  // namespace cosmodrome
