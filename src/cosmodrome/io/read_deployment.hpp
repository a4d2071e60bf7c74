#pragma once
#include <utility>

#include "cosmodrome/io/section.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// The section [deployment] of a mission that has been checked.
Deployment read_deployment(const Section& from);

/// The altitudes of perigee and apogee of an orbit that is written with both, with one altitude, or with a mixture.
std::pair<double, double> read_apsides_m(const Section& orbit);

}  // namespace cosmodrome
