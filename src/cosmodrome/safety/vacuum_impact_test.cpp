// Impact points in vacuum, against closed forms.
#include "cosmodrome/dynamics/vacuum_impact.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/fall.hpp"
#include "cosmodrome/safety/fixed_world_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace safety_tests;

constexpr double r_0 = wgs84_equatorial_radius_m;
const double mu = Gravity::earth(0).gm_m3_s2();

VacuumImpact<double> from(const World& world, const Vec3<double, Gcrf>& r, const Vec3<double, Gcrf>& v) {
  return vacuum_impact(world, 0.0, r, v);
}

TEST(VacuumImpact, FallsStraightDownAsAPointMassPulls) {
  // From rest at R to r < R: t = sqrt(R^3 / 2 mu) (acos sqrt(x) + sqrt(x (1 - x))) with x = r / R.
  const double top = r_0 + 100e3, x = r_0 / top;
  const double fall_s = std::sqrt(top * top * top / (2 * mu)) * (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
  // A line is no ellipse; with 1 mm/s sideways it is one, and 0.15 m away.
  const auto impact = from(turning_world(0, 0), {top, 0, 0}, {0, 1e-3, 0});
  ASSERT_TRUE(impact.reaches_ground);
  EXPECT_NEAR(impact.after_s, fall_s, 1e-7);
  EXPECT_NEAR(norm(impact.place_m), r_0, 1e-7);
}

TEST(VacuumImpact, FliesAnEllipseFromTheGroundToTheGround) {
  // Thrown at speed v and angle g above the horizon: with l = v^2 r / mu, half the range angle is
  // atan(l sin g cos g / (1 - l cos^2 g)). The equator of the ellipsoid is a circle.
  for (const double v : {10.0, 2000.0, 7000.0}) {
    const double l = v * v * r_0 / mu, part = v / std::sqrt(2.0);
    const auto impact = from(turning_world(0, 0), {r_0 + 1e-6, 0, 0}, {part, part, 0});
    ASSERT_TRUE(impact.reaches_ground);
    const double angle = std::atan2(impact.place_m.y, impact.place_m.x);
    EXPECT_NEAR(angle * r_0, 2 * std::atan(0.5 * l / (1 - 0.5 * l)) * r_0, 1e-5) << v;
  }
}

TEST(VacuumImpact, InOrbitThereIsNone) {
  const World world = turning_world(0);
  const double r = r_0 + 300e3, circle = std::sqrt(mu / r);
  EXPECT_FALSE(from(world, {r, 0, 0}, {0, circle, 0}).reaches_ground);
  EXPECT_FALSE(from(world, {r, 0, 0}, {0, 1.2 * circle, 0}).reaches_ground);
  EXPECT_FALSE(from(world, {r, 0, 0}, {0, 1.5 * circle, 0}).reaches_ground);  // leaves the Earth
  EXPECT_NEAR(from(world, {r, 0, 0}, {0, circle, 0}).lowest_altitude_m, 300e3, 1);
}

TEST(VacuumImpact, ThereIsOneUpToAPerigeeOnTheGround) {
  // Apogee at R, perigee at p: v^2 = 2 mu p / (R (R + p)).
  const World world = turning_world(0, 0);
  const double top = r_0 + 300e3;
  const auto with_perigee = [&](double altitude_m) {
    const double p = r_0 + altitude_m;
    return from(world, {top, 0, 0}, {0, std::sqrt(2 * mu * p / (top * (top + p))), 0});
  };
  EXPECT_TRUE(with_perigee(-0.1).reaches_ground);
  EXPECT_FALSE(with_perigee(+0.1).reaches_ground);
  EXPECT_NEAR(with_perigee(+0.1).lowest_altitude_m, 0.1, 1e-6);
  // Just below, it comes down near its perigee, half a revolution on.
  const double a = r_0 + 150e3;
  EXPECT_NEAR(with_perigee(-0.1).after_s, M_PI * std::sqrt(a * a * a / mu), 5);
}

TEST(VacuumImpact, OnThePadItIsThere) {
  const World world = turning_world(0);
  for (const double altitude_m : {0.0, -30.0}) {
    const State state = state_of(world, {28.5, -80.5, altitude_m, 0, 0, 0});
    const auto impact = from(world, state.r_m, state.v_m_s);
    EXPECT_TRUE(impact.reaches_ground);
    EXPECT_NEAR(impact.after_s, 0, 1e-4);
    const Geodetic<double> place = to_geodetic(impact.place_m);
    EXPECT_NEAR(place.latitude_rad, 28.5 * degree_rad, 1e-9);
    EXPECT_NEAR(place.longitude_rad, -80.5 * degree_rad, 1e-9);
  }
}

TEST(VacuumImpact, IsWhereAFallInVacuumEnds) {
  // The same by the equations of motion, also after the apogee, over the pole and westward.
  const World world = turning_world(0);
  for (const Release& release : {Release{28.5, -80.5, 65e3, 2400, 25, 90}, Release{62, 130, 200e3, 6500, -8, 350},
                                 Release{80, 10, 90e3, 6e3, 12, 5}, Release{-5, 179, 150e3, 4000, 40, 270}}) {
    const State state = state_of(world, release);
    const auto impact = from(world, state.r_m, state.v_m_s);
    const auto& [r, v] = state;
    const auto end = fall(world, fall_mode(0.0, 0.0), 0.0, PointMassState<double>{r.x, r.y, r.z, v.x, v.y, v.z, 1},
                          7200.0, FallLimits{.longest_step_s = 10, .tolerance = 1e-12});
    ASSERT_TRUE(impact.reaches_ground && end.reached_ground);
    EXPECT_NEAR(impact.after_s, end.t_s, 1e-6);
    const auto place = gcrf_to_itrf(world.earth, end.t_s) * position_of(end.y);
    EXPECT_LT(norm(place - impact.place_m), 1e-3);  // forty steps whose errors are 1e-12 of 100 km to 600 km each
  }
}

TEST(VacuumImpact, ALaneHasTheBitsOfADouble) {
  const World world = turning_world(0);
  Vec3<Lanes, Gcrf> r, v;
  std::array<State, 16> states;
  for (int i = 0; i < 16; ++i) {
    // The last lane is in orbit, the one before the last but one stands on the ground.
    const double speed = 560.0 * i, height = i == 13 ? -1 : 100e3;
    const State state = states[static_cast<std::size_t>(i)] =
        state_of(world, {51.0, 128.0, height, speed, 30.0 - 2 * i, 20.0 * i});
    set_lane(r.x, i, state.r_m.x), set_lane(r.y, i, state.r_m.y), set_lane(r.z, i, state.r_m.z);
    set_lane(v.x, i, state.v_m_s.x), set_lane(v.y, i, state.v_m_s.y), set_lane(v.z, i, state.v_m_s.z);
  }
  const auto together = vacuum_impact(world, Lanes(0.0), r, v);
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  int down = 0;
  for (int i = 0; i < 16; ++i) {
    const auto& [own_r, own_v] = states[static_cast<std::size_t>(i)];
    const auto alone = from(world, own_r, own_v);
    EXPECT_EQ(lane(together.reaches_ground, i), alone.reaches_ground) << i;
    EXPECT_EQ(bits(lane(together.after_s, i)), bits(alone.after_s)) << i;
    EXPECT_EQ(bits(lane(together.place_m.x, i)), bits(alone.place_m.x)) << i;
    EXPECT_EQ(bits(lane(together.place_m.y, i)), bits(alone.place_m.y)) << i;
    EXPECT_EQ(bits(lane(together.place_m.z, i)), bits(alone.place_m.z)) << i;
    down += alone.reaches_ground ? 1 : 0;
  }
  EXPECT_EQ(down, 15);
}

TEST(VacuumImpact, WhatFallsStraightDownComesDownBelow) {
  // Its ellipse has its perigee at the centre. At rest at h = 100 km above an Earth that stands still: the time is that
  // of a radial ellipse, sqrt(r_0^3 / 2 GM) (acos(sqrt(x)) + sqrt(x (1 - x))), x = r_1 / r_0.
  const World world = turning_world(0, 0);
  for (const double up_m_s : {0.0, 1e-9, 30.0}) {
    const Vec3<double, Gcrf> r{wgs84_equatorial_radius_m + 100e3, 0, 0}, v{up_m_s, 0, 0};
    const auto impact = vacuum_impact(world, 0.0, r, v);
    ASSERT_TRUE(impact.reaches_ground) << up_m_s;
    EXPECT_NEAR(impact.place_m.x, wgs84_equatorial_radius_m, 1e-6);
    EXPECT_NEAR(impact.place_m.y, 0, 1e-6);
    if (up_m_s > 1e-6) continue;
    const double x = wgs84_equatorial_radius_m / r.x;
    const double time_s = std::sqrt(r.x * r.x * r.x / (2 * world.gravity.gm_m3_s2())) *
                          (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
    EXPECT_NEAR(impact.after_s, time_s, 1e-6);
  }
}

TEST(VacuumImpact, HasTheDerivativesOfItsDifferences) {
  const World world = turning_world(0);
  const State state = state_of(world, {45, 60, 120e3, 5000, 15, 60});
  using D = Dual<6>;
  const auto& [r, v] = state;
  const double x[6] = {r.x, r.y, r.z, v.x, v.y, v.z};
  std::array<D, 6> seeded;
  for (int k = 0; k < 6; ++k) seeded[static_cast<std::size_t>(k)] = D::variable(x[k], k);
  const auto dual = vacuum_impact(world, D(0.0), Vec3<D, Gcrf>{seeded[0], seeded[1], seeded[2]},
                                  Vec3<D, Gcrf>{seeded[3], seeded[4], seeded[5]});
  for (int k = 0; k < 6; ++k) {
    const double step = k < 3 ? 10 : 0.01;
    const auto moved = [&](double by) {
      double y[6];
      for (int i = 0; i < 6; ++i) y[i] = x[i] + (i == k ? by : 0);
      return from(world, {y[0], y[1], y[2]}, {y[3], y[4], y[5]});
    };
    const auto slope = (moved(step).place_m - moved(-step).place_m) / (2 * step);
    const auto i = static_cast<std::size_t>(k);
    // Rounding of 1e-8 m over the step, and find_crossing's own slope, good to 1e-6.
    const double allowed = 3e-6 * norm(slope) + 1e-8 / step;
    EXPECT_NEAR(dual.place_m.x.d[i], slope.x, allowed) << k;
    EXPECT_NEAR(dual.place_m.y.d[i], slope.y, allowed) << k;
    EXPECT_NEAR(dual.place_m.z.d[i], slope.z, allowed) << k;
  }
}

}  // namespace
}  // namespace cosmodrome
