#include "cosmodrome/integrate/crossing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

/// From 0 to 1, where g is known at both.
template <class V, class G>
CrossingEstimate<V> estimate(G&& g, double tolerance, const Mask<V>& wanted = Mask<V>(true)) {
  return estimate_crossing<V>(g, V(0.0), g(V(0.0)), V(1.0), g(V(1.0)), V(tolerance), wanted);
}

TEST(EstimateCrossing, TakesFewEvaluationsForWhatIsAsked) {
  int calls = 0;
  const double root = std::log(1.7);
  for (const double sign : {1.0, -1.0}) {
    for (const double tolerance : {1e-3, 1e-6, 1e-9}) {
      calls = 0;
      const auto found = estimate<double>([&](double x) { return ++calls, sign * (std::exp(x) - 1.7); }, tolerance);
      EXPECT_TRUE(found.found);
      EXPECT_NEAR(found.x, root, tolerance);
      EXPECT_NEAR(found.inverse_slope * sign * 1.7, 1, 0.02) << tolerance;
      EXPECT_LE(calls - 2, tolerance > 1e-5 ? 2 : tolerance > 1e-8 ? 3 : 4) << tolerance;  // two more at the ends
    }
  }
}

TEST(EstimateCrossing, FindsNothingWhereTheSignStays) {
  EXPECT_FALSE(estimate<double>([](double x) { return x + 1; }, 1e-6).found);
  EXPECT_FALSE(estimate<double>([](double x) { return -x - 1; }, 1e-6).found);
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  const auto at_nan = estimate_crossing<double>([](double x) { return x - 0.5; }, 0, unknown, 1, 0.5, 1e-6, true);
  EXPECT_FALSE(at_nan.found);
  EXPECT_EQ(at_nan.x, 0);
  EXPECT_FALSE(estimate<double>([](double x) { return x - 0.5; }, 1e-6, false).found);
}

/// A step and a flat root, where interpolation leaves the bracket or does not settle.
TEST(EstimateCrossing, HoldsOutOnHardFunctions) {
  const auto step = estimate<double>([](double x) { return x < 0.3 ? -1.0 : 2.0; }, 1e-6);
  EXPECT_TRUE(step.found);
  EXPECT_NEAR(step.x, 0.3, 1e-15);
  const auto flat = estimate<double>([](double x) { return std::pow(x - 0.4, 9); }, 1e-6);
  EXPECT_TRUE(flat.found);
  EXPECT_NEAR(flat.x, 0.4, 1e-2);  // where its ninth power is as good as nought
  const auto steep = estimate<double>([](double x) { return std::tanh(1e4 * (x - 0.123)); }, 1e-9);
  EXPECT_NEAR(steep.x, 0.123, 1e-9);
}

TEST(EstimateCrossing, EachLaneIsAsItIsAlone) {
  Lanes where;
  Mask<Lanes> wanted(true);
  for (int i = 0; i < 16; ++i) set_lane(where, i, -0.2 + 0.09 * i);  // the first and last have it outside
  set_lane(wanted, 7, false);
  const auto g = [](const auto& place) {
    return [place](const auto& x) {
      using V = std::decay_t<decltype(x)>;
      const V d = x - V(place);
      return select(d > V(-0.05), d * (V(1.0) + d * d), V(-0.4));  // a kink, and a stretch without slope
    };
  };
  const auto all = estimate<Lanes>(g(where), 1e-8, wanted);
  for (int i = 0; i < 16; ++i) {
    const auto one = estimate<double>(g(lane(where, i)), 1e-8, i != 7);
    EXPECT_EQ(lane(all.found, i), one.found) << i;
    EXPECT_EQ(lane(all.x, i), one.x) << i;
    EXPECT_EQ(lane(all.inverse_slope, i), one.inverse_slope) << i;
    EXPECT_EQ(one.found, i != 7 && lane(where, i) > 0 && lane(where, i) < 1) << i;
    if (one.found) {
      EXPECT_NEAR(one.x, lane(where, i), 1e-7) << i;
    }
  }
}

}  // namespace
}  // namespace cosmodrome
