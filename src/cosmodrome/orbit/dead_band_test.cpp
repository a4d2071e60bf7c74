#include "cosmodrome/orbit/dead_band.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace cosmodrome {
namespace {

/// From the side towards which it accelerates, a quantity is held longest when it comes to rest at the other: by a push
/// of 2 sqrt(a h), for 4 sqrt(h/a).
TEST(DeadBand, HoldsAParabolaFromSideToSide) {
  const double acceleration = 3e-6, half = 0.05;
  const double longest = 4 * std::sqrt(half / acceleration), push = 2 * std::sqrt(acceleration * half);
  std::vector<BandSample> samples;
  for (double t = 1; t < 3 * longest; t += 1)
    samples.push_back({t, half + 0.5 * acceleration * t * t, -t, half + 1e-9});
  const BandHold hold = longest_hold(samples);
  EXPECT_NEAR(hold.size, push, 1e-3 * push);
  EXPECT_NEAR(hold.until_s, longest, 2);
  EXPECT_FALSE(hold.to_the_end);
}

/// A burn that moves two quantities holds both: the narrower decides.
TEST(DeadBand, OneBurnHoldsTwoBands) {
  std::vector<BandSample> samples;
  for (double t = 1; t < 200; t += 1) samples.push_back({t, -0.1 * t, 1, 5});
  EXPECT_NEAR(longest_hold(samples).until_s, 100, 1);
  EXPECT_NEAR(longest_hold(samples).size, 5, 0.1);
  for (double t = 1; t < 200; t += 1) samples.push_back({t, 0, 1, 2});
  const BandHold both = longest_hold(samples);
  EXPECT_NEAR(both.until_s, 70, 1);
  EXPECT_NEAR(both.size, 2, 0.1);
}

TEST(DeadBand, SaysWhenTheEndIsHeld) {
  const BandHold hold = longest_hold(std::vector<BandSample>{{1, 0.5, 1, 1}, {2, -0.5, 1, 1}, {3, 9, 0, 1}});
  EXPECT_TRUE(hold.to_the_end);
  EXPECT_NEAR(hold.size, 0, 1e-12);
  EXPECT_TRUE(longest_hold(std::vector<BandSample>{}).to_the_end);
}

/// A vector that drifts straight is held along a diameter, whatever the direction and the start.
TEST(DeadBand, HoldsADriftAlongADiameter) {
  for (double angle = 0; angle < 6; angle += 0.7) {
    std::vector<DiscSample> samples;
    for (double t = 0; t < 500; t += 1)
      samples.push_back({t, 3 + 0.01 * t * std::cos(angle), -2 + 0.01 * t * std::sin(angle), 1});
    const DiscHold hold = longest_hold(samples);
    EXPECT_NEAR(hold.until_s, 200, 1);
    EXPECT_NEAR(hold.x + 3, -std::cos(angle), 0.01);
    EXPECT_NEAR(hold.y - 2, -std::sin(angle), 0.01);
  }
}

/// Of a drift with swings all samples that are said to be held are, and no other start would hold more than a little.
TEST(DeadBand, HoldsADriftWithSwings) {
  std::vector<DiscSample> samples;
  for (double t = 0; t < 400; t += 0.5)
    samples.push_back({t, 0.01 * t + 0.2 * std::sin(t / 15), 0.3 * std::cos(t / 40), 1});
  const DiscHold hold = longest_hold(samples);
  for (const DiscSample& sample : samples) {
    if (sample.t_s <= hold.until_s) {
      EXPECT_LE(std::hypot(sample.x + hold.x, sample.y + hold.y), 1 + 1e-9);
    }
  }
  for (int i = 0; i < 2000; ++i) {
    const double x = hold.x + 0.4 * std::sin(7.1 * i), y = hold.y + 0.4 * std::cos(3.3 * i);
    double until = 0;
    for (const DiscSample& sample : samples) {
      if (std::hypot(sample.x + x, sample.y + y) > 1) break;
      until = sample.t_s;
    }
    EXPECT_LE(until, hold.until_s);
  }
  EXPECT_TRUE(longest_hold(std::vector<DiscSample>{{0, 0.1, 0, 1}, {1, -0.1, 0, 1}}).to_the_end);
}

}  // namespace
}  // namespace cosmodrome
