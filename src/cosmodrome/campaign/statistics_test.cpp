#include "cosmodrome/campaign/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/base/philox.hpp"

namespace cosmodrome {
namespace {

TEST(Tally, HasWilsonsInterval) {
  Tally tally;
  for (int i = 0; i < 8; ++i) tally.add(1);
  // Wilson's interval of 8 in 50: (0.083, 0.285), E. B. Wilson's formula worked by hand.
  const Probability p = tally.among(50);
  EXPECT_EQ(p.probability, 0.16);
  EXPECT_NEAR(p.low, 0.08337, 1e-4);
  EXPECT_NEAR(p.high, 0.28508, 1e-4);
}

TEST(Tally, NoneSeenIsNotImpossible) {
  const Probability p = Tally{}.among(1000);
  EXPECT_EQ(p.probability, 0.0);
  EXPECT_EQ(p.low, 0.0);
  EXPECT_NEAR(p.high, 0.003827, 1e-5);  // z^2 / (n + z^2)
}

/// Of 2000 campaigns of 200 flights with a probability of 3 %, 95 of 100 have it in their interval; the count of those
/// has a standard deviation of 0.5 %, and Wilson's interval for this n and p covers 93 to 97 %.
TEST(Tally, IntervalCoversTheTruthAsOftenAsItSays) {
  int inside = 0;
  for (std::uint64_t campaign = 0; campaign < 2000; ++campaign) {
    Tally tally;
    for (std::uint64_t flight = 0; flight < 200; ++flight) {
      if (random_uniform({.seed = campaign, .flight = flight}) < 0.03) tally.add(1);
    }
    const Probability p = tally.among(200);
    inside += p.low <= 0.03 && 0.03 <= p.high;
  }
  EXPECT_NEAR(inside / 2000.0, 0.95, 0.025);
}

/// A probability of 1e-4 from flights drawn with 5 %, each counted for 1/500 of one or (1 - 1e-4)/(1 - 0.05): 800
/// campaigns of 400 flights. Their mean is the probability, and the interval covers it as often as it says (a few hits
/// a campaign, so within 3 %).
TEST(Tally, WeightedFlightsCountForWhatIsRare) {
  constexpr double rare = 1e-4, drawn = 0.05;
  double sum = 0;
  int inside = 0;
  for (std::uint64_t campaign = 0; campaign < 800; ++campaign) {
    Tally tally;
    for (std::uint64_t flight = 0; flight < 400; ++flight) {
      if (random_uniform({.seed = campaign, .flight = flight, .parameter = 1}) < drawn) tally.add(rare / drawn);
    }
    const Probability p = tally.among(400);
    sum += p.probability;
    inside += p.low <= rare && rare <= p.high;
  }
  // 20 hits a campaign, 16,000 in all: a standard error of 0.8 %.
  EXPECT_NEAR(sum / 800, rare, 0.025 * rare);
  EXPECT_NEAR(inside / 800.0, 0.95, 0.03);
}

TEST(Moments, KeepTheirDigitsFarFromZero) {
  Moments moments;
  for (int i = 0; i < 1000; ++i) moments.add(1e9 + i % 2, 1);
  EXPECT_EQ(moments.mean, 1e9 + 0.5);
  EXPECT_NEAR(moments.deviation(), 0.5 * std::sqrt(1000.0 / 999.0), 1e-9);
  EXPECT_EQ(moments.least, 1e9);
  EXPECT_EQ(moments.most, 1e9 + 1);
}

TEST(Covariance, IsThatOfAKnownLine) {
  Covariance covariance(2);
  for (int i = -50; i <= 50; ++i) covariance.add({1.0 * i, 3.0 * i + 7}, 1);
  EXPECT_NEAR(covariance.mean[1], 7, 1e-12);
  EXPECT_NEAR(covariance.at(0, 0), 858.5, 1e-9);  // (n^2 - 1) / 12 n / (n - 1), n = 101
  EXPECT_NEAR(covariance.at(0, 1), 3 * 858.5, 1e-9);
  EXPECT_NEAR(covariance.at(1, 1), 9 * 858.5, 1e-8);
}

/// Quantiles of 800 samples of 300 normal draws: the true 90 % quantile lies in the interval 95 times of 100.
TEST(Quantiles, IntervalCoversTheTruthAsOftenAsItSays) {
  const double truth = normal_quantile(0.9);
  int inside = 0;
  for (std::uint64_t campaign = 0; campaign < 800; ++campaign) {
    std::vector<std::pair<double, double>> drawn;
    for (std::uint64_t i = 0; i < 300; ++i) drawn.emplace_back(random_normal({.seed = campaign, .flight = i}), 1.0);
    const Quantile q = quantiles(drawn, {0.9})[0];
    inside += q.low <= truth && truth <= q.high;
  }
  EXPECT_NEAR(inside / 800.0, 0.95, 0.025);
}

/// Draws of another distribution with the ratio of densities as weights have the quantiles of the first.
TEST(Quantiles, OfWeightedDrawsAreThoseOfWhatTheyStandFor) {
  std::vector<std::pair<double, double>> drawn;
  for (std::uint64_t i = 0; i < 40'000; ++i) {
    const double x = random_normal({.seed = 5, .flight = i}) + 1;  // about 1; stands for about 0
    drawn.emplace_back(x, std::exp(0.5 - x));
  }
  const Quantile q = quantiles(drawn, {0.99})[0];
  EXPECT_NEAR(q.value, 2.3263, 0.05);  // three standard errors of the weighted tail
  EXPECT_LT(q.low, 2.3263);
  EXPECT_GT(q.high, 2.3263);
}

}  // namespace
}  // namespace cosmodrome
