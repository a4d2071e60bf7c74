#include "cosmodrome/dynamics/elements.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {
namespace {

constexpr double mu = 3.986004418e14, degree = std::numbers::pi / 180;
using State = Motion<double, Gcrf>;

void expect_same(const State& a, const State& b, double relative) {
  EXPECT_LT(norm(a.r_m - b.r_m), relative * norm(b.r_m));
  EXPECT_LT(norm(a.v_m_s - b.v_m_s), relative * norm(b.v_m_s));
}

// Ellipse, nearly a circle, nearly in the equator, over the pole, backward, parabola, hyperbola.
const std::array<State, 7> states{{{{6524834, 6862875, 6448296}, {4901.327, 5533.756, -1976.341}},
                                   {{7e6, 0, 0}, {0, std::sqrt(mu / 7e6) * (1 + 1e-12), 1}},
                                   {{7e6, 1e6, 0}, {-1000, 7800, 1e-9}},
                                   {{0, 7e6, 1e5}, {10, 200, 8000}},
                                   {{7e6, 1e6, 3}, {-100, -7800, 2}},
                                   {{7e6, 0, 0}, {0, std::sqrt(2 * mu / 7e6), 0.5}},
                                   {{7e6, -2e6, 3e6}, {4000, 9000, 7000}}}};

TEST(Elements, KeplerianAsPublished) {
  // Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., example 2-5, to its printed digits.
  const auto e = to_keplerian(states[0], mu);
  EXPECT_NEAR(e.semi_latus_rectum_m, 11067790, 10);
  EXPECT_NEAR(semi_major_axis_m(e), 36127343, 20);
  EXPECT_NEAR(e.eccentricity, 0.832853, 1e-6);
  EXPECT_NEAR(e.inclination_rad / degree, 87.870, 1e-3);
  EXPECT_NEAR(e.raan_rad / degree + 360, 227.898, 1e-3);
  EXPECT_NEAR(e.argument_of_periapsis_rad / degree, 53.38, 6e-3);
  EXPECT_NEAR(e.true_anomaly_rad / degree, 92.335, 1e-3);
}

TEST(Elements, EverySetComesBack) {
  for (const State& y : states) {
    expect_same(from_keplerian<Gcrf>(to_keplerian(y, mu), mu), y, 1e-14);
    expect_same(from_equinoctial<Gcrf>(to_equinoctial(y, mu), mu), y, 1e-7);  // near inclination pi, see below
    expect_same(from_spherical<Gcrf>(to_spherical(y)), y, 1e-14);
  }
}

TEST(Elements, EquinoctialIsGoodWhereItShouldBe) {
  for (const State& y : states) {
    const bool backward = cross(y.r_m, y.v_m_s).z < 0;
    const auto e = to_equinoctial(y, mu, backward);
    expect_same(from_equinoctial<Gcrf>(e, mu), y, 1e-14);
    EXPECT_NEAR(hypot(e.f, e.g), to_keplerian(y, mu).eccentricity, 1e-14);
  }
}

TEST(Elements, EquinoctialHasDerivativesOnACircleInTheEquator) {
  using D = Dual<6>;
  const double v = std::sqrt(mu / 7e6);
  std::array<D, 6> x;
  const std::array<double, 6> at{7e6, 0, 0, 0, v, 0};
  for (std::size_t k = 0; k < 6; ++k) x[k] = D::variable(at[k], static_cast<int>(k));
  const auto e = to_equinoctial(Motion<D, Gcrf>{{x[0], x[1], x[2]}, {x[3], x[4], x[5]}}, D(mu));
  // e cos(L) = p/r - 1 with p = r^2 v^2 / mu, and the plane tilts by the angle of the velocity.
  EXPECT_NEAR(e.f.d[4], 2 / v, 1e-12 / v);
  EXPECT_NEAR(e.g.d[3], -1 / v, 1e-12 / v);
  EXPECT_NEAR(e.h.d[5], 0.5 / v, 1e-12 / v);
  EXPECT_NEAR(e.true_longitude_rad.d[1], 1 / 7e6, 1e-20);
}

TEST(Elements, BPlaneIsThatOfTheHyperbola) {
  // Over the equator of a body, periapsis 2000 km from the centre, 900 m/s far away.
  const double moon = 4.9028e12, v_infinity = 900, periapsis = 2e6;
  const double e = 1 + periapsis * v_infinity * v_infinity / moon, a = -moon / (v_infinity * v_infinity);
  const KeplerianElements<double> orbit{a * (1 - e * e), e, 0.0, 0.0, 0.0, -1.5};
  const auto y = from_keplerian<Gcrf>(orbit, moon);
  const auto b = to_b_plane(y, moon, Vec3<double, Gcrf>{0, 0, 1});
  EXPECT_NEAR(b.v_infinity_m_s, v_infinity, 1e-9);
  EXPECT_NEAR(b.periapsis_m, periapsis, 1e-6);
  // Eastward around the equator: B lies along T, and is as long as the semi-minor axis.
  EXPECT_NEAR(b.b_dot_t_m, -a * std::sqrt(e * e - 1), 1e-5);
  EXPECT_NEAR(b.b_dot_r_m, 0, 1e-5);
  // The asymptote's angle from the periapsis has the cosine 1/e.
  EXPECT_NEAR(b.s.x, 1 / e, 1e-14);
  EXPECT_GT(b.s.y, 0);
  // Kepler's equation, with the hyperbolic anomaly by tan(nu/2).
  const double f = 2 * std::atanh(std::sqrt((e - 1) / (e + 1)) * std::tan(-0.75));
  EXPECT_NEAR(b.since_periapsis_s, std::sqrt(-a * a * a / moon) * (e * std::sinh(f) - f), 1e-8);
}

}  // namespace
}  // namespace cosmodrome
