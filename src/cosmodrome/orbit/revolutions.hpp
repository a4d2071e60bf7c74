#pragma once
// What a low orbit is, revolution by revolution: at its ascending nodes and on the mean.
#include <vector>

#include "cosmodrome/orbit/keep_flight.hpp"

namespace cosmodrome {

struct Revolution {
  double t_s = 0;  ///< of the ascending node it begins at
  double node_longitude_rad = 0;
  double local_time_s = 0;  ///< mean solar time of the node, 0 to 86400
  bool whole = false;       ///< the coast is long enough for means of osculating elements over a revolution within it:
  double axis_m = 0;
  double inclination_rad = 0;      ///< to the equator of date
  double e_node = 0, e_north = 0;  ///< the eccentricity vector towards the node and 90 degrees on
};

/// The argument of latitude, from the equator of date.
double argument_of_latitude_rad(const OrbitWorld& world, double t_s, const PointMassState<double>& y);

/// The nodal period by the secular rates of J2, from the axis of this state.
double nodal_period_s(const OrbitWorld& world, const PointMassState<double>& y);

/// Those whose nodes lie in the coast, after its begin.
std::vector<Revolution> revolutions_of(const Coast& coast, const Epoch& reference, double nodal_period_s);

}  // namespace cosmodrome
