#pragma once
#include "cosmodrome/optimize/optimal_control.hpp"

namespace cosmodrome {

/// The problem of coming nearest: what was asked for, EndCondition::asked, is no longer held; instead the sum of its
/// squared misses, each in its natural size, is minimised. The motion holds as before, so the answer is a flight, and
/// says how near the vehicle comes to what it cannot do.
OptimalControlProblem nearest_problem(const OptimalControlProblem& problem);

}  // namespace cosmodrome
