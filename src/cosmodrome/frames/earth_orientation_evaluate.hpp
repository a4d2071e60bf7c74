#pragma once
// EarthOrientation at a time, for every scalar. Included by earth_orientation.hpp.
#include "cosmodrome/base/elementary/polynomial.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/pieces.hpp"

namespace cosmodrome {

template <Scalar S>
EarthAttitude<S> select(const Mask<S>& mask, const EarthAttitude<S>& a, const EarthAttitude<S>& b) {
  return {select(mask, a.gcrf_to_itrf, b.gcrf_to_itrf), select(mask, a.rotation_rad_s, b.rotation_rad_s)};
}

namespace orientation {

template <Scalar S>
S cubic(const double (&c)[4], const S& t) {
  return fma(fma(fma(S(c[3]), t, S(c[2])), t, S(c[1])), t, S(c[0]));
}

template <Scalar S>
S cubic_rate(const double (&c)[4], const S& t) {
  return fma(fma(S(3.0 * c[3]), t, S(2.0 * c[2])), t, S(c[1]));
}

/// GCRF to the celestial intermediate frame but for the turn about the pole: the transpose of the matrix in
/// IERS Conventions 2010, equation 5.10, with a = 1 / (1 + Z) as a series in X^2 + Y^2 < 3e-5.
template <Scalar S>
Rotation<Gcrf, Cirf, S> to_equator(const S& x, const S& y) {
  const S r2 = fma(x, x, y * y);
  const S a = fma(r2, fma(r2, S(1.0 / 16.0), S(0.125)), S(0.5));
  const S axy = -(a * x * y);
  return {{fma(-(a * x), x, S(1.0)), axy, -x}, {axy, fma(-(a * y), y, S(1.0)), -y}, {x, y, fma(-a, r2, S(1.0))}};
}

template <Scalar S, class F>
Vec3<S, F> turn_to_x(const S& sine, const S& cosine, const Vec3<S, F>& x, const Vec3<S, F>& y) {
  return {fma(cosine, x.x, sine * y.x), fma(cosine, x.y, sine * y.y), fma(cosine, x.z, sine * y.z)};
}

/// Polar motion, R1(-yp) R2(-xp), for angles below 1e-5 rad: cosines to second order, sines to first.
template <Scalar S>
void turn_by_polar_motion(Rotation<Gcrf, Itrf, S>& r, const S& xp, const S& yp) {
  const S cos_x = fma(S(-0.5) * xp, xp, S(1.0)), cos_y = fma(S(-0.5) * yp, yp, S(1.0));
  const Vec3<S, Gcrf> x = turn_to_x(xp, cos_x, r.row_x, r.row_z);
  const Vec3<S, Gcrf> z = turn_to_x(-xp, cos_x, r.row_z, r.row_x);
  r.row_x = x;
  r.row_z = turn_to_x(yp, cos_y, z, r.row_y);
  r.row_y = turn_to_x(-yp, cos_y, r.row_y, z);
}

/// p x dp/dt, the angular velocity with which the intermediate frame follows the moving pole p: the intermediate origin
/// does not turn about the pole, but s, which `angle` contains, does not belong to the Earth's rate.
template <Scalar S>
Vec3<S, Gcrf> rate_of_equator(const Vec3<S, Gcrf>& pole, const S& x_rate, const S& y_rate) {
  const S z_rate = -(fma(pole.x, x_rate, pole.y * y_rate) / pole.z);
  return cross(pole, Vec3<S, Gcrf>{x_rate, y_rate, z_rate});
}

template <Scalar S>
Rotation<Gcrf, Itrf, S> rotation(const EarthOrientation::Piece& piece, const S& t) {
  const auto equator = to_equator(cubic(piece.x, t), cubic(piece.y, t));
  S sine, cosine;
  sincos(cubic(piece.angle, t), sine, cosine);
  Rotation<Gcrf, Itrf, S> r{turn_to_x(sine, cosine, equator.row_x, equator.row_y),
                            turn_to_x(-sine, cosine, equator.row_y, equator.row_x), equator.row_z};
  turn_by_polar_motion(r, fma(S(piece.xp[1]), t, S(piece.xp[0])), fma(S(piece.yp[1]), t, S(piece.yp[0])));
  return r;
}

template <Scalar S>
EarthAttitude<S> attitude(const EarthOrientation::Piece& piece, const S& t) {
  EarthAttitude<S> result;
  result.gcrf_to_itrf = rotation(piece, t);
  const auto pole = to_equator(cubic(piece.x, t), cubic(piece.y, t)).row_z;
  const S turn = cubic_rate(piece.angle, t) + S(piece.s[1]);
  auto omega = axpy(turn, pole, rate_of_equator(pole, cubic_rate(piece.x, t), cubic_rate(piece.y, t)));
  omega = axpy(S(-piece.yp[1]), result.gcrf_to_itrf.row_x, omega);
  result.rotation_rad_s = axpy(S(-piece.xp[1]), result.gcrf_to_itrf.row_y, omega);
  return result;
}

template <Scalar S>
Rotation<Gcrf, Cirf, S> equator(const EarthOrientation::Piece& piece, const S& t) {
  const auto r = to_equator(cubic(piece.x, t), cubic(piece.y, t));
  const S s = fma(S(piece.s[1]), t, S(piece.s[0]));  // below 1e-6 rad: its cosine is one
  return {turn_to_x(-s, S(1.0), r.row_x, r.row_y), turn_to_x(s, S(1.0), r.row_y, r.row_x), r.row_z};
}

/// The axis of the ITRF alone: all that forces need which are alike around it. x and y are below 1e-2, so three terms
/// of the series of z are exact.
template <Scalar S>
COSMODROME_INLINE Vec3<S, Gcrf> pole(const EarthOrientation::Piece& piece, const S& t) {
  const S angle = t * S(earth_rotation_rate_rad_s);
  const S x = elementary::polynomial(angle, piece.pole_x), y = elementary::polynomial(angle, piece.pole_y);
  const S r2 = fma(x, x, y * y);
  return {x, y, fma(r2, fma(r2, fma(r2, S(-1.0 / 16.0), S(-0.125)), S(-0.5)), S(1.0))};
}

template <Scalar S, class Evaluate>
COSMODROME_INLINE auto in_piece(const EarthOrientation& e, const S& t_s, Evaluate evaluate) {
  return pieces::at_time(e.pieces, e.from_s, e.piece_length_s, t_s, evaluate);
}

}  // namespace orientation

/// From celestial to terrestrial axes at `t_s` seconds after the reference epoch.
template <Scalar S>
Rotation<Gcrf, Itrf, S> gcrf_to_itrf(const EarthOrientation& e, const S& t_s) {
  return orientation::in_piece(e, t_s, [](const auto& piece, const S& t) { return orientation::rotation(piece, t); });
}

/// The z axis of the ITRF in the GCRF, as gcrf_to_itrf(e, t_s).row_z but for 1e-12 rad, and much cheaper.
template <Scalar S>
COSMODROME_INLINE Vec3<S, Gcrf> itrf_pole(const EarthOrientation& e, const S& t_s) {
  return orientation::in_piece(e, t_s, [](const auto& piece, const S& t) { return orientation::pole(piece, t); });
}

/// The same with the Earth's angular velocity, all of it: rotation, motion of the pole in space and in the Earth.
template <Scalar S>
EarthAttitude<S> earth_attitude(const EarthOrientation& e, const S& t_s) {
  return orientation::in_piece(e, t_s, [](const auto& piece, const S& t) { return orientation::attitude(piece, t); });
}

/// From celestial axes to the true equator of date, where inclinations and nodes are counted.
template <Scalar S>
Rotation<Gcrf, Cirf, S> gcrf_to_cirf(const EarthOrientation& e, const S& t_s) {
  return orientation::in_piece(e, t_s, [](const auto& piece, const S& t) { return orientation::equator(piece, t); });
}

/// The Earth's angular velocity at the reference epoch, as a constant vector: it changes direction by 7e-12 rad/s.
Vec3<double, Gcrf> earth_rotation_vector_rad_s(const EarthOrientation& e);

/// Position and velocity as seen from the turning Earth.
template <Scalar S>
PositionVelocity<S, Itrf> to_itrf(const EarthOrientation& e, const S& t_s, const PositionVelocity<S, Gcrf>& state) {
  const auto earth = earth_attitude(e, t_s);
  const auto v_air = state.v_m_s - cross(earth.rotation_rad_s, state.r_m);
  return {earth.gcrf_to_itrf * state.r_m, earth.gcrf_to_itrf * v_air};
}

/// Position and velocity as seen from the stars.
template <Scalar S>
PositionVelocity<S, Gcrf> to_gcrf(const EarthOrientation& e, const S& t_s, const PositionVelocity<S, Itrf>& state) {
  const auto earth = earth_attitude(e, t_s);
  const auto back = earth.gcrf_to_itrf.inverse();
  const auto r_m = back * state.r_m;
  return {r_m, back * state.v_m_s + cross(earth.rotation_rad_s, r_m)};
}

}  // namespace cosmodrome
