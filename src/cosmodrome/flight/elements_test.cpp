#include "cosmodrome/flight/elements.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

constexpr double mu = 3.986004415e14, pi = std::numbers::pi;

struct State {
  Vec3<double, Gcrf> r, v;
};

/// The perifocal form, turned by argument of perigee, inclination and node.
State state_of(double a_m, double e, double i, double node, double perigee, double anomaly) {
  const double p = a_m * (1 - e * e), r = p / (1 + e * std::cos(anomaly)), u = perigee + anomaly;
  const double radial = std::sqrt(mu / p) * e * std::sin(anomaly),
               along = std::sqrt(mu / p) * (1 + e * std::cos(anomaly));
  const Vec3<double, Gcrf> n{std::cos(node), std::sin(node), 0};
  const Vec3<double, Gcrf> m{-std::sin(node) * std::cos(i), std::cos(node) * std::cos(i), std::sin(i)};
  const auto out = n * std::cos(u) + m * std::sin(u), ahead = m * std::cos(u) - n * std::sin(u);
  return {out * r, out * radial + ahead * along};
}

TEST(OsculatingElements, GiveBackTheOrbitFromWhichTheStateCame) {
  for (const double e : {0.002, 0.1, 0.7}) {
    for (const double i : {0.2, 0.9, 1.7}) {
      for (const double node : {0.3, 4.0}) {
        for (const double perigee : {0.5, 5.0}) {
          for (const double anomaly : {0.1, 2.0, 6.0}) {
            const double a_m = 7.2e6 / (1 - e);
            const State s = state_of(a_m, e, i, node, perigee, anomaly);
            const OrbitElements found = osculating_elements(s.r, s.v, mu, {});
            // Rounding, divided by the eccentricity where the perigee's direction is at stake.
            EXPECT_NEAR(found.semi_major_axis_m / a_m, 1, 1e-13);
            EXPECT_NEAR(found.eccentricity, e, 1e-14);
            EXPECT_NEAR(found.inclination_rad, i, 1e-14);
            EXPECT_NEAR(found.raan_rad, node, 1e-14);
            EXPECT_NEAR(found.argument_of_perigee_rad, perigee, 1e-14 / e);
            EXPECT_NEAR(found.true_anomaly_rad, anomaly, 1e-14 / e);
            EXPECT_NEAR(found.perigee_altitude_m, a_m * (1 - e) - wgs84_equatorial_radius_m, 1e-5);
            EXPECT_NEAR(found.apogee_altitude_m, a_m * (1 + e) - wgs84_equatorial_radius_m, 1e-5);
          }
        }
      }
    }
  }
}

TEST(OsculatingElements, CountFromTheEquatorThatTheyAreGiven) {
  // An equator tilted by 0.1 rad about the x axis takes that off the inclination of an orbit whose node is there.
  const State s = state_of(7e6, 0.01, 0.9, 0, 1, 1);
  const Rotation<Gcrf, Cirf> tilted{{1, 0, 0}, {0, std::cos(0.1), std::sin(0.1)}, {0, -std::sin(0.1), std::cos(0.1)}};
  EXPECT_NEAR(osculating_elements(s.r, s.v, mu, tilted).inclination_rad, 0.8, 1e-14);
}

TEST(OsculatingElements, OfAHyperbola) {
  // Escape: the semi-major axis is below zero, the perigee still a height.
  const State s = state_of(-2e7, 1.4, 0.5, 1, 1, 0.3);
  const OrbitElements found = osculating_elements(s.r, s.v, mu, {});
  EXPECT_NEAR(found.semi_major_axis_m / -2e7, 1, 1e-13);
  EXPECT_NEAR(found.perigee_altitude_m, 8e6 - wgs84_equatorial_radius_m, 1e-5);
}

TEST(OsculatingElements, AnglesAreWithinOneTurn) {
  for (int k = 0; k < 24; ++k) {
    const State s = state_of(7e6, 0.05, 1, k * pi / 12, 2 * pi - k * pi / 12, k * pi / 12);
    const OrbitElements found = osculating_elements(s.r, s.v, mu, {});
    for (const double angle : {found.raan_rad, found.argument_of_perigee_rad, found.true_anomaly_rad}) {
      EXPECT_GE(angle, 0);
      EXPECT_LE(angle, 2 * pi);
    }
  }
}

}  // namespace
}  // namespace cosmodrome
