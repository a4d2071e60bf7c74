#pragma once
// The instantaneous impact point: where a vehicle would come down if its thrust ended now and there were no air.
#include <numbers>
#include <type_traits>

#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/integrate/crossing.hpp"

namespace cosmodrome {

/// What becomes of a body that only gravity pulls. In orbit there is no impact: that is a state, and the other members
/// then mean nothing (they are finite).
template <Scalar S>
struct VacuumImpact {
  Mask<S> reaches_ground{};  ///< false: in orbit, or leaving
  S after_s{};               ///< from now to the impact
  S anomaly_rad{};           ///< eccentric, from now to the impact
  Vec3<S, Itrf> place_m;     ///< on the ellipsoid, in the axes of the Earth as it is turned then
  S revolution_s{};          ///< of a closed arc
  S lowest_altitude_m{};     ///< of the arc that is still to come; what is leaving has its altitude now
};

namespace vacuum {

inline constexpr double deep_m = 6e6;  ///< so near to the centre it is under the ground by any figure

/// Without their derivatives.
template <Scalar S, class Frame>
auto values(const Vec3<S, Frame>& v) {
  return Vec3<std::decay_t<decltype(value(v.x))>, Frame>{value(v.x), value(v.y), value(v.z)};
}

/// An ellipse through (r, v) with its eccentric anomaly E counted from there: x = E - E_0. With c = e cos E_0 and
/// s = e sin E_0 the f and g functions are closed (Battin, An Introduction to the Mathematics and Methods of
/// Astrodynamics, 1999, section 4.3).
template <Scalar S>
struct Arc {
  Vec3<S, Gcrf> r_m, v_m_s;
  S c{}, s{}, semi_major_axis_m{}, inverse_mean_motion_s{};

  S after_s(const S& x) const {
    S sine, cosine;
    sincos(x, sine, cosine);
    return inverse_mean_motion_s * (x + s - fma(s, cosine, c * sine));
  }

  Vec3<S, Gcrf> position_m(const S& x) const {
    S sine, cosine;
    sincos(x, sine, cosine);
    const S f = (cosine - c) / (S(1.0) - c);
    const S g_s = inverse_mean_motion_s * (sine + s - fma(s, cosine, c * sine));
    return r_m * f + v_m_s * g_s;
  }
};

}  // namespace vacuum

/// The impact point of the state (r, v) at `t_s` on the turning Earth of a world, by Kepler's ellipse about its central
/// mass: no air, no flattening of its gravity (flight/fall.hpp has all of that), but of its figure.
///
/// The body comes down between its apogee, or where it is if that is behind, and its perigee: there the altitude above
/// the ellipsoid is brought to zero. A perigee above the ellipsoid is an orbit. The error is that of rounding, 1e-8 m,
/// but for arcs that graze the ground. Open arcs are taken for leaving, also those that come in from far away.
template <Scalar S>
VacuumImpact<S> vacuum_impact(const World& world, const S& t_s, const Vec3<S, Gcrf>& r_m, const Vec3<S, Gcrf>& v_m_s) {
  const S gm(world.gravity.gm_m3_s2());
  const S radius_m = norm(r_m);
  const S energy_c = radius_m * squared_norm(v_m_s) / gm - S(1.0);  // e cos E_0 of an ellipse; 1 and more: open
  const Mask<S> closed = energy_c < S(1.0 - 1e-9);
  const S c = select(closed, energy_c, S(0.0));
  const S a_m = radius_m / (S(1.0) - c);
  const S s = dot(r_m, v_m_s) / sqrt(gm * a_m);
  const vacuum::Arc<S> arc{r_m, v_m_s, c, s, a_m, a_m * sqrt(a_m / gm)};

  // The figure is alike around its axis, so the altitude may be counted in the Earth's axes as they are now.
  const auto now = gcrf_to_itrf(world.earth, t_s);
  const auto altitude = [&](const S& x) -> S {
    const auto place = now * arc.position_m(x);
    const S distance_m = norm(place);
    if (world.sphere_radius_m > 0) return distance_m - S(world.sphere_radius_m);
    // An arc straight down has its perigee near the centre, where the ellipsoid's altitude has no meaning.
    return select(distance_m < S(vacuum::deep_m), distance_m - S(wgs84_equatorial_radius_m), altitude_m(place));
  };
  // A root of the derivative of atan2 at nought: a circle has no apsides, and no impact either.
  const S anomaly = atan2(s, select(abs(c) + abs(s) > S(1e-14), c, S(1.0)));
  const Mask<S> climbing = anomaly > S(0.0);
  const S apogee = select(climbing, S(std::numbers::pi) - anomaly, S(0.0));
  const S perigee = select(climbing, S(2.0 * std::numbers::pi) - anomaly, -anomaly);
  const S altitude_now = altitude(S(0.0));
  const S altitude_at_perigee = altitude(perigee);
  const S low = select(altitude(apogee) > altitude_now, apogee, S(0.0));
  const Mask<S> above = max(altitude_now, altitude(low)) > S(0.0);
  const Mask<S> crosses = closed & above & (altitude_at_perigee < S(0.0));
  S x(0.0);
  if (any(crosses)) {
    if constexpr (derivative_order<S> == 0) {
      x = find_crossing(altitude, low, perigee, crosses);
    } else {  // searched for among plain numbers, which take a fraction of the time
      const auto plainly = vacuum_impact(world, value(t_s), vacuum::values(r_m), vacuum::values(v_m_s));
      x = zero_with_derivatives(altitude, S(plainly.anomaly_rad));
    }
    x = select(crosses, x, S(0.0));
  }

  VacuumImpact<S> impact;
  impact.reaches_ground = crosses | (closed & !above);
  impact.after_s = arc.after_s(x);
  impact.anomaly_rad = x;
  impact.place_m = gcrf_to_itrf(world.earth, t_s + impact.after_s) * arc.position_m(x);
  impact.revolution_s = S(2.0 * std::numbers::pi) * arc.inverse_mean_motion_s;
  impact.lowest_altitude_m = select(closed, min(altitude_now, altitude_at_perigee), altitude_now);
  return impact;
}

}  // namespace cosmodrome
