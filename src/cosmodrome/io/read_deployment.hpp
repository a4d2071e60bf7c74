#pragma once
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// The section [deployment] of a mission that has been checked.
Deployment read_deployment(const Section& from);

}  // namespace cosmodrome
