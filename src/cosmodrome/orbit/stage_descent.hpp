#pragma once
// The last burn of a stage, so that it comes down where nobody is.
#include <optional>
#include <string>

#include "cosmodrome/flight/passenger.hpp"
#include "cosmodrome/mission/deployment.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"

namespace cosmodrome {

struct DescentRequest {
  double t_s = 0;  ///< where it coasts, since the world's reference
  PointMassState<double> state;
  Spacecraft<double> craft;  ///< as it comes down
  SpaceEngine engine;
  double earliest_s = 0;  ///< ignition
  Deployment::Disposal disposal;
};

struct DescentSolution {
  bool found = false;
  std::string why;  ///< if not
  SteadyBurn burn;  ///< against the velocity
};

/// The burn that leads to the perigee that is wanted. With an area, of all revolutions the one whose fall comes nearest
/// to its centre, and the ignition that leads there along it.
DescentSolution find_descent(const OrbitWorld& world, const DescentRequest& request);

/// Where a fall that has begun ends, in one piece, and where pieces of 2000 and of 20 kg/m2 do that leave it at
/// 78 km. `t_s` after the burn. None if it does not come down within a day.
/// Source of 78 km: NASA, Debris Assessment Software, where a spacecraft breaks up at this height.
std::optional<Descent> fall_of_stage(const OrbitWorld& world, const Spacecraft<double>& craft, double t_s,
                                     const PointMassState<double>& state);

}  // namespace cosmodrome
