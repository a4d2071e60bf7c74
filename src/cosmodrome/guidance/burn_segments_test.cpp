// Thrust integrals against numerical quadrature, and how phases are cut into segments.
#include "cosmodrome/guidance/burn_segments.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/guidance/powered_explicit.hpp"

namespace cosmodrome {
namespace {

using namespace powered_explicit;
using Phases = std::array<GuidedPhase<double>, max_guided_phases>;

constexpr GuidedPhase<double> nothing{};

/// Thrust acceleration by time, from the phases alone: full thrust until the limit, then the limit until the same
/// propellant is gone.
struct Acceleration {
  Phases phases;
  double end_of_last_s;

  double length_s(const GuidedPhase<double>& p) const {
    if (p.exhaust_speed_m_s == 0 || p.acceleration_limit_m_s2 == 0) return p.duration_s;
    const double tau = p.exhaust_speed_m_s / p.acceleration_m_s2;
    const double until = tau - p.exhaust_speed_m_s / p.acceleration_limit_m_s2;
    if (until >= p.duration_s) return p.duration_s;
    return until + p.exhaust_speed_m_s / p.acceleration_limit_m_s2 * std::log((tau - until) / (tau - p.duration_s));
  }

  double operator()(double t) const {
    for (std::size_t i = 0; i < phases.size(); ++i) {
      const auto& p = phases[i];
      const double length = i + 1 < phases.size() ? length_s(p) : end_of_last_s;
      if (t > length) {
        t -= length;
        continue;
      }
      if (p.exhaust_speed_m_s == 0) return 0;
      const double full = p.exhaust_speed_m_s / (p.exhaust_speed_m_s / p.acceleration_m_s2 - t);
      return p.acceleration_limit_m_s2 > 0 ? std::min(full, p.acceleration_limit_m_s2) : full;
    }
    return 0;
  }
};

/// Simpson's rule, as fine as the kinks between phases need.
double quadrature(const std::function<double(double)>& f, double from, double to) {
  constexpr int panels = 200'000;
  double sum = 0;
  const double h = (to - from) / panels;
  for (int i = 0; i < panels; ++i) {
    const double a = from + i * h;
    sum += (f(a) + 4 * f(a + 0.5 * h) + f(a + h)) * h / 6;
  }
  return sum;
}

/// L = int a, J = int a s, S = int int a, Q = int int a s, P = int int a s^2, H = int a s^2, each over the time to go;
/// a double integral is a single one with the weight T - s.
void expect_integrals(const Phases& phases, double to_go_m_s) {
  const auto sum = integrate_thrust(cut_into_segments(phases, to_go_m_s, false));
  const double T = sum.time_to_go_s;
  double before = 0;
  Acceleration a{phases, 0};
  for (std::size_t i = 0; i + 1 < phases.size(); ++i) before += a.length_s(phases[i]);
  a.end_of_last_s = T - before;
  const auto integral = [&](const std::function<double(double)>& weight) {
    return quadrature([&](double s) { return a(s) * weight(s); }, 0, T);
  };
  // A jump of the acceleration inside a panel of T / 200000 leaves 1e-6 of the whole; smooth phases far less.
  const double tolerance = 3e-6;
  EXPECT_NEAR(sum.L / integral([](double) { return 1.0; }), 1, tolerance);
  EXPECT_NEAR(sum.J / integral([](double s) { return s; }), 1, tolerance);
  EXPECT_NEAR(sum.S_ / integral([T](double s) { return T - s; }), 1, tolerance);
  EXPECT_NEAR(sum.Q / integral([T](double s) { return s * (T - s); }), 1, tolerance);
  EXPECT_NEAR(sum.P / integral([T](double s) { return s * s * (T - s); }), 1, tolerance);
  EXPECT_NEAR(sum.H / integral([](double s) { return s * s; }), 1, tolerance);
  EXPECT_NEAR(sum.L, to_go_m_s, 1e-9 * to_go_m_s);
}

TEST(ThrustIntegrals, OneBurn) {
  expect_integrals({nothing, nothing, nothing, nothing, nothing, {3500, 8, 400, 0}}, 3000);
}

TEST(ThrustIntegrals, TwoBurnsWithACoastBetween) {
  expect_integrals({GuidedPhase<double>{3100, 20, 80, 0}, {0, 0, 12, 0}, nothing, nothing, nothing, {3500, 8, 400, 0}},
                   4500);
}

TEST(ThrustIntegrals, ThreeBurns) {
  expect_integrals(
      {GuidedPhase<double>{3100, 15, 60, 0}, {3300, 9, 100, 0}, nothing, nothing, nothing, {3600, 5, 900, 0}}, 4500);
}

TEST(ThrustIntegrals, WithAnAccelerationLimit) {
  expect_integrals({GuidedPhase<double>{3100, 20, 100, 35}, nothing, nothing, nothing, nothing, {3500, 8, 300, 25}},
                   6500);
}

TEST(CutIntoSegments, ALimitChangesTimeAndNotTheSpeedGained) {
  // Tsiolkovsky: 100 s of full flow at 3100 m/s and 20 m/s2 give ve ln(tau / (tau - 100)), however they are spread.
  const double tau = 3100 / 20.0, gain = 3100 * std::log(tau / (tau - 100));
  const Phases free{GuidedPhase<double>{3100, 20, 100, 0}}, held{GuidedPhase<double>{3100, 20, 100, 35}};
  const auto free_sum = integrate_thrust(cut_into_segments(free, 1e6, true));
  const auto held_sum = integrate_thrust(cut_into_segments(held, 1e6, true));
  EXPECT_NEAR(free_sum.L, gain, 1e-12 * gain);
  EXPECT_NEAR(held_sum.L, gain, 1e-12 * gain);
  EXPECT_NEAR(free_sum.time_to_go_s, 100, 1e-12);
  // Full thrust until 35 m/s2, then at 35.
  const double until = tau - 3100 / 35.0;
  const double at_limit = 3100 * std::log((tau - until) / (tau - 100)) / 35;
  EXPECT_NEAR(held_sum.time_to_go_s, until + at_limit, 1e-11);
}

TEST(CutIntoSegments, LeavesOutWhatIsNotNeeded) {
  const Phases phases{
      GuidedPhase<double>{3100, 20, 100, 0}, {0, 0, 10, 0}, nothing, nothing, nothing, {3500, 8, 400, 0}};
  const auto segments = cut_into_segments(phases, 500.0, false);
  const auto sum = integrate_thrust(segments);
  EXPECT_NEAR(sum.L, 500, 1e-10);
  EXPECT_NEAR(sum.time_to_go_s, 3100 / 20.0 * (1 - std::exp(-500 / 3100.0)), 1e-11);
  for (int i = 1; i < segments.count; ++i)
    EXPECT_NEAR(segments.list[static_cast<std::size_t>(i)].duration_s, 0, 1e-12) << i;
}

TEST(CutIntoSegments, TheLastPhaseTakesWhatItHasNot) {
  // 1 km/s beyond its propellant: the time to go says so, no error.
  const Phases phases{nothing, nothing, nothing, nothing, nothing, {3500, 8, 100, 0}};
  const double all = 3500 * -std::log(1 - 100 * 8 / 3500.0);
  const auto sum = integrate_thrust(cut_into_segments(phases, all + 1000, false));
  EXPECT_NEAR(sum.L, all + 1000, 1e-9);
  EXPECT_GT(sum.time_to_go_s, 100);
}

TEST(CutIntoSegments, BurnsAllWhereALaterStageFinishes) {
  const Phases phases{GuidedPhase<double>{3100, 20, 100, 0}, nothing, nothing, nothing, nothing, {3500, 8, 100, 0}};
  const auto sum = integrate_thrust(cut_into_segments(phases, 10.0, true));
  EXPECT_NEAR(sum.time_to_go_s, 200, 1e-11);
  EXPECT_NEAR(sum.L, -3100 * std::log(1 - 100 * 20 / 3100.0) - 3500 * std::log(1 - 100 * 8 / 3500.0), 1e-9);
}

TEST(ThrustIntegrals, LanesEqualDoubleBitForBit) {
  std::array<GuidedPhase<Lanes>, max_guided_phases> packed{};
  std::array<Phases, 16> single{};
  Lanes to_go;
  LanesMask burn_all;
  for (int i = 0; i < 16; ++i) {
    Phases& one = single[static_cast<std::size_t>(i)];
    one[0] = {3000.0 + 10 * i, 15.0 + i, i % 4 == 0 ? 0.0 : 50.0 + i, i % 3 == 0 ? 0.0 : 30.0};
    one[1] = {0, 0, i % 2 == 0 ? 0.0 : 5.0, 0};
    one[5] = {3500, 8, 300, i % 5 == 0 ? 20.0 : 0.0};
    set_lane(to_go, i, 500.0 * (i + 1));
    set_lane(burn_all, i, i % 7 == 3);
    for (std::size_t k = 0; k < one.size(); ++k) {
      set_lane(packed[k].exhaust_speed_m_s, i, one[k].exhaust_speed_m_s);
      set_lane(packed[k].acceleration_m_s2, i, one[k].acceleration_m_s2);
      set_lane(packed[k].duration_s, i, one[k].duration_s);
      set_lane(packed[k].acceleration_limit_m_s2, i, one[k].acceleration_limit_m_s2);
    }
  }
  const auto all = integrate_thrust(cut_into_segments(packed, to_go, burn_all));
  for (int i = 0; i < 16; ++i) {
    const auto one =
        integrate_thrust(cut_into_segments(single[static_cast<std::size_t>(i)], 500.0 * (i + 1), i % 7 == 3));
    EXPECT_EQ(lane(all.L, i), one.L) << i;
    EXPECT_EQ(lane(all.P, i), one.P) << i;
    EXPECT_EQ(lane(all.H, i), one.H) << i;
    EXPECT_EQ(lane(all.time_to_go_s, i), one.time_to_go_s) << i;
  }
}

}  // namespace
}  // namespace cosmodrome
