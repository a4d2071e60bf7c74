#include "cosmodrome/flight/elements.hpp"

#include <numbers>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

double positive_angle_rad(double angle) {
  const double full = 2 * std::numbers::pi;
  return angle < 0 ? angle + full : angle;
}

}  // namespace

OrbitElements osculating_elements(const Vec3<double, Gcrf>& position_m, const Vec3<double, Gcrf>& velocity_m_s,
                                  double mu_m3_s2, const Rotation<Gcrf, Cirf>& to_equator) {
  const auto kepler = to_keplerian(Motion<double, Cirf>{to_equator * position_m, to_equator * velocity_m_s}, mu_m3_s2);
  OrbitElements elements;
  elements.eccentricity = kepler.eccentricity;
  elements.semi_major_axis_m = 1 / (2 / norm(position_m) - squared_norm(velocity_m_s) / mu_m3_s2);
  elements.perigee_altitude_m = elements.semi_major_axis_m * (1 - elements.eccentricity) - wgs84_equatorial_radius_m;
  elements.apogee_altitude_m = elements.semi_major_axis_m * (1 + elements.eccentricity) - wgs84_equatorial_radius_m;
  elements.inclination_rad = kepler.inclination_rad;
  elements.raan_rad = positive_angle_rad(kepler.raan_rad);
  elements.argument_of_perigee_rad = positive_angle_rad(kepler.argument_of_periapsis_rad);
  elements.true_anomaly_rad = positive_angle_rad(kepler.true_anomaly_rad);
  return elements;
}

}  // namespace cosmodrome
