#include "cosmodrome/orbit/target.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cosmodrome {
namespace {

TEST(Target, SolvesAsManyEquationsAsControls) {
  const std::vector<Control> controls{{"x", 3}, {"y", 1}};
  const std::vector<Goal> goals{{"circle", 4, 1e-10}, {"product", 1, 1e-10}};
  const auto fly = [](std::span<const double> x) { return Trial{{x[0] * x[0] + x[1] * x[1], x[0] * x[1]}}; };
  const auto found = find_target(controls, goals, fly);
  ASSERT_TRUE(found.converged) << found.why;
  // x^2 + y^2 = 4 and x y = 1: x^2 = 2 + sqrt 3.
  EXPECT_NEAR(found.controls[0], std::sqrt(2 + std::sqrt(3.0)), 1e-10);
  EXPECT_NEAR(found.jacobian[0][0], 2 * found.controls[0], 1e-7);
  EXPECT_NEAR(found.jacobian[1][0], found.controls[1], 1e-7);
  EXPECT_LT(found.iterations, 10);
}

TEST(Target, TakesTheNearestOfManySolutions) {
  // On the line x + 2 y = 5 the point nearest to the origin is (1, 2), with y measured by 1 as x is.
  const auto fly = [](std::span<const double> x) { return Trial{{x[0] + 2 * x[1]}}; };
  const auto found = find_target({{"x", 0}, {"y", 0}}, {{"line", 5, 1e-9}}, fly);
  ASSERT_TRUE(found.converged);
  EXPECT_NEAR(found.controls[0], 1, 1e-8);
  EXPECT_NEAR(found.controls[1], 2, 1e-8);
  // Measured by a thousand, y is moved more readily.
  const auto other = find_target({{"x", 0}, {"y", 0, 1000}}, {{"line", 5, 1e-9}}, fly);
  EXPECT_NEAR(other.controls[0], 0, 1e-4);
}

TEST(Target, FindsTheCheapestSolution) {
  // Hock and Schittkowski, problem 6, 26 and 27's manner: least (x-1)^2 on 10 (y - x^2) = 0, and one with three
  // controls.
  TargetOptions options;
  options.minimize = true;
  options.cost_tolerance = 1e-12;
  options.most_iterations = 100;
  const auto banana = find_target(
      {{"x", -1.2}, {"y", 1}}, {{"parabola", 0, 1e-9}},
      [](std::span<const double> x) {
        return Trial{{10 * (x[1] - x[0] * x[0])}, (1 - x[0]) * (1 - x[0])};
      },
      options);
  ASSERT_TRUE(banana.converged) << banana.why;
  EXPECT_NEAR(banana.controls[0], 1, 1e-5);
  EXPECT_NEAR(banana.controls[1], 1, 1e-5);
  // Problem 28: least (x1 + x2)^2 + (x2 + x3)^2 on x1 + 2 x2 + 3 x3 = 1: (0.5, -0.5, 0.5), 0.
  const auto plane = find_target(
      {{"x", -4}, {"y", 1}, {"z", 1}}, {{"plane", 1, 1e-9}},
      [](std::span<const double> x) {
        return Trial{{x[0] + 2 * x[1] + 3 * x[2]}, (x[0] + x[1]) * (x[0] + x[1]) + (x[1] + x[2]) * (x[1] + x[2])};
      },
      options);
  ASSERT_TRUE(plane.converged) << plane.why;
  EXPECT_NEAR(plane.controls[0], 0.5, 1e-5);
  EXPECT_NEAR(plane.controls[1], -0.5, 1e-5);
  EXPECT_NEAR(plane.controls[2], 0.5, 1e-5);
}

TEST(Target, ShortensStepsThatCannotBeFlown) {
  // Newton's first step from 1 goes below 0, where there is no logarithm.
  const auto fly = [](std::span<const double> x) { return Trial{{x[0] > 0 ? std::log(x[0]) : 0}, 0, x[0] > 0}; };
  const auto found = find_target({{"x", 1}}, {{"log", -5, 1e-9}}, fly);
  ASSERT_TRUE(found.converged) << found.why;
  EXPECT_NEAR(found.controls[0], std::exp(-5), 1e-9);
}

TEST(Target, UsesAJacobianThatIsGiven) {
  int flights = 0;
  const auto fly = [&](std::span<const double> x) {
    ++flights;
    return Trial{{std::exp(x[0])}};
  };
  const auto slopes = [](std::span<const double> x) { return GoalJacobian{{std::exp(x[0])}}; };
  const auto found = find_target({{"x", 0}}, {{"exp", 2, 1e-12}}, fly, {}, slopes);
  ASSERT_TRUE(found.converged);
  EXPECT_LT(flights, 12);
  EXPECT_NEAR(found.jacobian[0][0], 2, 1e-9);
}

TEST(Target, SaysWhyItFailed) {
  const auto flat = [](std::span<const double>) { return Trial{{1.0}}; };
  const auto found = find_target({{"x", 0}}, {{"none", 2, 1e-3}}, flat);
  EXPECT_FALSE(found.converged);
  EXPECT_NE(found.why.find("singular"), std::string::npos);
  const auto never = [](std::span<const double>) { return Trial{{0.0}, 0, false}; };
  EXPECT_FALSE(find_target({{"x", 0}}, {{"none", 2, 1e-3}}, never).converged);
  EXPECT_THROW(find_target({{"x", 0}}, {{"a"}, {"b"}}, flat), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
