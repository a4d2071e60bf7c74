#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// All that the products show of a state: place, motion, air, forces.
FlightPoint make_point(const World& world, const Mode<double>& mode, const Site& site, double t_s,
                       const PointMassState<double>& y);

}  // namespace cosmodrome
