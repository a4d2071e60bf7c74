#include "cosmodrome/base/table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/surface_table.hpp"

namespace cosmodrome {
namespace {

std::vector<double> even(double first, double last, int points) {
  std::vector<double> x;
  for (int i = 0; i < points; ++i) x.push_back(first + (last - first) * i / (points - 1));
  return x;
}

/// Rising by irregular steps.
std::vector<double> uneven(double first, int points) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> step(0.02, 1.3);
  std::vector<double> x{first};
  while (x.size() < static_cast<std::size_t>(points)) x.push_back(x.back() + step(random));
  return x;
}

template <class F>
std::vector<double> of(const std::vector<double>& x, F f) {
  std::vector<double> y;
  for (const double v : x) y.push_back(f(v));
  return y;
}

double wave(double x) { return std::sin(1.7 * x) + 0.2 * x; }
double cubic_polynomial(double x) { return ((0.3 * x - 1.1) * x + 0.4) * x + 2.0; }

/// Small and large, even and uneven: each way of finding an interval.
std::vector<std::vector<double>> all_kinds_of_knots() {
  return {even(-1, 4, 2), even(-1, 4, 12), even(-1, 4, 17), even(-1, 4, 200),
          uneven(-1, 3),  uneven(-1, 17),  uneven(-1, 90)};
}

TEST(CubicTable, GoesThroughItsPoints) {
  for (const auto& x : all_kinds_of_knots()) {
    const auto y = of(x, wave);
    for (const CubicTable& table : {CubicTable::spline(x, y), CubicTable::spline(x, y, SplineEnds::natural),
                                    CubicTable::spline(x, y, SplineEnds::flat), CubicTable::monotone(x, y)}) {
      for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(table(x[i]), y[i], 1e-12);
    }
  }
}

/// Not-a-knot splines have cubics as their fixed points; what remains is rounding of the linear system.
TEST(CubicTable, IsExactForCubics) {
  for (const auto& x : {even(-1, 4, 4), even(-1, 4, 40), uneven(-1, 9), uneven(-1, 60)}) {
    const CubicTable table = CubicTable::spline(x, of(x, cubic_polynomial));
    for (const double at : even(x.front(), x.back(), 333)) {
      EXPECT_NEAR(table(at), cubic_polynomial(at), 1e-12 * (1 + std::abs(cubic_polynomial(at))));
    }
  }
}

/// |error| <= 5/384 h^4 max|f''''| for a complete spline (Hall and Meyer 1976); not-a-knot at the ends a few times
/// that.
TEST(CubicTable, ConvergesWithTheFourthPower) {
  const auto worst = [](int points) {
    const auto x = even(0, 5, points);
    const CubicTable table = CubicTable::spline(x, of(x, wave));
    double error = 0;
    for (const double at : even(1, 4, 1001)) error = std::max(error, std::abs(table(at) - wave(at)));
    return error;
  };
  const double h = 5.0 / 100, fourth_derivative = std::pow(1.7, 4);
  EXPECT_LE(worst(101), 1.05 * 5.0 / 384 * std::pow(h, 4) * fourth_derivative);
  EXPECT_NEAR(worst(51) / worst(101), 16, 1);
}

TEST(CubicTable, HasContinuousSlopeAndCurvature) {
  const auto x = uneven(0, 30);
  const CubicTable table = CubicTable::spline(x, of(x, wave));
  using D = Dual<1, Dual<1>>;
  const auto derivatives = [&](double at) {
    const D r = table(D{Dual<1>::variable(at, 0), {Dual<1>(1.0)}});
    return std::pair{r.d[0].v, r.d[0].d[0]};
  };
  for (std::size_t i = 1; i + 1 < x.size(); ++i) {
    const auto below = derivatives(std::nextafter(x[i], -1e9)), at = derivatives(x[i]);
    EXPECT_NEAR(below.first, at.first, 1e-12);
    EXPECT_NEAR(below.second, at.second, 1e-10);
  }
}

TEST(CubicTable, NaturalEndsHaveNoCurvatureAndFlatEndsNoSlope) {
  const auto x = uneven(0, 10);
  const auto y = of(x, wave);
  using D = Dual<1, Dual<1>>;
  const D natural = CubicTable::spline(x, y, SplineEnds::natural)(D{Dual<1>::variable(x[0], 0), {Dual<1>(1.0)}});
  EXPECT_NEAR(natural.d[0].d[0], 0, 1e-13);
  EXPECT_NEAR(CubicTable::spline(x, y, SplineEnds::flat).with_slope(x.back()).slope, 0, 1e-13);
}

TEST(CubicTable, MonotoneDoesNotOvershoot) {
  const std::vector<double> mach{0, 0.6, 0.8, 0.95, 1.05, 1.2, 2, 5, 10},
      cd{0.3, 0.3, 0.32, 0.5, 0.62, 0.6, 0.42, 0.3, 0.3};
  const CubicTable table = CubicTable::monotone(mach, cd);
  for (std::size_t i = 0; i + 1 < mach.size(); ++i) {
    double before = cd[i];
    for (const double at : even(mach[i], mach[i + 1], 101)) {
      const double now = table(at);
      EXPECT_GE(now, std::min(cd[i], cd[i + 1]) - 1e-15);
      EXPECT_LE(now, std::max(cd[i], cd[i + 1]) + 1e-15);
      EXPECT_GE((now - before) * (cd[i + 1] - cd[i]), -1e-15);
      before = now;
    }
  }
  // A spline through the same points does overshoot: the test can fail.
  EXPECT_GT(CubicTable::spline(mach, cd)(0.4), 0.4);
}

TEST(CubicTable, IsHeldAtItsEnds) {
  const auto x = uneven(2, 8);
  const auto y = of(x, wave);
  const CubicTable table = CubicTable::spline(x, y);
  EXPECT_EQ(table(-1e9), y.front());
  EXPECT_EQ(table(x.back() + 3), table(x.back()));
  EXPECT_EQ(table.with_slope(-1.0).slope, 0.0);
  EXPECT_EQ(table(Dual<1>::variable(1.0, 0)).d[0], 0.0);
  EXPECT_EQ(table(std::numeric_limits<double>::infinity()), table(x.back()));
  EXPECT_TRUE(std::isnan(table(std::numeric_limits<double>::quiet_NaN())));
  EXPECT_TRUE(std::isnan(lane(table(Lanes(std::numeric_limits<double>::quiet_NaN())), 9)));
}

TEST(CubicTable, LanesHaveTheBitsOfDouble) {
  std::mt19937_64 random(3);
  for (const auto& x : all_kinds_of_knots()) {
    const auto y = of(x, wave);
    const CubicTable table = CubicTable::spline(x, y);
    const LinearTable lines(x, y);
    std::uniform_real_distribution<double> anywhere(x.front() - 0.5, x.back() + 0.5);
    for (int repeat = 0; repeat < 200; ++repeat) {
      Lanes at;
      for (int k = 0; k < 16; ++k)
        set_lane(at, k, repeat == 0 ? x[static_cast<std::size_t>(k) % x.size()] : anywhere(random));
      if (repeat == 1) at = Lanes(x.back()) + abs(at);  // all beyond the end, where nothing is looked up
      const Lanes values = table(at), on_lines = lines(at), slopes = table.with_slope(at).slope;
      for (int k = 0; k < 16; ++k) {
        EXPECT_EQ(lane(values, k), table(lane(at, k)));
        EXPECT_EQ(lane(on_lines, k), lines(lane(at, k)));
        EXPECT_EQ(lane(slopes, k), table.with_slope(lane(at, k)).slope);
      }
    }
  }
}

TEST(CubicTable, DualHasValueAndSlope) {
  const auto x = uneven(0, 25);
  const CubicTable table = CubicTable::spline(x, of(x, wave));
  for (const double at : even(0.1, x.back() - 0.1, 57)) {
    const auto r = table(Dual<2>::variable(at, 1));
    EXPECT_EQ(r.v, table(at));
    EXPECT_EQ(r.d[0], 0.0);
    EXPECT_EQ(r.d[1], table.with_slope(at).slope);
    EXPECT_NEAR(r.d[1], (table(at + 1e-6) - table(at - 1e-6)) / 2e-6, 1e-5);
  }
}

TEST(CubicTable, RefusesWhatIsNoTable) {
  const double nan_value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(CubicTable::spline({1.0}, {1.0}), InputError);
  EXPECT_THROW(CubicTable::spline({1.0, 1.0}, {1.0, 2.0}), InputError);
  EXPECT_THROW(CubicTable::spline({1.0, 2.0}, {1.0}), InputError);
  EXPECT_THROW(CubicTable::monotone({1.0, nan_value}, {1.0, 2.0}), InputError);
  EXPECT_THROW(LinearTable({1.0, 2.0}, {1.0, nan_value}), InputError);
}

TEST(CubicTable, DefaultIsZero) {
  EXPECT_EQ(CubicTable()(0.3), 0.0);
  EXPECT_EQ(CubicTable()(-7.0), 0.0);
}

TEST(LinearTable, RunsStraight) {
  const LinearTable table({0, 1, 4}, {2, 3, 0});
  EXPECT_EQ(table(0.5), 2.5);
  EXPECT_EQ(table(2.0), 2.0);
  EXPECT_EQ(table(-1.0), 2.0);
  EXPECT_EQ(table(5.0), 0.0);
  EXPECT_EQ(table(Dual<1>::variable(2.0, 0)).d[0], -1.0);
}

double hill(double x, double y) { return (0.2 * x * x * x - x + 1) * (y * y * y - 2 * y * y + 3); }

SurfaceTable::Rows rows_of(const std::vector<double>& x, const std::vector<double>& y, double (*f)(double, double)) {
  SurfaceTable::Rows z;
  for (const double a : x) z.push_back(of(y, [&](double b) { return f(a, b); }));
  return z;
}

/// A product of cubics is in the space of bicubic not-a-knot splines.
TEST(SurfaceTable, IsExactForBicubics) {
  const auto x = uneven(-1, 7), y = even(0, 2, 9);
  const SurfaceTable table = SurfaceTable::spline(x, y, rows_of(x, y, hill));
  for (const double a : even(x.front(), x.back(), 37)) {
    for (const double b : even(0, 2, 31)) EXPECT_NEAR(table(a, b), hill(a, b), 1e-11 * (1 + std::abs(hill(a, b))));
  }
}

TEST(SurfaceTable, BilinearIsExactForProductsOfLines) {
  const auto f = [](double a, double b) { return (2 * a + 1) * (b - 3); };
  const auto x = uneven(0, 4), y = uneven(1, 5);
  const SurfaceTable table = SurfaceTable::bilinear(x, y, rows_of(x, y, f));
  for (const double a : even(x.front(), x.back(), 17)) {
    for (const double b : even(y.front(), y.back(), 17))
      EXPECT_NEAR(table(a, b), f(a, b), 1e-13 * (1 + std::abs(f(a, b))));
  }
  EXPECT_NEAR(table(-5.0, 100.0), f(x.front(), y.back()), 1e-12);
}

TEST(SurfaceTable, MonotoneGoesThroughItsPointsWithoutOvershootAlongTheGrid) {
  const std::vector<double> x{0, 0.8, 1.0, 1.2, 5}, y{0, 0.1, 0.3};
  const SurfaceTable::Rows z{{0.3, 0.31, 0.5}, {0.3, 0.33, 0.6}, {0.6, 0.7, 0.9}, {0.6, 0.65, 0.8}, {0.3, 0.35, 0.5}};
  const SurfaceTable table = SurfaceTable::monotone(x, y, z);
  for (std::size_t j = 0; j < y.size(); ++j) {
    for (const double a : even(0, 0.8, 50)) {
      EXPECT_GE(table(a, y[j]), std::min(z[0][j], z[1][j]) - 1e-14);
      EXPECT_LE(table(a, y[j]), std::max(z[0][j], z[1][j]) + 1e-14);
    }
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(table(x[i], y[j]), z[i][j], 1e-15);
  }
}

TEST(SurfaceTable, LanesAndDualAgreeWithDouble) {
  const auto x = uneven(-1, 30), y = even(0, 2, 9);
  const SurfaceTable table = SurfaceTable::spline(x, y, rows_of(x, y, hill));
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> in_x(x.front() - 1, x.back() + 1), in_y(-0.3, 2.3);
  for (int repeat = 0; repeat < 100; ++repeat) {
    Lanes a, b;
    for (int k = 0; k < 16; ++k) set_lane(a, k, in_x(random)), set_lane(b, k, in_y(random));
    const Lanes z = table(a, b);
    for (int k = 0; k < 16; ++k) {
      EXPECT_EQ(lane(z, k), table(lane(a, k), lane(b, k)));
      const auto d = table(Dual<2>::variable(lane(a, k), 0), Dual<2>::variable(lane(b, k), 1));
      EXPECT_EQ(d.v, lane(z, k));
    }
  }
  const double h = 1e-5;
  const auto d = table(Dual<2>::variable(0.4, 0), Dual<2>::variable(1.1, 1));
  EXPECT_NEAR(d.d[0], (table(0.4 + h, 1.1) - table(0.4 - h, 1.1)) / (2 * h), 1e-8);
  EXPECT_NEAR(d.d[1], (table(0.4, 1.1 + h) - table(0.4, 1.1 - h)) / (2 * h), 1e-8);
}

TEST(SurfaceTable, RefusesWhatIsNoTable) {
  EXPECT_THROW(SurfaceTable::bilinear({0, 1}, {0, 1}, {{1, 2}}), InputError);
  EXPECT_THROW(SurfaceTable::bilinear({0, 1}, {0, 1}, {{1, 2}, {3}}), InputError);
  EXPECT_THROW(SurfaceTable::spline({1, 0}, {0, 1}, {{1, 2}, {3, 4}}), InputError);
  EXPECT_EQ(SurfaceTable()(0.2, 0.4), 0.0);
}

}  // namespace
}  // namespace cosmodrome
