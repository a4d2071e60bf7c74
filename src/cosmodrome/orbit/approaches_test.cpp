#include "cosmodrome/orbit/approaches.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double mu_m3_s2 = 398600.4418e9, radius_m = 6878e3;

const OrbitWorld& world() {
  static const OrbitWorld made =
      make_orbit_world(OrbitModel::two_body(), Epoch::from_utc("2026-01-01T00:00:00Z"), 0, 86400, OrbitData::shipped());
  return made;
}

/// On a circle, so far ahead, in a plane turned about the x axis, with a little more speed.
FreePath circle(const char* name, double ahead_rad, double tilt_rad, double extra_m_s = 0) {
  const double speed_m_s = std::sqrt(world().gm_m3_s2 / radius_m) + extra_m_s;
  const double c = std::cos(ahead_rad), s = std::sin(ahead_rad);
  const double ct = std::cos(tilt_rad), st = std::sin(tilt_rad);
  const PointMassState<double> y{
      radius_m * c, radius_m * s * ct, radius_m * s * st, -speed_m_s * s, speed_m_s * c * ct, speed_m_s * c * st, 1};
  return {name, {propagate<double>(world(), {}, y, 0, 20000)}};
}

TEST(Approaches, TwoOnCrossingCirclesAreNearestWhereTheGeometrySaysSo) {
  // The same circle, one of them 0.01 rad ahead in a plane turned by 0.02 rad: with u from the common line to the
  // middle between them, d^2 = 2 R^2 (1 - cos u1 cos u2 - sin u1 sin u2 cos tilt), u1,2 = u -+ 0.005, is least where
  // cos 2u = 1.
  const double ahead = 0.01, tilt = 0.02;
  const auto found = nearest_approaches({circle("a", 0.5, 0), circle("b", 0.5 + ahead, tilt)}, 100e3);
  ASSERT_EQ(found.size(), 1u);
  const double half = ahead / 2;
  const double least_m =
      radius_m *
      std::sqrt(2 * (1 - std::cos(half) * std::cos(half) + std::sin(half) * std::sin(half) * std::cos(tilt)));
  EXPECT_NEAR(found[0].distance_m, least_m, 1e-3);
  EXPECT_TRUE(found[0].too_near);
}

TEST(Approaches, OneThatWasPushedAheadComesBackAfterARevolution) {
  // Clohessy and Wiltshire: a push along the velocity leads to a drift of 3 push * period behind, with no return; a
  // push outward to an ellipse that closes after one revolution.
  const double speed_m_s = std::sqrt(mu_m3_s2 / radius_m), period_s = 2 * std::numbers::pi * radius_m / speed_m_s;
  const FreePath still = circle("still", 0, 0);
  const PointMassState<double> out{radius_m, 0, 0, 1, speed_m_s, 0, 1};
  const FreePath outward{"outward", {propagate<double>(world(), {}, out, 0, 20000)}};
  const auto found = nearest_approaches({still, outward}, 100);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_LT(found[0].distance_m, 20);  // second order in the push
  EXPECT_NEAR(std::remainder(found[0].t_s, period_s), 0, 30);
  EXPECT_TRUE(found[0].too_near);
  EXPECT_TRUE(nearest_approaches({still, circle("ahead", 0, 0, 1)}, 100).empty() ||
              nearest_approaches({still, circle("ahead", 0, 0, 1)}, 100)[0].distance_m > 1000);
}

TEST(Approaches, ThoseThatNeverFlyAtOnceHaveNone) {
  FreePath early = circle("early", 0, 0), late = circle("late", 1, 0);
  early.arcs = {propagate<double>(world(), {}, early.arcs[0].begin, 0, 100)};
  late.arcs = {propagate<double>(world(), {}, late.arcs[0].begin, 200, 400)};
  EXPECT_TRUE(nearest_approaches({early, late}, 100).empty());
}

}  // namespace
}  // namespace cosmodrome
