#include "cosmodrome/optimize/multifrontal.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <random>
#include <stdexcept>

namespace cosmodrome {
namespace {

/// A random symmetric matrix whose pattern follows a random tree.
struct RandomMatrix {
  std::vector<int> group, parent;
  SparsityPattern pattern;
  std::vector<double> values;
  Eigen::MatrixXd dense;
};

struct Kind {
  int groups, most_own;
  double density;
  double diagonal;  // how often a diagonal entry is not zero
};

bool is_above(int a, int b, const std::vector<int>& parent) {
  while (b != -1 && b < a) b = parent[b];
  return a == b;
}

RandomMatrix random_matrix(const Kind& kind, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0), chance(0.0, 1.0);
  RandomMatrix m;
  for (int g = 0; g < kind.groups; ++g) {
    m.parent.push_back(g + 1 == kind.groups ? -1 : std::uniform_int_distribution<int>(g + 1, kind.groups - 1)(random));
    const int own = std::uniform_int_distribution<int>(1, kind.most_own)(random);
    m.group.insert(m.group.end(), static_cast<std::size_t>(own), g);
  }
  std::shuffle(m.group.begin(), m.group.end(), random);
  const int n = static_cast<int>(m.group.size());
  m.dense = Eigen::MatrixXd::Zero(n, n);
  for (int r = 0; r < n; ++r) {
    for (int c = 0; c <= r; ++c) {
      const bool related = is_above(m.group[r], m.group[c], m.parent) || is_above(m.group[c], m.group[r], m.parent);
      if (!related || chance(random) > (r == c ? kind.diagonal : kind.density)) continue;
      const double v = uniform(random);
      const bool upper = chance(random) < 0.5;  // either triangle is as good
      m.pattern.rows.push_back(upper ? c : r);
      m.pattern.columns.push_back(upper ? r : c);
      m.values.push_back(v);
      m.dense(r, c) += v;
      if (r != c) m.dense(c, r) += v;
    }
  }
  return m;
}

Inertia signs(const Eigen::MatrixXd& a) {
  const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(a).eigenvalues();
  const double zero = 1e-12 * values.cwiseAbs().maxCoeff();
  Inertia inertia;
  for (const double v : values) ++(v > zero ? inertia.positive : v < -zero ? inertia.negative : inertia.zero);
  return inertia;
}

double relative_residual(Multifrontal& solver, const RandomMatrix& m) {
  const Eigen::VectorXd b = Eigen::VectorXd::LinSpaced(m.dense.rows(), -1.0, 2.0);
  Eigen::VectorXd x = b;
  solver.solve({x.data(), static_cast<std::size_t>(x.size())});
  return (m.dense * x - b).lpNorm<Eigen::Infinity>() / (m.dense.norm() * x.lpNorm<Eigen::Infinity>());
}

class OnRandomMatrices : public testing::TestWithParam<Kind> {};

TEST_P(OnRandomMatrices, solves_and_counts_eigenvalues) {
  int regular = 0;
  for (unsigned seed = 0; seed < 40; ++seed) {
    const RandomMatrix m = random_matrix(GetParam(), seed);
    Multifrontal solver(m.group, m.parent, m.pattern);
    const Inertia found = solver.factor(m.values), expected = signs(m.dense);
    if (expected.zero > 0) continue;  // how many are zero is rounding's to say: see the test of dependent rows
    ++regular;
    EXPECT_EQ(found.positive, expected.positive) << seed;
    EXPECT_EQ(found.negative, expected.negative) << seed;
    EXPECT_EQ(found.zero, 0) << seed;
    // Pivots may be 1e-6 of their column, so as many digits may be lost, but almost never all of them.
    EXPECT_LT(relative_residual(solver, m), 1e-9) << seed;
  }
  EXPECT_GT(regular, 10);
}

INSTANTIATE_TEST_SUITE_P(Kinds, OnRandomMatrices,
                         testing::Values(Kind{1, 5, 1.0, 1.0}, Kind{1, 150, 1.0, 0.5}, Kind{2, 30, 1.0, 0.0},
                                         Kind{8, 6, 0.5, 0.5}, Kind{10, 40, 0.4, 0.3}, Kind{40, 4, 0.6, 0.5},
                                         Kind{12, 5, 0.5, 0.1}));

TEST(Multifrontal, delays_what_only_an_ancestor_can_eliminate) {
  // The leaf is a multiplier of a constraint on the root's variable: its own diagonal is zero.
  const SparsityPattern pattern{{0, 1, 1}, {0, 0, 1}};
  Multifrontal solver({0, 1}, {1, -1}, pattern);
  const Inertia inertia = solver.factor(std::vector<double>{0.0, 2.0, 1.0});
  EXPECT_EQ(solver.delayed(), 1);
  EXPECT_EQ(inertia.positive, 1);
  EXPECT_EQ(inertia.negative, 1);
  std::vector<double> b{2.0, 5.0};  // 2 y = 2, 2 x + y = 5
  solver.solve(b);
  EXPECT_DOUBLE_EQ(b[0], 2.0);
  EXPECT_DOUBLE_EQ(b[1], 1.0);
}

TEST(Multifrontal, counts_dependent_rows_as_zero) {
  // Two equal constraints x + y: one eigenvalue is zero, though rounding leaves something there.
  const SparsityPattern pattern{{0, 1, 2, 2, 3, 3}, {0, 1, 0, 1, 0, 1}};
  Multifrontal solver({0, 0, 1, 1}, {1, -1}, pattern);
  const Inertia inertia = solver.factor(std::vector<double>{0.3, 0.7, 0.1, 1.1, 0.1, 1.1});
  EXPECT_EQ(inertia.positive, 2);
  EXPECT_EQ(inertia.negative, 1);
  EXPECT_EQ(inertia.zero, 1);
}

TEST(Multifrontal, sums_entries_at_one_place) {
  const SparsityPattern pattern{{0, 0, 1, 0, 1}, {0, 0, 0, 1, 1}};
  Multifrontal solver({0, 0}, {-1}, pattern);
  solver.factor(std::vector<double>{1.0, 1.0, 0.5, 0.5, 2.0});  // [2 1; 1 2]
  std::vector<double> b{3.0, 3.0};
  solver.solve(b);
  EXPECT_NEAR(b[0], 1.0, 1e-15);
  EXPECT_NEAR(b[1], 1.0, 1e-15);
}

TEST(Multifrontal, refuses_what_is_not_such_a_tree) {
  const SparsityPattern apart{{1}, {0}};
  EXPECT_THROW(Multifrontal({0, 1, 2}, {2, 2, -1}, apart), std::invalid_argument);
  EXPECT_THROW(Multifrontal({0, 1}, {0, -1}, {}), std::invalid_argument);
  EXPECT_THROW(Multifrontal({0, 2}, {1, -1}, {}), std::invalid_argument);
}

TEST(Multifrontal, gives_the_same_again) {
  const RandomMatrix m = random_matrix({10, 12, 0.4, 0.3}, 7);
  Multifrontal solver(m.group, m.parent, m.pattern);
  solver.factor(m.values);
  std::vector<double> first(m.group.size(), 1.0), second = first;
  solver.solve(first);
  std::vector<double> other = m.values;
  for (double& v : other) v = 1.0 - v;
  solver.factor(other);
  solver.factor(m.values);
  solver.solve(second);
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace cosmodrome
