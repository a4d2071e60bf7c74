#include "cosmodrome/environment/wind.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

const Wind jet({0, 3e3, 9e3, 11e3, 16e3, 25e3}, {2, 8, 35, 41, 12, 0}, {0, -3, -9, -12, -2, 0});

TEST(Wind, IsNoneUnlessGiven) {
  EXPECT_TRUE(Wind().empty());
  EXPECT_EQ(Wind()(5e3).x, 0);
  EXPECT_FALSE(jet.empty());
}

TEST(Wind, GoesThroughItsRowsAndIsLevel) {
  EXPECT_NEAR(jet(9e3).x, 35, 1e-12);
  EXPECT_NEAR(jet(9e3).y, -9, 1e-12);
  EXPECT_NEAR(jet(16e3).x, 12, 1e-12);
  EXPECT_EQ(jet(16e3).z, 0);
}

TEST(Wind, StaysAsAtTheEndsWithoutAKink) {
  EXPECT_EQ(jet(-100.0).x, 2);
  EXPECT_NEAR(jet(80e3).x, 0, 1e-12);
  const auto at_foot = jet(Dual<1>::variable(1e-6, 0)), below = jet(Dual<1>::variable(-1.0, 0));
  EXPECT_NEAR(at_foot.x.d[0], 0, 1e-9);
  EXPECT_EQ(below.x.d[0], 0);
}

TEST(Wind, GivesEachLaneTheBitsOfOneFlight) {
  Lanes z_m;
  for (int l = 0; l < 16; ++l) set_lane(z_m, l, -1e3 + 1.9e3 * l);
  const auto lanes = jet(z_m);
  for (int l = 0; l < 16; ++l) {
    EXPECT_EQ(lane(lanes.x, l), jet(lane(z_m, l)).x);
    EXPECT_EQ(lane(lanes.y, l), jet(lane(z_m, l)).y);
  }
}

TEST(Wind, RefusesWhatIsNoProfile) {
  EXPECT_THROW(Wind({0, 0}, {1, 2}, {1, 2}), InputError);
  EXPECT_THROW(Wind({0, 1}, {1, 2}, {1}), InputError);
}

}  // namespace
}  // namespace cosmodrome
