// Orders, error estimates and dense output of the two methods, measured against closed forms.
#include "cosmodrome/integrate/runge_kutta.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

using State = StateVector<double, 4>;
constexpr double eccentricity = 0.3;
constexpr double period = 2 * std::numbers::pi;

/// Two bodies in their plane, gravitational parameter and semi-major axis 1.
struct TwoBodies {
  template <Scalar S>
  void operator()(const S&, const StateVector<S, 4>& y, StateVector<S, 4>& slope) const {
    const S r2 = fma(y[0], y[0], y[1] * y[1]);
    const S pull = S(-1.0) / (r2 * sqrt(r2));
    slope = {y[2], y[3], pull * y[0], pull * y[1]};
  }
};

/// The closed form, from perigee at t = 0: Kepler's equation by Newton's method.
State kepler(double t) {
  double E = t;
  for (int i = 0; i < 30; ++i) E -= (E - eccentricity * std::sin(E) - t) / (1 - eccentricity * std::cos(E));
  const double b = std::sqrt(1 - eccentricity * eccentricity), rate = 1 / (1 - eccentricity * std::cos(E));
  return {std::cos(E) - eccentricity, b * std::sin(E), -std::sin(E) * rate, b * std::cos(E) * rate};
}

template <std::size_t N>
double distance(const StateVector<double, N>& a, const StateVector<double, N>& b) {
  double worst = 0;
  for (std::size_t i = 0; i < N; ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

template <class Method>
RungeKuttaStep<Method, double, 4> step_from(double t, double h) {
  RungeKuttaStep<Method, double, 4> step;
  State slope;
  TwoBodies{}(t, kepler(t), slope);
  step.take(TwoBodies{}, t, kepler(t), slope, h);
  return step;
}

/// Error after one orbit in `steps` equal steps.
template <class Method>
double error_of_orbit(int steps) {
  RungeKuttaStep<Method, double, 4> step;
  State y = kepler(0), slope;
  TwoBodies{}(0.0, y, slope);
  const double h = period / steps;
  for (int i = 0; i < steps; ++i) {
    step.take(TwoBodies{}, i * h, y, slope, h);
    y = step.end(), slope = step.end_slope();
  }
  return distance(y, kepler(0));
}

/// Greatest error of the interpolation within one step.
template <class Method>
double error_of_dense(double h) {
  auto step = step_from<Method>(0.7, h);
  step.prepare_dense(TwoBodies{});
  double worst = 0;
  for (int i = 1; i < 20; ++i) worst = std::max(worst, distance(step.at(i / 20.0), kepler(0.7 + i / 20.0 * h)));
  return worst;
}

double exponent(double coarse, double fine) { return std::log2(coarse / fine); }

// Halving the step divides the error by 2^p. The next term of the error's series blurs p by a few tenths at steps large
// enough to stay above rounding; 0.4 still tells p from its neighbours.

TEST(RungeKutta, DormandPrince54IsOfOrderFive) {
  EXPECT_NEAR(exponent(error_of_orbit<DormandPrince54>(400), error_of_orbit<DormandPrince54>(800)), 5, 0.4);
  EXPECT_NEAR(exponent(error_of_orbit<DormandPrince54>(800), error_of_orbit<DormandPrince54>(1600)), 5, 0.4);
}

TEST(RungeKutta, Dop853IsOfOrderEight) {
  EXPECT_NEAR(exponent(error_of_orbit<Dop853>(60), error_of_orbit<Dop853>(120)), 8, 0.6);
  EXPECT_LT(error_of_orbit<Dop853>(240), 3e-12);
}

TEST(RungeKutta, DenseOutputIsOfOrderFourAndSeven) {
  // In one step an interpolation of order q is wrong by h^(q + 1).
  EXPECT_NEAR(exponent(error_of_dense<DormandPrince54>(0.08), error_of_dense<DormandPrince54>(0.04)), 5, 0.4);
  EXPECT_NEAR(exponent(error_of_dense<Dop853>(0.4), error_of_dense<Dop853>(0.2)), 8, 0.4);
}

template <class Method>
void expect_dense_meets_its_ends() {
  auto step = step_from<Method>(1.1, 0.2);
  step.prepare_dense(TwoBodies{});
  EXPECT_EQ(distance(step.at(0.0), step.begin()), 0);
  EXPECT_LT(distance(step.at(1.0), step.end()), 3e-16);  // one rounding of begin + (end - begin)
  // The slope too: a difference over d is wrong by its second derivative times d / 2, some 1e-6, and rounding / d.
  constexpr double d = 1e-6;
  State at_begin, at_end;
  for (std::size_t i = 0; i < 4; ++i) {
    at_begin[i] = (step.at(d)[i] - step.begin()[i]) / (d * step.h());
    at_end[i] = (step.end()[i] - step.at(1 - d)[i]) / (d * step.h());
  }
  EXPECT_LT(distance(at_begin, step.begin_slope()), 1e-6);
  EXPECT_LT(distance(at_end, step.end_slope()), 1e-6);
}

TEST(RungeKutta, DenseOutputMeetsStatesAndSlopesAtBothEnds) {
  expect_dense_meets_its_ends<DormandPrince54>();
  expect_dense_meets_its_ends<Dop853>();
}

TEST(RungeKutta, TheLastSlopeIsThatOfTheEnd) {
  const auto short_step = step_from<DormandPrince54>(0.7, 0.1);
  const auto long_step = step_from<Dop853>(0.7, 0.3);
  State slope;
  TwoBodies{}(0.0, short_step.end(), slope);
  EXPECT_EQ(slope, short_step.end_slope());
  TwoBodies{}(0.0, long_step.end(), slope);
  EXPECT_EQ(slope, long_step.end_slope());
}

/// Of one step of y' = -y, where no component changes sign.
template <class Method>
double estimate_of_decay(double h) {
  RungeKuttaStep<Method, double, 1> step;
  step.take([](const double&, const StateVector<double, 1>& y, StateVector<double, 1>& f) { f = {-y[0]}; }, 0.0, {1},
            {-1}, h);
  return step.error({1});
}

TEST(RungeKutta, ErrorEstimatesScaleAsTheirPairs) {
  // 5(4): the difference of two solutions, h^5. 8(5,3): |e5|^2 / (0.1 |e3|) with h^6 and h^4, so h^8.
  EXPECT_NEAR(exponent(estimate_of_decay<DormandPrince54>(0.2), estimate_of_decay<DormandPrince54>(0.1)), 5, 0.2);
  EXPECT_NEAR(exponent(estimate_of_decay<Dop853>(0.2), estimate_of_decay<Dop853>(0.1)), 8, 0.2);
}

TEST(RungeKutta, ErrorEstimateIsAboveTheTrueError) {
  for (const double h : {0.02, 0.05, 0.1}) {
    const auto step = step_from<DormandPrince54>(0.7, h);
    EXPECT_GT(step.error({1, 1, 1, 1}), distance(step.end(), kepler(0.7 + h))) << h;
  }
  for (const double h : {0.1, 0.2, 0.4}) {
    const auto step = step_from<Dop853>(0.7, h);
    EXPECT_GT(step.error({1, 1, 1, 1}), distance(step.end(), kepler(0.7 + h))) << h;
  }
}

TEST(RungeKutta, ErrorIsInUnitsOfItsScale) {
  const auto step = step_from<DormandPrince54>(0.7, 0.1);
  // A power of two, so that the division is exact.
  EXPECT_EQ(step.error({0.25, 0.25, 0.25, 0.25}), 4 * step.error({1, 1, 1, 1}));
}

TEST(RungeKutta, StepFactorIsBounded) {
  EXPECT_EQ(step_factor<DormandPrince54>(0.0), 5);
  EXPECT_EQ(step_factor<DormandPrince54>(1e12), 0.2);
  // An error of 1 leaves the step but for the safety; one 2^5 too large asks for half of that.
  EXPECT_NEAR(step_factor<DormandPrince54>(1.0), 0.9, 1e-15);
  EXPECT_NEAR(step_factor<DormandPrince54>(32.0), 0.45, 1e-15);
  EXPECT_NEAR(step_factor<Dop853>(256.0), 0.45, 1e-15);
}

constexpr auto no_observer = [](const auto&) {};

TEST(Integrate, TwoBodiesAgainstKepler) {
  // Ten orbits: an along-track error grows with the square of time, so 1e-14 a step may come to some 1e-10.
  for (const double t : {1.0, 4.0, 10 * period + 0.3}) {
    EXPECT_LT(distance(integrate<Dop853>(TwoBodies{}, 0.0, kepler(0), t, 1e-14, {1, 1, 1, 1}, no_observer), kepler(t)),
              1e-10);
    EXPECT_LT(distance(integrate<DormandPrince54>(TwoBodies{}, 0.0, kepler(0), t, 1e-13, {1, 1, 1, 1}, no_observer),
                       kepler(t)),
              3e-9);
  }
}

TEST(Integrate, LinearEquationAgainstItsClosedForm) {
  // x'' + 2 d x' + w^2 x = 0 with x(0) = 1, x'(0) = -d: x = exp(-d t) cos(n t), n^2 = w^2 - d^2.
  constexpr double d = 0.1, w2 = 4.01;
  const auto slope = [](const double&, const StateVector<double, 2>& y, StateVector<double, 2>& f) {
    f = {y[1], -2 * d * y[1] - w2 * y[0]};
  };
  const auto y = integrate<Dop853>(slope, 0.0, StateVector<double, 2>{1, -d}, 20.0, 1e-14, {1, 1}, no_observer);
  const double n = 2, decay = std::exp(-d * 20);
  // Some hundred steps, each good to 1e-14.
  EXPECT_NEAR(y[0], decay * std::cos(n * 20), 1e-12);
  EXPECT_NEAR(y[1], decay * (-d * std::cos(n * 20) - n * std::sin(n * 20)), 1e-12);
}

TEST(Integrate, BackwardUndoesForward) {
  const State there = integrate<Dop853>(TwoBodies{}, 0.0, kepler(0), 5.0, 1e-14, {1, 1, 1, 1}, no_observer);
  const State back = integrate<Dop853>(TwoBodies{}, 5.0, there, 0.0, 1e-14, {1, 1, 1, 1}, no_observer);
  EXPECT_LT(distance(back, kepler(0)), 1e-12);
}

TEST(Integrate, ObservesEveryStepOnceAndEndsAtTheEnd) {
  double t = 0;
  integrate<DormandPrince54>(TwoBodies{}, 0.0, kepler(0), 3.0, 1e-9, {1, 1, 1, 1}, [&](const auto& step) {
    EXPECT_EQ(step.begin_t(), t);
    t = step.end_t();
  });
  EXPECT_NEAR(t, 3.0, 1e-15);
}

// ------------------------------------------------------------------ lanes

/// Each lane with a time, step and state of its own must give the bits that a double gives.
template <class Method>
void expect_lanes_equal_double() {
  Lanes t, h, theta;
  StateVector<Lanes, 4> y, slope;
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const State start = kepler(0.4 * i);
    set_lane(t, i, 0.4 * i), set_lane(h, i, 0.01 * (i + 1)), set_lane(theta, i, (i + 0.5) / 16);
    for (std::size_t k = 0; k < 4; ++k) set_lane(y[k], i, start[k]);
  }
  TwoBodies{}(t, y, slope);
  RungeKuttaStep<Method, Lanes, 4> all;
  all.take(TwoBodies{}, t, y, slope, h);
  all.prepare_dense(TwoBodies{});
  const Lanes error = all.error({Lanes(1.0), Lanes(1.0), Lanes(2.0), Lanes(2.0)});
  const auto inside = all.at(theta);
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    auto one = step_from<Method>(0.4 * i, 0.01 * (i + 1));
    one.prepare_dense(TwoBodies{});
    const State inside_one = one.at((i + 0.5) / 16);
    EXPECT_EQ(lane(error, i), one.error({1, 1, 2, 2}));
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_EQ(lane(all.end()[k], i), one.end()[k]);
      EXPECT_EQ(lane(all.end_slope()[k], i), one.end_slope()[k]);
      EXPECT_EQ(lane(inside[k], i), inside_one[k]);
    }
    EXPECT_EQ(lane(step_factor<Method>(error), i), step_factor<Method>(one.error({1, 1, 2, 2})));
  }
}

TEST(RungeKutta, LanesEqualDoubleBitForBit) {
  expect_lanes_equal_double<DormandPrince54>();
  expect_lanes_equal_double<Dop853>();
}

}  // namespace
}  // namespace cosmodrome
