#pragma once
// SGP4, the theory that the mean elements of catalogues belong to: near the Earth and, for periods from 225 minutes,
// with Sun, Moon and resonances (formerly SDP4).
// Sources: F. R. Hoots, R. L. Roehrich, "Models for Propagation of NORAD Element Sets", Spacetrack Report No. 3 (1980);
// D. A. Vallado, P. Crawford, R. Hujsak, T. S. Kelso, "Revisiting Spacetrack Report #3", AIAA 2006-6753, whose
// corrections this has, and whose constants (WGS72) element sets are made with.
#include <array>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/base/scalar.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/orbit/sgp4_terms.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// Mean elements in the sense of SGP4: the mean motion is Kozai's, as in TLE and OMM.
struct Sgp4Elements {
  Epoch epoch;
  double mean_motion_rad_s = 0;
  double eccentricity = 0;
  double inclination_rad = 0;
  double node_rad = 0;
  double argument_of_perigee_rad = 0;
  double mean_anomaly_rad = 0;
  double drag_per_earth_radius = 0;  ///< B*, per Earth's radius of WGS72
};

/// Why a state is none. The numbers are those of AIAA 2006-6753, so that catalogues of errors agree.
enum class Sgp4Error : int {
  none = 0,
  eccentricity = 1,  ///< mean eccentricity below -0.001 or from 1
  mean_motion = 2,
  perturbed_eccentricity = 3,
  semi_latus_rectum = 4,
  decayed = 6,  ///< the satellite is below the ground
};

/// A satellite, or sixteen, ready to be asked for states.
template <Scalar S>
struct Sgp4 {
  Sgp4Terms<S> terms;
};

/// Throws std::invalid_argument for elements that SGP4 is not made for: eccentricity outside [0, 1), no mean motion.
Sgp4<double> make_sgp4(const Sgp4Elements& elements);

/// Sixteen satellites, each a lane; missing ones repeat the last. `count` from 1 to 16.
Sgp4<Lanes> in_lanes(const Sgp4<double>* satellites, int count);

template <Scalar S>
struct Sgp4State {
  PositionVelocity<S, Teme> state;
  S error;  ///< an Sgp4Error by its number, 0 for none; the state is then the last that could be computed
};

/// Position and velocity in TEME, `minutes` after the elements' epoch. Pure: resonances are integrated from the epoch
/// at every call, in steps of 720 minutes. Lanes and double are equal, bit for bit.
template <Scalar S>
Sgp4State<S> sgp4_state(const Sgp4<S>& satellite, const S& minutes);

extern template Sgp4State<double> sgp4_state(const Sgp4<double>&, const double&);
extern template Sgp4State<Lanes> sgp4_state(const Sgp4<Lanes>&, const Lanes&);

}  // namespace cosmodrome
