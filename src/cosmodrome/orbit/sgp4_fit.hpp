#pragma once
#include <span>

#include "cosmodrome/orbit/sgp4.hpp"

namespace cosmodrome {

/// A state that mean elements shall meet, `minutes` after their epoch.
struct Sgp4Sample {
  double minutes = 0;
  PositionVelocity<double, Teme> state;
};

struct Sgp4FitOptions {
  double drag_per_earth_radius = 0;  ///< B*, or where the search for it begins
  bool fit_drag = false;             ///< needs samples over a day or more to mean anything
  int most_iterations = 30;
};

struct Sgp4Fit {
  Sgp4Elements elements;
  double rms_m = 0;    ///< of the distances between samples and SGP4
  double worst_m = 0;  ///< the largest of them
  int iterations = 0;
  bool converged = false;  ///< false: the elements are the best that were met
};

/// Mean elements of SGP4 from states in TEME, by least squares (Gauss and Newton, damped) in equinoctial elements, so
/// that circular and equatorial orbits are nothing special. From one state they are met exactly, to less than a
/// millimetre; from an arc they are the nearest to it. Velocities are weighed by the time in which the mean motion
/// turns one radian. Throws std::invalid_argument if there is no sample or the first is no ellipse.
Sgp4Fit fit_sgp4(const Epoch& epoch, std::span<const Sgp4Sample> samples, const Sgp4FitOptions& options = {});

}  // namespace cosmodrome
