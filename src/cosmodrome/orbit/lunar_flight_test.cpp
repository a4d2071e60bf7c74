#include "cosmodrome/orbit/lunar_flight.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/orbit/lunar_departure_for_tests.hpp"
#include "cosmodrome/orbit/lunar_transfer.hpp"

namespace cosmodrome {
namespace {

using lunar_tests::data;
using lunar_tests::liftoff;
using lunar_tests::luna_25;
using lunar_tests::to_the_moon;

const Voyage& voyage() {
  static const Voyage flown = fly_to_moon(luna_25(), to_the_moon(), liftoff(), data());
  return flown;
}

const Voyage::Burn& burn(const std::string& name) {
  for (const Voyage::Burn& one : voyage().burns)
    if (one.name == name) return one;
  throw std::out_of_range(name);
}

TEST(LunarFlight, ReachesTheOrbitAskedFor) {
  ASSERT_TRUE(voyage().met) << voyage().cause;
  const Voyage::Orbit& orbit = voyage().orbits.back();
  // The search stops within a metre and a millionth of a radian.
  EXPECT_NEAR(orbit.periapsis_altitude_m, 100e3, 3);
  EXPECT_NEAR(orbit.apoapsis_altitude_m, 100e3, 3);
  EXPECT_NEAR(orbit.inclination_rad, std::numbers::pi / 2, 2e-6);
  EXPECT_FALSE(voyage().jacobian.empty());
}

TEST(LunarFlight, BurnsAboutAsLongAsWasPublished) {
  // Thrusts are known to a tenth at best (4.2 to 4.7 kN), and so is the mass: 15 % of 243 s.
  EXPECT_NEAR(burn("capture-1").duration_s, 243, 0.15 * 243);
  EXPECT_EQ(burn("capture-2").duration_s, 76);
  // Corrections depend on errors of the injection and on an aim that were not published: of their order alone.
  EXPECT_GT(burn("correction-1").duration_s, 46.0 / 3);
  EXPECT_LT(burn("correction-1").duration_s, 46.0 * 3);
  EXPECT_GT(burn("correction-2").duration_s, 24.3 / 3);
  EXPECT_LT(burn("correction-2").duration_s, 24.3 * 3);
}

TEST(LunarFlight, LosesLittleToGravity) {
  // An impulse from 260 km to the Moon takes 3.13 km/s in this plane; a thrust of a quarter of the weight, half more at
  // the end, loses some tens of metres a second.
  EXPECT_GT(burn("injection").delta_v_m_s, 3130);
  EXPECT_LT(burn("injection").delta_v_m_s, 3250);
  // An hour after lift-off, "after about half a revolution".
  EXPECT_NEAR(burn("injection").t_s, 3600, 600);
}

TEST(LunarFlight, IsOneFlight) {
  double mass_kg = luna_25().mass_kg;
  const Voyage::Arc* before = nullptr;
  for (const Voyage::Arc& arc : voyage().arcs) {
    ASSERT_GE(arc.points.size(), 2U);
    for (std::size_t i = 1; i < arc.points.size(); ++i) EXPECT_GT(arc.points[i].t_s, arc.points[i - 1].t_s);
    EXPECT_LE(arc.points.back().mass_kg, mass_kg);
    mass_kg = arc.points.back().mass_kg;
    if (before != nullptr) {
      const auto& end = before->points.back();
      const auto& begin = arc.points.front();
      EXPECT_EQ(end.t_s, begin.t_s);
      // Doubles at 4e8 m have 6e-8 m.
      EXPECT_LT(norm(end.position_m + end.center_m - begin.position_m - begin.center_m), 1e-5) << arc.name;
      EXPECT_LT(norm(end.velocity_m_s + end.center_m_s - begin.velocity_m_s - begin.center_m_s), 1e-8) << arc.name;
    }
    before = &arc;
  }
  EXPECT_EQ(voyage().arcs.front().points.front().t_s, luna_25().t_s);
  double used_kg = 0;
  for (const Voyage::Burn& one : voyage().burns) used_kg += one.name == "injection" ? 0 : one.propellant_kg;
  EXPECT_NEAR(mass_kg, 1800 - used_kg, 1e-6);
}

TEST(LunarFlight, SamplesKeepToThePath) {
  // Between points the cubic through places and speeds: at a fifth of a stretch it is off by less than in its middle,
  // where it was held to 10 m.
  const OrbitWorld world =
      make_orbit_world(OrbitModel::fast(Body::moon), liftoff(), voyage().arcs.back().points.front().t_s,
                       voyage().arcs.back().points.back().t_s, data());
  const auto& points = voyage().arcs.back().points;
  for (std::size_t i = 20; i + 1 < points.size(); i += 50) {
    const auto& a = points[i];
    const auto& b = points[i + 1];
    const double span_s = b.t_s - a.t_s, u = 0.2;
    const auto cubic = a.position_m * ((1 + 2 * u) * (1 - u) * (1 - u)) +
                       a.velocity_m_s * (span_s * u * (1 - u) * (1 - u)) + b.position_m * (u * u * (3 - 2 * u)) -
                       b.velocity_m_s * (span_s * u * u * (1 - u));
    const PointMassState<double> y{a.position_m.x,   a.position_m.y,   a.position_m.z, a.velocity_m_s.x,
                                   a.velocity_m_s.y, a.velocity_m_s.z, a.mass_kg};
    const auto arc = propagate<double>(world, {}, y, a.t_s, a.t_s + u * span_s);
    EXPECT_LT(norm(position_of(arc.end) - cubic), 10) << i;
  }
}

TEST(LunarFlight, SaysWhatIsMissing) {
  auto departure = luna_25();
  departure.propellant_kg = 3000;
  const Voyage stranded = fly_to_moon(departure, to_the_moon(), liftoff(), data());
  EXPECT_FALSE(stranded.met);
  EXPECT_NE(stranded.cause.find("3000 kg are left"), std::string::npos) << stranded.cause;
  auto moon = to_the_moon();
  moon.corrections.clear();
  EXPECT_THROW(fly_to_moon(luna_25(), moon, liftoff(), data()), std::invalid_argument);
}

TEST(LunarPath, IsTheSameFromBothCentres) {
  // Flown past the Moon around the Earth alone, and with the change of centre: what is left is that the Earth's model
  // has the Moon as a point, and the Moon's its field: 20,000 km away, C20 pulls 1e-9 m/s^2.
  const auto worlds = make_earth_and_moon("fast", liftoff(), 0, 7 * 86400, data());
  const LunarState moon = seen_from(Body::earth, {Body::moon, 4 * 86400.0, {}}, worlds);
  LunarState from{Body::earth, 4 * 86400.0, moon.y};
  from.y[0] += 8e7, from.y[1] += 2e7, from.y[3] -= 900, from.y[6] = 1000;
  const double to_s = from.t_s + 1.5 * 86400;
  const auto changed = fly_lunar_path(worlds, {}, from, to_s);
  const auto plain = propagate<double>(worlds.earth, {}, from.y, from.t_s, to_s);
  ASSERT_FALSE(changed.failed);
  ASSERT_GE(changed.arcs.size(), 2U);
  const auto end = seen_from(Body::earth, changed.end, worlds);
  EXPECT_LT(norm(position_of(end.y) - position_of(plain.end)), 200);
}

TEST(LunarTransfer, AimsAtThePass) {
  // By the B-plane an approach on a hyperbola of 100 km and 90 degrees misses nothing.
  const auto worlds = make_earth_and_moon("fast", liftoff(), 0, 86400, data());
  const double mu = worlds.moon.gm_m3_s2, periapsis_m = worlds.moon.radius_m + 100e3, v_infinity = 850;
  const auto pole = equator_pole(worlds.moon, 40000.0);
  const Vec3<double, Gcrf> side = unit(cross(pole, Vec3<double, Gcrf>{1, 0, 0}));
  const double speed = std::sqrt(v_infinity * v_infinity + 2 * mu / periapsis_m);
  const auto r = side * periapsis_m, v = pole * (-speed);  // southward: it came over the north
  const LunarState nearest{Body::moon, 40000, {r.x, r.y, r.z, v.x, v.y, v.z, 1}};
  const auto miss = miss_of(worlds, nearest, {periapsis_m, std::numbers::pi / 2, 40000});
  ASSERT_TRUE(miss.has_value());
  EXPECT_NEAR(miss->b_dot_t_m, 0, 1e-2);
  EXPECT_NEAR(miss->b_dot_r_m, 0, 1e-2);
  EXPECT_NEAR(miss->late_s, 0, 1e-6);
  EXPECT_NEAR(miss->v_infinity_m_s, v_infinity, 1e-6);
  // In the equator an approach over the poles cannot end.
  EXPECT_FALSE(miss_of(worlds, nearest, {periapsis_m, 0, 40000}).has_value());
}

TEST(LunarTransfer, GuessesACaptureThatEndsInTheCircle) {
  const auto worlds = make_earth_and_moon("fast", liftoff(), 0, 86400, data());
  CaptureRequest request;
  request.burns = {{{.thrust_N = 4700, .isp_s = 315}, 0, {}}};
  request.ignition_s = 20000, request.altitude_m = 100e3;
  const auto guess = guess_capture(worlds, request, 850, 1800);
  ASSERT_TRUE(guess.found);
  // Tsiolkovsky: from the hyperbola's speed at 100 km to the circle's; a finite burn takes a little more.
  const double mu = worlds.moon.gm_m3_s2, r = worlds.moon.radius_m + 100e3;
  const double ideal_s =
      burn_duration_s(request.burns[0].engine, 1800, std::sqrt(850 * 850 + 2 * mu / r) - std::sqrt(mu / r));
  EXPECT_GT(guess.duration_s, 0.995 * ideal_s);
  EXPECT_LT(guess.duration_s, 1.03 * ideal_s);
}

}  // namespace
}  // namespace cosmodrome
