#pragma once
#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

/// The throttle of an optimised ascent as tables that a flight follows: one for each stage that was throttled. Rows
/// stand as far apart as straight lines between them allow.
std::vector<ThrottleTable> throttle_found(const Plan& plan, const AscentProblem& ascent,
                                          const ControlSolution& solution);

}  // namespace cosmodrome
