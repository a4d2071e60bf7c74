#pragma once
// A body's path during one flight, cheap enough for equations of motion.
#include <vector>

#include "cosmodrome/almanac/ephemeris.hpp"
#include "cosmodrome/frames/pieces.hpp"

namespace cosmodrome {

/// Where a body is relative to another, as polynomials in the seconds since a reference epoch, one piece for at most a
/// day. A plain value: make it once a flight, then evaluate it for every scalar.
///
/// Good to 1 cm against the ephemeris for the Moon and the Sun from the Earth. Outside [from_s, to_s] the nearest piece
/// goes on: good to 1 m for an hour.
struct BodyTrack {
  static constexpr int terms = 9;
  /// Powers of u = (t_s - middle_s) / half_s, lowest first, in metres.
  struct Piece {
    double middle_s = 0.0, half_s = 1.0;
    double x[terms] = {}, y[terms] = {}, z[terms] = {};
  };

  Body body = Body::moon, relative_to = Body::earth;
  Epoch reference;
  double from_s = 0.0, to_s = 0.0;
  double piece_length_s = 1.0;
  std::vector<Piece> pieces{1};
};

/// Throws std::out_of_range if the ephemeris does not cover the span, std::invalid_argument if the span is empty or
/// longer than 4000 days.
BodyTrack make_body_track(const Ephemeris& ephemeris, Body body, Body relative_to, const Epoch& reference,
                          double from_s, double to_s);

namespace body_track {

template <Scalar S>
S power_sum(const double (&c)[BodyTrack::terms], const S& u) {
  S sum = S(c[BodyTrack::terms - 1]);
  for (int i = BodyTrack::terms - 2; i >= 0; --i) sum = fma(sum, u, S(c[i]));
  return sum;
}

template <Scalar S>
S power_sum_rate(const double (&c)[BodyTrack::terms], const S& u) {
  S sum = S((BodyTrack::terms - 1) * c[BodyTrack::terms - 1]);
  for (int i = BodyTrack::terms - 2; i >= 1; --i) sum = fma(sum, u, S(i * c[i]));
  return sum;
}

}  // namespace body_track

/// Position at `t_s` seconds after the reference epoch.
template <Scalar S>
Vec3<S, Gcrf> position_m(const BodyTrack& track, const S& t_s) {
  return pieces::at_time(track.pieces, track.from_s, track.piece_length_s, t_s,
                         [](const BodyTrack::Piece& piece, const S& t) {
                           const S u = t * S(1.0 / piece.half_s);
                           return Vec3<S, Gcrf>{body_track::power_sum(piece.x, u), body_track::power_sum(piece.y, u),
                                                body_track::power_sum(piece.z, u)};
                         });
}

/// Velocity, the derivative of the position.
template <Scalar S>
Vec3<S, Gcrf> velocity_m_s(const BodyTrack& track, const S& t_s) {
  return pieces::at_time(track.pieces, track.from_s, track.piece_length_s, t_s,
                         [](const BodyTrack::Piece& piece, const S& t) {
                           const S rate = S(1.0 / piece.half_s), u = t * rate;
                           return Vec3<S, Gcrf>{body_track::power_sum_rate(piece.x, u) * rate,
                                                body_track::power_sum_rate(piece.y, u) * rate,
                                                body_track::power_sum_rate(piece.z, u) * rate};
                         });
}

}  // namespace cosmodrome
