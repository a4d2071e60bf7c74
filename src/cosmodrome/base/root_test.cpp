#include "cosmodrome/base/root.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cosmodrome {
namespace {

TEST(FindRoot, FindsSimpleRootsToRounding) {
  EXPECT_NEAR(find_root([](double x) { return std::cos(x) - x; }, 0, 1).x, 0.7390851332151607, 1e-15);
  EXPECT_NEAR(find_root([](double x) { return x * x * x - 2 * x - 5; }, 2, 3).x, 2.0945514815423265, 2e-15);
  EXPECT_NEAR(find_root([](double x) { return std::exp(x) - 1e-10; }, -100, 0).x, std::log(1e-10), 1e-13);
}

TEST(FindRoot, IsFastWhereTheFunctionIsSmooth) {
  const Root root = find_root([](double x) { return std::cos(x) - x; }, 0, 1);
  EXPECT_TRUE(root.found);
  EXPECT_LE(root.evaluations, 10);
}

/// A ninefold root, a step and a pole: bisection takes over, and doubles have no more than some two thousand steps.
TEST(FindRoot, HoldsOutOnHardFunctions) {
  const Root flat = find_root([](double x) { return std::pow(x - 1, 9); }, 0, 3);
  EXPECT_TRUE(flat.found);
  EXPECT_NEAR(flat.x, 1, 1e-12);
  const Root step = find_root([](double x) { return x < 0.3 ? -1.0 : 1.0; }, -1, 1);
  EXPECT_TRUE(step.found);
  EXPECT_NEAR(step.x, 0.3, 1e-15);
  EXPECT_LE(step.evaluations, 80);
  const Root huge = find_root([](double x) { return x - 1e-8; }, -1e300, 1e300);
  EXPECT_TRUE(huge.found);
  EXPECT_NEAR(huge.x, 1e-8, 1e-20);
}

TEST(FindRoot, EndsMayBeRootsOrTheWrongWayRound) {
  const auto f = [](double x) { return x - 1; };
  EXPECT_EQ(find_root(f, 1, 3).x, 1.0);
  EXPECT_EQ(find_root(f, -3, 1).x, 1.0);
  EXPECT_NEAR(find_root(f, 5, 0).x, 1.0, 1e-15);
}

TEST(FindRoot, KeepsToItsTolerance) {
  const auto f = [](double x) { return std::exp(x) - 2; };
  const Root rough = find_root(f, 0, 10, {.tolerance = 1e-2}), fine = find_root(f, 0, 10);
  EXPECT_NEAR(rough.x, std::log(2), 1e-2);
  EXPECT_LT(rough.evaluations, fine.evaluations);
}

TEST(FindRoot, SaysWhenThereIsNone) {
  EXPECT_FALSE(find_root([](double x) { return x * x + 1; }, -1, 2).found);
  EXPECT_FALSE(find_root([](double) { return NAN; }, -1, 2).found);
  EXPECT_FALSE(find_root([](double x) { return std::abs(x) < 0.9 ? NAN : x; }, -1, 2).found);
  EXPECT_FALSE(find_root([](double x) { return x - 0.1; }, -1, 2e9, {.most_evaluations = 4}).found);
}

TEST(FindRoot, NeverLeavesTheBracket) {
  find_root(
      [](double x) {
        EXPECT_GE(x, -2);
        EXPECT_LE(x, 4);
        return std::tanh(20 * (x - 3.7)) + 1e-3 * x;
      },
      -2, 4);
}

TEST(FindMinimum, FindsMinima) {
  const Minimum a = find_minimum([](double x) { return (x - 2) * (x - 2) + 3; }, -10, 10);
  EXPECT_TRUE(a.found);
  EXPECT_NEAR(a.x, 2, 1e-7);
  EXPECT_EQ(a.value, 3.0);
  EXPECT_LE(a.evaluations, 12);
  const Minimum b = find_minimum([](double x) { return -std::sin(x); }, 0, 3);
  EXPECT_NEAR(b.x, std::acos(-1) / 2, 1e-7);
  // A kink, and a minimum at an end.
  EXPECT_NEAR(find_minimum([](double x) { return std::abs(x - 0.7); }, 0, 3).x, 0.7, 1e-7);
  EXPECT_NEAR(find_minimum([](double x) { return x; }, 1, 3).x, 1, 1e-6);
}

TEST(FindMinimum, SaysWhenItGaveUp) {
  EXPECT_FALSE(find_minimum([](double x) { return std::cosh(x - 0.3); }, -5, 9, {.most_evaluations = 5}).found);
}

}  // namespace
}  // namespace cosmodrome
