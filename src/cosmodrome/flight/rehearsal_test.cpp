// A sequence gone through on paper, against burn times worked by hand.
#include "cosmodrome/flight/rehearsal.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace small_launcher;

constexpr double rounding_s = 1e-10;

TEST(Rehearsal, BurnsFollowFromFlows) {
  // First stage: 1 s of full flow in start-up, 60 t at 500 kg/s until 20 t are left; a step down to half within 1 s,
  // worth 0.75 s; 1 t is left at cut-off. Three seconds later the second burns its 12 t at 100 kg/s.
  const auto burns = rehearse(make());
  ASSERT_EQ(burns.size(), 2U);
  const double cut_off_s = 1 + 120 + 1 + (38 - 0.75) / 0.5;
  EXPECT_EQ(burns[0].stage, 0);
  EXPECT_EQ(burns[0].ignition_t_s, 0);
  EXPECT_NEAR(burns[0].cut_off_t_s, cut_off_s, rounding_s);
  EXPECT_EQ(burns[1].stage, 1);
  EXPECT_NEAR(burns[1].ignition_t_s, cut_off_s + 3, rounding_s);
  EXPECT_NEAR(burns[1].cut_off_t_s, cut_off_s + 3 + 120, rounding_s);
}

TEST(Rehearsal, SaysWhatIsAboardAtCutOff) {
  const auto burns = rehearse(make());
  ASSERT_EQ(burns.size(), 2U);
  EXPECT_TRUE(burns[0].stages_aboard[0] && burns[0].stages_aboard[1] && burns[0].parts_aboard[0]);
  EXPECT_TRUE(!burns[1].stages_aboard[0] && burns[1].stages_aboard[1] && !burns[1].parts_aboard[0]);
}

TEST(Rehearsal, SaysWhichBurnGuidanceEnds) {
  const auto burns = rehearse(make());
  ASSERT_EQ(burns.size(), 2U);
  EXPECT_EQ(burns[0].ends_target, -1);
  EXPECT_EQ(burns[1].ends_target, 0);
}

TEST(Rehearsal, AStageMayBurnTwice) {
  Plan plan = make();
  // Cut off by the clock after 30 s, lit again 100 s later.
  plan.items[second_cut_off].kind = Kind::delay;
  plan.model.condition_value[second_cut_off] = 29;
  plan.items[end].actions = {act(Do::ignite, 1)};
  plan.model.condition_value[end] = 100;
  const auto burns = rehearse(plan);
  ASSERT_EQ(burns.size(), 3U);
  EXPECT_NEAR(burns[1].cut_off_t_s - burns[1].ignition_t_s, 30, rounding_s);
  EXPECT_EQ(burns[2].stage, 1);
  EXPECT_NEAR(burns[2].ignition_t_s - burns[1].cut_off_t_s, 100, rounding_s);
  EXPECT_NEAR(burns[2].cut_off_t_s - burns[2].ignition_t_s, 120 - 30, rounding_s);
}

TEST(Rehearsal, SaysWhatLimitHoldsAtTheEndOfABurn) {
  Plan plan = make();
  add_item(plan, "limit", Kind::acceleration_above, 30, pitch_over, -1, {act(Do::limit_acceleration)});
  plan.items.back().actions[0].level = 30;
  add_item(plan, "no limit", Kind::delay, 10, staging, -1, {act(Do::limit_acceleration)});
  plan.items.back().actions[0].level = 0;
  const auto burns = rehearse(plan);
  ASSERT_EQ(burns.size(), 2U);
  EXPECT_EQ(burns[0].acceleration_limit_m_s2, 30);
  EXPECT_EQ(burns[1].acceleration_limit_m_s2, 0);
  // It does not stretch the burn on paper.
  EXPECT_EQ(burns[0].cut_off_t_s, rehearse(make())[0].cut_off_t_s);
}

TEST(Rehearsal, NothingBurnsIfItDoesNotRise) {
  Plan plan = make();
  plan.model.payload_mass_kg = 200e3;
  EXPECT_TRUE(rehearse(plan).empty());
}

}  // namespace
}  // namespace cosmodrome
