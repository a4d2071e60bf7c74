#include "cosmodrome/orbit/ground_station.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/stretches.hpp"

namespace cosmodrome {
namespace {

TEST(StretchesAbove, FindsWhatRisesAndFallsBetweenTwoLooks) {
  // Above zero for 0.2 about 3.3 and 10.3, looked at every 2.
  const auto hill = [](double x) {
    return std::cos(2 * std::numbers::pi * (x - 3.3) / 7) - std::cos(0.2 * std::numbers::pi / 7);
  };
  const auto found = stretches_above(hill, 0, 14, 2);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].from, 3.2, 1e-12);
  EXPECT_NEAR(found[0].to, 3.4, 1e-12);
  EXPECT_NEAR(found[0].highest, 3.3, 1e-6);
  EXPECT_FALSE(found[0].cut_at_begin || found[1].cut_at_end);
}

TEST(StretchesAbove, SaysWhatTheSpanCutsOff) {
  const auto found = stretches_above([](double x) { return std::cos(x); }, 0, 2 * std::numbers::pi, 0.5);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].cut_at_begin);
  EXPECT_NEAR(found[0].to, std::numbers::pi / 2, 1e-12);
  EXPECT_NEAR(found[1].from, 3 * std::numbers::pi / 2, 1e-12);
  EXPECT_TRUE(found[1].cut_at_end);
  EXPECT_TRUE(stretches_above([](double) { return -1.0; }, 0, 9, 1).empty());
}

/// J. Meeus, Astronomical Algorithms (1998), chapter 16: true 33.2405' lifted by 24.618'.
TEST(Refraction, AsInMeeus) {
  EXPECT_NEAR(refraction_rad(0.5541 * degree_rad) / degree_rad * 60, 24.618, 0.001);
  EXPECT_NEAR(refraction_rad(90 * degree_rad), 0, 1e-4 * degree_rad);
  EXPECT_EQ(refraction_rad(-30 * degree_rad), refraction_rad(-1 * degree_rad));
}

class CircleAboutThePoles : public testing::Test {
 protected:
  static constexpr double radius_m = 7000e3, day_s = 86400;

  static const OrbitWorld& world() {
    static const OrbitWorld the_world = [] {
      OrbitModel model = OrbitModel::two_body();
      model.bodies = {Body::sun};
      return make_orbit_world(model, Epoch::from_utc("2026-03-20T12:00:00Z"), 0, day_s, OrbitData::shipped());
    }();
    return the_world;
  }
  static const OrbitArc<double>& arc() {
    static const OrbitArc<double> the_arc = [] {
      const double speed = std::sqrt(world().gm_m3_s2 / radius_m);
      return propagate<double>(world(), {}, {radius_m, 0, 0, 0, 0, speed, 1}, 0, day_s);
    }();
    return the_arc;
  }
};

/// Over a pole it stands once in each revolution, for as long as a circle's plane triangle says.
TEST_F(CircleAboutThePoles, PassesAtThePoleAreThoseOfATriangle) {
  const GroundStation pole{"pole", {90 * degree_rad, 0, 0}, 10 * degree_rad, false};
  const auto passes = find_passes(world(), arc(), {pole});
  const double period_s = 2 * std::numbers::pi * std::sqrt(std::pow(radius_m, 3) / world().gm_m3_s2);
  ASSERT_EQ(passes.size(), static_cast<std::size_t>(std::floor(day_s / period_s - 0.25) + 1));
  // The angle at the Earth's centre from the zenith to elevation e: acos(R cos e / r) - e.
  const double half = std::acos(wgs84_polar_radius_m * std::cos(10 * degree_rad) / radius_m) - 10 * degree_rad;
  for (const Pass& pass : passes) {
    // The pole of date wanders 0.15 degrees from that of the GCRF by 2026, across the orbit's plane at most.
    EXPECT_NEAR(pass.set_s - pass.rise_s, period_s * half / std::numbers::pi, 0.5);
    EXPECT_NEAR(pass.at_highest.elevation_rad, 90 * degree_rad, 2 * degree_rad);
    EXPECT_NEAR(pass.at_rise.elevation_rad, 10 * degree_rad, 1e-9);
    EXPECT_LT(pass.at_rise.range_rate_m_s, -5000);
    EXPECT_NEAR(pass.at_highest.range_m, radius_m - wgs84_polar_radius_m, 100);
    EXPECT_NEAR(pass.at_highest.range_rate_m_s, 0, 5);
  }
}

/// A range rate is what the range does.
TEST_F(CircleAboutThePoles, RangeRateIsTheSlopeOfTheRange) {
  const GroundStation vostochny{"Vostochny", {51.884 * degree_rad, 128.334 * degree_rad, 280}, 0, true};
  const auto passes = find_passes(world(), arc(), {vostochny});
  ASSERT_GE(passes.size(), 4U);
  const double t = passes[1].rise_s, h = 0.5;
  const double later = look_at(world(), vostochny, t + h, arc().at(t + h)).range_m;
  const double before = look_at(world(), vostochny, t - h, arc().at(t - h)).range_m;
  EXPECT_NEAR((later - before) / (2 * h), passes[1].at_rise.range_rate_m_s, 0.05);
  // The air shows it before it has risen: half a degree at the horizon.
  EXPECT_NEAR(passes[1].at_rise.elevation_rad / degree_rad, -0.57, 0.06);
}

/// At an equinox the Sun stands in the equator's plane, where this orbit rises: a cylinder of the Earth's radius.
TEST_F(CircleAboutThePoles, EclipsesAreThoseOfAShadowCone) {
  const auto eclipses = find_eclipses(world(), arc());
  const double period_s = 2 * std::numbers::pi * std::sqrt(std::pow(radius_m, 3) / world().gm_m3_s2);
  ASSERT_GE(eclipses.size(), 13U);
  // At 12 h UTC of that day the Sun is half a degree from the x axis, in whose direction the orbit's plane lies.
  const double half = std::asin(world().radius_m / radius_m), sun = 0.267 * degree_rad;
  for (std::size_t i = 1; i + 1 < eclipses.size(); ++i) {
    const Eclipse& e = eclipses[i];
    EXPECT_NEAR(e.leave_s - e.enter_s, period_s * (half + sun) / std::numbers::pi, 2);
    EXPECT_NEAR(e.umbra_leave_s - e.umbra_enter_s, period_s * (half - sun) / std::numbers::pi, 2);
  }
}

TEST_F(CircleAboutThePoles, RefusesWhatItCannotDo) {
  OrbitArc<double> bare = arc();
  bare.steps.clear();
  EXPECT_THROW(find_passes(world(), bare, {}), std::invalid_argument);
  EXPECT_THROW(find_eclipses(world(), bare), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
