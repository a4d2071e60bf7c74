#include "cosmodrome/base/elementary.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace cosmodrome {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
constexpr double denormal = std::numeric_limits<double>::denorm_min();
constexpr int samples = 16 * 20000;

/// |computed - exact| in units in the last place of the exact value, which long double holds with eleven bits to
/// spare.
double ulps(double computed, long double exact) {
  const double nearest = static_cast<double>(exact);
  if (std::isnan(exact)) return std::isnan(computed) ? 0 : inf;
  if (std::isinf(nearest) || nearest == 0) return computed == nearest ? 0 : inf;
  int exponent = 0;
  std::frexp(nearest, &exponent);
  const long double unit = std::ldexp(1.0L, std::max(exponent - 53, -1074));
  return static_cast<double>(std::abs((static_cast<long double>(computed) - exact) / unit));
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

using Arguments = std::vector<double>;

Arguments uniform(double low, double high) {
  std::mt19937_64 random(12345);
  std::uniform_real_distribution<double> distribution(low, high);
  Arguments x(samples);
  for (double& v : x) v = distribution(random);
  return x;
}

/// Every binary exponent between the two alike, of both signs when low is negative.
Arguments any_size(double smallest, double largest, bool both_signs) {
  std::mt19937_64 random(54321);
  std::uniform_real_distribution<double> distribution(std::log2(smallest), std::log2(largest));
  Arguments x(samples);
  for (double& v : x) v = std::exp2(distribution(random)) * (both_signs && (random() & 1) ? -1 : 1);
  return x;
}

/// The worst error over the arguments; also holds every lane to the bits of the double.
template <class F, class Exact>
double worst_ulps(const Arguments& x, F f, Exact exact) {
  double worst = 0, at = 0;
  for (std::size_t i = 0; i + 16 <= x.size(); i += 16) {
    const Lanes in_lanes = f(Lanes::load(&x[i]));
    for (int k = 0; k < 16; ++k) {
      const double argument = x[i + static_cast<std::size_t>(k)], computed = f(argument);
      EXPECT_TRUE(same_bits(lane(in_lanes, k), computed)) << argument;
      const double error = ulps(computed, exact(static_cast<long double>(argument)));
      if (!(error <= worst)) worst = error, at = argument;
    }
  }
  std::printf("  worst %.3f ulp at %.17g\n", worst, at);
  return worst;
}

template <class F, class Exact>
double worst_ulps(const Arguments& x, const Arguments& y, F f, Exact exact) {
  double worst = 0, at_x = 0, at_y = 0;
  for (std::size_t i = 0; i + 16 <= x.size(); i += 16) {
    const Lanes in_lanes = f(Lanes::load(&x[i]), Lanes::load(&y[i]));
    for (int k = 0; k < 16; ++k) {
      const double a = x[i + static_cast<std::size_t>(k)], b = y[i + static_cast<std::size_t>(k)], computed = f(a, b);
      EXPECT_TRUE(same_bits(lane(in_lanes, k), computed)) << a << ", " << b;
      const double error = ulps(computed, exact(static_cast<long double>(a), static_cast<long double>(b)));
      if (!(error <= worst)) worst = error, at_x = a, at_y = b;
    }
  }
  std::printf("  worst %.3f ulp at %.17g, %.17g\n", worst, at_x, at_y);
  return worst;
}

#define ONE(name) [](const auto& v) { return name(v); }, [](long double v) { return std::name(v); }
#define TWO(name) \
  [](const auto& a, const auto& b) { return name(a, b); }, [](long double a, long double b) { return std::name(a, b); }

TEST(Elementary, Exponential) {
  EXPECT_LE(worst_ulps(uniform(-745, 709.78), ONE(exp)), 1.0);
  EXPECT_LE(worst_ulps(uniform(-1, 1), ONE(exp)), 1.0);
  EXPECT_LE(worst_ulps(any_size(1e-300, 700, true), ONE(exp)), 1.0);
  EXPECT_EQ(exp(0.0), 1.0);
  EXPECT_EQ(exp(710.0), inf);
  EXPECT_EQ(exp(inf), inf);
  EXPECT_EQ(exp(-inf), 0.0);
  EXPECT_EQ(exp(-745.1), denormal);
  EXPECT_TRUE(std::isnan(exp(nan_value)));
}

TEST(Elementary, Logarithm) {
  EXPECT_LE(worst_ulps(any_size(1e-307, 1e308, false), ONE(log)), 1.0);
  EXPECT_LE(worst_ulps(any_size(1e-323, 1e-307, false), ONE(log)), 1.0);
  EXPECT_LE(worst_ulps(uniform(0.5, 2), ONE(log)), 1.0);
  EXPECT_LE(worst_ulps(uniform(0.999, 1.001), ONE(log)), 1.0);
  EXPECT_EQ(log(1.0), 0.0);
  EXPECT_EQ(log(0.0), -inf);
  EXPECT_EQ(log(inf), inf);
  EXPECT_TRUE(std::isnan(log(-1.0)));
  EXPECT_TRUE(std::isnan(log(nan_value)));
}

TEST(Elementary, Power) {
  EXPECT_LE(worst_ulps(uniform(0, 10), uniform(-20, 20), TWO(pow)), 1.25);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e300, false), uniform(-1, 1), TWO(pow)), 1.25);
  EXPECT_LE(worst_ulps(uniform(0.7, 1.45), uniform(-1900, 1900), TWO(pow)), 1.25);
  EXPECT_LE(worst_ulps(uniform(0.99999, 1.00001), uniform(-1e7, 1e7), TWO(pow)), 1.25);
  EXPECT_EQ(pow(0.0, 2.5), 0.0);
  EXPECT_EQ(pow(0.0, -2.5), inf);
  EXPECT_EQ(pow(0.0, 0.0), 1.0);
  EXPECT_EQ(pow(inf, 0.5), inf);
  EXPECT_EQ(pow(inf, -0.5), 0.0);
  EXPECT_EQ(pow(2.0, 10.0), 1024.0);
  EXPECT_EQ(pow(10.0, 400.0), inf);
  EXPECT_EQ(pow(10.0, -400.0), 0.0);
  EXPECT_EQ(pow(1.0, 1e300), 1.0);
  EXPECT_TRUE(std::isnan(pow(-2.0, 2.0)));
  EXPECT_TRUE(std::isnan(pow(nan_value, 2.0)));
  EXPECT_TRUE(std::isnan(pow(2.0, nan_value)));
}

TEST(Elementary, SineAndCosine) {
  for (const double range : {1.0, 10.0, 1e5, 1e9, 1e12}) {
    EXPECT_LE(worst_ulps(uniform(-range, range), ONE(sin)), 1.0);
    EXPECT_LE(worst_ulps(uniform(-range, range), ONE(cos)), 1.0);
  }
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e5, true), ONE(sin)), 1.0);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e5, true), ONE(cos)), 1.0);
  EXPECT_TRUE(same_bits(sin(-0.0), -0.0));
  EXPECT_EQ(cos(0.0), 1.0);
  EXPECT_TRUE(std::isnan(sin(inf)));
  EXPECT_TRUE(std::isnan(cos(nan_value)));
  EXPECT_TRUE(std::isnan(sin(0x1p41)));
}

/// The hardest arguments of sine and cosine: the doubles next to multiples of pi/2.
TEST(Elementary, SineAndCosineNextToTheirZeros) {
  Arguments x;
  for (int n = 1; n <= 16 * 4000; ++n) {
    x.push_back(static_cast<double>(static_cast<long double>(n) * 1.57079632679489661923132169163975144L));
  }
  // Long double knows pi to 2^-64 and reduces by hardware or software: the C library's reduction is exact.
  EXPECT_LE(worst_ulps(x, ONE(sin)), 1.0);
  EXPECT_LE(worst_ulps(x, ONE(cos)), 1.0);
}

TEST(Elementary, Tangent) {
  EXPECT_LE(worst_ulps(uniform(-1.6, 1.6), ONE(tan)), 2.25);
  EXPECT_LE(worst_ulps(uniform(-1e5, 1e5), ONE(tan)), 2.25);
}

TEST(Elementary, ArcFunctions) {
  EXPECT_LE(worst_ulps(uniform(-1, 1), ONE(asin)), 1.5);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1, true), ONE(asin)), 1.5);
  EXPECT_LE(worst_ulps(uniform(-1, 1), ONE(acos)), 1.5);
  EXPECT_LE(worst_ulps(uniform(0.9999, 1), ONE(acos)), 1.5);
  EXPECT_LE(worst_ulps(uniform(-1, -0.9999), ONE(acos)), 1.5);
  EXPECT_LE(worst_ulps(uniform(-5, 5), ONE(atan)), 1.5);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e300, true), ONE(atan)), 1.5);
  EXPECT_EQ(acos(1.0), 0.0);
  EXPECT_EQ(asin(1.0), std::asin(1.0));
  EXPECT_EQ(acos(-1.0), std::acos(-1.0));
  EXPECT_EQ(atan(inf), std::atan(inf));
  EXPECT_EQ(atan(-inf), -std::atan(inf));
  EXPECT_TRUE(same_bits(atan(-0.0), -0.0));
  EXPECT_TRUE(std::isnan(asin(1.0000001)));
  EXPECT_TRUE(std::isnan(acos(-1.0000001)));
  EXPECT_TRUE(std::isnan(atan(nan_value)));
}

TEST(Elementary, AngleOfAPoint) {
  EXPECT_LE(worst_ulps(uniform(-1, 1), any_size(1e-5, 10, true), TWO(atan2)), 2.0);
  EXPECT_LE(worst_ulps(any_size(1e-100, 1e100, true), uniform(-1, 1), TWO(atan2)), 2.0);
  const Arguments special{0.0, -0.0, 1.0, -1.0, inf, -inf, 1e308, -1e308, 1e-308, 5e-324};
  for (const double y : special) {
    for (const double x : special) {
      EXPECT_LE(ulps(atan2(y, x), std::atan2(static_cast<long double>(y), static_cast<long double>(x))), 1.0)
          << y << ", " << x;
      EXPECT_EQ(std::signbit(atan2(y, x)), std::signbit(y));
    }
  }
  EXPECT_TRUE(std::isnan(atan2(nan_value, 1.0)));
  EXPECT_TRUE(std::isnan(atan2(1.0, nan_value)));
}

TEST(Elementary, Roots) {
  EXPECT_LE(worst_ulps(any_size(1e-320, 1e308, true), ONE(cbrt)), 1.0);
  EXPECT_LE(worst_ulps(uniform(-10, 10), ONE(cbrt)), 1.0);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e308, false), ONE(sqrt)), 0.5);
  EXPECT_LE(worst_ulps(uniform(-1, 1), uniform(-3, 3), TWO(hypot)), 1.25);
  EXPECT_LE(worst_ulps(any_size(1e-300, 1e-290, true), any_size(1e-301, 1e-289, true), TWO(hypot)), 1.25);
  EXPECT_EQ(cbrt(27.0), 3.0);
  EXPECT_TRUE(same_bits(cbrt(-0.0), -0.0));
  EXPECT_EQ(cbrt(-inf), -inf);
  EXPECT_TRUE(std::isnan(cbrt(nan_value)));
  EXPECT_EQ(hypot(3e300, 4e300), 5e300);
  EXPECT_EQ(hypot(inf, 1.0), inf);
  EXPECT_TRUE(std::isnan(sqrt(-1.0)));
}

}  // namespace
}  // namespace cosmodrome
