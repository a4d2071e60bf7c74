#include "cosmodrome/flight/elements.hpp"

#include <cmath>
#include <numbers>

#include "cosmodrome/base/math.hpp"
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
  const auto r = to_equator * position_m;
  const auto v = to_equator * velocity_m_s;
  const auto h = cross(r, v);
  const double distance = norm(r);
  const auto eccentricity = cross(v, h) * (1 / mu_m3_s2) - r * (1 / distance);

  OrbitElements elements;
  elements.eccentricity = norm(eccentricity);
  elements.semi_major_axis_m = 1 / (2 / distance - squared_norm(v) / mu_m3_s2);
  elements.perigee_altitude_m = elements.semi_major_axis_m * (1 - elements.eccentricity) - wgs84_equatorial_radius_m;
  elements.apogee_altitude_m = elements.semi_major_axis_m * (1 + elements.eccentricity) - wgs84_equatorial_radius_m;
  elements.inclination_rad = atan2(hypot(h.x, h.y), h.z);
  elements.raan_rad = positive_angle_rad(atan2(h.x, -h.y));

  // Angles in the plane, from the node: u of the vehicle, omega of the perigee.
  const Vec3<double, Cirf> node{cos(elements.raan_rad), sin(elements.raan_rad), 0};
  const auto across = cross(unit(h), node);
  const auto in_plane = [&](const Vec3<double, Cirf>& a) { return atan2(dot(a, across), dot(a, node)); };
  elements.argument_of_perigee_rad = positive_angle_rad(in_plane(eccentricity));
  elements.true_anomaly_rad =
      positive_angle_rad(std::remainder(in_plane(r) - elements.argument_of_perigee_rad, 2 * std::numbers::pi));
  return elements;
}

}  // namespace cosmodrome
