#pragma once
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/guidance/burn_segments.hpp"

namespace cosmodrome {

/// The gravity that guidance knows: a point mass and the flattening of the Earth.
struct GuidanceGravity {
  double mu_m3_s2 = 3.986004415e14;
  double radius_m = 6378136.3;
  double j2 = 1.08262617e-3;  ///< EGM2008, tide free
};

namespace powered_explicit {

/// -mu r / r^3, and J2 about the pole.
template <Scalar S>
Vec3<S, Gcrf> gravity_m_s2(const GuidanceGravity& gravity, const Vec3<S, Gcrf>& pole, const Vec3<S, Gcrf>& position_m) {
  const S inverse = S(1.0) / norm(position_m);
  const S strength = S(gravity.mu_m3_s2) * inverse * inverse;
  const S q = S(1.5 * gravity.j2 * gravity.radius_m * gravity.radius_m) * inverse * inverse;
  const S u = dot(pole, position_m) * inverse;
  const S radial = -(strength * fma(q, fma(S(-5.0) * u, u, S(1.0)), S(1.0)));
  return position_m * (radial * inverse) + pole * (S(-2.0) * strength * q * u);
}

/// Steering as commanded: unit(direction + turn (t - reference)), t from now.
template <Scalar S>
struct LinearTangent {
  Vec3<S, Gcrf> direction;
  Vec3<S, Gcrf> turn_per_s;
  S reference_s{};
};

/// Flies the powered flight to come through with the commanded steering: each segment in two steps of the classical
/// Runge-Kutta method. The independent variable of a burn is the logarithm of the mass, in which thrust is constant,
/// so that two steps are enough: half a metre a second at the beginning of a long burn, a millimetre by its last
/// quarter.
template <Scalar S>
PositionVelocity<S, Gcrf> fly_through(const Segments<S>& segments, const LinearTangent<S>& steering,
                                      const GuidanceGravity& gravity, const Vec3<S, Gcrf>& pole,
                                      const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s) {
  auto r = position_m;
  auto v = velocity_m_s;
  S begin_s(0.0);
  for (int i = 0; i < segments.count; ++i) {
    const Segment<S>& segment = segments.list[static_cast<std::size_t>(i)];
    if (!any(segment.duration_s != S(0.0))) continue;  // it changes nothing
    // s runs from 0 to 1; t = tau (1 - exp(-s U)) in a burn, linear else.
    const Mask<S> burns = segment.exhaust_speed_m_s > S(0.0);
    const S log_mass = select(burns, segment.gained_m_s / max(segment.exhaust_speed_m_s, S(1.0)), S(0.0));
    const S quarter = exp(S(-0.25) * log_mass);
    const S tau = segment.tau_s;
    S shrink(1.0);
    const auto thrust_at = [&](const S& at_s) {
      const auto axis = axpy(begin_s + at_s - steering.reference_s, steering.turn_per_s, steering.direction);
      return axis * (segment.gained_m_s / sqrt(max(squared_norm(axis), S(1e-30))));
    };
    const auto slope = [&](const Vec3<S, Gcrf>& thrust, const S& dt_ds, const Vec3<S, Gcrf>& at) {
      return thrust + gravity_m_s2(gravity, pole, at) * dt_ds;
    };
    auto thrust = thrust_at(S(0.0));  // the same at the end of a step and the beginning of the next
    const auto time_rate = [&](const S& shrunk) { return select(burns, tau * log_mass * shrunk, segment.duration_s); };
    const auto time_at = [&](const S& shrunk, double s) {
      return select(burns, tau * (S(1.0) - shrunk), segment.duration_s * S(s));
    };
    for (int step = 0; step < 2; ++step) {
      const S h(0.5), half(0.25);
      const S middle = shrink * quarter, end = middle * quarter;
      const S t_middle = time_at(middle, 0.5 * step + 0.25), t_end = time_at(end, 0.5 * step + 0.5);
      const S w1 = time_rate(shrink), w2 = time_rate(middle), w3 = time_rate(end);
      const auto thrust_middle = thrust_at(t_middle), thrust_end = thrust_at(t_end);
      const auto a1 = slope(thrust, w1, r);
      const auto v2 = axpy(half, a1, v);
      const auto a2 = slope(thrust_middle, w2, axpy(half * w1, v, r));
      const auto v3 = axpy(half, a2, v);
      const auto a3 = slope(thrust_middle, w2, axpy(half * w2, v2, r));
      const auto v4 = axpy(h, a3, v);
      const auto a4 = slope(thrust_end, w3, axpy(h * w2, v3, r));
      r = r + (v * w1 + (v2 + v3) * (S(2.0) * w2) + v4 * w3) * S(0.5 / 6.0);
      v = v + (a1 + (a2 + a3) * S(2.0) + a4) * S(0.5 / 6.0);
      shrink = end;
      thrust = thrust_end;
    }
    begin_s = begin_s + segment.duration_s;
  }
  return {r, v};
}

}  // namespace powered_explicit
}  // namespace cosmodrome
