#include "cosmodrome/orbit/lambert.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
constexpr double mu = 3.986004415e14;  // EGM2008, as the propagator has it
const Place north{0, 0, 1};

void expect_near(const Place& found, const Place& wanted, double tolerance) {
  EXPECT_NEAR(found.x, wanted.x, tolerance);
  EXPECT_NEAR(found.y, wanted.y, tolerance);
  EXPECT_NEAR(found.z, wanted.z, tolerance);
}

TEST(Lambert, SolvesThePublishedCases) {
  // Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., example 7-5; printed to 1e-6 km/s.
  const auto a =
      solve_lambert<double>({15945340, 0, 0}, {12214838.99, 10249467.31, 0}, 76 * 60.0, 3.986004418e14, north);
  ASSERT_EQ(a.size(), 1U);
  expect_near(a[0].leave_m_s, {2058.913, 2915.965, 0}, 2e-3);
  expect_near(a[0].arrive_m_s, {-3451.565, 910.315, 0}, 2e-3);
  // Curtis, Orbital Mechanics for Engineering Students, 3rd ed., example 5.2; printed to five digits, mu = 398600.
  const auto b = solve_lambert<double>({5e6, 1e7, 2.1e6}, {-1.46e7, 2.5e6, 7e6}, 3600, 3.986e14, north);
  expect_near(b[0].leave_m_s, {-5992.5, 1925.4, 3245.6}, 0.06);
  expect_near(b[0].arrive_m_s, {-3312.5, -4196.6, -385.29}, 0.06);
}

/// Each solution is flown, so far out that none goes through the ground.
void expect_arrivals(const Place& from, const Place& to, double time_s, const Place& normal, int revolutions,
                     std::size_t solutions) {
  static const OrbitData data = OrbitData::shipped();
  const Epoch epoch = Epoch::from_utc(2023, 8, 10);
  const OrbitWorld world = make_orbit_world(OrbitModel::two_body(), epoch, 0, 1e6, data);
  const auto paths = solve_lambert<double>(from, to, time_s, mu, normal, revolutions);
  EXPECT_EQ(paths.size(), solutions);
  for (const auto& path : paths) {
    const auto& v = path.leave_m_s;
    EXPECT_GT(dot(cross(from, v), normal), 0);
    const auto arc = propagate<double>(world, {}, {from.x, from.y, from.z, v.x, v.y, v.z, 1}, 0, time_s, {}, {},
                                       {.tolerance = 1e-14, .dense = false});
    ASSERT_FALSE(arc.failed);
    // The propagation's own error grows with the revolutions; 1e-9 of the distance leaves it room.
    EXPECT_LT(norm(position_of(arc.end) - to), 1e-9 * norm(to) * (1 + path.revolutions)) << path.revolutions;
    EXPECT_LT(norm(velocity_of(arc.end) - path.arrive_m_s), 1e-9 * norm(path.arrive_m_s) * (1 + path.revolutions));
  }
}

TEST(Lambert, ArrivesOnEveryConicAndBothWaysRound) {
  const Place from{8e8, 0, 0}, to{-3e8, 9e8, 2e8};
  for (const double time_s : {6e5, 2e6, 5e6}) {
    expect_arrivals(from, to, time_s, north, 0, 1);
    expect_arrivals(from, to * 1.3, time_s, -north, 0, 1);
  }
}

TEST(Lambert, FindsAllRevolutions) {
  const Place from{8e8, 0, 0}, to{-3e8, 9e8, 2e8};
  // The period of a million km is 115 days: 500 days have room for five whole revolutions of a smaller ellipse.
  expect_arrivals(from, to, 4.32e7, north, 3, 7);
  expect_arrivals(from, to, 4.32e7, -north, 2, 5);
  const auto all = solve_lambert<double>(from, to, 4.32e7, mu, north, 50);
  EXPECT_LT(all.size(), 2U * 8);
}

TEST(Lambert, TakesThePlaneFromTheNormalAtHalfATurn) {
  const auto paths = solve_lambert<double>({7e6, 0, 0}, {-4e8, 0, 0}, 4.5 * 86400, mu, {0, -0.6, 0.8});
  EXPECT_NEAR(paths[0].leave_m_s.z / paths[0].leave_m_s.y, 0.75, 1e-9);
  EXPECT_TRUE(std::isfinite(paths[0].arrive_m_s.x));
}

TEST(Lambert, DoesNotMindTheParabola) {
  // Times around the parabola's: no jump from ellipse to hyperbola, nor between the formulas for the time. Second
  // differences of a second are those of a smooth function: 0.005 m/s, and fall.
  const Place from{7e6, 0, 0}, to{0, 2e7, 0};
  const auto leave = [&](double time_s) { return solve_lambert<double>(from, to, time_s, mu, north)[0].leave_m_s; };
  for (double time_s = 2000; time_s < 6000; time_s += 1) {
    const auto bend = leave(time_s + 1) - leave(time_s) * 2.0 + leave(time_s - 1);
    EXPECT_LT(norm(bend), 0.006) << time_s;
  }
}

TEST(Lambert, HasTheDerivativesOfDifferences) {
  using D = Dual<7>;
  const std::array<double, 7> at{8e6, 1e5, -2e5, -3e6, 9e6, 2e6, 30000};
  const auto solve = [](const std::array<double, 7>& x, std::size_t which) {
    return solve_lambert<double>({x[0], x[1], x[2]}, {x[3], x[4], x[5]}, x[6], mu, north, 2)[which].leave_m_s;
  };
  std::array<D, 7> x;
  for (std::size_t k = 0; k < 7; ++k) x[k] = D::variable(at[k], static_cast<int>(k));
  const auto dual = solve_lambert<D>({x[0], x[1], x[2]}, {x[3], x[4], x[5]}, x[6], D(mu), north, 2);
  ASSERT_EQ(dual.size(), 5U);
  for (std::size_t which = 0; which < dual.size(); ++which) {
    for (std::size_t k = 0; k < 7; ++k) {
      auto above = at, below = at;
      const double h = k < 6 ? 20.0 : 0.1;
      above[k] += h, below[k] -= h;
      const Place slope = (solve(above, which) - solve(below, which)) * (0.5 / h);
      const double room = 1e-5 * norm(slope) + 1e-9;  // rounding of 1e4 m/s over 2 h, and third derivatives
      EXPECT_NEAR(dual[which].leave_m_s.x.d[k], slope.x, room);
      EXPECT_NEAR(dual[which].leave_m_s.y.d[k], slope.y, room);
      EXPECT_NEAR(dual[which].leave_m_s.z.d[k], slope.z, room);
    }
  }
}

TEST(Lambert, RefusesWhatHasNoMeaning) {
  EXPECT_THROW(solve_lambert<double>({7e6, 0, 0}, {0, 8e6, 0}, 0, mu, north), std::invalid_argument);
  EXPECT_THROW(solve_lambert<double>({0, 0, 0}, {0, 8e6, 0}, 10, mu, north), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
