#include "cosmodrome/campaign/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/normal_distribution.hpp"

namespace cosmodrome {
namespace {

using Kind = Distribution::Kind;

TEST(Distribution, NormalHasItsMeanAndSigma) {
  const Distribution d{Kind::normal, false, 0, {3.0, 2.0}, {}};
  EXPECT_EQ(deviation_at(d, 0.5), 3.0);
  EXPECT_NEAR(deviation_at(d, normal_probability(1.5)), 6.0, 1e-12);
}

TEST(Distribution, LimitCutsTheTailsAndKeepsTheRestNormal) {
  const Distribution d{Kind::normal, false, 2, {0.0, 1.0}, {}};
  EXPECT_GT(deviation_at(d, 1e-15), -2.0000001);
  EXPECT_LT(deviation_at(d, 1 - 1e-15), 2.0000001);
  EXPECT_EQ(deviation_at(d, 0.5), 0.0);
  // Between two places the probabilities are in the ratio of the normal ones.
  const double inside = normal_probability(2) - normal_probability(-2);
  EXPECT_NEAR(deviation_at(d, (normal_probability(1) - normal_probability(-2)) / inside), 1.0, 1e-12);
}

TEST(Distribution, LognormalIsAShareWithMedianNothing) {
  const Distribution d{Kind::lognormal, true, 0, {0.1}, {}};
  EXPECT_EQ(deviation_at(d, 0.5), 0.0);
  EXPECT_NEAR(std::log1p(deviation_at(d, normal_probability(2))), 0.2, 1e-12);
}

TEST(Distribution, TriangularInvertsItsParabolas) {
  const Distribution d{Kind::triangular, false, 0, {-1.0, 0.0, 3.0}, {}};
  // F(x) = (x + 1)^2 / 4 below the likeliest, 1 - (3 - x)^2 / 12 above.
  for (const double x : {-0.9, -0.3, 0.0, 0.7, 2.9}) {
    const double below = x < 0 ? (x + 1) * (x + 1) / 4 : 1 - (3 - x) * (3 - x) / 12;
    EXPECT_NEAR(deviation_at(d, below), x, 1e-12) << x;
  }
}

TEST(Distribution, TableIsStraightBetweenItsRows) {
  const Distribution d{Kind::table, false, 0, {-1.0, 0.0, 2.0}, {0.0, 0.25, 1.0}};
  EXPECT_EQ(deviation_at(d, 0.125), -0.5);
  EXPECT_EQ(deviation_at(d, 0.25), 0.0);
  EXPECT_NEAR(deviation_at(d, 0.625), 1.0, 1e-15);
}

TEST(Distribution, EqualLimitsAreAConstant) {
  EXPECT_EQ(deviation_at({Kind::uniform, false, 0, {0.25, 0.25}, {}}, 0.7), 0.25);
}

}  // namespace
}  // namespace cosmodrome
