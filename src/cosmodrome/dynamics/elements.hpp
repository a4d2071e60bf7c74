#pragma once
// A state of motion around one body as orbital elements, and back. Every set is made straight from position and
// velocity, without going through another: each is singular only where its own definition is.
#include "cosmodrome/base/vec3.hpp"

namespace cosmodrome {

/// Position and velocity about a centre, along axes that do not turn.
template <Scalar S, class Frame>
struct Motion {
  Vec3<S, Frame> r_m;
  Vec3<S, Frame> v_m_s;
};

/// Kepler's elements to the plane z = 0. Undefined node at inclination 0 and pi, undefined periapsis on a circle: there
/// the angles are those of atan2(0, 0), and have no derivatives. The semi-latus rectum stands where books often have
/// the semi-major axis, which is infinite on a parabola. Angles are within (-pi, pi].
template <Scalar S>
struct KeplerianElements {
  S semi_latus_rectum_m{};
  S eccentricity{};
  S inclination_rad{};
  S raan_rad{};
  S argument_of_periapsis_rad{};
  S true_anomaly_rad{};
};

/// Modified equinoctial elements: f, g are the eccentricity vector, h, k = tan(i/2) (cos, sin) of the node, longitude
/// is the sum of node, periapsis and true anomaly. Regular for every conic but straight lines, and for every
/// inclination but pi; with `retrograde` for every one but 0.
/// Source: M. J. H. Walker, B. Ireland, J. Owens: A set of modified equinoctial orbit elements. Celestial Mechanics 36,
/// 409-419, 1985 (erratum 38, 391, 1986).
template <Scalar S>
struct EquinoctialElements {
  S semi_latus_rectum_m{};
  S f{}, g{};
  S h{}, k{};
  S true_longitude_rad{};
  bool retrograde = false;
};

/// Where one is and where one flies, by angles. Undefined azimuths above the pole and straight up.
template <Scalar S>
struct SphericalElements {
  S distance_m{};
  S right_ascension_rad{};
  S declination_rad{};
  S speed_m_s{};
  S flight_path_angle_rad{};  ///< above the plane across the radius
  S azimuth_rad{};            ///< of the velocity, from north to east
};

/// The aim of a flight past a body. S is the direction of the incoming asymptote, T = S x pole, R = S x T; B reaches
/// from the centre to the asymptote, across it.
/// Source: W. Kizner: A method of describing miss distances for lunar and interplanetary trajectories. JPL External
/// Publication 674, 1959.
template <Scalar S, class Frame>
struct BPlane {
  S b_dot_t_m{};
  S b_dot_r_m{};
  S v_infinity_m_s{};
  S since_periapsis_s{};  ///< negative on the way in
  S periapsis_m{};        ///< distance from the centre
  Vec3<S, Frame> s, t, r;
};

/// Semi-major axis; negative on a hyperbola.
template <Scalar S>
S semi_major_axis_m(const KeplerianElements<S>& e) {
  return e.semi_latus_rectum_m / (S(1.0) - e.eccentricity * e.eccentricity);
}

/// Points to the periapsis, as long as the eccentricity.
template <Scalar S, class F>
Vec3<S, F> eccentricity_vector(const Motion<S, F>& y, const S& mu_m3_s2) {
  return cross(y.v_m_s, cross(y.r_m, y.v_m_s)) * (S(1.0) / mu_m3_s2) - y.r_m * (S(1.0) / norm(y.r_m));
}

template <Scalar S, class F>
KeplerianElements<S> to_keplerian(const Motion<S, F>& y, const S& mu_m3_s2) {
  const auto h = cross(y.r_m, y.v_m_s);
  const auto eccentricity = eccentricity_vector(y, mu_m3_s2);
  KeplerianElements<S> e;
  e.semi_latus_rectum_m = squared_norm(h) / mu_m3_s2;
  e.eccentricity = norm(eccentricity);
  e.inclination_rad = atan2(hypot(h.x, h.y), h.z);
  e.raan_rad = atan2(h.x, -h.y);
  // Angles in the plane, from the node.
  S sine, cosine;
  sincos(e.raan_rad, sine, cosine);
  const Vec3<S, F> node{cosine, sine, S(0.0)};
  const auto across = cross(unit(h), node);
  e.argument_of_periapsis_rad = atan2(dot(eccentricity, across), dot(eccentricity, node));
  // The true anomaly is turned back by the same angle, so that it is no difference of two.
  sincos(e.argument_of_periapsis_rad, sine, cosine);
  const S along = dot(y.r_m, node), beside = dot(y.r_m, across);
  e.true_anomaly_rad = atan2(fma(beside, cosine, -(along * sine)), fma(along, cosine, beside * sine));
  return e;
}

template <class Frame, Scalar S>
Motion<S, Frame> from_keplerian(const KeplerianElements<S>& e, const S& mu_m3_s2) {
  S sin_node, cos_node, sin_i, cos_i, sin_w, cos_w, sin_v, cos_v;
  sincos(e.raan_rad, sin_node, cos_node);
  sincos(e.inclination_rad, sin_i, cos_i);
  sincos(e.argument_of_periapsis_rad, sin_w, cos_w);
  sincos(e.true_anomaly_rad, sin_v, cos_v);
  const Vec3<S, Frame> node{cos_node, sin_node, S(0.0)};
  const Vec3<S, Frame> across{-(sin_node * cos_i), cos_node * cos_i, sin_i};
  const auto to_periapsis = axpy(sin_w, across, node * cos_w);
  const auto beside = axpy(cos_w, across, node * (-sin_w));
  const S distance = e.semi_latus_rectum_m / fma(e.eccentricity, cos_v, S(1.0));
  const S rate = sqrt(mu_m3_s2 / e.semi_latus_rectum_m);
  return {axpy(S(distance * sin_v), beside, to_periapsis * S(distance * cos_v)),
          axpy(S(rate * (e.eccentricity + cos_v)), beside, to_periapsis * S(-(rate * sin_v)))};
}

namespace equinoctial {

/// The axes that longitudes are counted in, from h and k.
template <Scalar S, class F>
void axes(const S& h, const S& k, double turn, Vec3<S, F>& first, Vec3<S, F>& second) {
  const S scale = S(1.0) / fma(h, h, fma(k, k, S(1.0)));
  const S hh = h * h, kk = k * k, hk = h * k;
  first = {(S(1.0) + hh - kk) * scale, S(2.0) * hk * scale, S(-2.0 * turn) * k * scale};
  second = {S(2.0 * turn) * hk * scale, S(turn) * (S(1.0) - hh + kk) * scale, S(2.0) * h * scale};
}

}  // namespace equinoctial

template <Scalar S, class F>
EquinoctialElements<S> to_equinoctial(const Motion<S, F>& y, const S& mu_m3_s2, bool retrograde = false) {
  const auto h = cross(y.r_m, y.v_m_s);
  const auto pole = unit(h);
  const double turn = retrograde ? -1.0 : 1.0;
  const S scale = S(1.0) / fma(S(turn), pole.z, S(1.0));
  EquinoctialElements<S> e;
  e.retrograde = retrograde;
  e.semi_latus_rectum_m = squared_norm(h) / mu_m3_s2;
  e.h = -(pole.y * scale);
  e.k = pole.x * scale;
  Vec3<S, F> first, second;
  equinoctial::axes(e.h, e.k, turn, first, second);
  const auto eccentricity = eccentricity_vector(y, mu_m3_s2);
  e.f = dot(eccentricity, first);
  e.g = dot(eccentricity, second);
  e.true_longitude_rad = atan2(dot(y.r_m, second), dot(y.r_m, first));
  return e;
}

template <class Frame, Scalar S>
Motion<S, Frame> from_equinoctial(const EquinoctialElements<S>& e, const S& mu_m3_s2) {
  Vec3<S, Frame> first, second;
  equinoctial::axes(e.h, e.k, e.retrograde ? -1.0 : 1.0, first, second);
  S sine, cosine;
  sincos(e.true_longitude_rad, sine, cosine);
  const S distance = e.semi_latus_rectum_m / fma(e.f, cosine, fma(e.g, sine, S(1.0)));
  const S rate = sqrt(mu_m3_s2 / e.semi_latus_rectum_m);
  return {axpy(S(distance * sine), second, first * S(distance * cosine)),
          axpy(S(rate * (e.f + cosine)), second, first * S(-(rate * (e.g + sine))))};
}

template <Scalar S, class F>
SphericalElements<S> to_spherical(const Motion<S, F>& y) {
  SphericalElements<S> e;
  const S level = hypot(y.r_m.x, y.r_m.y);
  e.distance_m = norm(y.r_m);
  e.right_ascension_rad = atan2(y.r_m.y, y.r_m.x);
  e.declination_rad = atan2(y.r_m.z, level);
  e.speed_m_s = norm(y.v_m_s);
  e.flight_path_angle_rad = atan2(dot(y.r_m, y.v_m_s), norm(cross(y.r_m, y.v_m_s)));
  const S east = fma(y.r_m.x, y.v_m_s.y, -(y.r_m.y * y.v_m_s.x)) / level;
  const S outward = fma(y.r_m.x, y.v_m_s.x, y.r_m.y * y.v_m_s.y) / level;
  const S north = fma(level, y.v_m_s.z, -(y.r_m.z * outward)) / e.distance_m;
  e.azimuth_rad = atan2(east, north);
  return e;
}

template <class Frame, Scalar S>
Motion<S, Frame> from_spherical(const SphericalElements<S>& e) {
  S sin_a, cos_a, sin_d, cos_d, sin_p, cos_p, sin_z, cos_z;
  sincos(e.right_ascension_rad, sin_a, cos_a);
  sincos(e.declination_rad, sin_d, cos_d);
  sincos(e.flight_path_angle_rad, sin_p, cos_p);
  sincos(e.azimuth_rad, sin_z, cos_z);
  const Vec3<S, Frame> up{cos_d * cos_a, cos_d * sin_a, sin_d};
  const Vec3<S, Frame> east{-sin_a, cos_a, S(0.0)};
  const Vec3<S, Frame> north{-(sin_d * cos_a), -(sin_d * sin_a), cos_d};
  const auto level = axpy(sin_z, east, north * cos_z);
  return {up * e.distance_m, axpy(sin_p, up, level * cos_p) * e.speed_m_s};
}

/// Time since periapsis on a hyperbola: M = e sinh F - F, with sinh F from the state.
template <Scalar S>
S hyperbolic_time_s(const S& semi_major_axis, const S& eccentricity, const S& r_dot_v, const S& mu_m3_s2) {
  const S size = -semi_major_axis;
  const S e_sinh = r_dot_v / sqrt(mu_m3_s2 * size);
  const S sinh_f = e_sinh / eccentricity;
  // asinh of the magnitude, so that no digits are lost on the way in.
  const S magnitude = abs(sinh_f);
  const S f = copysign(S(log(magnitude + sqrt(fma(magnitude, magnitude, S(1.0))))), sinh_f);
  return sqrt(size * size * size / mu_m3_s2) * (e_sinh - f);
}

/// The state must be on a hyperbola, and `pole` not along the asymptote.
template <Scalar S, class F>
BPlane<S, F> to_b_plane(const Motion<S, F>& y, const S& mu_m3_s2, const Vec3<S, F>& pole) {
  const auto h = cross(y.r_m, y.v_m_s);
  const auto eccentricity = eccentricity_vector(y, mu_m3_s2);
  const S e = norm(eccentricity);
  const auto to_periapsis = eccentricity * (S(1.0) / e);
  const auto normal = unit(h);
  const S energy = squared_norm(y.v_m_s) - S(2.0) * mu_m3_s2 / norm(y.r_m);  // twice
  BPlane<S, F> b;
  b.v_infinity_m_s = sqrt(energy);
  // Far back, the velocity points along cos(beta) to the periapsis and sin(beta) across, with cos(beta) = 1/e.
  const S cosine = S(1.0) / e;
  b.s = axpy(S(sqrt(S(1.0) - cosine * cosine)), cross(normal, to_periapsis), to_periapsis * cosine);
  b.t = unit(cross(b.s, pole));
  b.r = cross(b.s, b.t);
  const auto to_asymptote = cross(b.s, h) * (S(1.0) / b.v_infinity_m_s);
  b.b_dot_t_m = dot(to_asymptote, b.t);
  b.b_dot_r_m = dot(to_asymptote, b.r);
  const S semi_major_axis = -mu_m3_s2 / energy;
  b.periapsis_m = semi_major_axis * (S(1.0) - e);
  b.since_periapsis_s = hyperbolic_time_s(semi_major_axis, e, S(dot(y.r_m, y.v_m_s)), mu_m3_s2);
  return b;
}

}  // namespace cosmodrome
