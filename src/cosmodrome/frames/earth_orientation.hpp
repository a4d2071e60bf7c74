#pragma once
// How the Earth is turned: GCRF to ITRF by the IAU 2006/2000A precession-nutation, the Earth rotation angle and polar
// motion (IERS Conventions 2010, chapter 5, CIO-based), cheap enough for equations of motion.
#include <array>
#include <cstddef>
#include <functional>
#include <vector>

#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// What has to be observed about the Earth's orientation at an instant.
struct EarthOrientationParameters {
  double ut1_minus_tai_s = 0.0;       ///< continuous: leap seconds do not show in it
  double xp_rad = 0.0, yp_rad = 0.0;  ///< coordinates of the celestial intermediate pole in the ITRF
  double dx_rad = 0.0, dy_rad = 0.0;  ///< observed less modelled (IAU 2006/2000A) coordinates of the pole in the GCRF
};

/// Without observations: UT1 = UTC, pole at the ITRF's pole. Off by up to 420 m at the equator (0.9 s of UT1), 15 m in
/// the pole.
EarthOrientationParameters without_observations(const Epoch& at);

/// Angular velocity of the Earth on the celestial intermediate pole, by the definition of UT1 for a day of exactly
/// 86400 s of UT1: 2 pi 1.00273781191135448 / 86400 s.  IERS Conventions 2010, equation 5.15.
inline constexpr double earth_rotation_rate_rad_s = 7.292115146706979e-5;

/// The Earth's orientation over a span of time as polynomials in the seconds since a reference epoch, one piece for
/// at most six hours. A plain value: make it once a flight, then evaluate it for every scalar.
///
/// Against the full series at each instant it is good to 3e-13 rad, 2 micrometres at the Earth's surface, if the
/// observations are smooth; where those of a daily table bend, at midnight, to 0.3 mm. Outside
/// [from_s, to_s] the nearest piece goes on: good to 1 mm for half an hour, then worse.
struct EarthOrientation {
  /// Cubic polynomials in t_s - middle_s, lowest coefficient first.
  struct Piece {
    double middle_s = 0.0;
    double x[4] = {};  ///< coordinates of the celestial intermediate pole in the GCRF, rad
    double y[4] = {};
    double angle[4] = {};  ///< Earth rotation angle less the CIO locator s plus the TIO locator s', rad
    double s[2] = {};      ///< CIO locator s, rad
    double xp[2] = {};     ///< polar motion, rad
    double yp[2] = {};
    /// z axis of the ITRF in the GCRF, which follows from the above: of degree seven in the angle of steady rotation.
    std::array<double, 8> pole_x{}, pole_y{};
  };

  Epoch reference;
  double from_s = 0.0, to_s = 0.0;
  double piece_length_s = 1.0;
  std::vector<Piece> pieces{1};
};

using EarthOrientationObservations = std::function<EarthOrientationParameters(const Epoch&)>;

/// Fits the orientation from `from_s` to `to_s` seconds after the reference epoch. Throws std::invalid_argument if the
/// span is empty or longer than 400 days.
EarthOrientation make_earth_orientation(const Epoch& reference, double from_s, double to_s,
                                        const EarthOrientationObservations& observations);

/// The same rotation at one instant, straight from the full series of ERFA.
Rotation<Gcrf, Itrf> gcrf_to_itrf_exact(const Epoch& at, const EarthOrientationParameters& observed);

/// From the frame of SGP4: Greenwich mean sidereal time 1982 and polar motion (Vallado et al., AIAA 2006-6753,
/// appendix C).
Rotation<Teme, Itrf> teme_to_itrf(const Epoch& at, const EarthOrientationParameters& observed);

/// The Earth's attitude and its angular velocity relative to the GCRF.
template <Scalar S>
struct EarthAttitude {
  Rotation<Gcrf, Itrf, S> gcrf_to_itrf;
  Vec3<S, Gcrf> rotation_rad_s;
};

/// Position and velocity in one frame; velocity is as seen in that frame.
template <Scalar S, class Frame>
struct PositionVelocity {
  Vec3<S, Frame> r_m;
  Vec3<S, Frame> v_m_s;
};

}  // namespace cosmodrome

#include "cosmodrome/frames/earth_orientation_evaluate.hpp"
