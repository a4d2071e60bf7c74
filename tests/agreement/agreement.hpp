#pragma once
// One physics, three number types: a kernel joins with one AGREEMENT(...) and is held to
//
//   - lane i of the kernel on Lanes has the bits of the kernel on double with lane i's arguments;
//   - the value of the kernel on Dual has the bits of the kernel on double, and so has Dual on Lanes;
//   - each derivative is the slope by central differences.
//
// A kernel is a generic callable on std::array<S, n> that returns std::array<S, m>. Its arguments are drawn from the
// ranges given, in which it must be differentiable.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

#include "cosmodrome/base/dual.hpp"

namespace cosmodrome::agreement {

struct Range {
  double low, high;
};

/// The slope is taken over 1e-5 of the range. What is left is the third derivative (1e-10 of a function that varies on
/// the scale of the range) and rounding (1e-16 / 1e-5 of the function's size): the default leaves room for functions
/// that vary a hundred times faster.
inline constexpr double default_slope_tolerance = 1e-6;
inline constexpr double step_of_range = 1e-5;
inline constexpr int rounds = 8;  ///< times sixteen arguments

template <std::size_t n>
using Arguments = std::array<std::array<double, 16>, n>;

template <std::size_t n>
Arguments<n> draw(const std::array<Range, n>& ranges, std::mt19937_64& random) {
  Arguments<n> x;
  for (std::size_t k = 0; k < n; ++k) {
    const double margin = 2 * step_of_range * (ranges[k].high - ranges[k].low);
    std::uniform_real_distribution<double> in_range(ranges[k].low + margin, ranges[k].high - margin);
    for (double& v : x[k]) v = in_range(random);
  }
  return x;
}

template <std::size_t n>
std::array<double, n> of_lane(const Arguments<n>& x, std::size_t i) {
  std::array<double, n> one;
  for (std::size_t k = 0; k < n; ++k) one[k] = x[k][i];
  return one;
}

inline bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

template <class S, std::size_t n, class Number>
std::array<S, n> variables(const std::array<Number, n>& x) {
  std::array<S, n> result;
  for (std::size_t k = 0; k < n; ++k) result[k] = S::variable(x[k], static_cast<int>(k));
  return result;
}

template <class F, std::size_t n>
void expect_same_in_lanes(const F& kernel, const Arguments<n>& x) {
  std::array<Lanes, n> in_lanes;
  for (std::size_t k = 0; k < n; ++k) in_lanes[k] = Lanes::load(x[k].data());
  const auto together = kernel(in_lanes);
  const auto with_derivatives = kernel(variables<Dual<static_cast<int>(n), Lanes>>(in_lanes));
  for (std::size_t i = 0; i < 16; ++i) {
    const auto alone = kernel(of_lane(x, i));
    for (std::size_t m = 0; m < alone.size(); ++m) {
      EXPECT_FALSE(std::isnan(alone[m])) << "result " << m;
      EXPECT_TRUE(same_bits(lane(together[m], static_cast<int>(i)), alone[m])) << "lane " << i << ", result " << m;
      EXPECT_TRUE(same_bits(lane(with_derivatives[m], static_cast<int>(i)), alone[m]))
          << "dual of lanes, lane " << i << ", result " << m;
    }
  }
}

template <class F, std::size_t n>
void expect_slopes(const F& kernel, const std::array<double, n>& x, const std::array<Range, n>& ranges,
                   double tolerance) {
  const auto value = kernel(x);
  const auto dual = kernel(variables<Dual<static_cast<int>(n)>>(x));
  for (std::size_t m = 0; m < value.size(); ++m) EXPECT_TRUE(same_bits(dual[m].v, value[m])) << "dual, result " << m;
  for (std::size_t k = 0; k < n; ++k) {
    const double width = ranges[k].high - ranges[k].low;
    auto above = x, below = x;
    above[k] += step_of_range * width;
    below[k] -= step_of_range * width;
    const auto f_above = kernel(above), f_below = kernel(below);
    for (std::size_t m = 0; m < value.size(); ++m) {
      const double slope = (f_above[m] - f_below[m]) / (above[k] - below[k]);
      const double scale = std::max(std::abs(slope), std::abs(value[m]) / width);
      EXPECT_NEAR(dual[m].d[k], slope, tolerance * scale) << "derivative of result " << m << " by argument " << k;
    }
  }
}

template <class F, std::size_t n>
void expect_agreement(const F& kernel, const std::array<Range, n>& ranges,
                      double slope_tolerance = default_slope_tolerance) {
  std::mt19937_64 random(2023);
  for (int round = 0; round < rounds; ++round) {
    const Arguments<n> x = draw(ranges, random);
    expect_same_in_lanes(kernel, x);
    for (std::size_t i = 0; i < 16; ++i) expect_slopes(kernel, of_lane(x, i), ranges, slope_tolerance);
  }
}

}  // namespace cosmodrome::agreement

/// AGREEMENT(name, kernel, {low, high}, ...): one range an argument. The kernel names its arguments x.
#define AGREEMENT(name, kernel, ...)                                                          \
  TEST(Agreement, name) {                                                                     \
    using cosmodrome::agreement::Range;                                                       \
    cosmodrome::agreement::expect_agreement([](const auto& x) { return std::array{kernel}; }, \
                                            std::to_array<Range>({__VA_ARGS__}));             \
  }
