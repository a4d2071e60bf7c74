#include "cosmodrome/orbit/drift_rates.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400, axis_m = 42164170;

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

/// 18 n^2 (R/a)^2 J22 sin 2(lambda - lambda22), with J22 = 1.8155e-6 at 14.93 degrees west (EGM2008).
TEST(DriftRates, TheFirstTermIsThatOfJ22) {
  for (const double longitude : {-100.0, 0.0, 30.0, 75.0, 120.0}) {
    const double motion = 7.292115e-5, ratio = 6378137 / axis_m;
    const double expected =
        18 * motion * motion * ratio * ratio * 1.8155e-6 * std::sin(2 * (longitude + 14.93) * degree_rad);
    EXPECT_NEAR(longitude_acceleration_rad_s2(data().earth, axis_m, longitude * degree_rad, 2), expected, 1e-18)
        << longitude;
  }
}

/// Where it vanishes: Soop's handbook has the stable points at 75.1 E and 105.3 W, the others at 11.5 W and 161.9 E,
/// with a field of the seventies: 0.3 degrees.
TEST(DriftRates, RestsAtFourLongitudes) {
  const auto slope = [](double longitude_deg) {
    return longitude_acceleration_rad_s2(data().earth, axis_m, longitude_deg * degree_rad);
  };
  for (const double stable : {75.1, -105.3}) {
    EXPECT_GT(slope(stable - 0.3), 0) << stable;
    EXPECT_LT(slope(stable + 0.3), 0) << stable;
  }
  for (const double unstable : {-11.5, 161.9}) {
    EXPECT_LT(slope(unstable - 0.3), 0) << unstable;
    EXPECT_GT(slope(unstable + 0.3), 0) << unstable;
  }
}

/// Between 0.75 and 0.95 degrees a year as the Moon's node goes round in 18.6 years (Soop, chapter 4): most where its
/// node is at the equinox, in January 2025, least half a turn before. Two digits are printed.
TEST(DriftRates, SunAndMoonTurnThePlane) {
  const auto degrees_a_year = [](const char* utc) {
    return inclination_drift_rad_s(Epoch::from_utc(utc), axis_m, 3.986004418e14) / degree_rad * 365.25 * day_s;
  };
  EXPECT_NEAR(degrees_a_year("2025-01-29T00:00:00Z"), 0.95, 0.01);
  EXPECT_NEAR(degrees_a_year("2015-10-08T00:00:00Z"), 0.75, 0.01);
}

/// 0.011 times area over mass (Soop, chapter 4), to its two digits.
TEST(DriftRates, SunlightTurnsTheEccentricity) {
  EXPECT_NEAR(sunlight_eccentricity(0.03, axis_m, 3.986004418e14), 0.011 * 0.03, 0.0005 * 0.03);
}

}  // namespace
}  // namespace cosmodrome
