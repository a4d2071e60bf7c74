#include "cosmodrome/almanac/body_track.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

namespace {

constexpr int terms = BodyTrack::terms;
constexpr double longest_piece_s = 86400.0;
// The span that a piece is fitted on: one fitted on seconds would carry rounding far outside of them.
constexpr double shortest_half_fit_s = 3600.0;
constexpr double longest_span_s = 4000 * 86400.0;

double node(int i) { return cos(std::numbers::pi * (i + 0.5) / terms); }

using Series = std::array<double, terms>;

/// Coefficients of the Chebyshev polynomials through values at the nodes.
Series chebyshev_coefficients(const Series& values) {
  Series c{};
  for (int k = 0; k < terms; ++k)
    for (int i = 0; i < terms; ++i)
      c[k] += (k == 0 ? 1.0 : 2.0) / terms * values[i] * cos(std::numbers::pi * k * (i + 0.5) / terms);
  return c;
}

/// The same polynomial by powers: T_k+1 = 2 u T_k - T_k-1. With nine terms that loses no digit that matters: the high
/// coefficients are tiny.
void store_powers(const Series& chebyshev, double (&powers)[terms]) {
  Series before{1.0}, now{0.0, 1.0};
  for (int i = 0; i < terms; ++i) powers[i] = chebyshev[0] * before[i] + chebyshev[1] * now[i];
  for (int k = 2; k < terms; ++k) {
    Series next{};
    for (int i = 0; i < terms; ++i) next[i] = (i > 0 ? 2.0 * now[i - 1] : 0.0) - before[i];
    for (int i = 0; i < terms; ++i) powers[i] += chebyshev[k] * next[i];
    before = now, now = next;
  }
}

BodyTrack::Piece fit_piece(const Ephemeris& ephemeris, const BodyTrack& track, double middle_s) {
  BodyTrack::Piece piece;
  piece.middle_s = middle_s;
  piece.half_s = std::max(0.5 * track.piece_length_s, shortest_half_fit_s);
  Series x{}, y{}, z{};
  for (int i = 0; i < terms; ++i) {
    const Epoch at = track.reference + (middle_s + piece.half_s * node(i));
    const auto r = ephemeris.state(track.body, track.relative_to, at).r_m;
    x[i] = r.x, y[i] = r.y, z[i] = r.z;
  }
  store_powers(chebyshev_coefficients(x), piece.x);
  store_powers(chebyshev_coefficients(y), piece.y);
  store_powers(chebyshev_coefficients(z), piece.z);
  return piece;
}

}  // namespace

BodyTrack make_body_track(const Ephemeris& ephemeris, Body body, Body relative_to, const Epoch& reference,
                          double from_s, double to_s) {
  if (!(to_s > from_s) || to_s - from_s > longest_span_s)
    throw std::invalid_argument("body track: the span is empty or longer than 4000 days");
  BodyTrack track{.body = body, .relative_to = relative_to, .reference = reference, .from_s = from_s, .to_s = to_s};
  const auto count = static_cast<int>(std::ceil((to_s - from_s) / longest_piece_s));
  track.piece_length_s = (to_s - from_s) / count;
  track.pieces.clear();
  for (int i = 0; i < count; ++i)
    track.pieces.push_back(fit_piece(ephemeris, track, from_s + (i + 0.5) * track.piece_length_s));
  return track;
}

}  // namespace cosmodrome
