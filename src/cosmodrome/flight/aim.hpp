#pragma once
#include "cosmodrome/flight/plan.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

/// Radius, speed and flight-path angle where the burn shall end, and the plane.
template <Scalar S>
GuidanceTarget<S> guidance_target(const Target& target, const TargetDeparture<S>& departs, double mu_m3_s2,
                                  const Rotation<Gcrf, Cirf>& to_equator) {
  const S perigee = S(wgs84_equatorial_radius_m + target.perigee_altitude_m) + departs.perigee_m;
  const S apogee = S(wgs84_equatorial_radius_m + target.apogee_altitude_m) + departs.apogee_m;
  const S a = S(0.5) * (perigee + apogee);
  const S e = (apogee - perigee) / (apogee + perigee);
  const double anomaly = target.cut_off_true_anomaly_rad.value_or(0);
  const S p = a * (S(1.0) - e * e);
  const S mu(mu_m3_s2);
  const S radius = p / (S(1.0) + e * S(cos(anomaly)));
  const S speed = sqrt(mu * (S(2.0) / radius - S(1.0) / a));
  const S radial_speed = sqrt(mu / p) * e * S(sin(anomaly));
  const S i = S(target.inclination_rad) + departs.inclination_rad;

  GuidanceTarget<S> wanted;
  wanted.radius_m = radius;
  wanted.speed_m_s = speed;
  wanted.sin_flight_path = radial_speed / speed;
  wanted.cos_flight_path = sqrt(S(1.0) - wanted.sin_flight_path * wanted.sin_flight_path);
  wanted.semi_major_axis_m = a;
  wanted.cos_inclination = cos(i);
  wanted.pole = to_scalar<S>(to_equator.row_z);
  wanted.node_is_free = Mask<S>(!target.raan_rad.has_value());
  if (target.raan_rad) {
    const S node = S(*target.raan_rad) + departs.raan_rad;
    const Vec3<S, Cirf> normal{sin(i) * sin(node), -sin(i) * cos(node), cos(i)};
    wanted.normal = to_scalar<S>(to_equator).inverse() * normal;
  }
  return wanted;
}

/// The target of one flight, which may have been told another than was planned.
template <Scalar S>
GuidanceTarget<S> guidance_target(const Plan& plan, int number, const Departures<S>& departures) {
  static const TargetDeparture<S> none{};
  const PlannedTarget& planned = plan.targets[static_cast<std::size_t>(number)];
  const auto& departs = number < max_targets ? departures.targets[static_cast<std::size_t>(number)] : none;
  return guidance_target(planned.orbit, departs, plan.world.gravity.gm_m3_s2(), planned.to_equator);
}

}  // namespace cosmodrome
