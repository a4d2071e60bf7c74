#include "cosmodrome/orbit/station_keeping.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/keep_log.hpp"
#include "cosmodrome/orbit/track_design.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

/// A sun-synchronous orbit over 10:30, 700 km up.
KeepRequest low_orbit(std::vector<BoxSide> box, double days) {
  TrackRequest track;
  track.epoch = Epoch::from_utc("2026-01-01T00:00:00Z");
  track.altitude_m = 700e3, track.sun_synchronous = true;
  track.node_longitude_rad = longitude_of_local_time_rad(track.epoch, 10.5);
  static const TrackDesign design = design_track(track, data());
  KeepRequest request;
  request.epoch = track.epoch;
  const auto &r = design.state.r_m, &v = design.state.v_m_s;
  request.state = {r.x, r.y, r.z, v.x, v.y, v.z, 500};
  request.craft.drag_area_m2 = 10;
  request.engine = {.thrust_N = 1, .isp_s = 220};
  request.box = std::move(box);
  request.length_s = days * day_s;
  return request;
}

TEST(StationKeeping, CountsStaysOutside) {
  const std::vector<BoxSide> box{{BoxQuantity::altitude, 100.0, 2}};
  const auto all =
      violations_of(box, {{0, {100}}, {1, {103}}, {2, {105}}, {3, {101}}, {4, {98}}, {5, {97}}, {6, {100}}});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].from_s, 1);
  EXPECT_EQ(all[0].to_s, 2);
  EXPECT_EQ(all[0].most, 3);
  EXPECT_EQ(all[1].from_s, 5);
  EXPECT_EQ(all[1].most, 1);
}

/// Each burn lifts it from the lower side of what is planned with to the upper one, less what the field sways the mean
/// axis by from day to day, some 8 m to either side.
TEST(StationKeeping, KeepsAnAltitude) {
  const Keeping kept = keep_station(low_orbit({{BoxQuantity::altitude, {}, 60}}, 40), data());
  EXPECT_TRUE(kept.held());
  ASSERT_GT(kept.burns.size(), 0U);
  const double speed_m_s = 7504, axis_m = 7.078e6;
  for (const KeepBurn& burn : kept.burns)
    EXPECT_NEAR(2 * axis_m * burn.flown_m_s.y / speed_m_s, 2 * 0.98 * 0.9 * 60 - 16, 10) << burn.ignition_s;
}

/// The Sun turns the plane of 10:30 by some 0.04 degrees a year, and Moon and field swing the mean inclination by 0.003
/// degrees to either side within a month, of which a part turns with the Earth and is in no prediction of the plane.
TEST(StationKeeping, KeepsANarrowInclination) {
  KeepRequest request = low_orbit({{BoxQuantity::inclination, {}, 0.006 * degree_rad}}, 90);
  request.craft.drag_area_m2 = 0;
  request.engine.thrust_N = 10;
  const Keeping kept = keep_station(request, data());
  EXPECT_TRUE(kept.held()) << kept.least[0] / degree_rad << " " << kept.most[0] / degree_rad;
  EXPECT_GT(kept.burns.size(), 0U);
  for (const KeepBurn& burn : kept.burns) {
    EXPECT_EQ(burn.flown_m_s.y, 0);
    // From side to side of what is planned with, no correction of the one before: V times the angle, 0.6 to 1.6 m/s.
    const double turned = std::abs(burn.flown_m_s.z) / 7504 / degree_rad;
    EXPECT_GT(turned, 0.006 * 0.8);
    EXPECT_LT(turned, 2 * 0.006);
  }
}

TEST(StationKeeping, SaysThatABoxIsNarrowerThanWhatNoBurnStops) {
  KeepRequest request = low_orbit({{BoxQuantity::inclination, {}, 0.002 * degree_rad}}, 90);
  request.craft.drag_area_m2 = 0;
  try {
    keep_station(request, data());
    FAIL() << "it was flown";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("a half width of 0.0020 deg"), std::string::npos) << error.what();
  }
}

/// An inclination that is d too large makes the plane turn by -dOmega/dt tan(i) d otherwise, which at 700 km and 98
/// degrees is 29 s of local time a day for a degree; the same closed form says what a burn of dv changes, d = dv/V at
/// the node. The Sun turns the inclination meanwhile, by 0.004 degrees of 0.05 until the burn comes due: 15 % of the
/// time until then. From 20 days before the burn to 20 after it, 5 % of what a burn changes.
TEST(StationKeeping, KeepsALocalTime) {
  constexpr double tilt_rad = 0.05 * degree_rad, inclination_rad = 98.19 * degree_rad, speed_m_s = 7504;
  constexpr double node_rate_rad_s = 2 * std::numbers::pi / (365.2422 * day_s);
  const auto drift = [&](double more_inclination_rad) {  // seconds of local time a second
    return -node_rate_rad_s * std::tan(inclination_rad) * more_inclination_rad / (2 * std::numbers::pi) * day_s;
  };
  for (const double side : {1.0, -1.0}) {
    KeepRequest request = low_orbit({{BoxQuantity::local_time, {}, 60}}, 90);
    request.craft.drag_area_m2 = 0;
    request.engine.thrust_N = 10;
    const auto r = position_of(request.state), v = velocity_of(request.state);
    const auto tilted = v * std::cos(side * tilt_rad) + unit(cross(r, v)) * (norm(v) * std::sin(side * tilt_rad));
    request.state[3] = tilted.x, request.state[4] = tilted.y, request.state[5] = tilted.z;
    const Keeping kept = keep_station(request, data());
    EXPECT_TRUE(kept.held()) << kept.least[0] << " " << kept.most[0];
    ASSERT_EQ(kept.burns.size(), 1U);
    const KeepBurn& burn = kept.burns[0];
    EXPECT_EQ(burn.quantity, BoxQuantity::local_time);
    const double due_s = 0.9 * 60 / std::abs(drift(tilt_rad));
    EXPECT_NEAR(burn.ignition_s / due_s, 1, 0.2);
    // It reverses the drift: a burn against what the orbit has too much.
    const auto slope = [&](double from_s) {
      const auto at = [&](double t_s) {
        return *std::find_if(kept.samples.begin(), kept.samples.end(), [&](const auto& one) { return one.t_s >= t_s; });
      };
      const KeepSample a = at(from_s), b = at(from_s + 20 * day_s);
      return (b.values[0] - a.values[0]) / (b.t_s - a.t_s);
    };
    const double turned = slope(burn.ignition_s + 0.2 * day_s) - slope(burn.ignition_s - 20.2 * day_s);
    // At the descending node a burn to the south makes the inclination larger.
    EXPECT_NEAR(std::abs(turned) / drift(std::abs(burn.flown_m_s.z) / speed_m_s), 1, 0.05);
    EXPECT_LT(turned * side, 0);
  }
}

TEST(StationKeeping, RefusesWhatDoesNotGoTogether) {
  const auto refused = [](const KeepRequest& request) { keep_station(request, data()); };
  EXPECT_THROW(refused(low_orbit({}, 1)), std::invalid_argument);
  EXPECT_THROW(refused(low_orbit({{BoxQuantity::longitude, {}, 1}}, 1)), std::invalid_argument);
  EXPECT_THROW(refused(low_orbit({{BoxQuantity::track, {}, 1000}}, 1)), std::invalid_argument);
  EXPECT_THROW(refused(low_orbit({{BoxQuantity::altitude, 800e3, 1000}}, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
