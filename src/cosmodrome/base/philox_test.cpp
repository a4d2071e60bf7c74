#include "cosmodrome/base/philox.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "cosmodrome/base/normal_distribution.hpp"

namespace cosmodrome {
namespace {

using Counter = std::array<std::uint32_t, 4>;

/// Random123, file kat_vectors, lines "philox4x32 10".
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}), (Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  const std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32_10({ones, ones, ones, ones}, {ones, ones}),
            (Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, EveryPartOfTheIndexMatters) {
  const RandomIndex index{1, 2, 3, 4};
  EXPECT_EQ(random_bits(index), random_bits({1, 2, 3, 4}));
  for (const RandomIndex& other :
       {RandomIndex{9, 2, 3, 4}, RandomIndex{1, 9, 3, 4}, RandomIndex{1, 2, 9, 4}, RandomIndex{1, 2, 3, 9},
        RandomIndex{1 + (1ull << 32), 2, 3, 4}, RandomIndex{1, 2 + (1ull << 32), 3, 4}}) {
    EXPECT_NE(random_bits(index), random_bits(other));
  }
}

/// A value that must never move: stored campaigns go on from it.
TEST(Philox, KeepsItsFirstNumber) {
  EXPECT_EQ(random_bits({}), 0xe169c58d6627e8d5u);
  EXPECT_EQ(random_uniform({}), (static_cast<double>(0xe169c58d6627e8d5u >> 12) + 0.5) / 4503599627370496.0);
}

constexpr int many = 100000;

/// Kolmogorov's statistic of even numbers exceeds 1.95/sqrt(n) with probability 0.001; the seed is fixed.
template <class Draw, class Probability>
double kolmogorov(Draw draw, Probability probability) {
  std::vector<double> x;
  for (std::uint64_t i = 0; i < many; ++i) x.push_back(probability(draw(RandomIndex{20230810, i, 7})));
  std::sort(x.begin(), x.end());
  double worst = 0;
  for (int i = 0; i < many; ++i) worst = std::max(worst, std::abs(x[static_cast<std::size_t>(i)] - (i + 0.5) / many));
  return worst * std::sqrt(many);
}

TEST(Philox, UniformIsEven) {
  EXPECT_LT(kolmogorov(random_uniform, [](double u) { return u; }), 1.95);
  for (std::uint64_t i = 0; i < many; ++i) {
    const double u = random_uniform({5, i});
    EXPECT_GT(u, 0.0);
    EXPECT_LT(u, 1.0);
  }
}

TEST(Philox, NormalIsNormal) { EXPECT_LT(kolmogorov(random_normal, normal_probability), 1.95); }

/// The correlation of n independent pairs has standard deviation 1/sqrt(n); four of them are allowed.
TEST(Philox, NeighboursAreNotCorrelated) {
  double by_flight = 0, by_parameter = 0;
  for (std::uint64_t i = 0; i < many; ++i) {
    by_flight += random_normal({1, i, 0}) * random_normal({1, i + 1, 0});
    by_parameter += random_normal({1, i, 0}) * random_normal({1, i, 1});
  }
  EXPECT_LT(std::abs(by_flight) / many, 4 / std::sqrt(many));
  EXPECT_LT(std::abs(by_parameter) / many, 4 / std::sqrt(many));
}

TEST(NormalDistribution, QuantilesOfTheTables) {
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-15);
  EXPECT_NEAR(normal_quantile(0.99865010196837), 3.0, 1e-12);
  // The two check values printed with AS 241.
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-16);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 2e-15);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-14);
}

TEST(NormalDistribution, QuantileInvertsProbability) {
  for (double x = -8; x <= 8; x += 0.01) {
    // Above zero the probability itself is rounded: an ulp of it is that much in x.
    const double rounding = 2.3e-16 * std::sqrt(6.3) * std::exp(x * x / 2) * (x > 0 ? 1 : 0);
    EXPECT_NEAR(normal_quantile(normal_probability(x)), x, 4e-15 + rounding) << x;
  }
}

TEST(NormalDistribution, Edges) {
  EXPECT_EQ(normal_quantile(0.0), -INFINITY);
  EXPECT_EQ(normal_quantile(1.0), INFINITY);
  EXPECT_TRUE(std::isnan(normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(normal_quantile(NAN)));
}

}  // namespace
}  // namespace cosmodrome
