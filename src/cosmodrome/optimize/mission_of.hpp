#pragma once
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// The mission whose make_plan() is this plan again: azimuth, pitch-over, payload, programmes and the events that
/// plan_of() has changed are written into it. It ends in its first orbit, as the optimum does: the heaviest payload
/// leaves nothing for a flight on to the Moon. For plans whose programmes are all among the mission's own.
Mission mission_of(const Plan& plan);

}  // namespace cosmodrome
