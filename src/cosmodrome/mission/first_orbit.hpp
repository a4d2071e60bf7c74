#pragma once
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// Ends a mission in its first orbit: without the way on, what varies in it and what may fail in it.
void end_in_first_orbit(Mission& mission);

}  // namespace cosmodrome
