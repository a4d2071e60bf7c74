#include "cosmodrome/frames/earth_orientation.hpp"

#include <erfa.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

namespace {

constexpr double longest_piece_s = 6 * 3600.0;
// The span that a piece is fitted on: a cubic fitted on seconds would carry rounding far outside of them.
constexpr double shortest_half_fit_s = 3600.0;
constexpr double longest_span_s = 400 * 86400.0;

JulianDate<Ut1> to_ut1(const Epoch& at, const EarthOrientationParameters& observed) {
  const auto tai = at.to_tai();
  return {tai.jd1, tai.jd2 + observed.ut1_minus_tai_s / 86400.0};
}

double wrapped(double angle_rad) { return std::remainder(angle_rad, 2.0 * std::numbers::pi); }

double earth_rotation_angle(const JulianDate<Ut1>& ut1) { return wrapped(eraEra00(ut1.jd1, ut1.jd2)); }

/// All angles of the CIO-based transformation at one instant.
struct Angles {
  double x = 0.0, y = 0.0, s = 0.0;  // pole, with the observed offsets, and CIO locator
  double era = 0.0;
  double tio = 0.0;  // s'
  double xp = 0.0, yp = 0.0;
};

Angles angles(const Epoch& at, const EarthOrientationParameters& observed) {
  Angles a;
  const auto tt = at.to_tt();
  eraXys06a(tt.jd1, tt.jd2, &a.x, &a.y, &a.s);
  a.x += observed.dx_rad, a.y += observed.dy_rad;
  a.era = earth_rotation_angle(to_ut1(at, observed));
  a.tio = eraSp00(tt.jd1, tt.jd2);
  a.xp = observed.xp_rad, a.yp = observed.yp_rad;
  return a;
}

/// The cubic through the values at the four Chebyshev points of [-half, half].
class Cubic {
 public:
  static constexpr int count = 4;
  static double node(int i) { return cos(std::numbers::pi * (i + 0.5) / count); }

  void sample(int i, double value) {
    const double u = node(i);
    const double t[count] = {1.0, u, 2 * u * u - 1, u * (4 * u * u - 3)};
    for (int k = 0; k < count; ++k) chebyshev_[k] += 2.0 / count * value * t[k];
  }

  void store(double half, double (&c)[4]) const {
    const auto& a = chebyshev_;
    c[0] = 0.5 * a[0] - a[2];
    c[1] = (a[1] - 3 * a[3]) / half;
    c[2] = 2 * a[2] / (half * half);
    c[3] = 4 * a[3] / (half * half * half);
  }

  void store_linear(double half, double (&c)[2]) const {
    c[0] = 0.5 * chebyshev_[0];
    c[1] = chebyshev_[1] / half;
  }

 private:
  double chebyshev_[count] = {};
};

/// The polynomials through x and y of the ITRF's pole at the eight Chebyshev points of the fit, by Newton's divided
/// differences.
void fit_pole(EarthOrientation::Piece& piece, double half_s) {
  constexpr std::size_t count = std::tuple_size_v<decltype(piece.pole_x)>;
  std::array<double, count> node{};
  for (std::size_t i = 0; i < count; ++i) {
    const double t_s = half_s * cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / count);
    const auto pole = orientation::rotation(piece, t_s).row_z;
    node[i] = t_s * earth_rotation_rate_rad_s;
    piece.pole_x[i] = pole.x, piece.pole_y[i] = pole.y;
  }
  for (auto* c : {&piece.pole_x, &piece.pole_y}) {
    for (std::size_t order = 1; order < count; ++order) {
      for (std::size_t i = count - 1; i >= order; --i) (*c)[i] = ((*c)[i] - (*c)[i - 1]) / (node[i] - node[i - order]);
    }
    for (std::size_t k = count - 1; k-- > 0;) {  // from products of (angle - node) to powers
      for (std::size_t i = k; i + 1 < count; ++i) (*c)[i] -= node[k] * (*c)[i + 1];
    }
  }
}

EarthOrientation::Piece fit_piece(const Epoch& reference, double middle_s, double half_s,
                                  const EarthOrientationObservations& observations) {
  const Epoch middle = reference + middle_s;
  const double era_middle = earth_rotation_angle(to_ut1(middle, observations(middle)));
  Cubic x, y, s, angle, xp, yp;
  for (int i = 0; i < Cubic::count; ++i) {
    const Epoch at = middle + half_s * Cubic::node(i);
    const double t_s = at - middle;
    const Angles a = angles(at, observations(at));
    x.sample(i, a.x), y.sample(i, a.y), s.sample(i, a.s), xp.sample(i, a.xp), yp.sample(i, a.yp);
    // Only the departure from steady rotation is fitted: nothing is lost of the turns themselves.
    angle.sample(i, wrapped(a.era - era_middle - earth_rotation_rate_rad_s * t_s) - a.s + a.tio);
  }
  EarthOrientation::Piece piece;
  piece.middle_s = middle_s;
  x.store(half_s, piece.x), y.store(half_s, piece.y), angle.store(half_s, piece.angle);
  s.store_linear(half_s, piece.s), xp.store_linear(half_s, piece.xp), yp.store_linear(half_s, piece.yp);
  piece.angle[0] += era_middle;
  piece.angle[1] += earth_rotation_rate_rad_s;
  fit_pole(piece, half_s);
  return piece;
}

template <class From, class To>
Rotation<From, To> from_erfa(const double (&m)[3][3]) {
  return {{m[0][0], m[0][1], m[0][2]}, {m[1][0], m[1][1], m[1][2]}, {m[2][0], m[2][1], m[2][2]}};
}

}  // namespace

EarthOrientationParameters without_observations(const Epoch& at) { return {.ut1_minus_tai_s = -at.tai_minus_utc_s()}; }

EarthOrientation make_earth_orientation(const Epoch& reference, double from_s, double to_s,
                                        const EarthOrientationObservations& observations) {
  if (!(to_s > from_s) || to_s - from_s > longest_span_s)
    throw std::invalid_argument("earth orientation: the span is empty or longer than 400 days");
  EarthOrientation e;
  e.reference = reference;
  e.from_s = from_s, e.to_s = to_s;
  const auto count = static_cast<int>(std::ceil((to_s - from_s) / longest_piece_s));
  e.piece_length_s = (to_s - from_s) / count;
  const double half_fit_s = std::max(0.5 * e.piece_length_s, shortest_half_fit_s);
  e.pieces.clear();
  for (int i = 0; i < count; ++i)
    e.pieces.push_back(fit_piece(reference, from_s + (i + 0.5) * e.piece_length_s, half_fit_s, observations));
  return e;
}

Rotation<Gcrf, Itrf> gcrf_to_itrf_exact(const Epoch& at, const EarthOrientationParameters& observed) {
  const Angles a = angles(at, observed);
  double to_cirf[3][3], polar[3][3], to_itrf[3][3];
  eraC2ixys(a.x, a.y, a.s, to_cirf);
  eraPom00(a.xp, a.yp, a.tio, polar);
  eraC2tcio(to_cirf, a.era, polar, to_itrf);
  return from_erfa<Gcrf, Itrf>(to_itrf);
}

Rotation<Teme, Itrf> teme_to_itrf(const Epoch& at, const EarthOrientationParameters& observed) {
  const auto ut1 = to_ut1(at, observed);
  double polar[3][3], to_itrf[3][3], unit[3][3];
  eraIr(unit);
  // Vallado's appendix leaves s' out: it is below 1 nm until 2100.
  eraPom00(observed.xp_rad, observed.yp_rad, 0.0, polar);
  eraC2tcio(unit, eraGmst82(ut1.jd1, ut1.jd2), polar, to_itrf);
  return from_erfa<Teme, Itrf>(to_itrf);
}

Vec3<double, Gcrf> earth_rotation_vector_rad_s(const EarthOrientation& e) {
  return earth_attitude(e, 0.0).rotation_rad_s;
}

}  // namespace cosmodrome
