#include "cosmodrome/orbit/sgp4_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace cosmodrome {
namespace {

const Epoch epoch = Epoch::from_utc("2026-01-02T03:04:05Z");

Sgp4Elements any_orbit(std::mt19937_64& random, double perigee_km, double apogee_km) {
  std::uniform_real_distribution<double> part(0, 1);
  const double rp = 6378.135 + perigee_km, ra = 6378.135 + apogee_km, a = (rp + ra) / 2;
  Sgp4Elements e;
  e.epoch = epoch;
  e.mean_motion_rad_s = std::sqrt(398600.8 / (a * a * a));
  e.eccentricity = (ra - rp) / (ra + rp);
  e.inclination_rad = 3.0 * part(random);
  e.node_rad = 6.28 * part(random);
  e.argument_of_perigee_rad = 6.28 * part(random);
  e.mean_anomaly_rad = 6.28 * part(random);
  e.drag_per_earth_radius = 1e-4;
  return e;
}

double distance_m(const Sgp4Elements& a, const Sgp4Elements& b, double minutes) {
  return norm(sgp4_state(make_sgp4(a), minutes).state.r_m - sgp4_state(make_sgp4(b), minutes).state.r_m);
}

struct Orbit {
  double perigee_km, apogee_km;
};

class FitSgp4 : public testing::TestWithParam<Orbit> {};

TEST_P(FitSgp4, MeetsAStateThatItMadeItself) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20; ++i) {
    const Sgp4Elements truth = any_orbit(random, GetParam().perigee_km, GetParam().apogee_km);
    const Sgp4Sample sample{0, sgp4_state(make_sgp4(truth), 0.0).state};
    const Sgp4Fit fit = fit_sgp4(epoch, std::span(&sample, 1), {.drag_per_earth_radius = 1e-4});
    EXPECT_TRUE(fit.converged);
    EXPECT_LT(fit.worst_m, 1e-3);
    // A millimetre and what it means in velocity is some metres after a day: 3 n t times 1e-3 m.
    EXPECT_LT(distance_m(fit.elements, truth, 1440), 1);
  }
}

TEST_P(FitSgp4, FindsDragInThreeDays) {
  std::mt19937_64 random(8);
  const Sgp4Elements truth = any_orbit(random, GetParam().perigee_km, GetParam().apogee_km);
  const Sgp4<double> satellite = make_sgp4(truth);
  std::vector<Sgp4Sample> arc;
  for (double minutes = 0; minutes <= 4320; minutes += 20)
    arc.push_back({minutes, sgp4_state(satellite, minutes).state});
  const bool in_air = GetParam().perigee_km < 1000;
  const Sgp4Fit fit = fit_sgp4(epoch, arc, {.drag_per_earth_radius = 0, .fit_drag = in_air});
  EXPECT_TRUE(fit.converged);
  EXPECT_LT(fit.worst_m, 1e-2);  // nothing but rounding: the arc is SGP4's own
  if (in_air) {
    EXPECT_NEAR(fit.elements.drag_per_earth_radius, 1e-4, 1e-8);
  }
}

INSTANTIATE_TEST_SUITE_P(Orbits, FitSgp4,
                         testing::Values(Orbit{400, 420}, Orbit{600, 600.5}, Orbit{300, 35786}, Orbit{35780, 35790}));

TEST(FitSgp4Refuses, WhatIsNoEllipse) {
  const Sgp4Sample sample{0, {{7e6, 0, 0}, {0, 12e3, 0}}};
  EXPECT_THROW(fit_sgp4(epoch, std::span(&sample, 1)), std::invalid_argument);
  EXPECT_THROW(fit_sgp4(epoch, {}), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
