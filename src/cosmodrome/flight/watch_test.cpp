// When a condition on the state comes true: the number that falls through zero, against closed forms.
#include "cosmodrome/flight/watch.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

using small_launcher::Kind;
using Vec = Vec3<double, Gcrf>;

const World world = small_launcher::still_world();
const double mu = world.gravity.gm_m3_s2();

struct Seen {
  Vec position_m{wgs84_equatorial_radius_m + 50e3, 0, 0};
  Vec velocity_m_s{30, 40, 0};
  double mass_kg = 1000;
  Mode<double> mode = at_rest();
  CutOff<double> cut_off{};

  static Mode<double> at_rest() {
    Mode<double> mode;
    mode.law = static_cast<double>(Law::inertial);
    mode.direction = {0, 1, 0};
    mode.drag_table = -1;
    return mode;
  }

  double operator()(Kind kind, double threshold = 0) const {
    PointMass<double> motion(world, mode);
    const PointMassState<double> y{position_m.x,   position_m.y,   position_m.z, velocity_m_s.x,
                                   velocity_m_s.y, velocity_m_s.z, mass_kg};
    PointMassState<double> slope;
    motion(0.0, y, slope);
    const double evaluated = watch(kind, threshold, world, mode, cut_off, y, Evaluated<double>{motion});
    const double glanced = watch(kind, threshold, world, mode, cut_off, y, Glance<double>{world, mode, 0.0, y});
    EXPECT_NEAR(glanced, evaluated, 1e-9 + 1e-12 * std::abs(evaluated));
    return evaluated;
  }
};

TEST(Watch, HeightIsAboveTheEllipsoid) {
  const Seen seen;
  // Rounding of a radius of 6.4e6 m, twice.
  EXPECT_NEAR(seen(Kind::altitude_above, 60e3), 10e3, 2e-9);
  EXPECT_NEAR(seen(Kind::altitude_below, 60e3), -10e3, 2e-9);
  EXPECT_NEAR(seen(Kind::impact, -20), 50'020, 2e-9);
}

TEST(Watch, SpeedIsRelativeToTheGround) { EXPECT_NEAR(Seen{}(Kind::speed_above, 60), 10, 1e-12); }

TEST(Watch, PressureAndHeatingFallThroughTheirThresholds) {
  const Seen seen;
  const double density = world.atmosphere(50e3).density_kg_m3;
  EXPECT_NEAR(seen(Kind::dynamic_pressure_below, 1), 0.5 * density * 2500 - 1, 1e-9);
  EXPECT_NEAR(seen(Kind::heating_below, 1), 0.5 * density * 125e3 - 1, 1e-9);
}

TEST(Watch, AccelerationIsWithoutGravity) {
  Seen seen;
  seen.mode.burns[0].thrust_vacuum_N = 8000;
  seen.mode.burns[0].level = 1;
  EXPECT_NEAR(seen(Kind::acceleration_above, 10), 2, 1e-12);
}

TEST(Watch, TheGravityTurnIsReadyWhenTheVelocityLeansAsTheAxisDoes) {
  Seen seen;
  seen.mode.ground_from = {1, 0, 0};
  seen.mode.tilt_rad = 0.1;
  seen.velocity_m_s = Vec{std::cos(0.05), std::sin(0.05), 0} * 100;
  EXPECT_GT(seen(Kind::gravity_turn_ready), 0);
  seen.velocity_m_s = Vec{std::cos(0.1), std::sin(0.1), 0} * 100;
  EXPECT_NEAR(seen(Kind::gravity_turn_ready), 0, 1e-12);
  seen.velocity_m_s = Vec{std::cos(0.15), std::sin(0.15), 0} * 100;
  EXPECT_LT(seen(Kind::gravity_turn_ready), 0);
}

TEST(Watch, CutOffCountsWhatTheTailOffStillAdds) {
  Seen seen;
  seen.velocity_m_s = {0, 7000, 0};
  seen.cut_off.tail_off_impulse_Ns = 20e3;  // 20 m/s for 1 t, along the axis
  const double energy = 0.5 * 7020 * 7020 - mu / norm(seen.position_m);
  seen.cut_off.energy_m2_s2 = energy + 3;
  EXPECT_NEAR(seen(Kind::guidance_cut_off), 3, 1e-7);  // rounding of 6e7 m2/s2
  seen.cut_off.sign = -1;
  EXPECT_NEAR(seen(Kind::guidance_cut_off), -3, 1e-7);
}

/// State at an eccentric anomaly of an orbit in the equator, and the time since perigee: Kepler's equation.
struct OnOrbit {
  Vec r, v;
  double t_s;
};
constexpr double a_m = 8e6, e = 0.1;
OnOrbit at_eccentric_anomaly(double E) {
  const double n = std::sqrt(mu / (a_m * a_m * a_m)), b_m = a_m * std::sqrt(1 - e * e);
  const double rate = n / (1 - e * std::cos(E));
  return {{a_m * (std::cos(E) - e), b_m * std::sin(E), 0},
          {-a_m * std::sin(E) * rate, b_m * std::cos(E) * rate, 0},
          (E - e * std::sin(E)) / n};
}

Seen on_orbit(double E) {
  Seen seen;
  seen.position_m = at_eccentric_anomaly(E).r, seen.velocity_m_s = at_eccentric_anomaly(E).v;
  return seen;
}

TEST(Watch, ApsesAreWhereTheRadialSpeedChangesSign) {
  EXPECT_GT(on_orbit(M_PI - 0.01)(Kind::apogee), 0);
  EXPECT_LT(on_orbit(M_PI + 0.01)(Kind::apogee), 0);
  EXPECT_GT(on_orbit(-0.01)(Kind::perigee), 0);
  EXPECT_LT(on_orbit(0.01)(Kind::perigee), 0);
}

TEST(Watch, ALeadTimeBeforeAnApsis) {
  // The number is linear in time to second order about the apsis. Over 40 s of 7120 s of orbit, 0.035 rad, that
  // leaves a share of 0.035^2 of the lead.
  const double early = 0.0353;
  const double to_apogee_s = at_eccentric_anomaly(M_PI).t_s - at_eccentric_anomaly(M_PI - early).t_s;
  const double to_perigee_s = -at_eccentric_anomaly(-early).t_s;
  for (const auto& [seen, kind, lead_s] : {std::tuple{on_orbit(M_PI - early), Kind::apogee, to_apogee_s},
                                           std::tuple{on_orbit(-early), Kind::perigee, to_perigee_s}}) {
    const double per_second = seen(kind, lead_s - 0.5) - seen(kind, lead_s + 0.5);
    EXPECT_GT(per_second, 0);
    EXPECT_LT(std::abs(seen(kind, lead_s) / per_second), 2 * early * early * lead_s);
  }
}

TEST(Watch, OnlyApsesNeedAChangeOfSign) {
  EXPECT_TRUE(needs_change_of_sign(Kind::apogee));
  EXPECT_TRUE(needs_change_of_sign(Kind::perigee));
  EXPECT_FALSE(needs_change_of_sign(Kind::altitude_above));
  EXPECT_FALSE(needs_change_of_sign(Kind::guidance_cut_off));
}

TEST(Watch, TimesAreNeverWatched) {
  for (const Kind kind : {Kind::time, Kind::delay, Kind::propellant_below, Kind::burn_time_left}) {
    EXPECT_GT(Seen{}(kind, -1e9), 0);
  }
}

}  // namespace
}  // namespace cosmodrome
