#include "cosmodrome/orbit/drift_rates.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/environment/sunlight.hpp"

namespace cosmodrome {
namespace {

constexpr double sun_rate_rad_s = 2 * std::numbers::pi / (365.25636 * 86400);  // sidereal year
constexpr double obliquity_rad = 23.4393 * degree_rad;

/// Fully normalised Legendre functions on the equator, by degree from the order on: recursion in the degree at sine 0.
/// Source: S. A. Holmes, W. E. Featherstone, Journal of Geodesy 76 (2002), 279-299, equations 11 and 13.
double equator_legendre(int n, int m) {
  if (n == m) {
    if (m == 0) return 1;
    if (m == 1) return std::sqrt(3.0);
    return std::sqrt((2 * m + 1) / (2.0 * m)) * equator_legendre(m - 1, m - 1);
  }
  if (n == m + 1) return 0;
  const double b = std::sqrt((2.0 * n + 1) * (n + m - 1) * (n - m - 1) / ((n - m) * (n + m) * (2.0 * n - 3)));
  return -b * equator_legendre(n - 2, m);
}

struct Pole {
  double x, y, z;  ///< in the equator, towards the equinox and 90 degrees east of it, and along the Earth's axis
};

/// The pole of a body's orbit, of an inclination to the ecliptic and a node on it, seen from the equator.
Pole pole_of(double inclination_rad, double node_rad) {
  const double x = std::sin(inclination_rad) * std::sin(node_rad);
  const double y = -std::sin(inclination_rad) * std::cos(node_rad), z = std::cos(inclination_rad);
  const double sine = std::sin(obliquity_rad), cosine = std::cos(obliquity_rad);
  return {x, y * cosine - z * sine, y * sine + z * cosine};
}

}  // namespace

double longitude_acceleration_rad_s2(const GravityCoefficients& field, double axis_m, double longitude_rad,
                                     int degree_of_field) {
  double slope = 0;
  for (int n = 2; n <= std::min(degree_of_field, field.degree); ++n) {
    const double nearness = std::pow(field.radius_m / axis_m, n);
    for (int m = 1; m <= n; ++m) {
      const auto i = static_cast<std::size_t>(GravityCoefficients::index(n, m));
      const double angle = m * longitude_rad;
      slope += nearness * equator_legendre(n, m) * m * (field.S[i] * std::cos(angle) - field.C[i] * std::sin(angle));
    }
  }
  return -3 / (axis_m * axis_m) * field.gm_m3_s2 / axis_m * slope;
}

double inclination_drift_rad_s(const Epoch& at, double axis_m, double gm_m3_s2) {
  const auto tt = at.to_tt();
  const double centuries = ((tt.jd1 - 2451545.0) + tt.jd2) / 36525;
  const double node_rad = (125.04455 - 1934.13626 * centuries) * degree_rad;
  constexpr double moon_distance_m = 384399e3, moon_eccentricity = 0.0549, moon_inclination_rad = 5.145 * degree_rad;
  constexpr double sun_eccentricity = 0.0167;
  const double motion = std::sqrt(gm_m3_s2 / axis_m) / axis_m;
  const double moon = gravitational_parameter_m3_s2(Body::moon) /
                      (moon_distance_m * moon_distance_m * moon_distance_m) *
                      std::pow(1 - moon_eccentricity * moon_eccentricity, -1.5);
  const double sun = sun_rate_rad_s * sun_rate_rad_s * std::pow(1 - sun_eccentricity * sun_eccentricity, -1.5);
  // dh/dt = 3/4 (mu_b/r_b^3) / n (h . p) h x p, with h along the Earth's axis, which itself moves towards the equinox.
  constexpr double precession_rad_s = 2004.19 / 3600 * degree_rad / (36525 * 86400.0);  // in declination, IAU 2006
  const Pole of_moon = pole_of(moon_inclination_rad, node_rad), of_sun = pole_of(0, 0);
  const double x = -0.75 / motion * (moon * of_moon.z * of_moon.y + sun * of_sun.z * of_sun.y) - precession_rad_s;
  const double y = 0.75 / motion * (moon * of_moon.z * of_moon.x + sun * of_sun.z * of_sun.x);
  return std::hypot(x, y);
}

double sunlight_eccentricity(double light_m2_kg, double axis_m, double gm_m3_s2) {
  return 1.5 * sunlight_pressure_N_m2 * light_m2_kg / (std::sqrt(gm_m3_s2 / axis_m) * sun_rate_rad_s);
}

}  // namespace cosmodrome
