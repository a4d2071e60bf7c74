#include "cosmodrome/orbit/station_keeping.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

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

/// The Sun turns the plane of 10:30 by some 0.04 degrees a year: a narrow band of the inclination is left in weeks.
/// Half of it is left to what the plan's zonal field does not know: the field sways the mean inclination by some
/// thousandths of a degree within a day.
TEST(StationKeeping, KeepsAnInclination) {
  KeepRequest request = low_orbit({{BoxQuantity::inclination, {}, 0.012 * degree_rad}}, 90);
  request.craft.drag_area_m2 = 0;
  request.reserve = 0.5;
  request.engine.thrust_N = 10;
  const Keeping kept = keep_station(request, data());
  EXPECT_TRUE(kept.held()) << kept.least[0] / degree_rad << " " << kept.most[0] / degree_rad;
  EXPECT_GT(kept.burns.size(), 0U);
  for (const KeepBurn& burn : kept.burns) EXPECT_EQ(burn.flown_m_s.y, 0);
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
