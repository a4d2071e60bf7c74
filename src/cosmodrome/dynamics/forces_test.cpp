// What acts on a vehicle, against values computed by hand.
#include "cosmodrome/dynamics/forces.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;
constexpr double turning_rad_s = 7.292115e-5;

/// The Earth with the axes of GCRF and ITRF one, at the instant at which one looks: what turns is the air.
World still_world(int gravity_degree = 0) {
  return World{.earth = {},
               .earth_rate_rad_s = {0, 0, turning_rad_s},
               .atmosphere = Atmosphere::us76(),
               .gravity = Gravity::earth(gravity_degree),
               .wind = {},
               .aerodynamics = {},
               .programmes = {},
               .third_bodies = {}};
}

const Place on_equator{wgs84_equatorial_radius_m, 0, 0};
const Place ground_speed{0, turning_rad_s* wgs84_equatorial_radius_m, 0};

Surroundings<double> look(const World& world, const Place& position, const Place& velocity, double density_factor = 1) {
  Mode<double> mode;
  mode.density_factor = density_factor;
  return surroundings(world, mode, 0.0, position, velocity);
}

Forces<double> forces_at(const World& world, const Mode<double>& mode, double t_s, double mass_kg,
                         const Place& position, const Place& velocity) {
  const auto here = surroundings(world, mode, t_s, position, velocity);
  return sum_forces(world, mode, t_s, position, velocity, mass_kg, here);
}

Mode<double> pointing(Law law, const Place& direction = {1, 0, 0}) {
  Mode<double> mode;
  mode.law = static_cast<double>(law);
  mode.direction = direction;
  mode.drag_table = -1;
  return mode;
}

void expect_axis(const Place& axis, const Place& wanted) {
  EXPECT_LT(norm(axis - wanted), 4e-16);  // rounding of a unit vector
}

// ------------------------------------------------------------------ place and air

TEST(Surroundings, StandingOnTheEquator) {
  const auto here = look(still_world(), on_equator, ground_speed);
  EXPECT_NEAR(here.altitude_m, 0, 1e-8);
  EXPECT_NEAR(here.airspeed_m_s, 0, 1e-12);
  // Sea level of the US Standard Atmosphere 1976; our splines keep it within 1e-4 (atmosphere.hpp).
  EXPECT_NEAR(here.density_kg_m3, 1.2250, 1.2e-4);
  EXPECT_NEAR(here.pressure_Pa, 101'325, 10);
}

TEST(Surroundings, SpeedThroughTheAir) {
  const auto here = look(still_world(), on_equator, ground_speed + Place{30, 0, 40});
  EXPECT_NEAR(here.airspeed_m_s, 50, 1e-10);
  EXPECT_NEAR(here.ground_speed_m_s(), 50, 1e-10);
  EXPECT_NEAR(here.dynamic_pressure_Pa, 0.5 * 1.2250 * 2500, 0.2);  // 1e-4 of it
  EXPECT_NEAR(here.heating_W_m2(), 0.5 * 1.2250 * 125'000, 10);
  EXPECT_NEAR(here.mach, 50 / 340.294, 2e-5);  // [US76]: 340.294 m/s
}

TEST(Surroundings, DensityFactorLeavesPressureAlone) {
  const World world = still_world();
  const auto one = look(world, on_equator, {0, 0, 0}), more = look(world, on_equator, {0, 0, 0}, 1.25);
  EXPECT_DOUBLE_EQ(more.density_kg_m3, 1.25 * one.density_kg_m3);
  EXPECT_DOUBLE_EQ(more.dynamic_pressure_Pa, 1.25 * one.dynamic_pressure_Pa);
  EXPECT_EQ(more.pressure_Pa, one.pressure_Pa);
  EXPECT_EQ(more.mach, one.mach);
}

TEST(Surroundings, WindCarriesAlong) {
  World world = still_world();
  world.wind = Wind({0, 20'000}, {20, 20}, {-5, -5});
  // East is y and north is z above this place. With the wind, the air is still; the ground is not.
  const auto with = look(world, on_equator, ground_speed + Place{0, 20, -5});
  EXPECT_NEAR(with.airspeed_m_s, 0, 1e-12);
  EXPECT_NEAR(with.ground_speed_m_s(), std::hypot(20, 5), 1e-12);
  const auto standing = look(world, on_equator, ground_speed);
  EXPECT_NEAR(standing.velocity_air_m_s.y, -20, 1e-12);
  EXPECT_NEAR(standing.velocity_air_m_s.z, 5, 1e-12);
}

// ------------------------------------------------------------------ steering laws

Place axis_of(const World& world, const Mode<double>& mode, double t_s, const Place& velocity) {
  return forces_at(world, mode, t_s, 1, on_equator, velocity).axis;
}

TEST(ThrustAxis, FollowsItsLaw) {
  const World world = still_world();
  const Place velocity = ground_speed + Place{3, 4, 0};
  expect_axis(axis_of(world, pointing(Law::inertial, {0, 0, 5}), 0, velocity), {0, 0, 1});
  expect_axis(axis_of(world, pointing(Law::air), 0, velocity), {0.6, 0.8, 0});
  Mode<double> mode = pointing(Law::velocity);
  expect_axis(axis_of(world, mode, 0, {3, 4, 0}), {0.6, 0.8, 0});
  mode.velocity_sign = -1;
  expect_axis(axis_of(world, mode, 0, {3, 4, 0}), {-0.6, -0.8, 0});
}

TEST(ThrustAxis, AlongTheAirOrThePathOverTheGround) {
  World world = still_world();
  const Place velocity = ground_speed + Place{40, 4, 0};
  expect_axis(axis_of(world, pointing(Law::path), 0, velocity), axis_of(world, pointing(Law::air), 0, velocity));
  world.wind = Wind({0, 20'000}, {10, 10}, {-5, -5});  // east is y, north is z
  const double length = std::hypot(40, 4), through_air = std::sqrt(40 * 40 + 6 * 6 + 5 * 5);
  expect_axis(axis_of(world, pointing(Law::path), 0, velocity), {40 / length, 4 / length, 0});
  expect_axis(axis_of(world, pointing(Law::air), 0, velocity), {40 / through_air, -6 / through_air, 5 / through_air});
}

TEST(ThrustAxis, LinearTangent) {
  Mode<double> mode = pointing(Law::inertial, {1, 0, 0});
  mode.turn_per_s = {0, 0.01, 0};
  mode.reference_t_s = 100;
  expect_axis(axis_of(still_world(), mode, 100, {0, 1, 0}), {1, 0, 0});
  const double length = std::hypot(1, 0.75);
  expect_axis(axis_of(still_world(), mode, 175, {0, 1, 0}), {1 / length, 0.75 / length, 0});
}

TEST(ThrustAxis, TiltsSteadilyOverTheGround) {
  Mode<double> mode = pointing(Law::ground);
  mode.ground_from = {1, 0, 0};
  mode.ground_to = {0, 0, 1};
  mode.since_t_s = 10;
  mode.tilt_rad = 0.1;
  mode.tilt_rate_rad_s = 0.02;
  expect_axis(axis_of(still_world(), mode, 15, {0, 1, 0}), {std::cos(0.2), 0, std::sin(0.2)});
}

TEST(ThrustAxis, ProgrammeOfPitchAndYaw) {
  World world = still_world();
  const Place leaning{std::sin(0.5), std::cos(0.5) * std::cos(0.2), std::cos(0.5) * std::sin(0.2)};
  world.programmes = {SteeringProgramme{}, SteeringProgramme(0, 10, std::vector<Place>(6, leaning))};
  Mode<double> mode = pointing(Law::programme);
  mode.programme = 1;
  expect_axis(axis_of(world, mode, 5, {0, 1, 0}), leaning);
}

// ------------------------------------------------------------------ thrust

Thrust<double> thrust_of(const Mode<double>& mode, double t_s, double mass_kg, double pressure_Pa) {
  return thrust(mode, t_s, mass_kg, pressure_Pa);
}

Mode<double> two_burns() {
  Mode<double> mode;
  mode.burns[0] = {4e6, 8, 1400, 1, 0};
  mode.burns[2] = {1e6, 2, 320, 0.5, 0};
  return mode;
}

TEST(Thrust, IsThatOfAllBurnsLessThePressureOnTheirExits) {
  const auto in_vacuum = thrust_of(two_burns(), 0, 1e5, 0), in_air = thrust_of(two_burns(), 0, 1e5, 1e5);
  EXPECT_EQ(in_vacuum.thrust_N, 4.5e6);
  EXPECT_EQ(in_vacuum.flow_kg_s, 1560);
  EXPECT_EQ(in_air.thrust_N, 4.5e6 - 1e6);  // the pressure does not care for the throttle
  EXPECT_EQ(in_air.flow_kg_s, 1560);
}

TEST(Thrust, AnEngineThatIsOffFeelsNoPressure) {
  Mode<double> mode = two_burns();
  mode.burns[2].level = 0;
  EXPECT_EQ(thrust_of(mode, 0, 1e5, 1e5).thrust_N, 4e6 - 8e5);
}

TEST(Thrust, AnEngineThatHasLostItsThrustBurnsOn) {
  Mode<double> mode = two_burns();
  mode.burns[2].thrust_vacuum_N = 0;
  EXPECT_EQ(thrust_of(mode, 0, 1e5, 0).flow_kg_s, 1560);
  EXPECT_EQ(thrust_of(mode, 0, 1e5, 1e5).thrust_N, 4e6 - 1e6);
}

TEST(Thrust, NeverPulls) {
  Mode<double> mode;
  mode.burns[0] = {1e5, 2, 40, 0.5, 0};
  EXPECT_EQ(thrust_of(mode, 0, 1e5, 1e5).thrust_N, 0);
}

TEST(Thrust, RampsByTime) {
  Mode<double> mode = two_burns();
  mode.since_t_s = 7;
  mode.burns[0].level_rate_per_s = -0.5;
  EXPECT_EQ(thrust_of(mode, 8, 1e5, 0).thrust_N, 0.5 * 4e6 + 0.5 * 1e6);
  EXPECT_EQ(thrust_of(mode, 8, 1e5, 0).flow_kg_s, 0.5 * 1400 + 0.5 * 320);
}

TEST(Thrust, AccelerationLimitHoldsExactly) {
  Mode<double> mode = two_burns();
  mode.acceleration_limit_m_s2 = 30;
  for (const double pressure : {0.0, 2e4, 1e5}) {
    const auto forces = thrust_of(mode, 0, 1e5, pressure);
    EXPECT_NEAR(forces.thrust_N / 1e5, 30, 30 * 4e-16) << pressure;
    // u 4.5e6 - 10 p = 3e6: the throttle that all engines share, and the flow with it.
    EXPECT_NEAR(forces.flow_kg_s, 1560 * (3e6 + 10 * pressure) / 4.5e6, 1560 * 4e-16) << pressure;
  }
  // Where the limit is not reached it does nothing.
  EXPECT_EQ(thrust_of(mode, 0, 2e5, 0).thrust_N, 4.5e6);
}

// ------------------------------------------------------------------ air

World world_with_shape() {
  World world = still_world();
  AerodynamicTable blunt, winged;
  blunt.drag_coefficient = CubicTable::monotone({0, 5}, {0.5, 0.5});
  winged.drag_coefficient = CubicTable::monotone({0, 0.1, 0.2, 5}, {0.2, 0.3, 0.4, 0.4});
  winged.normal_slope_per_rad = CubicTable::monotone({0, 5}, {3, 3});
  winged.has_lift = true;
  world.aerodynamics = {blunt, winged};
  return world;
}

TEST(Drag, IsAgainstTheMotionThroughTheAir) {
  const World world = world_with_shape();
  Mode<double> mode = pointing(Law::air);
  mode.drag_area_m2 = 10;
  mode.drag_table = 0;
  const Place velocity = ground_speed + Place{60, 0, 80};
  const double q = look(world, on_equator, velocity).dynamic_pressure_Pa;
  const auto forces = forces_at(world, mode, 0, 500, on_equator, velocity);
  EXPECT_NEAR(forces.drag_N, q * 10 * 0.5, 1e-12 * q);
  EXPECT_NEAR(forces.specific_force_m_s2.x, -0.6 * q * 5 / 500, 1e-13 * q);
  EXPECT_NEAR(forces.specific_force_m_s2.y, 0, 1e-13 * q);
  EXPECT_NEAR(forces.specific_force_m_s2.z, -0.8 * q * 5 / 500, 1e-13 * q);
}

TEST(Drag, TakesItsTableByNumberAndMach) {
  const World world = world_with_shape();
  Mode<double> mode = pointing(Law::air);
  mode.drag_area_m2 = 10;
  const Place velocity =
      ground_speed +
      Place{0, 0.1 * world.atmosphere(look(world, on_equator, {0, 0, 0}).altitude_m).sound_speed_m_s(), 0};
  const double q = look(world, on_equator, velocity).dynamic_pressure_Pa;
  const auto drag = [&](double table) {
    mode.drag_table = table;
    return forces_at(world, mode, 0, 500, on_equator, velocity).drag_N;
  };
  EXPECT_NEAR(drag(1), q * 10 * 0.3, 1e-9 * q);  // a knot of the table; Mach is right to rounding
  EXPECT_NEAR(drag(0), q * 10 * 0.5, 1e-12 * q);
  EXPECT_NEAR(drag(-1), q * 10, 1e-12 * q);  // what tumbles states its drag area
}

TEST(Lift, PushesTowardTheAxis) {
  const World world = world_with_shape();
  Mode<double> mode = pointing(Law::inertial, {std::cos(0.05), std::sin(0.05), 0});
  mode.drag_area_m2 = 10;
  mode.drag_table = 1;
  const Place velocity = ground_speed + Place{300, 0, 0};
  const double q = look(world, on_equator, velocity).dynamic_pressure_Pa;
  const auto forces = forces_at(world, mode, 0, 500, on_equator, velocity);
  EXPECT_NEAR(forces.specific_force_m_s2.y, q * 10 * 3 * std::sin(0.05) / 500, 1e-12 * q);
  EXPECT_NEAR(forces.specific_force_m_s2.x, -forces.drag_N / 500, 1e-12 * q);
}

// ------------------------------------------------------------------ gravity, and all together

TEST(Gravity, PointMassByHand) {
  const World world = still_world();
  const auto forces = forces_at(world, pointing(Law::air), 0, 1, {0, 8e6, 0}, {1, 0, 0});
  EXPECT_NEAR(forces.gravity_m_s2.y, -3.986004415e14 / 64e12, 1e-14 * 7);
  EXPECT_NEAR(forces.gravity_m_s2.x, 0, 1e-15);
}

TEST(Forces, SpecificForceIsThrustAndAirOverMass) {
  const World world = world_with_shape();
  Mode<double> mode = two_burns();
  mode.law = static_cast<double>(Law::inertial);
  mode.direction = {1, 0, 0};
  mode.drag_area_m2 = 10;
  mode.drag_table = 0;
  const Place velocity = ground_speed + Place{0, 100, 0};
  const auto here = look(world, on_equator, velocity);
  const auto forces = forces_at(world, mode, 0, 2e5, on_equator, velocity);
  EXPECT_NEAR(forces.specific_force_m_s2.x, (4.5e6 - 10 * here.pressure_Pa) / 2e5, 1e-14 * 20);
  EXPECT_NEAR(forces.specific_force_m_s2.y, -here.dynamic_pressure_Pa * 5 / 2e5, 1e-14 * 20);
}

TEST(Forces, LanesEqualDoubleBitForBitEachWithItsLaw) {
  World world = world_with_shape();
  world.wind = Wind({0, 20'000}, {20, 35}, {-5, 3});
  world.programmes = {SteeringProgramme(0, 20, {{0.5, 0.9, 0}, {0.4, 0.9, 0.1}, {0.3, 1, 0.1}, {0.2, 1, 0}})};
  std::array<Mode<double>, 16> modes;
  Mode<Lanes> packed;
  Lanes t, mass;
  Vec3<Lanes, Gcrf> position, velocity;
  const auto place_of = [](int i) { return Place{6.378e6 + 3e3 * i, 1e4 * i, -2e4 * i}; };
  const auto velocity_of_lane = [](int i) { return Place{100.0 + i, 400.0 - 7 * i, 10.0 * i}; };
  for (int i = 0; i < 16; ++i) {
    Mode<double>& mode = modes[static_cast<std::size_t>(i)];
    mode = two_burns();
    mode.law = i % 5;
    mode.direction = {1, 0.1 * i, 0};
    mode.turn_per_s = {0, 0.001, 0.002 * i};
    mode.ground_from = {1, 0, 0}, mode.ground_to = {0, 1, 0};
    mode.tilt_rad = 0.01 * i;
    mode.drag_table = i % 3 - 1;
    mode.drag_area_m2 = 5 + i;
    mode.acceleration_limit_m_s2 = i % 2 == 0 ? 0 : 20 + i;
    std::size_t numbers = 0;
    Mode<Lanes>::zip(packed, mode, [&](Lanes& all, const double& one) { set_lane(all, i, one), ++numbers; });
    EXPECT_EQ(numbers, sizeof(Mode<double>) / sizeof(double)) << "a number is left out";
    set_lane(t, i, 3.0 + i), set_lane(mass, i, 1e5 + 1e3 * i);
    const Place r = place_of(i), v = velocity_of_lane(i);
    set_lane(position.x, i, r.x), set_lane(position.y, i, r.y), set_lane(position.z, i, r.z);
    set_lane(velocity.x, i, v.x), set_lane(velocity.y, i, v.y), set_lane(velocity.z, i, v.z);
  }
  const auto here = surroundings(world, packed, t, position, velocity);
  const auto all = sum_forces(world, packed, t, position, velocity, mass, here);
  for (int i = 0; i < 16; ++i) {
    const auto one =
        forces_at(world, modes[static_cast<std::size_t>(i)], 3.0 + i, 1e5 + 1e3 * i, place_of(i), velocity_of_lane(i));
    EXPECT_EQ(lane(all.specific_force_m_s2.x, i), one.specific_force_m_s2.x) << i;
    EXPECT_EQ(lane(all.specific_force_m_s2.y, i), one.specific_force_m_s2.y) << i;
    EXPECT_EQ(lane(all.specific_force_m_s2.z, i), one.specific_force_m_s2.z) << i;
    EXPECT_EQ(lane(all.gravity_m_s2.x, i), one.gravity_m_s2.x) << i;
    EXPECT_EQ(lane(all.thrust_N, i), one.thrust_N) << i;
    EXPECT_EQ(lane(all.flow_kg_s, i), one.flow_kg_s) << i;
    EXPECT_EQ(lane(all.drag_N, i), one.drag_N) << i;
  }
}

}  // namespace
}  // namespace cosmodrome
