#pragma once
#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// What surrounds a mission's flight, from lift-off for `span_s` seconds: the Earth and how it turns, its air and
/// gravity, Sun and Moon, and the shapes of the vehicle.
World make_world(const Mission& mission, double span_s);

}  // namespace cosmodrome
