#include "cosmodrome/orbit/free_return.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/frames/csv_for_tests.hpp"
#include "cosmodrome/orbit/lunar_departure_for_tests.hpp"
#include "cosmodrome/orbit/lunar_windows.hpp"

namespace cosmodrome {
namespace {

using lunar_tests::data;

constexpr double pass_altitude_m = 1500e3, perigee_altitude_m = 45e3, day_s = 86400;

Epoch free_liftoff() { return Epoch::from_utc("2023-08-10T06:15:00Z"); }

/// The parking orbit of Luna-25 at another lift-off, with a capsule.
Departure capsule() {
  Departure departure = at_liftoff(lunar_tests::luna_25(), lunar_tests::liftoff(), free_liftoff(), data().eop);
  departure.payload_name = "Capsule", departure.payload_mass_kg = 1700, departure.mass_kg -= 100;
  return departure;
}

LunarFlight round_the_moon() {
  LunarFlight moon = lunar_tests::to_the_moon();
  moon.capture.clear();
  moon.altitude_m = moon.inclination_rad = 0;
  moon.pass_altitude_m = pass_altitude_m;
  moon.arrival = free_liftoff() + 3.2 * day_s;
  moon.corrections = {{"out", "", "thrusters", free_liftoff() + 1.7 * day_s, 0, {}},
                      {"home", "", "thrusters", free_liftoff() + 5 * day_s, 0, {}}};
  moon.free_return = LunarFlight::FreeReturn{perigee_altitude_m, 120e3};
  return moon;
}

const Voyage& voyage() {
  static const Voyage flown = fly_to_moon(capsule(), round_the_moon(), free_liftoff(), data());
  return flown;
}

const Voyage::Mark& mark(const std::string& name) {
  for (const Voyage::Mark& one : voyage().marks)
    if (one.name == name) return one;
  throw std::out_of_range(name);
}

TEST(PatchedReturn, IsTheWayOutMirrored) {
  // A pass that turns the radial velocity round and leaves the other alone leads back to the perigee that the path came
  // from.
  const double mu_earth = 3.986004415e14, mu_moon = 4.902800066e12, r = 384.4e6, perigee_m = 6.638e6;
  const double across = std::sqrt(2 * mu_earth * perigee_m / (r * (r + perigee_m))), outward = 400;
  const double radial = std::sqrt(across * across + outward * outward);
  ASSERT_GT(radial, across);
  // The perigee of this path, a little farther in than that of the ellipse which ends at the Moon.
  const double energy = 0.5 * radial * radial - mu_earth / r, h = r * across;
  const double came_from_m = h * h / mu_earth / (1 + std::sqrt(1 + 2 * energy * h * h / (mu_earth * mu_earth)));
  const PointMassState<double> moon{r, 0, 0, 0, 1020, 0, 1};
  const Vec3<double, Gcrf> approach{outward, across - 1020, 0};
  const double half_turn = std::atan2(outward, 1020 - across);
  const double v2 = squared_norm(approach);
  const auto home = patched_return(approach, mu_moon / v2 * (1 / std::sin(half_turn) - 1), moon, mu_earth, mu_moon);
  ASSERT_TRUE(home.has_value());
  EXPECT_TRUE(home->prograde);
  EXPECT_NEAR(home->perigee_m, came_from_m, 1e-8 * came_from_m);
  // Too far off, the Moon does not turn it back.
  EXPECT_FALSE(patched_return(approach, 60e6, moon, mu_earth, mu_moon).has_value());
}

TEST(FreeReturn, ComesBackWithoutABurn) {
  ASSERT_TRUE(voyage().met) << voyage().cause;
  // Corrections are for errors, which this flight has not: what they take is what the searches leave.
  ASSERT_EQ(voyage().burns.size(), 3U);
  EXPECT_LT(voyage().burns[1].delta_v_m_s, 0.1);
  EXPECT_LT(voyage().burns[2].delta_v_m_s, 0.1);
  EXPECT_NEAR(mark("pass").altitude_m, pass_altitude_m, 200);
  ASSERT_TRUE(voyage().entry.has_value());
  const Voyage::Entry& entry = *voyage().entry;
  // Between 8,000 km from the centre and the air the oblate Earth moves the osculating perigee by about a kilometre.
  EXPECT_NEAR(entry.perigee_altitude_m, perigee_altitude_m, 2e3);
  EXPECT_NEAR(entry.altitude_m, 120e3, 1);
  // From the Moon's distance one comes at all but the speed of escape: sqrt(2 mu (1/r - 1/(r + a))), 11.0 km/s, and by
  // h = r v cos(angle) at an angle that follows from the perigee.
  EXPECT_NEAR(entry.speed_m_s, 11005, 30);
  const double mu = 3.986004415e14, r = 6378e3 + 120e3, perigee = 6378e3 + perigee_altitude_m;
  const double cosine =
      perigee / r * std::sqrt(entry.speed_m_s * entry.speed_m_s + 2 * mu * (1 / perigee - 1 / r)) / entry.speed_m_s;
  EXPECT_NEAR(entry.flight_path_angle_rad, -std::acos(cosine), 0.5 * std::numbers::pi / 180);
}

TEST(FreeReturn, PassesBehindTheMoon) {
  for (const Voyage::Arc& arc : voyage().arcs) {
    for (const Voyage::Point& p : arc.points) {
      if (p.t_s != mark("pass").t_s || arc.center != Body::moon) continue;
      // Nearest to it on the far side: along the line from the Earth within the angle between that line and the bent
      // path's own axis of symmetry.
      EXPECT_GT(dot(unit(p.position_m), unit(p.center_m)), 0.9);
      // Round the Moon against the Moon's way round the Earth: a figure of eight.
      EXPECT_LT(dot(cross(p.position_m, p.velocity_m_s), cross(p.center_m, p.center_m_s)), 0);
    }
  }
}

TEST(FreeReturn, TakesAsLongAsInTheRestrictedProblem) {
  // The mean of both ways, at the distance of the Moon where it is passed: times go as its power 3/2 (Kepler). The
  // Moon's own distance changes by a few per cent during the flight, and its speed with it: 3 %.
  const double out_s = mark("pass").t_s - (voyage().burns[0].t_s + voyage().burns[0].duration_s);
  const double home_s = voyage().entry->t_s - mark("pass").t_s;
  const auto moon = data().ephemeris.state(Body::moon, Body::earth, free_liftoff() + mark("pass").t_s);
  const double scale = std::pow(norm(moon.r_m) / 384.4e6, 1.5);
  double one_way_d = 0;
  for (const auto& row : reference_rows("lunar_free_return.csv"))
    if (row[0] == 1500) one_way_d += 0.5 * row[3];
  ASSERT_GT(one_way_d, 0);
  EXPECT_NEAR(0.5 * (out_s + home_s) / (scale * one_way_d * day_s), 1, 0.03);
}

/// A free return on the way out, left for an orbit around the Moon.
LunarFlight left_for_an_orbit() {
  LunarFlight moon = round_the_moon();
  moon.altitude_m = 100e3, moon.inclination_rad = 160 * std::numbers::pi / 180;
  moon.pass_altitude_m = 1000e3;
  moon.corrections.pop_back();
  moon.capture = {{"capture", "", "main", {}, 0, {}}};
  moon.coast_s = 0;
  return moon;
}

TEST(FreeReturn, IsCaptureToo) {
  const LunarFlight moon = left_for_an_orbit();
  const Voyage flown = fly_to_moon(capsule(), moon, free_liftoff(), data());
  ASSERT_TRUE(flown.met) << flown.cause;
  EXPECT_NEAR(flown.orbits.back().periapsis_altitude_m, 100e3, 10);
  EXPECT_NEAR(flown.orbits.back().inclination_rad, moon.inclination_rad, 1e-5);
}

TEST(FreeReturn, LeadsToALandingLongAfterTheCapture) {
  LunarFlight moon = left_for_an_orbit();
  // Later than a flight that goes home would be there.
  moon.descent =
      LunarFlight::Descent{{"lower", "", "main", moon.arrival + 10 * day_s, 0, {}}, 50e3, 5e3, 600, 10e3, {}};
  const Voyage flown = fly_to_moon(capsule(), moon, free_liftoff(), data());
  ASSERT_TRUE(flown.met) << flown.cause;
  EXPECT_EQ(flown.burns.back().name, "lower");
}

TEST(FreeReturn, SaysThatThereIsNone) {
  LunarFlight moon = round_the_moon();
  moon.arrival = free_liftoff() + 6 * day_s;
  const Voyage stranded = fly_to_moon(capsule(), moon, free_liftoff(), data());
  EXPECT_FALSE(stranded.met);
  EXPECT_NE(stranded.cause.find("no free return within a day"), std::string::npos) << stranded.cause;
}

TEST(FreeReturn, HasItsBestLiftOff) {
  LunarWindowsRequest request;
  request.departure = capsule(), request.moon = round_the_moon(), request.liftoff = free_liftoff();
  request.first_day = Epoch::from_utc("2023-08-10T00:00:00Z");
  request.least_flight_s = 2.5 * day_s, request.most_flight_s = 4.5 * day_s;
  const auto windows = lunar_windows(request, data());
  ASSERT_EQ(windows.size(), 1U);
  ASSERT_TRUE(windows[0].met) << windows[0].cause;
  EXPECT_EQ(windows[0].capture_m_s, 0);
  // Five minutes to either side a flight takes no less.
  for (const double off_s : {-300.0, 300.0}) {
    const Epoch liftoff = windows[0].liftoff + off_s;
    LunarFlight moon = request.moon;
    moon.corrections.clear(), moon.arrival = windows[0].arrival;
    const auto flown =
        fly_to_moon(at_liftoff(request.departure, free_liftoff(), liftoff, data().eop), moon, liftoff, data());
    const double takes_m_s = flown.burns.empty() ? INFINITY : flown.burns[0].delta_v_m_s;
    EXPECT_GE(takes_m_s, windows[0].injection_m_s - 0.5) << off_s;
  }
}

}  // namespace
}  // namespace cosmodrome
