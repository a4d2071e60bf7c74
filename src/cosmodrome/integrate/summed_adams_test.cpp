#include "cosmodrome/integrate/summed_adams.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

struct Plane {};  // axes of the test's own

constexpr auto unseen = [](const auto&, const auto&) {};

/// r'' = -r / |r|^3, and a mass that falls steadily.
const auto attraction = [](const auto&, const auto& y, auto& rate) {
  using S = std::decay_t<decltype(y[0])>;
  const S inverse = S(1.0) / sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2]);
  const S pull = -(inverse * inverse * inverse);
  rate = {y[3], y[4], y[5], pull * y[0], pull * y[1], pull * y[2], S(-0.25)};
};

template <std::size_t count>
double error_after_a_turn(int steps, double turns = 1) {
  SummedAdams<count, double, Plane> adams;
  adams.begin(attraction, 0.0, {1, 0, 0, 0, 1, 0, 100}, 2 * std::numbers::pi / steps, 1.0, unseen);
  while (adams.steps() < std::lround(turns * steps)) adams.advance(attraction);
  const auto& y = adams.y();
  return std::hypot(y[0] - 1, y[1], y[2]);
}

TEST(SummedAdams, WeightsAreThoseOfTheBooks) {
  // Adams-Bashforth, two steps: v' - v = h (3/2 a0 - 1/2 a1), which the sums turn into 1/2 + 5/12, -5/12.
  constexpr summed_adams::Weights<2> two;
  EXPECT_DOUBLE_EQ(two.predict_v[0], 11.0 / 12);
  EXPECT_DOUBLE_EQ(two.predict_v[1], -5.0 / 12);
  // Stoermer: sigma_2 = sigma_3 = 1/12.
  EXPECT_DOUBLE_EQ(two.predict_r[0], 2.0 / 12);
  EXPECT_DOUBLE_EQ(two.predict_r[1], -1.0 / 12);
  // Adams-Moulton: gamma*_1, 2, 3 = -1/2, -1/12, -1/24; Cowell: sigma*_2, 3, 4 = 1/12, 0, -1/240.
  EXPECT_DOUBLE_EQ(two.correct_v[0], -1.0 / 2 - 1.0 / 12 - 1.0 / 24);
  EXPECT_DOUBLE_EQ(two.correct_r[0], 1.0 / 12 - 1.0 / 240);
  EXPECT_DOUBLE_EQ(two.correct_r[2], -1.0 / 240);
}

// What a step leaves out is of order count + 2 in its length, and errors of the period grow with the turn: order count
// at the least. Halved steps show it.
TEST(SummedAdams, HasItsOrder) {
  EXPECT_GT(std::log2(error_after_a_turn<6>(50) / error_after_a_turn<6>(100)), 6);
  EXPECT_GT(std::log2(error_after_a_turn<8>(40) / error_after_a_turn<8>(80)), 8);
  EXPECT_GT(std::log2(error_after_a_turn<10>(30) / error_after_a_turn<10>(60)), 10);
}

// A wave of 3.3 steps, as those of gravity's highest degree are: x'' = cos w t from rest.
TEST(SummedAdams, KnowsWavesInTheMiddleBetterThanAtTheEnd) {
  const double h = 1, w = 1.9;
  const auto wave = [&](const double& t, const auto& y, auto& rate) {
    rate = {y[3], y[4], y[5], std::cos(w * t), 0.0, 0.0, 0.0};
  };
  SummedAdams<14, double, Plane> adams;
  adams.begin(wave, 0.0, {1, 0, 0, 0, 0, 0, 1}, h, 0.0, unseen);
  double middle = 0, end = 0;
  const auto off = [&](const auto& y, double t) { return std::abs(y[3] - std::sin(w * t) / w); };
  while (adams.steps() < 200) {
    adams.advance(wave);
    end = std::max(end, off(adams.y(), adams.t()));
    middle = std::max(middle, off(adams.middle(), adams.t() - h * static_cast<double>(adams.lag)));
  }
  EXPECT_LT(middle, 0.03 / w);  // three per cent of the wave; at the end it is a third
  EXPECT_GT(end, 10 * middle);
}

// A hundred turns by sums that keep what rounding takes: 1e-16 a step would walk to 1e-11 along the path.
TEST(SummedAdams, HardlyRounds) { EXPECT_LT(error_after_a_turn<14>(120, 100), 1e-11); }

TEST(SummedAdams, LosesMassSteadily) {
  SummedAdams<8, double, Plane> adams;
  adams.begin(attraction, 0.0, {1, 0, 0, 0, 1, 0, 100}, 0.05, 1.0, unseen);
  while (adams.steps() < 100) adams.advance(attraction);
  EXPECT_NEAR(adams.y()[6], 100 - 0.25 * 5, 1e-13);
  EXPECT_NEAR(adams.t(), 5, 1e-14);
}

TEST(SummedAdams, GivesLanesTheBitsOfOne) {
  SummedAdams<14, double, Plane> one;
  SummedAdams<14, Lanes, Plane> many;
  one.begin(attraction, 0.0, {1, 0, 0, 0.1, 1, 0, 100}, 0.05, 1.0, unseen);
  many.begin(attraction, Lanes(0.0), {1, 0, 0, 0.1, 1, 0, 100}, 0.05, 1.0, unseen);
  for (int i = 0; i < 300; ++i) one.advance(attraction), many.advance(attraction);
  for (std::size_t k = 0; k < 7; ++k) EXPECT_EQ(lane(many.y()[k], 5), one.y()[k]);
}

}  // namespace
}  // namespace cosmodrome
