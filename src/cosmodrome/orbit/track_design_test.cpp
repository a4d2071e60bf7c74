#include "cosmodrome/orbit/track_design.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace {

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

TrackRequest repeating(int revolutions, int days) {
  TrackRequest request;
  request.epoch = Epoch::from_utc("2026-03-20T12:00:00Z");
  request.revolutions = revolutions, request.days = days;
  request.sun_synchronous = true;
  return request;
}

struct Published {
  const char* name;
  int revolutions, days;
  double inclination_deg;
};

/// Inclinations as operators publish them: Landsat 8 (USGS), TerraSAR-X (DLR), Sentinel-1, 2 and 3 (ESA). The Sun turns
/// such a plane by up to 0.05 degrees a year between manoeuvres, and the figures are rounded: 0.07 degrees.
TEST(TrackDesign, MeetsOrbitsThatFly) {
  for (const Published& flies : {Published{"Landsat 8", 233, 16, 98.2},
                                 {"TerraSAR-X", 167, 11, 97.44},
                                 {"Sentinel-1", 175, 12, 98.18},
                                 {"Sentinel-2", 143, 10, 98.62},
                                 {"Sentinel-3", 385, 27, 98.65}}) {
    const TrackDesign design = design_track(repeating(flies.revolutions, flies.days), data());
    ASSERT_TRUE(design.found) << flies.name;
    EXPECT_NEAR(design.inclination_rad / degree_rad, flies.inclination_deg, 0.07) << flies.name;
    EXPECT_LT(design.closure_m, 1) << flies.name;
    EXPECT_NEAR(design.nodal_period_s * flies.revolutions, 86400.0 * flies.days, 1) << flies.name;
  }
}

/// DLR: 514.8 km over the equator. USGS: 2752 km from one revolution of Landsat to the next.
TEST(TrackDesign, MeetsTheirHeightsAndTracks) {
  EXPECT_NEAR(design_track(repeating(167, 11), data()).node_altitude_m, 514.8e3, 0.3e3);
  EXPECT_NEAR(design_track(repeating(233, 16), data()).track_spacing_m, 2752e3, 1e3);
}

/// TOPEX/Poseidon repeats by itself, its plane turns: 127 revolutions in 10 nodal days at 66.039 degrees and a mean
/// semi-major axis of 7714.4278 km (B. Frauenholz et al., Journal of Spacecraft and Rockets 35, 1998, 212-224).
TEST(TrackDesign, MeetsTopexThoughItIsNotSunSynchronous) {
  TrackRequest request = repeating(127, 10);
  request.sun_synchronous = false, request.inclination_rad = 66.039 * degree_rad;
  const TrackDesign design = design_track(request, data());
  ASSERT_TRUE(design.found);
  EXPECT_NEAR((design.altitude_m + 6378137) / 1e3, 7714.43, 0.5);
  EXPECT_NEAR(design.nodal_period_s * 127 / 86400, 9.9156, 1e-4);
}

TEST(TrackDesign, AnAltitudeMakesAnInclination) {
  TrackRequest request = repeating(0, 0);
  request.altitude_m = 500e3;
  const TrackDesign design = design_track(request, data());
  ASSERT_TRUE(design.found);
  EXPECT_NEAR(design.altitude_m, 500e3, 1);
  EXPECT_NEAR(design.inclination_rad / degree_rad, 97.40, 0.02);  // as tables of J2 have it
  EXPECT_NEAR(design.node_rate_rad_s * 86400 / degree_rad, 0.98565, 1e-4);
}

TEST(TrackDesign, SaysWhatThereIsNot) {
  EXPECT_FALSE(design_track(repeating(20, 1), data()).found);  // under the ground
  TrackRequest high = repeating(0, 0);
  high.altitude_m = 5990e3;  // no plane turns so fast there
  EXPECT_FALSE(design_track(high, data()).found);
}

TEST(TrackDesign, LocalTimeIsThatOfTheMeanSun) {
  const Epoch noon = Epoch::from_utc("2026-03-20T12:00:00Z");
  EXPECT_NEAR(longitude_of_local_time_rad(noon, 12), 0, 1e-9);
  EXPECT_NEAR(longitude_of_local_time_rad(noon, 10.5) / degree_rad, -22.5, 1e-9);
  EXPECT_NEAR(longitude_of_local_time_rad(noon + 6 * 3600.0, 12) / degree_rad, -90, 1e-9);
}

}  // namespace
}  // namespace cosmodrome
