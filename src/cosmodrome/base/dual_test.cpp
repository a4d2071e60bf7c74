#include "cosmodrome/base/dual.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {
namespace {

using D1 = Dual<1>;

/// Slope by central differences with Richardson's step: the error is of order h^4, h = 1e-3 of the scale.
template <class F>
double slope(F f, double x) {
  const double h = 1e-3 * std::max(0.1, std::abs(x));
  const double wide = (f(x + h) - f(x - h)) / (2 * h), narrow = (f(x + h / 2) - f(x - h / 2)) / h;
  return (4 * narrow - wide) / 3;
}

/// Values are those of double; the derivative is the slope to the accuracy of the difference quotient (h^4 = 1e-12,
/// rounding 1e-16/h = 1e-13, both times higher derivatives of order 10 here).
template <class F>
void expect_derivative(F f, double x) {
  const D1 r = f(D1::variable(x, 0));
  EXPECT_EQ(r.v, f(x)) << "at " << x;
  const double expected = slope(f, x);
  EXPECT_NEAR(r.d[0], expected, 1e-9 * std::max(1.0, std::abs(expected))) << "at " << x;
}

#define ONE(name) [](const auto& argument) { return name(argument); }

TEST(Dual, OneArgument) {
  for (const double x : {-0.83, -0.4, 0.21, 0.5, 0.7}) {
    expect_derivative(ONE(exp), x);
    expect_derivative(ONE(sin), x);
    expect_derivative(ONE(cos), x);
    expect_derivative(ONE(tan), x);
    expect_derivative(ONE(asin), x);
    expect_derivative(ONE(acos), x);
    expect_derivative(ONE(atan), x);
    expect_derivative(ONE(cbrt), x);
    expect_derivative(ONE(abs), x);
    expect_derivative(ONE(square), x);
    expect_derivative(ONE(floor), x);
    expect_derivative(ONE(round), x * 0.9 + 0.01);
    expect_derivative(ONE(sqrt), x + 1.0);
    expect_derivative(ONE(log), x + 1.0);
  }
}

TEST(Dual, SeveralArguments) {
  for (const double x : {0.3, 1.7, 4.0}) {
    expect_derivative([](const auto& a) { return pow(a, 2.5) + pow(a, a) + pow(2.0, a); }, x);
    expect_derivative([](const auto& a) { return atan2(a, 1.0 - a * a) + atan2(-a, a); }, x);
    expect_derivative([](const auto& a) { return hypot(a, 3.0 * a + 1.0); }, x);
    expect_derivative([](const auto& a) { return fma(a, a * a, 2.0 - a) + fma(a, 2.0, 1.0); }, x);
    expect_derivative([](const auto& a) { return min(a, 1.0) * max(a, 2.0); }, x);
    expect_derivative([](const auto& a) { return copysign(a * a, a - 1.0); }, x);
    expect_derivative([](const auto& a) { return (1.0 + a) / (a * 2 - 7) - a / 3.0 + 1.0 / a; }, x);
    expect_derivative([](const auto& a) { return select(a < 1.0, a * a, 3.0 * a); }, x);
  }
}

TEST(Dual, SeveralInputs) {
  const auto x = Dual<3>::variable(2.0, 0), y = Dual<3>::variable(3.0, 1), z = Dual<3>::variable(5.0, 2);
  const auto f = x * y / z + sqrt(z * z * x);
  EXPECT_DOUBLE_EQ(f.d[0], 3.0 / 5.0 + 5.0 / (2 * std::sqrt(2.0)));
  EXPECT_DOUBLE_EQ(f.d[1], 2.0 / 5.0);
  EXPECT_DOUBLE_EQ(f.d[2], -6.0 / 25.0 + std::sqrt(2.0));
}

/// d2/dxdy of x^2 sin y and of x^y, against the closed forms; a few roundings.
TEST(Dual, OfDualsGivesSecondDerivatives) {
  using Inner = Dual<2>;
  using Outer = Dual<2, Inner>;
  const double x0 = 1.3, y0 = 0.7;
  const Outer x{Inner::variable(x0, 0), {Inner(1.0), Inner(0.0)}};
  const Outer y{Inner::variable(y0, 1), {Inner(0.0), Inner(1.0)}};
  const Outer f = x * x * sin(y);
  EXPECT_NEAR(f.d[0].d[0], 2 * std::sin(y0), 1e-15);
  EXPECT_NEAR(f.d[0].d[1], 2 * x0 * std::cos(y0), 1e-15);
  EXPECT_NEAR(f.d[1].d[0], 2 * x0 * std::cos(y0), 1e-15);
  EXPECT_NEAR(f.d[1].d[1], -x0 * x0 * std::sin(y0), 1e-15);
  EXPECT_EQ(value(f), x0 * x0 * sin(y0));

  const Outer p = pow(x, y);
  EXPECT_NEAR(p.d[0].d[1], std::pow(x0, y0 - 1) * (1 + y0 * std::log(x0)), 1e-15);
  EXPECT_NEAR(p.d[1].d[1], std::pow(x0, y0) * std::log(x0) * std::log(x0), 1e-15);
}

TEST(Dual, OfLanes) {
  using DL = Dual<1, Lanes>;
  Lanes x;
  for (int i = 0; i < 16; ++i) set_lane(x, i, 0.1 + 0.3 * i);
  const auto f = [](const auto& a) { return select(a < 2.0, exp(-a) * sin(a), log(a) / a); };
  const DL r = f(DL::variable(x, 0));
  for (int i = 0; i < 16; ++i) {
    const D1 alone = f(D1::variable(lane(x, i), 0));
    EXPECT_EQ(lane(r, i), alone.v);
    EXPECT_EQ(lane(r.d[0], i), alone.d[0]);
  }
}

TEST(Dual, PowerAtZero) {
  const D1 p = pow(D1::variable(0.0, 0), 2.0);
  EXPECT_EQ(p.v, 0.0);
  EXPECT_EQ(p.d[0], 0.0);
  const D1 q = pow(D1::variable(0.0, 0), D1(2.0));
  EXPECT_EQ(q.d[0], 0.0);
}

TEST(Dual, SelectLeavesNoTraceOfTheOtherBranch) {
  const D1 x = D1::variable(0.0, 0);
  const D1 r = select(x > 0.0, sqrt(x), 2.0 * x);
  EXPECT_EQ(r.d[0], 2.0);
}

TEST(Dual, SetLaneMakesAConstant) {
  D1 x = D1::variable(1.0, 0);
  set_lane(x, 0, 4.0);
  EXPECT_EQ(x.v, 4.0);
  EXPECT_EQ(x.d[0], 0.0);
  EXPECT_EQ(lane(x, 0), 4.0);
}

TEST(Dual, SincosMayOverwriteItsArgument) {
  D1 x = D1::variable(0.6, 0), c;
  sincos(x, x, c);
  EXPECT_EQ(x.v, sin(0.6));
  EXPECT_EQ(x.d[0], cos(0.6));
  EXPECT_EQ(c.d[0], -sin(0.6));
}

struct Frame {};

TEST(Dual, VectorsOfDuals) {
  const Vec3<D1, Frame> a{D1::variable(3.0, 0), 4.0, 12.0};
  EXPECT_EQ(norm(a).v, 13.0);
  EXPECT_DOUBLE_EQ(norm(a).d[0], 3.0 / 13.0);
  EXPECT_DOUBLE_EQ(unit(a).x.d[0], 1.0 / 13.0 - 9.0 / (13.0 * 13.0 * 13.0));
}

}  // namespace
}  // namespace cosmodrome
