#include "cosmodrome/campaign/indices.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/campaign/sampler.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;

/// Three figures, even from -1 to 1 about their nominal value.
Mission three_figures(std::uint64_t seed) {
  Mission mission;
  mission.disperse.seed = seed;
  const Distribution even{Distribution::Kind::uniform, false, 0, {-1.0, 1.0}, {}};
  mission.disperse.figures = {{"payload.mass", even}, {"pad.east", even}, {"pad.up", even}};
  return mission;
}

/// The results of a design that the sampler draws, of a function of what was drawn.
template <class Function>
PairedResults results_of(const Sampler& sampler, std::uint64_t pairs, const Function& function) {
  VehicleModel<double> unused;
  std::vector<double> x(sampler.figures().size());
  PairedResults results;
  results.mixed.resize(sampler.groups().size());
  const auto drawn = [&](std::uint64_t flight) {
    sampler.draw(flight, unused, x);
    return function(x);
  };
  for (std::uint64_t j = 0; j < pairs; ++j) {
    results.first.push_back(drawn(2 * j));
    results.second.push_back(drawn(2 * j + 1));
    for (std::size_t k = 0; k < results.mixed.size(); ++k) {
      sampler.draw_mixed(2 * j, 2 * j + 1, k, unused, x);
      results.mixed[k].push_back(function(x));
    }
  }
  return results;
}

/// T. Ishigami, T. Homma, ISUMA '90 (1990) 398, with a = 7, b = 0.1.
double ishigami(const std::vector<double>& x) {
  const double x1 = pi * x[0], x2 = pi * x[1], x3 = pi * x[2];
  return std::sin(x1) + 7 * std::pow(std::sin(x2), 2) + 0.1 * std::pow(x3, 4) * std::sin(x1);
}

struct Known {
  double first_order[3], total[3];
};

/// A. Saltelli and others, Sensitivity Analysis in Practice (2004): V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8,
/// V13 = 8 b^2 pi^8 / 225, no other.
Known known() {
  const double a = 7, b = 0.1, v1 = std::pow(1 + b * std::pow(pi, 4) / 5, 2) / 2, v2 = a * a / 8;
  const double v13 = 8 * b * b * std::pow(pi, 8) / 225, v = v1 + v2 + v13;
  return {{v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}};
}

TEST(SobolIndices, AreThoseOfIshigami) {
  const Known truth = known();
  EXPECT_NEAR(truth.first_order[0], 0.3139, 1e-4);  // as printed
  EXPECT_NEAR(truth.total[2], 0.2437, 1e-4);
  const auto indices = sobol_indices(results_of(Sampler(three_figures(5)), 50'000, ishigami));
  ASSERT_EQ(indices.size(), 3U);
  for (std::size_t k = 0; k < 3; ++k) {
    // Three of the standard errors that the intervals are made of 1.96 of: of six such one in sixty runs fails.
    EXPECT_NEAR(indices[k].first_order.value, truth.first_order[k], 1.53 * indices[k].first_order.half_width) << k;
    EXPECT_NEAR(indices[k].total.value, truth.total[k], 1.53 * indices[k].total.half_width) << k;
    EXPECT_LT(indices[k].first_order.half_width, 0.02);
    EXPECT_LT(indices[k].total.half_width, 0.02);
  }
}

/// Over 400 campaigns of 500 pairs: 95 % of 400 with a standard deviation of 4.4; the intervals are to first order.
TEST(SobolIndices, IntervalsCoverTheTruthAsOftenAsTheySay) {
  const Known truth = known();
  constexpr int campaigns = 400;
  int covered[6] = {};
  for (int i = 0; i < campaigns; ++i) {
    const auto indices =
        sobol_indices(results_of(Sampler(three_figures(1000 + static_cast<std::uint64_t>(i))), 500, ishigami));
    for (std::size_t k = 0; k < 3; ++k) {
      const auto& [first_order, total] = indices[k];
      covered[k] += std::abs(first_order.value - truth.first_order[k]) <= first_order.half_width ? 1 : 0;
      covered[3 + k] += std::abs(total.value - truth.total[k]) <= total.half_width ? 1 : 0;
    }
  }
  for (const int one : covered) {
    EXPECT_GE(one, 362);  // four standard deviations below
    EXPECT_LE(one, 398);
  }
}

/// Of a sum the first order and the total are the same, and figures that are correlated count as one.
TEST(SobolIndices, OfASumAreItsSharesOfVariance) {
  Mission mission = three_figures(3);
  mission.disperse.figures.pop_back();
  CorrelatedSet set;
  set.name = "together", set.paths = {"pad.north", "pad.up"}, set.sigma = {1, 1}, set.relative = {false, false};
  set.correlation = {{1, 0.5}, {0.5, 1}};
  mission.disperse.sets = {set};
  const Sampler sampler(mission);
  EXPECT_EQ(sampler.groups(), (std::vector<std::string>{"payload.mass", "pad.east", "together"}));
  const auto sum = [](const std::vector<double>& x) { return x[0] + 2 * x[1] + x[2] + x[3]; };
  const auto indices = sobol_indices(results_of(sampler, 20'000, sum));
  const double v[3] = {1.0 / 3, 4.0 / 3, 3}, all = v[0] + v[1] + v[2];
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(indices[k].first_order.value, v[k] / all, 1.53 * indices[k].first_order.half_width) << k;
    EXPECT_NEAR(indices[k].total.value, v[k] / all, 1.53 * indices[k].total.half_width) << k;
  }
}

TEST(SobolIndices, OfWhatDoesNotVaryAreNone) {
  EXPECT_TRUE(sobol_indices(results_of(Sampler(three_figures(1)), 10, [](const auto&) { return 4.0; })).empty());
}

}  // namespace
}  // namespace cosmodrome
