#include "cosmodrome/environment/even_splines.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace cosmodrome
