#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"

namespace cosmodrome {

/// How far thrust can carry the impact point: the greatest distance along the ground, over all directions that the
/// thrust may have, between where a vehicle comes down in vacuum if its thrust ends now and where if it ends `seconds`
/// later. Infinite if some direction takes it into orbit. The thrust is that of all engines that burn, at full throttle
/// in vacuum, and the direction is kept: a vehicle that has to turn first comes less far. Ninety-six directions leave
/// the greatest out by 2 % at most.
double impact_reach_m(const World& world, const Mode<double>& mode, double t_s, const PointMassState<double>& y,
                      double seconds);

}  // namespace cosmodrome
