#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <thread>

#include "cosmodrome/optimize/hock_schittkowski_for_tests.hpp"
#include "cosmodrome/optimize/swing_up_for_tests.hpp"

namespace cosmodrome {
namespace {

using Solver = NlpSolution (*)(const NonlinearProgram&, const NlpStart&, const NlpOptions&);

NlpStart from(std::vector<double> x) { return {std::move(x), {}, {}, {}, {}}; }

/// What a solver has to be right about; both are held to it.
class BothSolvers : public testing::TestWithParam<Solver> {
 protected:
  static NlpSolution solve(const NonlinearProgram& program, const NlpStart& start, const NlpOptions& options = {}) {
    return GetParam()(program, start, options);
  }
};

INSTANTIATE_TEST_SUITE_P(Nlp, BothSolvers, testing::Values(solve_interior_point, solve_ipopt),
                         [](const auto& solver) { return solver.param == solve_ipopt ? "ipopt" : "interior_point"; });

TEST_P(BothSolvers, find_the_published_optima) {
  for (const TestCase& test : hock_schittkowski()) {
    const NlpSolution s = solve(*test.program, from(test.start));
    EXPECT_EQ(s.status, NlpStatus::solved) << test.name;
    // The optima are published to 9 or 10 digits, that of HS93 to 8; a tolerance of 1e-9 gives no more.
    EXPECT_NEAR(s.objective, test.optimum, 2e-8 * (1.0 + std::abs(test.optimum))) << test.name;
    EXPECT_LT(s.primal_infeasibility, 1e-7) << test.name;
  }
}

/// The gradient of the Lagrangian as the header defines it, from what the solver says.
std::vector<double> lagrangian_gradient_of(const NonlinearProgram& program, const NlpSolution& s) {
  const NlpStructure& structure = program.structure();
  std::vector<double> g(s.x.size()), jacobian(structure.jacobian.rows.size());
  program.gradient(s.x, g);
  program.jacobian(s.x, jacobian);
  for (std::size_t k = 0; k < jacobian.size(); ++k) {
    g[structure.jacobian.columns[k]] += s.multipliers[structure.jacobian.rows[k]] * jacobian[k];
  }
  for (std::size_t j = 0; j < g.size(); ++j) g[j] += s.upper_multipliers[j] - s.lower_multipliers[j];
  return g;
}

TEST_P(BothSolvers, give_multipliers_of_the_unscaled_lagrangian) {
  for (const TestCase& test : hock_schittkowski()) {
    const NlpSolution s = solve(*test.program, from(test.start));
    for (const double g : lagrangian_gradient_of(*test.program, s)) EXPECT_NEAR(g, 0.0, 1e-6) << test.name;
    for (const double z : s.lower_multipliers) EXPECT_GE(z, 0.0) << test.name;
    for (const double z : s.upper_multipliers) EXPECT_GE(z, 0.0) << test.name;
  }
}

TEST_P(BothSolvers, say_that_a_program_is_infeasible) {
  // x^2 + y^2 <= 1 and x + y = 3: no such point; |x^2 + y^2 - 1|+ + |x + y - 3| is least at x = y = 1/sqrt(2).
  const auto test = make_case<2, 2>("apart", {3.0, -1.0}, 0, {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = x[0];
    c[0] = 1 - x[0] * x[0] - x[1] * x[1];
    c[1] = x[0] + x[1] - 3;
  });
  const NlpSolution s = solve(*test.program, from(test.start));
  EXPECT_EQ(s.status, NlpStatus::locally_infeasible);
  // On the circle the sum's slope along the diagonal is 2 sqrt(2) - sqrt(2) > 0, so the least is there.
  EXPECT_NEAR(s.x[0], std::sqrt(0.5), 1e-4);
  EXPECT_NEAR(s.x[1], std::sqrt(0.5), 1e-4);
  EXPECT_NEAR(s.primal_infeasibility, 3.0 - std::sqrt(2.0), 1e-4);
}

TEST_P(BothSolvers, say_that_there_is_no_least) {
  const auto test = make_case<2, 1>("unbounded", {1.0, 1.0}, 0, {{}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = -x[0] - x[1] * x[1];
    c[0] = x[0];
  });
  EXPECT_EQ(solve(*test.program, from(test.start)).status, NlpStatus::stalled);
}

TEST_P(BothSolvers, keep_away_from_where_nothing_can_be_evaluated) {
  // log and sqrt are NaN for x <= 0, where full steps would lead.
  const auto test = make_case<2, 1>("hole", {20.0, 0.5}, 0, {}, [](const auto& x, auto& f, auto& c) {
    f = x[0] - 0.1 * log(x[0]) + power(x[1], 2);
    c[0] = x[1] - sqrt(x[0]) + 1;
  });
  const NlpSolution s = solve(*test.program, from(test.start));
  EXPECT_EQ(s.status, NlpStatus::solved);
  EXPECT_LT(s.primal_infeasibility, 1e-8);
  for (const double g : lagrangian_gradient_of(*test.program, s)) EXPECT_NEAR(g, 0.0, 1e-7);
}

TEST_P(BothSolvers, say_that_the_start_cannot_be_evaluated) {
  const auto test = make_case<1, 0>("hole", {-1.0}, 0, {}, [](const auto& x, auto& f, auto&) { f = x[0] - log(x[0]); });
  EXPECT_EQ(solve(*test.program, from(test.start)).status, NlpStatus::cannot_evaluate);
}

TEST_P(BothSolvers, need_fewer_iterations_from_a_solution_nearby) {
  const SwingUp first(60, true), second(60, true, 1.95);
  const NlpSolution cold = solve(second, second.start());
  const NlpSolution before = solve(first, first.start());
  const NlpSolution warm = solve(second, warm_start(before));
  ASSERT_EQ(before.status, NlpStatus::solved);
  ASSERT_EQ(cold.status, NlpStatus::solved);
  ASSERT_EQ(warm.status, NlpStatus::solved);
  EXPECT_NEAR(warm.objective, cold.objective, 1e-7 * cold.objective);
  EXPECT_LT(2 * warm.iterations, cold.iterations);
  EXPECT_LE(solve(second, warm_start(cold)).iterations, 2);
}

TEST_P(BothSolvers, stop_when_told) {
  const SwingUp program(20, true);
  NlpOptions options;
  options.callback = [](const NlpProgress& progress) { return progress.iteration < 3; };
  EXPECT_EQ(solve(program, program.start(), options).status, NlpStatus::stopped);
  options = {};
  options.max_iterations = 3;
  const NlpSolution s = solve(program, program.start(), options);
  EXPECT_EQ(s.status, NlpStatus::iteration_limit);
  EXPECT_EQ(s.iterations, 3);
}

TEST_P(BothSolvers, keep_fixed_variables_and_tell_their_price) {
  const auto test = make_case<2, 0>("fixed", {0.0, 0.0}, 0, {{-unbounded, 2.0}, {unbounded, 2.0}},
                                    [](const auto& x, auto& f, auto&) { f = power(x[0] - x[1], 2) + 3 * x[1]; });
  const NlpSolution s = solve(*test.program, from(test.start));
  ASSERT_EQ(s.status, NlpStatus::solved);
  EXPECT_EQ(s.x[1], 2.0);
  EXPECT_NEAR(s.x[0], 2.0, 1e-9);
  EXPECT_NEAR(s.lower_multipliers[1] - s.upper_multipliers[1], 3.0, 1e-8);
}

TEST_P(BothSolvers, ignore_constraints_without_bounds) {
  const auto test = make_case<2, 2>("free row", {3.0, 1.0}, 0, {{}, {}, 2, 1}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] - 1, 2) + power(x[1] - x[0], 4);
    c[0] = x[0] - 5;
    c[1] = 4 - x[1];
  });
  const NlpSolution s = solve(*test.program, from(test.start));
  ASSERT_EQ(s.status, NlpStatus::solved);
  EXPECT_NEAR(s.objective, 0.0, 1e-8);
  EXPECT_EQ(s.multipliers[0], 0.0);
}

TEST_P(BothSolvers, refuse_what_does_not_fit) {
  const SwingUp program(5, true);
  EXPECT_THROW(solve(program, from({1.0})), std::invalid_argument);
  const auto crossed =
      make_case<1, 0>("crossed", {0.0}, 0, {{1.0}, {-1.0}}, [](const auto& x, auto& f, auto&) { f = x[0]; });
  EXPECT_THROW(solve(*crossed.program, from({0.0})), std::invalid_argument);
}

TEST(InteriorPoint, comes_near_where_no_multipliers_exist) {
  // HS13: at the optimum (1, 0) the constraints' gradients are dependent, so there are no multipliers and no method
  // that looks for them can meet its tolerance. The point is found all the same, and is not called solved unless it is.
  const auto test = make_case<2, 1>("HS13", {-2, -2}, 1, {{0, 0}, {}, 1}, [](const auto& x, auto& f, auto& c) {
    f = power(x[0] - 2, 2) + x[1] * x[1];
    c[0] = power(1 - x[0], 3) - x[1];
  });
  const NlpSolution s = solve_interior_point(*test.program, from(test.start));
  EXPECT_NEAR(s.objective, 1.0, 0.05);
}

/// A start that is off by up to `far` times its size.
std::vector<double> astray(std::vector<double> x, double far, std::mt19937& random) {
  for (double& v : x)
    v += far * (1.0 + std::abs(v)) *
         (2.0 * static_cast<double>(random()) / static_cast<double>(std::mt19937::max()) - 1.0);
  return x;
}

TEST(InteriorPoint, recovers_from_hard_starts) {
  std::mt19937 random(5);
  int starts = 0, solved = 0;
  for (const TestCase& test : hock_schittkowski()) {
    if (test.name == "HS80") continue;  // exp of five factors: 1e35 from far away, which leaves no digits near 0
    for (const double far : {0.3, 0.5, 1.0, 1.0, 3.0, 3.0, 3.0, 3.0}) {
      const NlpSolution s = solve_interior_point(*test.program, from(astray(test.start, far, random)));
      ++starts;
      if (s.status == NlpStatus::solved) {
        ++solved;
        for (const double g : lagrangian_gradient_of(*test.program, s)) EXPECT_NEAR(g, 0.0, 1e-5) << test.name;
      } else {
        EXPECT_GE(far, 3.0) << test.name;
      }
    }
  }
  // From three times their size away some lie near another point of least violation.
  EXPECT_GE(solved, starts * 97 / 100);
}

TEST(InteriorPoint, tells_a_feasible_swing_from_one_that_is_not) {
  std::mt19937 random(6);
  for (const double torque_limit : {1.2, 0.8}) {
    const SwingUp program(40, true, torque_limit);
    for (int k = 0; k < 4; ++k) {
      const NlpSolution s = solve_interior_point(program, from(astray(program.start().x, 0.4 * k, random)));
      EXPECT_EQ(s.status, torque_limit > 1.0 ? NlpStatus::solved : NlpStatus::locally_infeasible) << torque_limit;
    }
  }
}

TEST(InteriorPoint, finds_the_same_with_an_elimination_hint_as_without) {
  const SwingUp with(40, true), without(40, false);
  const NlpSolution a = solve_interior_point(with, with.start()), b = solve_interior_point(without, without.start());
  const NlpSolution c = solve_ipopt(with, with.start());
  ASSERT_EQ(a.status, NlpStatus::solved);
  ASSERT_EQ(b.status, NlpStatus::solved);
  ASSERT_EQ(c.status, NlpStatus::solved);
  EXPECT_EQ(a.iterations, b.iterations);
  for (std::size_t j = 0; j < a.x.size(); ++j) {
    EXPECT_NEAR(a.x[j], b.x[j], 1e-8);
    EXPECT_NEAR(a.x[j], c.x[j], 1e-6);
  }
}

TEST(InteriorPoint, solves_in_two_threads_at_once) {
  const SwingUp first(50, true), second(70, true, 1.9);
  const auto solve = [](const SwingUp& program) { return solve_interior_point(program, program.start()); };
  const NlpSolution alone_first = solve(first), alone_second = solve(second);
  for (int repeat = 0; repeat < 5; ++repeat) {
    NlpSolution together_first, together_second;
    std::thread one([&] { together_first = solve(first); });
    std::thread two([&] { together_second = solve(second); });
    one.join();
    two.join();
    EXPECT_EQ(together_first.x, alone_first.x);
    EXPECT_EQ(together_second.x, alone_second.x);
  }
}

TEST(Ipopt, may_be_called_from_two_threads) {
  const SwingUp program(20, true);
  const NlpSolution alone = solve_ipopt(program, program.start());
  NlpSolution together[2];
  std::thread one([&] { together[0] = solve_ipopt(program, program.start()); });
  std::thread two([&] { together[1] = solve_ipopt(SwingUp(20, true), program.start()); });
  one.join();
  two.join();
  EXPECT_EQ(together[0].x, alone.x);
  EXPECT_EQ(together[1].x, alone.x);
}

}  // namespace
}  // namespace cosmodrome
