#include "cosmodrome/environment/even_splines.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cosmodrome {
namespace {

double cubic(double x) { return 1 + x * (2 - x * (0.5 - 0.03 * x)); }
double line(double x) { return 4 - 3 * x; }

EvenSplines<2> splines() {
  std::array<std::vector<double>, 2> at_nodes;
  for (int i = 0; i < 8; ++i) at_nodes[0].push_back(cubic(i)), at_nodes[1].push_back(line(i));
  return EvenSplines<2>(at_nodes);
}

TEST(EvenSplines, GiveACubicBackAlsoBeyondTheEnds) {
  const auto s = splines();
  for (double x : {-1.0, 0.0, 0.3, 3.999, 4.0, 6.9, 7.0, 8.5}) {
    EXPECT_NEAR(s(x)[0], cubic(x), 1e-13) << x;
    EXPECT_NEAR(s(x)[1], line(x), 1e-13) << x;
  }
}

TEST(EvenSplines, GiveLanesAndDerivatives) {
  const auto s = splines();
  Lanes x;
  for (int l = 0; l < 16; ++l) set_lane(x, l, -0.5 + 0.55 * l);
  const auto lanes = s(x);
  for (int l = 0; l < 16; ++l) {
    EXPECT_EQ(lane(lanes[0], l), s(lane(x, l))[0]);
    EXPECT_EQ(lane(lanes[1], l), s(lane(x, l))[1]);
  }
  const auto dual = s(Dual<1>::variable(2.5, 0));
  EXPECT_EQ(dual[0].v, s(2.5)[0]);
  EXPECT_NEAR(dual[0].d[0], 2 - 2.5 + 0.09 * 2.5 * 2.5, 1e-13);
}

double quintic(double x) { return 1 + x * (0.7 - x * (0.2 + x * (0.01 - x * (0.004 + 0.0003 * x)))); }

/// The n-th derivative by differences of n + 1 values h apart, which begin at x.
double difference(const EvenSplines<1, 5>& s, double x, double h, int n) {
  double sum = 0, binomial = 1;
  for (int i = 0; i <= n; ++i) {
    sum += ((n - i) % 2 ? -1 : 1) * binomial * s(x + i * h)[0];
    binomial = binomial * (n - i) / (i + 1);
  }
  return sum / std::pow(h, n);
}

TEST(QuinticEvenSplines, GiveAQuinticBackAlsoBeyondTheEnds) {
  std::vector<double> at_nodes;
  for (int i = 0; i < 9; ++i) at_nodes.push_back(quintic(i));
  const EvenSplines<1, 5> s({at_nodes});
  for (double x : {-1.0, 0.0, 0.3, 3.999, 4.0, 6.9, 8.0, 8.5}) EXPECT_NEAR(s(x)[0], quintic(x), 1e-12) << x;
}

TEST(QuinticEvenSplines, MeetTheirValuesAndAreFourTimesDifferentiable) {
  std::vector<double> at_nodes;
  for (int i = 0; i < 12; ++i) at_nodes.push_back(i % 3 + 0.1 * i * i);  // nothing smooth
  const EvenSplines<1, 5> s({at_nodes});
  constexpr double h = 1e-2;
  for (int i = 0; i < 12; ++i) EXPECT_NEAR(s(static_cast<double>(i))[0], at_nodes[static_cast<std::size_t>(i)], 1e-12);
  for (int i = 1; i < 11; ++i) {
    for (int n = 1; n <= 4; ++n) {
      // Over intervals that end and begin at the node: they differ by the next derivative times n h, and the fifth
      // jumps.
      const double before = difference(s, i - n * h, h, n), after = difference(s, i, h, n);
      EXPECT_NEAR(before, after, 1000 * n * h) << "node " << i << ", derivative " << n;
    }
    const double third_before = difference(s, i - 3 * h, h, 3), third_after = difference(s, i, h, 3);
    const double fourth = 0.5 * (difference(s, i - 4 * h, h, 4) + difference(s, i, h, 4));
    EXPECT_NEAR(third_after - third_before, fourth * 3 * h, 0.3) << i;
  }
}

TEST(QuinticEvenSplines, FollowASineToTheSixthOrder) {
  double worst[2];
  for (int fine : {0, 1}) {
    const int n = fine ? 40 : 20;
    std::vector<double> at_nodes;
    for (int i = 0; i <= n; ++i) at_nodes.push_back(std::sin(5.0 * i / n));
    const EvenSplines<1, 5> s({at_nodes});
    worst[fine] = 0;
    for (double t = 0; t < 5; t += 0.01) worst[fine] = std::max(worst[fine], std::abs(s(t * n / 5)[0] - std::sin(t)));
  }
  EXPECT_LT(worst[1], worst[0] / 50);  // 64 in the limit
  EXPECT_LT(worst[1], 1e-7);
}

TEST(EvenSplines, GiveLanesOfDerivatives) {
  const auto s = splines();
  Dual<1, Lanes> x = Dual<1, Lanes>::variable(Lanes(0.0), 0);
  for (int l = 0; l < 16; ++l) set_lane(x.v, l, -0.5 + 0.55 * l);
  const auto lanes = s(x);
  for (int l = 0; l < 16; ++l) {
    const auto one = s(Dual<1>::variable(lane(x.v, l), 0));
    EXPECT_EQ(lane(lanes[0].v, l), one[0].v);
    EXPECT_EQ(lane(lanes[0].d[0], l), one[0].d[0]);
  }
}

TEST(QuinticEvenSplines, GiveLanes) {
  std::array<std::vector<double>, 3> at_nodes;
  for (int i = 0; i < 8; ++i) at_nodes[0].push_back(quintic(i)), at_nodes[1].push_back(i % 2), at_nodes[2].push_back(i);
  const EvenSplines<3, 5> s(at_nodes);
  Lanes x;
  for (int l = 0; l < 16; ++l) set_lane(x, l, -0.5 + 0.55 * l);
  const auto lanes = s(x);
  for (int l = 0; l < 16; ++l) {
    for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(lane(lanes[k], l), s(lane(x, l))[k]);
  }
}

}  // namespace
}  // namespace cosmodrome
