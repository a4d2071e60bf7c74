#include "cosmodrome/orbit/lunar_windows.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/orbit/lunar_departure_for_tests.hpp"

namespace cosmodrome {
namespace {

using lunar_tests::data;
using lunar_tests::liftoff;
using lunar_tests::luna_25;
using lunar_tests::to_the_moon;

LunarWindowsRequest request(const char* first_day, int days) {
  LunarWindowsRequest request;
  request.departure = luna_25(), request.moon = to_the_moon(), request.liftoff = liftoff();
  request.first_day = Epoch::from_utc(first_day), request.days = days;
  request.least_flight_s = request.most_flight_s = to_the_moon().arrival - liftoff();
  return request;
}

const LunarWindow& real_day() {
  static const auto found = lunar_windows(request("2023-08-10T00:00:00Z", 1), data());
  return found.at(0);
}

/// All burns of the flight that lifts off at another time and takes as long; infinite if it misses.
double flown_m_s(const Epoch& at, double flight_s) {
  LunarFlight moon = to_the_moon();
  const double share = flight_s / (moon.arrival - liftoff());
  for (auto& burn : moon.corrections) burn.at = at + share * (*burn.at - liftoff());
  moon.arrival = at + flight_s, moon.coast_s = 0;
  Departure departure = at_liftoff(luna_25(), liftoff(), at, data().eop);
  departure.propellant_kg = 1e5;  // what the stage has is not asked here
  const Voyage voyage = fly_to_moon(departure, moon, at, data());
  if (!voyage.met) return INFINITY;
  double sum_m_s = 0;
  for (const auto& burn : voyage.burns) sum_m_s += burn.delta_v_m_s;
  return sum_m_s;
}

TEST(AtLiftoff, TurnsWithTheEarth) {
  // A mean sidereal day later the Earth has turned once; what is left is a day of precession, 0.14", and polar motion.
  const auto moved = at_liftoff(luna_25(), liftoff(), liftoff() + 86164.0905, data().eop);
  EXPECT_LT(norm(moved.position_m - luna_25().position_m), 10);
  EXPECT_LT(norm(moved.velocity_m_s - luna_25().velocity_m_s), 0.01);
  // Half of it, and it stands on the other side of the axis.
  const auto other = at_liftoff(luna_25(), liftoff(), liftoff() + 86164.0905 / 2, data().eop);
  const auto sum = other.position_m + luna_25().position_m;
  EXPECT_LT(std::hypot(sum.x, sum.y),
            50e3);  // the axis of 2023 is 0.13 degrees from that of the GCRF
  EXPECT_NEAR(other.position_m.z, luna_25().position_m.z, 50e3);
  EXPECT_NEAR(norm(other.velocity_m_s), norm(luna_25().velocity_m_s), 1e-6);
}

// Luna-25 lifted off at 23:10:57 and was to brake at 08:57 five days later. How it was aimed was not published, and
// neither was the first orbit's height; a minute of lift-off turns the plane by a quarter of a degree.
TEST(LunarWindows, FindTheMinuteOfTheRealLiftOff) {
  const LunarWindow& window = real_day();
  ASSERT_TRUE(window.met) << window.cause;
  EXPECT_NEAR(window.liftoff - liftoff(), 0, 120) << window.liftoff.to_utc_string(0);
  // An impulse leaves out what a burn of thirteen minutes loses to gravity, some 70 m/s.
  EXPECT_GT(window.injection_m_s, 3130);
  EXPECT_LT(window.injection_m_s, 3230);
  EXPECT_NEAR(window.capture_m_s, window.impulses.capture_m_s, 60);
  ASSERT_TRUE(window.opens && window.closes);
  EXPECT_LT(*window.opens, window.liftoff);
  EXPECT_GT(*window.closes, window.liftoff);
}

TEST(LunarWindows, NoLiftOffOrFlightTimeNearByIsBetterFlown) {
  const LunarWindow& window = real_day();
  const double flight_s = window.impulses.flight_s;
  for (const double later_s : {-7200.0, -600.0, 600.0, 7200.0})
    EXPECT_GT(flown_m_s(window.liftoff + later_s, flight_s), window.total_m_s()) << later_s;
  for (const double longer_s : {-21600.0, 21600.0})
    EXPECT_GT(flown_m_s(window.liftoff, flight_s + longer_s), window.total_m_s()) << longer_s;
}

TEST(LunarWindows, ShutWhereTheStageHasNoMore) {
  LunarWindowsRequest less = request("2023-08-10T00:00:00Z", 1);
  less.departure.propellant_kg -= 60;
  const auto narrower = lunar_windows(less, data());
  ASSERT_TRUE(narrower[0].opens && narrower[0].closes);
  EXPECT_LT(*narrower[0].closes - *narrower[0].opens, *real_day().closes - *real_day().opens);
  less.departure.propellant_kg = 3000;
  const auto none = lunar_windows(less, data());
  EXPECT_FALSE(none[0].met);
  EXPECT_FALSE(none[0].opens.has_value());
  EXPECT_FALSE(none[0].cause.empty());
}

TEST(LunarWindows, DoNotDependOnThreads) {
  LunarWindowsRequest days = request("2023-08-09T00:00:00Z", 2);
  days.threads = 2;
  int seen = 0;
  const auto together = lunar_windows(days, data(), [&](int, const LunarWindow&) { ++seen; });
  EXPECT_EQ(seen, 2);
  ASSERT_EQ(together.size(), 2U);
  EXPECT_LT(together[0].liftoff, together[1].liftoff);
  EXPECT_EQ(together[1].liftoff, real_day().liftoff);
  EXPECT_EQ(together[1].total_m_s(), real_day().total_m_s());
}

TEST(LunarWindows, RefuseWhatIsNoQuestion) {
  EXPECT_THROW(lunar_windows(request("2023-08-10T00:00:00Z", 0), data()), std::invalid_argument);
  LunarWindowsRequest backward = request("2023-08-10T00:00:00Z", 1);
  backward.most_flight_s = backward.least_flight_s / 2;
  EXPECT_THROW(lunar_windows(backward, data()), std::invalid_argument);
  LunarWindowsRequest stopped = request("2023-08-10T00:00:00Z", 3);
  stopped.stop = [] { return true; };
  EXPECT_TRUE(lunar_windows(stopped, data()).empty());
}

}  // namespace
}  // namespace cosmodrome
