#pragma once
#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

/// Adds to an ascent, for each stage or part that is named (by its id, or a part by its role), a phase in which it
/// falls from where it is dropped to the ground, and the condition that it comes down inside one of the districts
/// closed for it: the nearest to where the planned flight drops it. Throws InputError, naming what there is, if nothing
/// of that name is dropped, or no district is closed for it.
void keep_in_zones(AscentProblem& ascent, const Plan& plan, const std::vector<std::string>& elements);

}  // namespace cosmodrome
