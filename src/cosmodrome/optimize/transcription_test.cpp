#include "cosmodrome/optimize/transcription.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cosmodrome {
namespace {

/// Four phases with everything in them: free times, a parameter, a path constraint, an integrand, end conditions of
/// both ends, a linkage, fixed values, natural sizes that are not 1. It stands for no physics.
OptimalControlProblem everything() {
  OptimalControlProblem problem;
  problem.times = {{0, 0}, {0.5, 2}, {2, 4}};
  problem.time_scale = 3;
  problem.parameters = {{-2, 2}};
  problem.parameter_scale = {0.7};
  problem.objective_scale = 5;
  const auto equations = [](const auto& in, auto& out) {
    const auto &x = in[0], &v = in[1], &u = in[2], &t = in[3], &s = in[4];
    out[0] = v * (1.0 + s * t);
    out[1] = u - sin(x) * s + t * t;
    out[2] = x * u + exp(v * s);
    out[3] = u * u * t + x * s;
  };
  const auto condition = [](const auto& in, auto& out) {
    out[0] = in[0] * in[1] + sin(in[2]) * in[3];
    out[1] = in[0] - in[3] * in[2];
  };
  const auto cost = [](const auto& in, auto& out) { out[0] = in[0] * in[0] * in[2] + in[3] * in[3]; };
  for (int p = 0; p < 2; ++p) {
    ControlPhase phase;
    phase.name = p == 0 ? "first" : "second";
    phase.states = 2, phase.controls = 1, phase.paths = 1, phase.has_integrand = true;
    phase.equations = smooth_function<5, 4>(equations);
    phase.path_bounds = {{-10, 10}};
    phase.state_scale = {2, 0.5}, phase.control_scale = {4}, phase.path_scale = {3};
    phase.start_time = p, phase.end_time = p + 1;
    if (p == 0) phase.start_bounds = {{1, 1}, {-5, 5}};
    phase.conditions.push_back({"both", p == 1, smooth_function<4, 2>(condition), {{-1, 1}, {0, 0}}, {2, 3}});
    phase.conditions.push_back({"cost", true, smooth_function<4, 1>(cost), {}, {}});
    problem.phases.push_back(phase);
  }
  problem.linkages = {{0, 1, {0.1, -0.2}}, {1, 2, {0.0, std::nan("")}}};
  // A third phase of steady length after the second, whose equations do not see the parameter.
  ControlPhase last = problem.phases[1];
  last.name = "third";
  last.equations = smooth_function<4, 4>([equations](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    equations(std::array<S, 5>{in[0], in[1], in[2], in[3], S(0.3)}, out);
  });
  last.start_time = last.end_time = 2;
  last.end_delay = 0.8;
  last.steady_controls = true;
  problem.phases.push_back(last);
  // A fourth that has a clock of its own.
  last.name = "fourth";
  last.steady_controls = false;
  last.sees_own_clock = true;
  last.equations = smooth_function<6, 4>([equations](const auto& in, auto& out) {
    equations(std::array{in[0], in[1], in[2], in[3] * cos(in[4]), in[5] + in[4] * in[4]}, out);
  });
  last.start_time = 1;
  problem.linkages.push_back({2, 3, {0.2, 0.1}});
  problem.phases.push_back(last);
  return problem;
}

class TranscriptionDerivatives : public testing::Test {
 protected:
  const OptimalControlProblem problem_ = everything();
  const Transcription program_{problem_,
                               {PhaseMesh{{0, 0.3, 1}, {3, 2}}, even_mesh(1, 4), even_mesh(2, 3), even_mesh(1, 2)}};
  const NlpStructure& structure_ = program_.structure();
  std::vector<double> x_, multipliers_;

  void SetUp() override {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(0.2, 0.9);
    for (int i = 0; i < structure_.variables(); ++i) x_.push_back(uniform(random));
    for (int i = 0; i < structure_.constraints(); ++i) multipliers_.push_back(uniform(random) - 0.5);
  }

  /// The Lagrangian's gradient without bounds.
  std::vector<double> lagrangian_slope(const std::vector<double>& x) const {
    std::vector<double> g(x.size()), values(structure_.jacobian.rows.size());
    program_.gradient(x, g);
    for (double& slope : g) slope *= 0.8;
    program_.jacobian(x, values);
    for (std::size_t k = 0; k < values.size(); ++k) {
      g[static_cast<std::size_t>(structure_.jacobian.columns[k])] +=
          values[k] * multipliers_[static_cast<std::size_t>(structure_.jacobian.rows[k])];
    }
    return g;
  }
};

// Central differences by 1e-6 of functions of size 1 are right to about 1e-10.
constexpr double step = 1e-6, tolerance = 2e-9;

TEST_F(TranscriptionDerivatives, FirstEqualDifferences) {
  const auto n = x_.size(), m = multipliers_.size();
  std::vector<double> dense(n * m, 0.0), values(structure_.jacobian.rows.size()), g(n);
  program_.jacobian(x_, values);
  program_.gradient(x_, g);
  for (std::size_t k = 0; k < values.size(); ++k) {
    dense[static_cast<std::size_t>(structure_.jacobian.rows[k]) * n +
          static_cast<std::size_t>(structure_.jacobian.columns[k])] += values[k];
  }
  for (std::size_t j = 0; j < n; ++j) {
    auto up = x_, down = x_;
    up[j] += step, down[j] -= step;
    std::vector<double> c_up(m), c_down(m);
    program_.constraints(up, c_up);
    program_.constraints(down, c_down);
    for (std::size_t i = 0; i < m; ++i) {
      ASSERT_NEAR(dense[i * n + j], (c_up[i] - c_down[i]) / (2 * step), tolerance)
          << program_.constraint_name(static_cast<int>(i)) << " by variable " << j;
    }
    ASSERT_NEAR(g[j], (program_.objective(up) - program_.objective(down)) / (2 * step), tolerance) << j;
  }
}

TEST_F(TranscriptionDerivatives, SecondEqualDifferencesOfTheFirst) {
  const auto n = x_.size();
  std::vector<double> dense(n * n, 0.0), values(structure_.hessian.rows.size());
  program_.hessian(x_, 0.8, multipliers_, values);
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto a = static_cast<std::size_t>(structure_.hessian.rows[k]);
    const auto b = static_cast<std::size_t>(structure_.hessian.columns[k]);
    ASSERT_GE(a, b);
    dense[a * n + b] += values[k];
  }
  for (std::size_t j = 0; j < n; ++j) {
    auto up = x_, down = x_;
    up[j] += step, down[j] -= step;
    const auto slope_up = lagrangian_slope(up), slope_down = lagrangian_slope(down);
    for (std::size_t i = j; i < n; ++i) {
      ASSERT_NEAR(dense[i * n + j], (slope_up[i] - slope_down[i]) / (2 * step),
                  tolerance * (1 + std::abs(dense[i * n + j])))
          << i << " " << j;
    }
  }
}

/// Unknowns that meet in an entry are in one group, or one in an ancestor of the other's.
TEST_F(TranscriptionDerivatives, EliminationIsATree) {
  const Elimination& tree = structure_.elimination;
  const auto related = [&](int a, int b) {
    if (a > b) std::swap(a, b);
    while (a >= 0 && a < b) a = tree.parent[static_cast<std::size_t>(a)];
    return a == b;
  };
  for (std::size_t g = 0; g + 1 < tree.parent.size(); ++g) ASSERT_GT(tree.parent[g], static_cast<int>(g));
  EXPECT_EQ(tree.parent.back(), -1);
  const auto of_variable = [&](int i) { return tree.group_of_variable[static_cast<std::size_t>(i)]; };
  for (std::size_t k = 0; k < structure_.jacobian.rows.size(); ++k) {
    ASSERT_TRUE(related(tree.group_of_constraint[static_cast<std::size_t>(structure_.jacobian.rows[k])],
                        of_variable(structure_.jacobian.columns[k])));
  }
  for (std::size_t k = 0; k < structure_.hessian.rows.size(); ++k) {
    ASSERT_TRUE(related(of_variable(structure_.hessian.rows[k]), of_variable(structure_.hessian.columns[k])));
  }
}

TEST(Transcription, RefusesWhatDoesNotFit) {
  OptimalControlProblem problem = everything();
  EXPECT_THROW(Transcription(problem, {even_mesh(1, 3)}), std::invalid_argument);
  problem.phases[0].paths = 2;
  EXPECT_THROW(Transcription(problem, std::vector<PhaseMesh>(4, even_mesh(1, 3))), std::invalid_argument);
}

TEST(Radau, RuleIsExactForPolynomials) {
  for (const int points : {1, 2, 5, 12, 40}) {
    const RadauRule& rule = radau_rule(points);
    const int degree = points;  // of the state
    for (int i = 0; i < points; ++i) {
      double slope = 0, integral = 0;
      for (int k = 0; k <= points; ++k) {
        slope += rule.differences[static_cast<std::size_t>(i * (points + 1) + k)] *
                 std::pow(rule.tau[static_cast<std::size_t>(k)], degree);
      }
      for (int k = 0; k < points; ++k) {
        integral += rule.integrals[static_cast<std::size_t>(i * points + k)] *
                    std::pow(rule.tau[static_cast<std::size_t>(k + 1)], points - 1);
      }
      const double tau = rule.tau[static_cast<std::size_t>(i + 1)];
      // Differences lose about K^2 ulps.
      EXPECT_NEAR(slope, degree * std::pow(tau, degree - 1), 1e-15 * points * points * points) << points;
      EXPECT_NEAR(integral, (std::pow(tau, points) - std::pow(-1, points)) / points, 1e-14) << points;
    }
  }
}

}  // namespace
}  // namespace cosmodrome
