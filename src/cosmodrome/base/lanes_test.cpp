#include "cosmodrome/base/lanes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Lanes ramp(double first, double step) {
  Lanes x;
  for (int i = 0; i < 16; ++i) set_lane(x, i, first + step * i);
  return x;
}

TEST(Lanes, LoadAndStoreAtAnyAddress) {
  std::array<double, 19> in{}, out{};
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<double>(i) * 1.5;
  Lanes::load(&in[3]).store(&out[1]);
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(out[i + 1], in[i + 3]);
  EXPECT_EQ(out[0], 0.0);
  EXPECT_EQ(out[17], 0.0);
}

TEST(Lanes, EmptyBracesAreZero) {
  const Lanes x{};
  for (int i = 0; i < 16; ++i) EXPECT_EQ(lane(x, i), 0.0);
  EXPECT_FALSE(any(LanesMask()));
}

TEST(Lanes, MasksAreBits) {
  const Lanes x = ramp(0, 1);
  EXPECT_EQ(lane_bits(x < Lanes(3.0)), 0x0007U);
  EXPECT_EQ(lane_bits(x > Lanes(8.0)), 0xfe00U);
  EXPECT_EQ(lane_bits(x == x), 0xffffU);
  EXPECT_EQ(lane_bits(LanesMask()), 0U);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(lane_bits(x == Lanes(i)), 1U << i);
  EXPECT_EQ(lane_bits(true), 1U);
  EXPECT_EQ(lane_bits(false), 0U);
}

TEST(Lanes, ArithmeticOfEveryLane) {
  const Lanes a = ramp(-3.3, 0.7), b = ramp(1.1, 0.13);
  for (int i = 0; i < 16; ++i) {
    const double x = lane(a, i), y = lane(b, i);
    EXPECT_EQ(lane(a + b, i), x + y);
    EXPECT_EQ(lane(a - b, i), x - y);
    EXPECT_EQ(lane(a * b, i), x * y);
    EXPECT_EQ(lane(a / b, i), x / y);
    EXPECT_EQ(lane(-a, i), -x);
    EXPECT_EQ(lane(2 * a + 1, i), 2 * x + 1);
    EXPECT_EQ(lane(fma(a, b, 0.3), i), std::fma(x, y, 0.3));
    EXPECT_EQ(lane(sqrt(b), i), std::sqrt(y));
    EXPECT_EQ(lane(abs(a), i), std::abs(x));
    EXPECT_EQ(lane(min(a, b), i), std::min(x, y));
    EXPECT_EQ(lane(max(a, 0.0), i), std::max(x, 0.0));
    EXPECT_EQ(lane(floor(a), i), std::floor(x));
    EXPECT_EQ(lane(round(a), i), std::nearbyint(x));
    EXPECT_EQ(lane(copysign(b, a), i), std::copysign(y, x));
    EXPECT_EQ(lane(square(a), i), x * x);
  }
}

TEST(Lanes, RoundTakesHalfToEven) {
  EXPECT_EQ(round(0.5), 0.0);
  EXPECT_EQ(round(1.5), 2.0);
  EXPECT_EQ(lane(round(Lanes(2.5)), 3), 2.0);
  EXPECT_EQ(lane(round(Lanes(-1.5)), 3), -2.0);
}

TEST(Lanes, ComparisonsAndMasks) {
  const Lanes a = ramp(0.0, 1.0);
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(lane(a < 7.0, i), i < 7);
    EXPECT_EQ(lane(a <= 7.0, i), i <= 7);
    EXPECT_EQ(lane(a > 7.0, i), i > 7);
    EXPECT_EQ(lane(a >= 7.0, i), i >= 7);
    EXPECT_EQ(lane(a == 7.0, i), i == 7);
    EXPECT_EQ(lane(a != 7.0, i), i != 7);
    EXPECT_EQ(lane((a < 9.0) & (a > 3.0), i), i < 9 && i > 3);
    EXPECT_EQ(lane((a < 3.0) | (a > 9.0), i), i < 3 || i > 9);
    EXPECT_EQ(lane((a < 9.0) ^ (a > 3.0), i), (i < 9) != (i > 3));
    EXPECT_EQ(lane(!(a < 9.0), i), i >= 9);
    EXPECT_EQ(lane(select(a < 5.0, -a, 2.0), i), i < 5 ? -i : 2.0);
  }
  EXPECT_TRUE(any(a == 15.0));
  EXPECT_FALSE(any(a == 16.0));
  EXPECT_TRUE(all(a < 16.0));
  EXPECT_FALSE(all(a < 15.0));
}

TEST(Lanes, OneLaneOfAMask) {
  for (int i = 0; i < 16; ++i) {
    LanesMask m(false), n(true);
    set_lane(m, i, true);
    set_lane(n, i, false);
    for (int k = 0; k < 16; ++k) {
      EXPECT_EQ(lane(m, k), k == i);
      EXPECT_EQ(lane(n, k), k != i);
    }
    EXPECT_TRUE(any(m));
    EXPECT_FALSE(all(n));
    EXPECT_TRUE(all(m | n));
  }
}

/// A NaN compares false with everything and differs from everything, and min and max give their second argument: as
/// for double.
TEST(Lanes, NotANumber) {
  const Lanes x(nan_value);
  EXPECT_FALSE(any(x < 1.0));
  EXPECT_FALSE(any(x >= 1.0));
  EXPECT_FALSE(any(x == x));
  EXPECT_TRUE(all(x != x));
  EXPECT_EQ(lane(max(x, 1.0), 5), 1.0);
  EXPECT_TRUE(std::isnan(lane(max(Lanes(1.0), x), 5)));
  EXPECT_EQ(max(nan_value, 1.0), 1.0);
  EXPECT_TRUE(std::isnan(max(1.0, nan_value)));
}

TEST(Lanes, IsAScalar) {
  static_assert(Scalar<Lanes>);
  static_assert(lane_count<Lanes> == 16);
  static_assert(std::is_same_v<Mask<Lanes>, LanesMask>);
  struct Frame {};
  const Vec3<Lanes, Frame> v{ramp(1, 1), 2.0, 3};
  EXPECT_EQ(lane(norm(v), 4), norm(Vec3<double, Frame>{5.0, 2.0, 3.0}));
}

}  // namespace
}  // namespace cosmodrome
