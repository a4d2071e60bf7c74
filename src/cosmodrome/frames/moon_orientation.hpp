#pragma once
// How the Moon is turned: from the axes of the GCRF to its principal axes, by three angles that an ephemeris gives,
// cheap enough for equations of motion.
#include <functional>
#include <vector>

#include "cosmodrome/base/elementary/polynomial.hpp"
#include "cosmodrome/frames/pieces.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

struct MoonPa {};  ///< The Moon's principal axes of inertia, as DE440 has them: those of its gravity field.
struct MoonMe {
};  ///< The Moon's mean Earth and pole axes: those of its maps. 0.0289 degrees (875 m) from the principal.

/// Principal axes = R3(psi) R1(theta) R3(phi) of the ICRF's.
struct MoonAngles {
  double phi_rad = 0, theta_rad = 0, psi_rad = 0;
};

/// The Moon's orientation over a span of time, one piece for at most half a day. A plain value: make it once a flight,
/// then evaluate it for every scalar. Good to 1e-12 rad against the angles; outside [from_s, to_s] the nearest piece
/// goes on, for an hour as good.
struct MoonOrientation {
  static constexpr std::size_t terms = 7;
  /// Powers of (t_s - middle_s) / half_s, lowest first.
  struct Piece {
    double middle_s = 0.0, half_s = 1.0;
    std::array<double, terms> phi{}, theta{}, psi{};
  };

  Epoch reference;
  double from_s = 0.0, to_s = 0.0;
  double piece_length_s = 1.0;
  std::vector<Piece> pieces{1};
};

/// Throws std::invalid_argument if the span is empty or longer than 4000 days, and what `angles` throws.
MoonOrientation make_moon_orientation(const Epoch& reference, double from_s, double to_s,
                                      const std::function<MoonAngles(const Epoch&)>& angles);

/// The rotation of three angles, and back; theta must not be 0.
Rotation<Gcrf, MoonPa> moon_rotation(const MoonAngles& angles);
MoonAngles moon_angles_of(const Rotation<Gcrf, MoonPa>& rotation);

/// Whose principal axes: the mean axes of both are the same on the ground, to the metre.
enum class PrincipalAxes { de421, de440 };

/// From principal to mean axes, which is constant: R1(-0.2785") R2(-78.6944") R3(-67.8526") for DE440.
/// Sources: R. S. Park et al., Astronomical Journal 161:105 (2021), section 3; J. G. Williams et al., JPL IOM
/// 335-JW,DB,WF-20080314-001 (2008) for DE421; NAIF's frame kernels moon_de440_220930.tf and moon_080317.tf.
Rotation<MoonPa, MoonMe> principal_to_mean_axes(PrincipalAxes axes = PrincipalAxes::de440);

namespace moon_orientation {

template <Scalar S>
Rotation<Gcrf, MoonPa, S> rotation(const S& phi, const S& theta, const S& psi) {
  S s_phi, c_phi, s_theta, c_theta, s_psi, c_psi;
  sincos(phi, s_phi, c_phi);
  sincos(theta, s_theta, c_theta);
  sincos(psi, s_psi, c_psi);
  const Vec3<S, Gcrf> node{c_phi, s_phi, S(0.0)};
  const Vec3<S, Gcrf> across{-(s_phi * c_theta), c_phi * c_theta, s_theta};
  return {axpy(s_psi, across, node * c_psi),
          axpy(c_psi, across, node * (-s_psi)),
          {s_phi * s_theta, -(c_phi * s_theta), c_theta}};
}

}  // namespace moon_orientation

/// From celestial axes to the Moon's principal axes at `t_s` seconds after the reference epoch.
template <Scalar S>
Rotation<Gcrf, MoonPa, S> gcrf_to_moon(const MoonOrientation& moon, const S& t_s) {
  return pieces::at_time(
      moon.pieces, moon.from_s, moon.piece_length_s, t_s, [](const MoonOrientation::Piece& piece, const S& t) {
        const S u = t * S(1.0 / piece.half_s);
        return moon_orientation::rotation(elementary::polynomial(u, piece.phi), elementary::polynomial(u, piece.theta),
                                          elementary::polynomial(u, piece.psi));
      });
}

}  // namespace cosmodrome
