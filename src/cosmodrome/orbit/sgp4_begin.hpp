#pragma once
#include "cosmodrome/orbit/sgp4_terms.hpp"

namespace cosmodrome {

/// Adds what deep space needs to terms whose near part is complete: the Moon and the Sun, resonances with the Earth's
/// turning. `days_1950` counts from 1949-12-31T00:00 UTC.
void begin_deep_space(Sgp4Terms<double>& terms, double days_1950);

}  // namespace cosmodrome
