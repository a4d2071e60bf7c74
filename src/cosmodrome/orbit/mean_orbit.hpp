#pragma once
// An osculating state as the mean elements of SGP4, which catalogues show.
#include <vector>

#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/flight/passenger.hpp"
#include "cosmodrome/orbit/propagate.hpp"
#include "cosmodrome/orbit/sgp4_fit.hpp"

namespace cosmodrome {

/// From the GCRF to the frame of SGP4 at an instant.
Rotation<Gcrf, Teme> gcrf_to_teme(const Epoch& at, const EopTable& eop);

/// Mean elements that SGP4 turns into exactly this state. Throws std::invalid_argument if it is no ellipse.
Sgp4Elements mean_elements_of(const Rotation<Gcrf, Teme>& to_teme, const Epoch& at, const PointMassState<double>& y);

/// The axis of mean elements, by Kepler's law from Kozai's mean motion, as catalogues find heights from it.
double catalogue_axis_m(const Sgp4Elements& elements);

/// Mean elements that follow an arc, whose epoch is its begin; without drag of their own if it is shorter than a day.
/// `reference` is t = 0 of the arc, which must have dense output.
CatalogueElements catalogue_elements(const OrbitArc<double>& arc, const Epoch& reference, const EopTable& eop);

}  // namespace cosmodrome
