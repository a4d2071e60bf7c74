// A year in a box beside published budgets and closed forms. docs/validation-orbit.md shows it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/drift_rates.hpp"
#include "cosmodrome/orbit/station_keeping.hpp"
#include "cosmodrome/orbit/track_design.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400, year_s = 365.25 * day_s;
constexpr double axis_m = 42164170, speed_m_s = 3074.66;

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

std::string page() {
  std::ifstream file(COSMODROME_SOURCE_DIR "/docs/validation-orbit.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Resting over a longitude.
KeepRequest station(const char* utc, double longitude_deg) {
  KeepRequest request;
  request.epoch = Epoch::from_utc(utc);
  OrbitModel model = OrbitModel::two_body();
  const OrbitWorld world = make_orbit_world(model, request.epoch, 0, 1, data());
  const auto back = gcrf_to_itrf(world.earth, 0.0).inverse();
  const auto r = back * Vec3<double, Itrf>{axis_m * std::cos(longitude_deg * degree_rad),
                                           axis_m * std::sin(longitude_deg * degree_rad), 0};
  const auto v = cross(world.earth_rate_rad_s, r);
  request.state = {r.x, r.y, r.z, v.x, v.y, v.z, 3000};
  request.craft.light_area_m2 = 60;
  request.engine = {.thrust_N = 10, .isp_s = 220};
  request.box = {{BoxQuantity::longitude, longitude_deg * degree_rad, 0.05 * degree_rad},
                 {BoxQuantity::latitude, 0.0, 0.05 * degree_rad}};
  request.length_s = year_s;
  return request;
}

double sum_m_s(const Keeping& kept, BoxQuantity quantity) {
  double sum = 0;
  for (const KeepBurn& burn : kept.burns)
    if (burn.quantity == quantity) sum += norm(burn.flown_m_s);
  return sum;
}

struct Pull {
  double longitude_deg, forward_nm_s2;
};

/// E. M. Soop, Introduction to Geostationary Orbits (ESA SP-1053, 1983), table 2: the pull along the path, eastward, as
/// the handbook's readers have tabulated it. The field of that time, and longitudes to a degree: 1.5 nm/s^2 of 65.
TEST(Keeping, TheFieldPullsAsInSoopsTable) {
  for (const Pull& pull : {Pull{-165, -50.8}, {-135, -43.0}, {-120, -23.3}, {-105, 0.3}, {-90, 22.3}, {-75, 38.7},
                           {-60, 46.5},       {-45, 43.5},   {-30, 29.6},   {-15, 6.3},  {0, -21.3},  {15, -45.5},
                           {30, -58.3},       {45, -54.3},   {60, -33.0},   {75, 0.0},   {90, 34.5},  {105, 58.9},
                           {120, 65.3},       {135, 52.3},   {150, 25.3},   {165, -6.6}, {180, -34.2}}) {
    const double acceleration = longitude_acceleration_rad_s2(data().earth, axis_m, pull.longitude_deg * degree_rad);
    EXPECT_NEAR(-acceleration * axis_m / 3 * 1e9, pull.forward_nm_s2, 1.5) << pull.longitude_deg;
  }
}

struct Year {
  const char* utc;
  double longitude_deg;
};

/// North-south: the plane's drift times the speed, 40 to 51 m/s a year (0.75 to 0.95 degrees, Soop). Burns also undo
/// part of the half-yearly swing of 0.02 degrees, and the year begins and ends somewhere in a box of 0.09 degrees,
/// which is worth 4.8 m/s: within 5 m/s. East-west: |pull| times a year, within what the drift across half a box is
/// worth at both ends, 2 sqrt(a h) a/3 or some 0.15 m/s, and what turns the eccentricity besides where the pull is
/// weak.
TEST(Keeping, AYearCostsWhatIsPublished) {
  std::string rows;
  for (const Year& year : {Year{"2015-06-01T00:00:00Z", 120},
                           {"2025-01-01T00:00:00Z", 120},
                           {"2025-01-01T00:00:00Z", 30},
                           {"2025-01-01T00:00:00Z", -60},
                           {"2025-01-01T00:00:00Z", 75.1}}) {
    const Keeping kept = keep_station(station(year.utc, year.longitude_deg), data());
    EXPECT_TRUE(kept.held()) << year.longitude_deg;
    const double across = sum_m_s(kept, BoxQuantity::latitude), along = sum_m_s(kept, BoxQuantity::longitude);
    const double drift = kept.theory.inclination_drift_rad_s * speed_m_s * year_s;
    const double pull = std::abs(kept.theory.longitude_acceleration_rad_s2) * axis_m / 3 * year_s;
    EXPECT_NEAR(across, drift, 5) << year.utc;
    EXPECT_NEAR(along, pull, pull > 0.5 ? 0.3 : 3) << year.longitude_deg;
    rows += fmt::format("| {:.10} | {:.1f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {} | {:.4f} | {:.4f} |\n", year.utc,
                        year.longitude_deg, across, drift, along, pull, kept.burns.size(),
                        std::max(std::abs(kept.least[0] / degree_rad - year.longitude_deg),
                                 std::abs(kept.most[0] / degree_rad - year.longitude_deg)),
                        std::max(std::abs(kept.least[1]), std::abs(kept.most[1])) / degree_rad);
  }
  EXPECT_NE(page().find(rows), std::string::npos) << "the page of comparisons should have\n" << rows;
}

/// The burns of a low orbit against the air's deceleration summed along the way, and the change of the orbit between
/// the ends: dv = drag + V da / 2a. What sunlight and its shadow leave, and the mean axis by 32 points: 2 %.
TEST(Keeping, BurnsMakeUpForTheDrag) {
  TrackRequest track;
  track.epoch = Epoch::from_utc("2026-01-01T00:00:00Z");
  track.revolutions = 167, track.days = 11, track.sun_synchronous = true;
  track.node_longitude_rad = longitude_of_local_time_rad(track.epoch, 18);
  const TrackDesign design = design_track(track, data());
  ASSERT_TRUE(design.found);
  KeepRequest request;
  request.epoch = track.epoch;
  const auto &r = design.state.r_m, &v = design.state.v_m_s;
  request.state = {r.x, r.y, r.z, v.x, v.y, v.z, 1200};
  request.craft.drag_area_m2 = 10;
  request.engine = {.thrust_N = 1, .isp_s = 220};
  request.box = {{BoxQuantity::track, {}, 250}, {BoxQuantity::altitude, {}, 1000}};
  request.revolutions = track.revolutions, request.days = track.days;
  request.length_s = 0.25 * year_s;
  const Keeping kept = keep_station(request, data());
  EXPECT_TRUE(kept.held());
  const double radius_m = design.altitude_m + 6378137, speed = std::sqrt(data().earth.gm_m3_s2 / radius_m);
  const double gained_m = kept.samples.back().values[1] - kept.samples.front().values[1];
  double burnt = 0;
  for (const KeepBurn& burn : kept.burns) burnt += burn.flown_m_s.y;
  const double needed = kept.theory.drag_m_s + speed * gained_m / (2 * radius_m);
  EXPECT_NEAR(burnt / needed, 1, 0.02) << burnt << " of " << needed << ", " << kept.burns.size() << " burns";
}

}  // namespace
}  // namespace cosmodrome
