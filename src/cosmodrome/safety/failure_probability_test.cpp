#include "cosmodrome/safety/failure_probability.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

TEST(FailureProbability, follows_the_binomial_rule) {
  // From the definition of the limits; to two decimals, as 14 CFR 417 gives its table.
  const std::vector<std::pair<int, std::vector<double>>> table{{2, {.28, .50, .72}},
                                                               {3, {.21, .39, .61, .79}},
                                                               {4, {.17, .32, .50, .68, .83}},
                                                               {5, {.14, .27, .42, .58, .73, .86}},
                                                               {6, {.12, .23, .36, .50, .64, .77, .88}},
                                                               {8, {.09, .18, .28, .39, .50}},
                                                               {10, {.07, .15, .23, .32, .41, .50}}};
  for (const auto& [flights, row] : table) {
    for (std::size_t failures = 0; failures < row.size(); ++failures) {
      EXPECT_NEAR(failure_probability({flights, static_cast<int>(failures)}), row[failures], 0.005 + 1e-4)
          << failures << " of " << flights;
    }
  }
  EXPECT_NEAR(failure_probability({20, 0}), .0387, 5e-5);
  EXPECT_NEAR(failure_probability({20, 1}), .0768, 5e-5);
  EXPECT_NEAR(failure_probability({50, 0}), .0158, 5e-5);
  EXPECT_NEAR(failure_probability({50, 1}), .0316, 5e-5);
  EXPECT_NEAR(failure_probability({100, 1}), .0159, 5e-5);
}

TEST(FailureProbability, has_closed_limits_at_the_ends) {
  for (const int flights : {1, 7, 200, 4000}) {
    // q^n = 0.2.
    EXPECT_NEAR(binomial_limits({flights, 0}, 0.6).high, 1 - std::pow(0.2, 1.0 / flights), 1e-12);
    EXPECT_EQ(binomial_limits({flights, 0}, 0.6).low, 0);
    EXPECT_NEAR(binomial_limits({flights, flights}, 0.6).low, std::pow(0.2, 1.0 / flights), 1e-12);
    EXPECT_EQ(binomial_limits({flights, flights}, 0.6).high, 1);
  }
  // Failures and successes are alike.
  for (int failures = 0; failures <= 9; ++failures) {
    const auto one = binomial_limits({9, failures}, 0.9), other = binomial_limits({9, 9 - failures}, 0.9);
    EXPECT_NEAR(one.low, 1 - other.high, 1e-12);
  }
  // 2,995 flights without failure show 0.999 with 95 % confidence, 2,994 do not.
  EXPECT_LT(binomial_limits({2995, 0}, 0.9).high, 0.001);
  EXPECT_GT(binomial_limits({2994, 0}, 0.9).high, 0.001);
}

TEST(FailureProbability, is_the_upper_limit_for_a_new_vehicle) {
  EXPECT_NEAR(new_vehicle_failure_probability({1, 0}), 0.8, 1e-12);
  EXPECT_NEAR(new_vehicle_failure_probability({2, 1}), std::sqrt(0.8), 1e-12);  // 1 - p^2 = 0.2
}

TEST(FailureProbability, sums_over_time_to_the_whole) {
  const std::vector<FailurePhase> phases{{"first", 0, 161.3, 10 / 44.0}, {"second", 163.1, 540.7, 34 / 44.0}};
  std::vector<double> edges;
  for (double t = 0; t < 600; t += 0.37) edges.push_back(t);
  edges.push_back(600);
  const auto p = failures_over_time(0.0387, phases, edges);
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 0.0387, 1e-15);
  EXPECT_NEAR(p[10], 0.0387 * 10 / 44 * 0.37 / 161.3, 1e-15);
  EXPECT_EQ(p.back(), 0);
  double first = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (edges[i + 1] <= 163) first += p[i];
  }
  EXPECT_NEAR(first, 0.0387 * 10 / 44, 1e-12);
}

TEST(FailureProbability, refuses_what_does_not_add_up) {
  const std::vector<double> edges{0, 100, 200};
  const auto message = [&](const std::vector<FailurePhase>& phases) -> std::string {
    try {
      static_cast<void>(failures_over_time(0.1, phases, edges));
    } catch (const InputError& error) {
      return error.what();
    }
    return "nothing";
  };
  EXPECT_THAT(message({{"a", 0, 100, 0.5}, {"b", 100, 200, 0.4}}), testing::HasSubstr("add up to 0.9"));
  EXPECT_THAT(message({{"a", 0, 100, -0.5}, {"b", 100, 200, 1.5}}), testing::HasSubstr("share -0.5"));
  EXPECT_THAT(message({{"a", 0, 150, 0.5}, {"b", 100, 200, 0.5}}), testing::HasSubstr("phase b begins"));
  EXPECT_THAT(message({{"a", 0, 300, 1}}), testing::HasSubstr("after the flight"));
  EXPECT_THAT(message({{"a", 50, 50, 1}}), testing::HasSubstr("no length"));
  EXPECT_THAT(message({}), testing::HasSubstr("no phase"));
  EXPECT_THROW(static_cast<void>(failures_over_time(1.1, {{"a", 0, 100, 1}}, edges)), InputError);
  EXPECT_THROW(static_cast<void>(binomial_limits({2, 3}, 0.6)), InputError);
  EXPECT_THROW(static_cast<void>(binomial_limits({0, 0}, 0.6)), InputError);
  EXPECT_THROW(static_cast<void>(failure_probability({1, 0})), InputError);
  EXPECT_THROW(static_cast<void>(failure_probability({4, 1}) + binomial_limits({4, 1}, 1).low), InputError);
}

TEST(FailureProbability, takes_phases_from_histories) {
  // Table 2 of the source prints the quotients: they reproduce.
  const std::vector<std::vector<double>> printed{
      {.0256, .0449, .0769, .0833, .1090}, {.0160, .0160, .0160, .0160, .0640}, {.0234, .0409, .0526, .0526, .1111}};
  const auto& histories = rti_1996_histories();
  ASSERT_EQ(histories.size(), printed.size());
  for (std::size_t family = 0; family < printed.size(); ++family) {
    for (std::size_t phase = 0; phase < 5; ++phase) {
      EXPECT_NEAR(static_cast<double>(histories[family].failures[phase]) / histories[family].flights,
                  printed[family][phase], 5.1e-5);
    }
  }
  const auto shares = shares_by_phase(histories);
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(shares[0], 10 / 44.0, 1e-15);
  EXPECT_NEAR(shares[1], 6 / 44.0, 1e-15);
  EXPECT_THROW(static_cast<void>(shares_by_phase({{"x", 10, {3, 2}}})), InputError);
  EXPECT_THROW(static_cast<void>(shares_by_phase({{"x", 10, {0, 0}}})), InputError);
}

}  // namespace
}  // namespace cosmodrome
