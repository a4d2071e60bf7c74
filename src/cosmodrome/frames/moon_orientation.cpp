#include "cosmodrome/frames/moon_orientation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace cosmodrome {
namespace {

constexpr double longest_piece_s = 43200;
// The span that a piece is fitted on: one fitted on seconds would carry rounding far outside of them.
constexpr double shortest_half_fit_s = 3600;
constexpr double longest_span_s = 4000 * 86400.0;
constexpr std::size_t terms = MoonOrientation::terms;
using Series = std::array<double, terms>;

double node(std::size_t i) { return cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / terms); }

/// Powers of the polynomial through values at the nodes: by Newton's divided differences.
Series powers(Series c) {
  for (std::size_t order = 1; order < terms; ++order)
    for (std::size_t i = terms - 1; i >= order; --i) c[i] = (c[i] - c[i - 1]) / (node(i) - node(i - order));
  for (std::size_t k = terms - 1; k-- > 0;)
    for (std::size_t i = k; i + 1 < terms; ++i) c[i] -= node(k) * c[i + 1];
  return c;
}

constexpr double arcsecond_rad = 4.84813681109535993590e-6;

/// R_axis(angle), axis counted from 0.
Rotation<MoonPa, MoonPa> turn(double angle_rad, int axis) {
  const double c = cos(angle_rad), s = sin(angle_rad);
  if (axis == 0) return {{1, 0, 0}, {0, c, s}, {0, -s, c}};
  if (axis == 1) return {{c, 0, -s}, {0, 1, 0}, {s, 0, c}};
  return {{c, s, 0}, {-s, c, 0}, {0, 0, 1}};
}

MoonOrientation::Piece fit_piece(const Epoch& reference, double middle_s, double half_s,
                                 const std::function<MoonAngles(const Epoch&)>& angles) {
  MoonOrientation::Piece piece{.middle_s = middle_s, .half_s = half_s};
  const Epoch middle = reference + middle_s;
  const MoonAngles about = angles(middle);
  Series phi{}, theta{}, psi{};
  for (std::size_t i = 0; i < terms; ++i) {
    const MoonAngles at = angles(middle + half_s * node(i));
    // Only the way from the middle is fitted: angles turn over, and large ones have few digits after the point.
    phi[i] = std::remainder(at.phi_rad - about.phi_rad, 2 * std::numbers::pi);
    theta[i] = at.theta_rad - about.theta_rad;
    psi[i] = std::remainder(at.psi_rad - about.psi_rad, 2 * std::numbers::pi);
  }
  piece.phi = powers(phi), piece.theta = powers(theta), piece.psi = powers(psi);
  piece.phi[0] += about.phi_rad, piece.theta[0] += about.theta_rad;
  piece.psi[0] += std::remainder(about.psi_rad, 2 * std::numbers::pi);
  return piece;
}

}  // namespace

MoonOrientation make_moon_orientation(const Epoch& reference, double from_s, double to_s,
                                      const std::function<MoonAngles(const Epoch&)>& angles) {
  if (!(to_s > from_s) || to_s - from_s > longest_span_s)
    throw std::invalid_argument("moon orientation: the span is empty or longer than 4000 days");
  MoonOrientation moon{.reference = reference, .from_s = from_s, .to_s = to_s};
  const auto count = static_cast<int>(std::ceil((to_s - from_s) / longest_piece_s));
  moon.piece_length_s = (to_s - from_s) / count;
  const double half_s = std::max(0.5 * moon.piece_length_s, shortest_half_fit_s);
  moon.pieces.clear();
  for (int i = 0; i < count; ++i)
    moon.pieces.push_back(fit_piece(reference, from_s + (i + 0.5) * moon.piece_length_s, half_s, angles));
  return moon;
}

Rotation<Gcrf, MoonPa> moon_rotation(const MoonAngles& angles) {
  return moon_orientation::rotation(angles.phi_rad, angles.theta_rad, angles.psi_rad);
}

MoonAngles moon_angles_of(const Rotation<Gcrf, MoonPa>& r) {
  return {atan2(r.row_z.x, -r.row_z.y), atan2(hypot(r.row_z.x, r.row_z.y), r.row_z.z), atan2(r.row_x.z, r.row_y.z)};
}

Rotation<MoonPa, MoonMe> principal_to_mean_axes(PrincipalAxes axes) {
  const bool new_one = axes == PrincipalAxes::de440;
  const double x = new_one ? 0.2785 : 0.30, y = new_one ? 78.6944 : 78.56, z = new_one ? 67.8526 : 67.92;
  const auto all = turn(-x * arcsecond_rad, 0) * (turn(-y * arcsecond_rad, 1) * turn(-z * arcsecond_rad, 2));
  return {all.row_x, all.row_y, all.row_z};
}

}  // namespace cosmodrome
