#include "cosmodrome/orbit/transfers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double mu = 3.986004418e14, radius = 6378137.0;

TEST(Transfers, HohmannAsPublished) {
  // Vallado, 4th ed., example 6-1: 3.935224 km/s, 5.256713 h.
  const auto cost = hohmann(radius + 191344.11, radius + 35781348.57, mu);
  EXPECT_NEAR(cost.total_m_s(), 3935.224, 1e-2);  // the book rounds its speeds to 1e-6 km/s in canonical units
  EXPECT_NEAR(cost.time_s() / 3600, 5.256713, 1e-5);
}

TEST(Transfers, BiEllipticAsPublished) {
  // Vallado, 4th ed., example 6-2: 3.904057 km/s, 593.919803 h; Hohmann would need 4.076 km/s.
  const auto cost = bi_elliptic(radius + 191344.11, radius + 376310e3, radius + 503873e3, mu);
  EXPECT_NEAR(cost.total_m_s(), 3904.057, 2e-2);
  EXPECT_NEAR(cost.time_s() / 3600, 593.9198, 1e-3);
  EXPECT_GT(hohmann(radius + 191344.11, radius + 376310e3, mu).total_m_s(), cost.total_m_s());
}

TEST(Transfers, BiEllipticMeetsHohmannAtTheTarget) {
  const auto a = bi_elliptic(7e6, 3e7, 3e7, mu), b = hohmann(7e6, 3e7, mu);
  EXPECT_NEAR(a.total_m_s(), b.total_m_s(), 1e-9);
}

TEST(Transfers, BiEllipticIsBiParabolicFarAway) {
  // From 11.94 times on a far point may pay, from 15.58 times on any does (Vallado, 4th ed., section 6.3.2).
  const auto saves = [](double ratio, double far_ratio) {
    return hohmann(7e6, 7e6 * ratio, mu).total_m_s() > bi_elliptic(7e6, 7e6 * ratio, 7e6 * far_ratio, mu).total_m_s();
  };
  EXPECT_NEAR(bi_elliptic(7e6, 1.4e8, 1e16, mu).total_m_s(), bi_parabolic_m_s(7e6, 1.4e8, mu), 1e-3);
  EXPECT_FALSE(saves(11.93, 1e9));
  EXPECT_TRUE(saves(11.95, 1e9));
  EXPECT_FALSE(saves(15.57, 15.57 * 1.0001));
  EXPECT_TRUE(saves(15.59, 15.59 * 1.0001));
}

TEST(Transfers, SharesTheTurnOfThePlane) {
  const auto shared = inclined_hohmann(6.6e6, 4.2164e7, 28.5 * degree_rad, mu);
  // All of it in the second burn, and a degree of it less or more in the first, cost more.
  for (const double turn : {0.0, shared.first_turn_rad - 0.02, shared.first_turn_rad + 0.02}) {
    const auto circle = hohmann(6.6e6, 4.2164e7, mu);
    const double v1 = std::sqrt(mu / 6.6e6), v2 = std::sqrt(mu / 4.2164e7);
    const double p = v1 + circle.burns[0].along_m_s, a = v2 - circle.burns[1].along_m_s,
                 rest = 28.5 * degree_rad - turn;
    const double total = std::sqrt(v1 * v1 + p * p - 2 * v1 * p * std::cos(turn)) +
                         std::sqrt(v2 * v2 + a * a - 2 * v2 * a * std::cos(rest));
    EXPECT_GT(total, shared.transfer.total_m_s());
  }
  const double speed = std::sqrt(mu / 7e6);
  EXPECT_NEAR(plane_change(7e6, 60 * degree_rad, mu).total_m_s(), speed, 1e-9);  // an equilateral triangle
}

TEST(Transfers, PhasingComesToThePlace) {
  // Two revolutions, a place 30 degrees ahead: it comes round 30 degrees of its circle early.
  const auto found = phasing(7e6, 30 * degree_rad, 2, mu);
  const double period = 2 * std::numbers::pi * std::sqrt(7e6 * 7e6 * 7e6 / mu);
  EXPECT_NEAR(found.transfer.time_s(), period * (2 - 30.0 / 360), 1e-6);
  EXPECT_LT(found.semi_major_axis_m, 7e6);
  EXPECT_NEAR(phasing(7e6, 0, 1, mu).transfer.total_m_s(), 0, 1e-9);
  EXPECT_THROW(phasing(7e6, 0, 0, mu), std::invalid_argument);
  EXPECT_THROW(phasing(7e6, 7, 1, mu), std::invalid_argument);
}

TEST(Manoeuvre, BurnsByTheRocketEquation) {
  const SpaceEngine engine{.thrust_N = 19850, .isp_s = 333.2};
  const double t_s = burn_duration_s(engine, 7500, 3000);
  EXPECT_NEAR(velocity_change_m_s(engine, 7500, t_s), 3000, 1e-9);
  // A short strong burn in the propagator changes the velocity as the impulse does.
  const OrbitData data = OrbitData::shipped();
  const OrbitWorld world = make_orbit_world(OrbitModel::two_body(), Epoch::from_utc(2023, 8, 10), 0, 100, data);
  const SpaceEngine strong{.thrust_N = 1e9, .isp_s = 333.2};
  const PointMassState<double> y{7e6, 0, 0, 0, 7500, 0, 1000};
  const BurnAttitude attitude{BurnAxes::rtn, {0.5, 1, 0}, {}};
  const double dt_s = burn_duration_s(strong, 1000, 50);
  const auto arc = propagate<double>(world, {}, y, 0, dt_s, make_burn(strong, 0, dt_s, attitude));
  const auto jump = apply_impulse(y, attitude.direction * (50 / norm(attitude.direction)), BurnAxes::rtn, 333.2);
  for (std::size_t k = 3; k < 7; ++k)
    EXPECT_NEAR(arc.end[k], jump[k], 1e-3) << k;  // gravity for 50 us; a burn across the plane would turn it
}

TEST(Manoeuvre, SettlesBeforeItStarts) {
  const SpaceEngine engine{19850, 333.2, 100, 220, 30};
  const auto burns = make_burn(engine, 500, 60, {});
  ASSERT_EQ(burns.size(), 2U);
  EXPECT_EQ(burns[0].start_s, 470);
  EXPECT_EQ(burns[0].start_s + burns[0].duration_s, burns[1].start_s);
  EXPECT_EQ(burns[0].thrust.thrust_N, 100);
  EXPECT_EQ(burns[1].start_s, 500);
}

}  // namespace
}  // namespace cosmodrome
