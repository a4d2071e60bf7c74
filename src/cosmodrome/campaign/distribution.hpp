#pragma once
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// The deviation below which a distribution's draws lie with the given probability in (0, 1): in SI, or as a share if
/// the distribution is relative.
double deviation_at(const Distribution& distribution, double probability);

}  // namespace cosmodrome
