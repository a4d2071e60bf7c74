#include "cosmodrome/orbit/propagate.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numbers>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/environment/sunlight.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
const double gm = 3.986004415e14;  // EGM2008

const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

Epoch epoch() { return Epoch::from_utc(2023, 8, 10, 23, 10, 57); }

OrbitWorld world_of(const OrbitModel& model, double to_s = day_s) {
  return make_orbit_world(model, epoch(), -day_s, to_s, data());
}

PointMassState<double> leo() { return {6.778e6, 0, 0, 0, 4.7e3, 6.05e3, 1000}; }
PointMassState<double> ellipse() { return {7e6, 0, 0, 0, 6e3, 7e3, 1000}; }

/// Kepler's problem on an ellipse, by eccentric anomaly from the state at t = 0.
PointMassState<double> kepler(const PointMassState<double>& y, double t_s) {
  const auto r0 = position_of(y), v0 = velocity_of(y);
  const long double r = norm(r0), a = 1 / (2 / r - (long double)squared_norm(v0) / gm);
  const long double n = std::sqrt((long double)gm / (a * a * a));
  const long double e_cos = 1 - r / a, e_sin = dot(r0, v0) / std::sqrt((long double)gm * a);
  // M = x - e_cos sin x + e_sin (1 - cos x), x = E - E0.
  const long double m = n * t_s;
  long double x = m;
  for (int i = 0; i < 50; ++i)
    x -= (x - e_cos * std::sin(x) + e_sin * (1 - std::cos(x)) - m) / (1 - e_cos * std::cos(x) + e_sin * std::sin(x));
  const long double f = 1 - a / r * (1 - std::cos(x)), g = t_s - (x - std::sin(x)) / n;
  const auto place = r0 * static_cast<double>(f) + v0 * static_cast<double>(g);
  const long double now = norm(place);
  const long double f_rate = -std::sqrt((long double)gm * a) * std::sin(x) / (r * now),
                    g_rate = 1 - a / now * (1 - std::cos(x));
  const auto speed = r0 * static_cast<double>(f_rate) + v0 * static_cast<double>(g_rate);
  return {place.x, place.y, place.z, speed.x, speed.y, speed.z, y[6]};
}

double apart_m(const PointMassState<double>& a, const PointMassState<double>& b) {
  return norm(position_of(a) - position_of(b));
}

TEST(Propagate, KeepsToKeplerForADay) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  for (const auto& begin : {leo(), ellipse()}) {
    const auto arc = propagate<double>(world, {}, begin, 0, day_s, {}, {}, {.tolerance = 1e-14});
    // 1e-12 of the distance, at every place of the dense output within tenfold.
    EXPECT_LT(apart_m(arc.end, kepler(begin, day_s)) / norm(position_of(arc.end)), 1e-12);
    for (double t_s = 0; t_s <= day_s; t_s += 997)
      EXPECT_LT(apart_m(arc.at(t_s), kepler(begin, t_s)) / norm(position_of(begin)), 1e-11) << t_s;
  }
}

TEST(Propagate, ComesBackByFlyingBackward) {
  const OrbitWorld world = world_of(OrbitModel::fast());
  const Spacecraft<double> craft{.drag_area_m2 = 2.2, .light_area_m2 = 1.5};
  const auto there = propagate<double>(world, craft, leo(), 0, day_s);
  const auto back = propagate<double>(world, craft, there.end, day_s, 0);
  EXPECT_LT(apart_m(back.end, leo()), 0.05);  // twice what 1e-12 a step leaves after a day: some centimetres
}

TEST(Propagate, GivesEachLaneTheBitsOfOneSpacecraft) {
  const OrbitWorld world = world_of(OrbitModel::accurate());
  PointMassState<Lanes> begin;
  Spacecraft<Lanes> craft{Lanes(2.2), Lanes(1.3)};
  Lanes to_s;
  for (int i = 0; i < 16; ++i) {
    for (std::size_t k = 0; k < 7; ++k) set_lane(begin[k], i, leo()[k] * (1 + 1e-3 * i * (k == 4)));
    set_lane(to_s, i, 3000.0 + 150 * i);
  }
  const FiniteBurn<Lanes> burn{Lanes(500.0), Lanes(60.0), {Lanes(400.0), Lanes(0.13), BurnAxes::vnc, {}, {}, {}}};
  auto burns = std::vector{burn};
  burns[0].thrust.direction = {Lanes(1.0), Lanes(0.0), Lanes(0.2)};
  const std::vector<OrbitEvent<Lanes>> events{into_shadow<Lanes>(false), ascending_node<Lanes>(1)};
  const auto together = propagate<Lanes>(world, craft, begin, Lanes(0.0), to_s, burns, events);
  for (int i = 0; i < 16; ++i) {
    PointMassState<double> one;
    for (std::size_t k = 0; k < 7; ++k) one[k] = lane(begin[k], i);
    FiniteBurn<double> own{500, 60, {400, 0.13, BurnAxes::vnc, {1, 0, 0.2}, {}, 0}};
    const std::vector<OrbitEvent<double>> own_events{into_shadow<double>(false), ascending_node<double>(1)};
    const auto alone = propagate<double>(world, {2.2, 1.3}, one, 0, lane(to_s, i), {own}, own_events);
    for (std::size_t k = 0; k < 7; ++k)
      EXPECT_EQ(std::bit_cast<std::uint64_t>(lane(together.end[k], i)), std::bit_cast<std::uint64_t>(alone.end[k]))
          << "lane " << i << ", component " << k;
    EXPECT_EQ(lane(together.end_s, i), alone.end_s);
  }
}

TEST(Propagate, HasTheTransitionMatrixOfDifferences) {
  const OrbitWorld world = world_of(OrbitModel::accurate());
  const Spacecraft<double> craft{2.2, 1.3};
  const auto arc = propagate<Dual<6>>(world, {Dual<6>(2.2), Dual<6>(1.3)}, with_derivatives(leo()), Dual<6>(0.0),
                                      Dual<6>(6000.0), {}, {}, {.dense = false});
  const auto plain_arc = propagate<double>(world, craft, leo(), 0, 6000, {}, {}, {.dense = false});
  const auto phi = transition_matrix(arc.end);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(arc.end[i].v, plain_arc.end[i]);
  for (std::size_t k = 0; k < 6; ++k) {
    const double h = k < 3 ? 10.0 : 0.01;
    auto above = leo(), below = leo();
    above[k] += h, below[k] -= h;
    const auto up = propagate<double>(world, craft, above, 0, 6000),
               down = propagate<double>(world, craft, below, 0, 6000);
    for (std::size_t i = 0; i < 6; ++i) {
      const double slope = (up.end[i] - down.end[i]) / (2 * h);
      // Third derivatives over 10 m of 7000 km, and 1e-12 steps: 1e-6 of the row's largest entry.
      const double size = (i < 3 ? 1.0 : 1e-3) * (k < 3 ? 20.0 : 2e4);
      EXPECT_NEAR(phi[i][k], slope, 1e-6 * size) << i << ", " << k;
    }
  }
}

TEST(Propagate, KeepsVolumesInPhaseSpace) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const auto arc = propagate<Dual<6>>(world, {}, with_derivatives(ellipse()), Dual<6>(0.0), Dual<6>(9000.0));
  const auto phi = transition_matrix(arc.end);
  // Phi^T J Phi = J for motion in a potential.
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      double sum = 0, size = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        sum += phi[k][i] * phi[k + 3][j] - phi[k + 3][i] * phi[k][j];
        size += std::abs(phi[k][i] * phi[k + 3][j]) + std::abs(phi[k + 3][i] * phi[k][j]);
      }
      const double wanted = j == i + 3 ? 1 : i == j + 3 ? -1 : 0;
      EXPECT_NEAR(sum, wanted, 1e-9 * std::max(1.0, size));
    }
  }
}

TEST(Propagate, DifferentiatesByItsEnd) {
  const OrbitWorld world = world_of(OrbitModel::fast());
  PointMassState<Dual<7>> begin;
  for (std::size_t k = 0; k < 7; ++k) begin[k] = Dual<7>(leo()[k]);
  const Dual<7> end = Dual<7>::variable(5000.0, 0);
  const auto arc = propagate<Dual<7>>(world, {}, begin, Dual<7>(0.0), end);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(arc.end[k].d[0], arc.end[k + 3].v, 1e-6);
}

TEST(Propagate, FindsApsidesWhereKeplerHasThem) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const auto begin = ellipse();  // at its periapsis
  const double a = 1 / (2 / 7e6 - squared_norm(velocity_of(begin)) / gm);
  const double period_s = 2 * std::numbers::pi * std::sqrt(a * a * a / gm);
  const std::vector<OrbitEvent<double>> events{periapsis<double>(), apoapsis<double>()};
  const auto arc = propagate<double>(world, {}, begin, 0, 3.2 * period_s, {}, events);
  ASSERT_EQ(arc.happenings.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(arc.happenings[i].event, i % 2 == 0 ? 1u : 0u);
    EXPECT_NEAR(arc.happenings[i].t_s, 0.5 * static_cast<double>(i + 1) * period_s, 1e-6);
  }
}

TEST(Propagate, StopsWhereAnEventSays) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const auto arc = propagate<double>(world, {}, ellipse(), 0, day_s, {}, {distance<double>(9e6, 0, 3)});
  EXPECT_TRUE(arc.stopped);
  EXPECT_EQ(arc.happenings.size(), 3u);
  EXPECT_EQ(arc.end_s, arc.happenings.back().t_s);
  EXPECT_NEAR(norm(position_of(arc.end)), 9e6, 1e-3);
}

TEST(Propagate, MovesAnEventAsItsStateMoves) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const auto events = std::vector{distance<Dual<6>>(9e6, 1, 1)};
  const auto arc = propagate<Dual<6>>(world, {}, with_derivatives(ellipse()), Dual<6>(0.0), Dual<6>(day_s), {}, events);
  auto faster = ellipse(), slower = ellipse();
  faster[4] += 0.1, slower[4] -= 0.1;
  const auto up = propagate<double>(world, {}, faster, 0, day_s, {}, {distance<double>(9e6, 1, 1)});
  const auto down = propagate<double>(world, {}, slower, 0, day_s, {}, {distance<double>(9e6, 1, 1)});
  EXPECT_NEAR(arc.end_s.d[4], (up.end_s - down.end_s) / 0.2, 1e-6 * std::abs(arc.end_s.d[4]));
  // The distance at the event does not change with anything.
  const auto r = norm(position_of(arc.end));
  for (const double slope : r.d) EXPECT_NEAR(slope, 0, 1e-5);
}

TEST(Propagate, CastsTheShadowOfACircle) {
  OrbitModel model = OrbitModel::two_body();
  model.sunlight = true;
  const OrbitWorld world = world_of(model);
  const Vec3<double, Gcrf> sun = unit(sky(world, 0.0).sun_m(world));
  // A circle in a plane that holds the Sun: the shadow is as wide as the Earth.
  const double r = 8e6, speed = std::sqrt(gm / r);
  const auto across = unit(cross(sun, Vec3<double, Gcrf>{0, 0, 1}));
  const auto place = sun * r, velocity = across * speed;
  const PointMassState<double> begin{place.x, place.y, place.z, velocity.x, velocity.y, velocity.z, 1000};
  const double period_s = 2 * std::numbers::pi * r / speed;
  const std::vector<OrbitEvent<double>> events{into_shadow<double>(true), out_of_shadow<double>(true)};
  const auto arc = propagate<double>(world, {}, begin, 0, period_s, {}, events);
  ASSERT_EQ(arc.happenings.size(), 2u);
  // Half the arc where asin(R/r) - half the Sun's disc from the anti-Sun. The Sun moves by 1.4e-3 rad in two hours.
  const double half = std::asin(world.radius_m / r) - std::asin(sun_radius_m / 1.514e11);
  EXPECT_NEAR(arc.happenings[1].t_s - arc.happenings[0].t_s, 2 * half / (2 * std::numbers::pi) * period_s, 1.0);
}

TEST(Propagate, BurnsAsTsiolkovskySays) {
  OrbitModel model = OrbitModel::two_body();
  const OrbitWorld world = world_of(model);
  const PointMassState<double> far{4e9, 0, 0, 0, 100, 0, 1000};
  const double flow = 0.5, exhaust_m_s = 3000, burn_s = 600;
  for (const BurnAxes axes : {BurnAxes::inertial, BurnAxes::vnc}) {
    FiniteBurn<double> burn{100, burn_s, {flow * exhaust_m_s, flow, axes, {1, 0, 0}, {}, 0}};
    if (axes == BurnAxes::inertial) burn.thrust.direction = {0, 3, 0};
    const auto arc = propagate<double>(world, {}, far, 0, 1000, {burn});
    EXPECT_NEAR(arc.end[6], 1000 - flow * burn_s, 1e-9);
    // Gravity at 4 million km is 2.5e-5 m/s^2, across the velocity.
    EXPECT_NEAR(arc.end[4] - far[4], exhaust_m_s * std::log(1000 / (1000 - flow * burn_s)), 1e-3);
    const auto back = propagate<double>(world, {}, arc.end, 1000, 0, {burn});
    EXPECT_LT(apart_m(back.end, far), 1e-3);
  }
}

TEST(Propagate, TakesThrustAlongItsAxes) {
  const Vec3<double, Gcrf> r{7e6, 0, 0}, v{1e3, 7e3, 0};
  const auto axis = [&](BurnAxes axes, const Vec3<double, Burning>& direction) {
    return thrust_axis(OrbitThrust<double>{1, 0, axes, direction, {0, 0, 0.01}, 5}, 5.0, r, v);
  };
  const auto expect = [](const Vec3<double, Gcrf>& a, const Vec3<double, Gcrf>& b) { EXPECT_LT(norm(a - b), 1e-15); };
  expect(axis(BurnAxes::inertial, {0, 2, 0}), {0, 1, 0});
  expect(axis(BurnAxes::rtn, {1, 0, 0}), {1, 0, 0});
  expect(axis(BurnAxes::rtn, {0, 1, 0}), {0, 1, 0});
  expect(axis(BurnAxes::rtn, {0, 0, 1}), {0, 0, 1});
  expect(axis(BurnAxes::vnc, {1, 0, 0}), unit(v));
  expect(axis(BurnAxes::vnc, {0, 1, 0}), {0, 0, 1});
  expect(axis(BurnAxes::vnc, {0, 0, 1}), unit(Vec3<double, Gcrf>{7, -1, 0}));
}

TEST(Propagate, RefusesBurnsThatOverlap) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const FiniteBurn<double> a{100, 50, {}}, b{120, 50, {}};
  EXPECT_THROW(propagate<double>(world, {}, leo(), 0, 1000, {a, b}), std::invalid_argument);
}

TEST(Propagate, SaysWhenItRunsIntoTheCentre) {
  const OrbitWorld world = world_of(OrbitModel::two_body());
  const auto arc = propagate<double>(world, {}, {7e6, 0, 0, 0, 0, 0, 1}, 0, day_s);
  EXPECT_TRUE(arc.failed);
  EXPECT_LT(arc.end_s, day_s);
}

TEST(Propagate, MovesACovarianceAsSamplesMove) {
  TransitionMatrix phi{}, p{};
  for (std::size_t i = 0; i < 6; ++i) phi[i][i] = 1, p[i][i] = static_cast<double>(i + 1);
  for (std::size_t i = 0; i < 3; ++i) phi[i][i + 3] = 10;
  const auto moved = propagate_covariance(phi, p);
  EXPECT_EQ(moved[0][0], 1 + 100 * 4);
  EXPECT_EQ(moved[0][3], 10 * 4);
  EXPECT_EQ(moved[3][0], 10 * 4);
  EXPECT_EQ(moved[5][5], 6);
}

TEST(OrbitModel, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(OrbitModel::named("best"), InputError);
  EXPECT_EQ(OrbitModel::named("fast").name, "fast");
  EXPECT_THROW(OrbitModel::fast(Body::mars_barycentre), InputError);
}

TEST(OrbitModel, ChangesTheCentreAndBack) {
  const PointMassState<double> y{3e8, 1e8, 5e7, 1e3, -500, 20, 10};
  const auto moon = change_center(y, epoch(), Body::earth, Body::moon, data().ephemeris);
  const auto back = change_center(moon, epoch(), Body::moon, Body::earth, data().ephemeris);
  EXPECT_LT(apart_m(back, y), 1e-6);
  EXPECT_NEAR(norm(position_of(moon) - position_of(y)), 3.9e8, 3e7);
}

TEST(OrbitModel, FliesLowAroundTheMoon) {
  const OrbitWorld world = world_of(OrbitModel::accurate(Body::moon));
  const double r = 1.8374e6, speed = std::sqrt(world.gm_m3_s2 / r);
  const PointMassState<double> begin{r, 0, 0, 0, 0, speed, 100};
  const auto arc = propagate<double>(world, {.light_area_m2 = 1.5}, begin, 0, day_s, {}, {ascending_node<double>()});
  EXPECT_FALSE(arc.failed);
  EXPECT_NEAR(static_cast<double>(arc.happenings.size()), day_s / (117.9 * 60), 1);
  for (double t_s = 0; t_s < day_s; t_s += 600) EXPECT_NEAR(height_m(world, t_s, position_of(arc.at(t_s))), 1e5, 2e4);
}

// The same free flight seen from the two centres: the sum of forces must know what each centre's fall leaves out.
TEST(OrbitModel, FliesAlikeAroundEitherCentre) {
  OrbitModel about_earth = OrbitModel::two_body(), about_moon = OrbitModel::two_body(Body::moon);
  about_earth.bodies = OrbitModel::accurate().bodies;
  about_moon.bodies = OrbitModel::accurate(Body::moon).bodies;
  about_earth.gravity_degree = 2;
  // As the Earth's world has the Moon: a point, of DE440's mass.
  OrbitWorld earth = world_of(about_earth), moon = world_of(about_moon);
  moon.moon_gravity.reset();
  moon.gm_m3_s2 = gravitational_parameter_m3_s2(Body::moon);
  const PointMassState<double> begin{6e6, 1e6, -2e6, 100, -700, 300, 10};
  const auto from_moon = propagate<double>(moon, {}, begin, 0, day_s);
  const auto y = change_center(begin, epoch(), Body::moon, Body::earth, data().ephemeris);
  const auto from_earth = propagate<double>(earth, {}, y, 0, day_s);
  const auto there = change_center(from_moon.end, epoch() + day_s, Body::moon, Body::earth, data().ephemeris);
  // EGM2008's gm is of TT seconds, DE440's of TDB: 1.5e-8 of the Earth's pull, 4e-11 m/s^2, is 0.15 m in a day. The
  // Earth's flattening pulls the Moon, which shows in DE440, and the spacecraft, which does not in the Moon's world:
  // 1.2e-9 m/s^2, of which a twelfth does not cancel here, is 0.4 m. The whole of what a centre leaves out is 1e7 m.
  EXPECT_LT(apart_m(there, from_earth.end), 0.6);
}

}  // namespace
}  // namespace cosmodrome
