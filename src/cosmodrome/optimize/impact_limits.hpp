#pragma once
#include <string>
#include <vector>

#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

/// Adds to the burns of an ascent the condition that the impact point in vacuum stays off some ground, wherever in the
/// planned flight it comes near that; the mesh is made fine enough there that it cannot slip through between points.
/// Ground on which the pad lies counts from the first leg on that begins when the planned flight has left it.
void keep_impact_points_off(AscentProblem& ascent, const std::vector<GroundArea>& areas);

/// How a flight's impact point passes an area: the least distance from its edge, negative inside it; infinite if it
/// comes down nowhere near.
struct ImpactClearance {
  std::string area;
  double edge_m = 0;
  double t_s = 0;  ///< when
};

/// Of the flight of a plan, for each area in turn; of ground on which the pad lies, once it has been left.
std::vector<ImpactClearance> impact_clearances(const Plan& plan, const std::vector<GroundArea>& areas);

}  // namespace cosmodrome
