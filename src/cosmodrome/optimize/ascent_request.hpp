#pragma once
#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

/// What a mission asks to be found, as options of the optimiser.
AscentOptions ascent_options(const OptimizeRequest& request);

}  // namespace cosmodrome
