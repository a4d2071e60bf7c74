// Motion under the summed forces, against closed forms and conservation laws.
#include "cosmodrome/dynamics/point_mass.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cosmodrome {
namespace {

using State = PointMassState<double>;
using Place = Vec3<double, Gcrf>;
constexpr double gm_m3_s2 = 3.986004415e14, radius_m = 6378136.3,
                 j2 = 1.08262617385222e-3;  // EGM2008, tide free: -sqrt(5) C20

World world_with(const Gravity& gravity, const Atmosphere& atmosphere = Atmosphere::us76()) {
  return World{.earth = {},
               .earth_rate_rad_s = {0, 0, 0},
               .atmosphere = atmosphere,
               .gravity = gravity,
               .wind = {},
               .aerodynamics = {},
               .programmes = {},
               .third_bodies = {}};
}

/// Air so thin that neither its drag nor its pressure shows in a double.
Atmosphere nearly_no_air() {
  return Atmosphere::from_table({0, 1e5, 2e5, 3e5}, {1e-40, 5e-41, 2e-41, 1e-41}, {1e-35, 5e-36, 2e-36, 1e-36},
                                {288, 288, 288, 288});
}

/// Flies from t = 0 with DOP853 at a tolerance near rounding.
State flown(const World& world, const Mode<double>& mode, const State& y, double t_s) {
  PointMass<double> motion(world, mode);
  return integrate<Dop853>(motion, 0.0, y, t_s, 1e-15, State{1, 1, 1, 1, 1, 1, 1}, [](const auto&) {});
}

Mode<double> burning(double thrust_N, double flow_kg_s, const Place& direction) {
  Mode<double> mode;
  mode.law = static_cast<double>(Law::inertial);
  mode.direction = direction;
  mode.burns[0] = {thrust_N, 0, flow_kg_s, 1, 0};
  return mode;
}

Mode<double> coasting() {
  Mode<double> mode;
  mode.law = static_cast<double>(Law::inertial);
  mode.direction = {1, 0, 0};
  return mode;
}

TEST(PointMass, RocketEquationInFreeSpace) {
  // No gravity; thrust 300 kN and 100 kg/s on 60 t for 500 s: exhaust speed 3 km/s, burned 50 t of 60.
  const World world = world_with(Gravity(ZonalGravity(0, radius_m, {}, 0)));
  const Place along = unit(Place{1, 2, -2});
  const State y0{7e6, 0, 0, 7000.0 / 3, 14000.0 / 3, -14000.0 / 3, 60'000};
  const State y = flown(world, burning(3e5, 100, along), y0, 500);
  const double ve = 3000, tau = 600, t = 500;
  EXPECT_NEAR(y[6], 10'000, 1e-8);  // rounding of 60 t, over the steps
  const double gained = ve * std::log(60'000.0 / 10'000);
  EXPECT_NEAR(norm(velocity_of(y)) - 7000, gained, 1e-12 * 12'000);
  // s = v0 t + ve (t - (tau - t) ln(tau / (tau - t)))
  const double way = 7000 * t + ve * (t - (tau - t) * std::log(tau / (tau - t)));
  EXPECT_NEAR(norm(position_of(y) - position_of(y0)), way, 1e-8);  // some ulps of 7e6 m
}

TEST(PointMass, VacuumAscentAgainstTsiolkovsky) {
  // The same through air that is hardly there, with a shape and exits that would feel it.
  World world = world_with(Gravity(ZonalGravity(0, radius_m, {}, 0)), nearly_no_air());
  Mode<double> mode = burning(3e5, 100, {1, 0, 0});
  mode.drag_area_m2 = 10;
  mode.drag_table = -1;
  mode.burns[0].exit_area_m2 = 3;
  const State y = flown(world, mode, {radius_m + 1e3, 0, 0, 0, 0, 0, 60'000}, 400);
  EXPECT_NEAR(y[3], 3000 * std::log(3.0), 1e-9);
}

TEST(PointMass, StraightUpAtConstantAcceleration) {
  // With the acceleration held at a, energy is closed in an inverse-square field: v^2 / 2 - gm / r - a r stays.
  const World world = world_with(Gravity::earth(0), nearly_no_air());
  Mode<double> mode = burning(5e6, 1500, {1, 0, 0});
  mode.acceleration_limit_m_s2 = 30;
  const State y0{radius_m, 0, 0, 0, 0, 0, 1e5};
  const State y = flown(world, mode, y0, 200);
  const auto energy = [](const State& s) { return 0.5 * s[3] * s[3] - gm_m3_s2 / s[0] - 30 * s[0]; };
  EXPECT_GT(y[3], 4000);
  EXPECT_NEAR(energy(y) / energy(y0), 1, 1e-14);
  // And the mass falls as exp(-a t / ve).
  EXPECT_NEAR(y[6], 1e5 * std::exp(-30 * 200 / (5e6 / 1500)), 1e-8);
  EXPECT_EQ(y[1], 0);
}

TEST(PointMass, UniformFieldLimit) {
  // Far out the field hardly changes on the way: z = v0 t + ve (t - (tau - t) ln(tau / (tau - t))) - g t^2 / 2.
  // Over 100 km of 1e10 m gravity changes by 2e-5, which is 20 mm of the 1e3 m that it takes in 10 s; an ulp is 2 um.
  const double far = 1e10, g = 20;
  const World world = world_with(Gravity(ZonalGravity(g * far * far, radius_m, {}, 0)), nearly_no_air());
  const State y = flown(world, burning(3e5, 100, {1, 0, 0}), {far, 0, 0, 100, 0, 0, 10'000}, 10);
  const double tau = 100, t = 10, ve = 3000;
  const double way = 100 * t + ve * (t - (tau - t) * std::log(tau / (tau - t))) - 0.5 * g * t * t;
  EXPECT_NEAR(y[0] - far, way, 1e-3);
  EXPECT_NEAR(y[3], 100 - g * t + ve * std::log(tau / (tau - t)), 1e-4);
}

// ------------------------------------------------------------------ coasts

const State coast_start{7e6, 1e5, -2e5, 500, 5200, 5600, 1000};

double point_mass_energy(const State& y) {
  return 0.5 * squared_norm(velocity_of(y)) - gm_m3_s2 / norm(position_of(y));
}

TEST(PointMass, CoastKeepsEnergyAndAngularMomentum) {
  const World world = world_with(Gravity::earth(0));
  const State y = flown(world, coasting(), coast_start, 6000);
  EXPECT_NEAR(point_mass_energy(y) / point_mass_energy(coast_start), 1, 1e-12);
  const auto before = cross(position_of(coast_start), velocity_of(coast_start));
  const auto after = cross(position_of(y), velocity_of(y));
  EXPECT_LT(norm(after - before) / norm(before), 1e-12);
  EXPECT_EQ(y[6], 1000);
}

TEST(PointMass, CoastKeepsEnergyAndAngularMomentumOnATurningEarth) {
  // Degree 0 again, through the rotation to the crust and back: only rounding may show.
  World world = world_with(Gravity::earth(0));
  world.earth = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 7200.0, without_observations);
  const State y = flown(world, coasting(), coast_start, 6000);
  EXPECT_NEAR(point_mass_energy(y) / point_mass_energy(coast_start), 1, 1e-12);
}

/// With J2: -gm / r (1 - J2 (R / r)^2 (3 u^2 - 1) / 2), u the sine of the latitude above the equator of `pole`.
double energy_with_j2(const State& y, const Place& pole) {
  const double r = norm(position_of(y)), u = dot(pole, position_of(y)) / r;
  const double potential = -gm_m3_s2 / r * (1 - j2 * (radius_m / r) * (radius_m / r) * 0.5 * (3 * u * u - 1));
  return 0.5 * squared_norm(velocity_of(y)) + potential;
}

TEST(PointMass, FlatteningKeepsEnergyAndMomentumAboutThePole) {
  const World world = world_with(Gravity::earth(2));
  const State y = flown(world, coasting(), coast_start, 6000);
  EXPECT_NEAR(energy_with_j2(y, {0, 0, 1}) / energy_with_j2(coast_start, {0, 0, 1}), 1, 1e-11);
  const auto momentum = [](const State& s) { return cross(position_of(s), velocity_of(s)); };
  EXPECT_NEAR(momentum(y).z / momentum(coast_start).z, 1, 1e-12);
  // The plane does turn: by -3/2 n J2 (R / p)^2 cos i a radian, a few mrad in an orbit.
  EXPECT_GT(norm(momentum(y) - momentum(coast_start)) / norm(momentum(y)), 1e-3);
}

TEST(PointMass, FlatteningFollowsThePoleOfDate) {
  World world = world_with(Gravity::earth(2));
  world.earth = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 7200.0, without_observations);
  const State y = flown(world, coasting(), coast_start, 6000);
  const Place pole = gcrf_to_itrf(world.earth, 3000.0).row_z;
  // In 100 min the pole moves by some 5e-8 rad; J2's torque about it does work of 1e-3 of that.
  EXPECT_NEAR(energy_with_j2(y, pole) / energy_with_j2(coast_start, pole), 1, 1e-10);
  // About the axis of the GCRF, 2.2 mrad off, momentum changes by J2's torque across it, 1e4 times as much.
  const auto momentum = [](const State& s) { return cross(position_of(s), velocity_of(s)); };
  EXPECT_NEAR(dot(momentum(y), pole) / dot(momentum(coast_start), pole), 1, 1e-10);
  EXPECT_GT(std::abs(momentum(y).z / momentum(coast_start).z - 1), 1e-7);
}

}  // namespace
}  // namespace cosmodrome
