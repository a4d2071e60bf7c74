#include "cosmodrome/campaign/check.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "cosmodrome/campaign/failure_kinds.hpp"

namespace cosmodrome {
namespace {

TEST(CampaignCheck, TellsCorrelationsFromOtherMatrices) {
  EXPECT_TRUE(is_correlation({{1, 0.6}, {0.6, 1}}));
  EXPECT_TRUE(is_correlation({{1, 1}, {1, 1}}));  // two that are one
  EXPECT_FALSE(is_correlation({{1, 0.6}, {0.5, 1}}));
  EXPECT_FALSE(is_correlation({{1, 0.6}, {0.6, 2}}));
  EXPECT_FALSE(is_correlation({{1, 0.6}}));
  // Each pair could be, all three could not: the least eigenvalue is 1 - 2 * 0.9.
  EXPECT_FALSE(is_correlation({{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}}));
}

Mission mission_with(const Distribution& distribution) {
  Mission mission;
  Stage core;
  core.id = "core", core.dry_mass_kg = 100;
  mission.vehicle.stages.push_back(core);
  mission.disperse.figures.push_back({"stage.core.dry_mass", distribution});
  return mission;
}

bool right(const Distribution& distribution) { return campaign_errors(mission_with(distribution)).empty(); }

TEST(CampaignCheck, KnowsWhatIsNoDistribution) {
  using K = Distribution::Kind;
  EXPECT_TRUE(right({K::normal, true, 3, {0, 0.01}, {}}));
  EXPECT_FALSE(right({K::normal, true, 3, {0, -0.01}, {}}));
  EXPECT_FALSE(right({K::normal, true, 3, {0.01}, {}}));
  EXPECT_TRUE(right({K::triangular, false, 0, {-1, 0, 2}, {}}));
  EXPECT_FALSE(right({K::triangular, false, 0, {-1, 3, 2}, {}}));
  EXPECT_TRUE(right({K::table, false, 0, {-1, 0, 2}, {0, 0.3, 1}}));
  EXPECT_FALSE(right({K::table, false, 0, {-1, 0, 2}, {0, 0.3, 0.9}}));
  EXPECT_FALSE(right({K::uniform, false, 0, {0, std::numeric_limits<double>::infinity()}, {}}));
}

TEST(CampaignCheck, KnowsWhatIsNotThere) {
  Mission mission = mission_with({Distribution::Kind::normal, true, 0, {0, 0.01}, {}});
  mission.disperse.figures[0].path = "stage.second.dry_mass";
  Failure failure;
  failure.name = "it", failure.kind = Failure::Kind::shut_down, failure.what = "core", failure.probability = 0.1;
  mission.failures.push_back(failure);  // the core has no engine
  const auto found = campaign_errors(mission);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].path, "disperse.figures.stage.second.dry_mass");
  EXPECT_EQ(found[1].path, "failure.it");
}

TEST(FailureKinds, HaveEachOneName) {
  for (const std::string& name : failure_kinds()) {
    const auto kind = failure_kind(name);
    ASSERT_TRUE(kind.has_value()) << name;
    EXPECT_EQ(to_string(*kind), name);
  }
  EXPECT_FALSE(failure_kind("sabotage").has_value());
}

}  // namespace
}  // namespace cosmodrome
