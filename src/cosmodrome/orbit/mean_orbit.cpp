#include "cosmodrome/orbit/mean_orbit.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

Rotation<Gcrf, Teme> gcrf_to_teme(const Epoch& at, const EopTable& eop) {
  const EarthOrientationParameters observed = eop.at(at).parameters;
  return teme_to_itrf(at, observed).inverse() * gcrf_to_itrf_exact(at, observed);
}

Sgp4Elements mean_elements_of(const Rotation<Gcrf, Teme>& to_teme, const Epoch& at, const PointMassState<double>& y) {
  const Sgp4Sample sample{0, {to_teme * position_of(y), to_teme * velocity_of(y)}};
  return fit_sgp4(at, {&sample, 1}).elements;
}

double catalogue_axis_m(const Sgp4Elements& elements) {
  constexpr double mu_wgs72_m3_s2 = 398600.8e9;
  return std::cbrt(mu_wgs72_m3_s2 / (elements.mean_motion_rad_s * elements.mean_motion_rad_s));
}

CatalogueElements catalogue_elements(const OrbitArc<double>& arc, const Epoch& reference, const EopTable& eop) {
  constexpr double step_s = 600, enough_for_drag_s = 86400 - 1;
  const double length_s = arc.end_s - arc.from_s;
  const int steps = std::max(1, static_cast<int>(length_s / step_s));
  std::vector<Sgp4Sample> samples;
  for (int i = 0; i <= steps; ++i) {
    const double t_s = arc.from_s + length_s * i / steps;
    const auto y = arc.at(t_s);
    const auto to_teme = gcrf_to_teme(reference + t_s, eop);
    samples.push_back({(t_s - arc.from_s) / 60, {to_teme * position_of(y), to_teme * velocity_of(y)}});
  }
  Sgp4FitOptions options;
  options.fit_drag = length_s > enough_for_drag_s;
  const Sgp4Fit fit = fit_sgp4(reference + arc.from_s, samples, options);
  const Sgp4Elements& e = fit.elements;
  const double axis_m = catalogue_axis_m(e);
  return {arc.from_s,
          e.mean_motion_rad_s,
          e.eccentricity,
          e.inclination_rad,
          e.node_rad,
          e.argument_of_perigee_rad,
          e.mean_anomaly_rad,
          e.drag_per_earth_radius,
          axis_m * (1 - e.eccentricity) - wgs84_equatorial_radius_m,
          axis_m * (1 + e.eccentricity) - wgs84_equatorial_radius_m,
          fit.worst_m};
}

}  // namespace cosmodrome
