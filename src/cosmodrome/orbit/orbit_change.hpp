#pragma once
// From one orbit around the Earth to another, by one or two burns.
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/mean_orbit.hpp"
#include "cosmodrome/orbit/target.hpp"

namespace cosmodrome {

/// The orbit that is wanted, by mean elements of SGP4. Heights above the equatorial radius of WGS84.
struct OrbitGoal {
  double perigee_altitude_m = 0;
  double apogee_altitude_m = 0;
  double inclination_rad = 0;
  std::optional<double> argument_of_perigee_rad;
};

struct OrbitChangeRequest {
  double t_s = 0;  ///< where it coasts, since the world's reference
  PointMassState<double> state;
  Spacecraft<double> craft;
  SpaceEngine engine;
  OrbitGoal goal;
  int burns = 2;                       ///< 1 or 2
  double earliest_s = 0;               ///< ignition of the first
  std::optional<double> first_burn_s;  ///< if it is given
};

struct OrbitChange {
  bool found = false;
  std::string why;  ///< if not
  std::vector<SteadyBurn> burns;
  TargetSolution target;
};

/// The burns that lead there with the least propellant. It begins from instant burns at the ends of half an ellipse
/// (transfers.hpp), where on the first orbit they are cheapest, the earliest of places that are as good; ignition,
/// length and direction of all burns are then found together in the world as it is, first so that the goals are met,
/// then so that the burns are shortest.
OrbitChange find_orbit_change(const OrbitWorld& world, const OrbitChangeRequest& request, const EopTable& eop);

}  // namespace cosmodrome
