#pragma once
#include "cosmodrome/flight/craft.hpp"

namespace cosmodrome {

/// Goes through the sequence on paper: burns propellant by the clock and fires conditions on the state as soon as
/// they are armed. Says in which order the stages burn, for how long, and what is aboard: what guidance has to know
/// of the stages to come. Times of events that hang on the state are only a guess.
std::vector<BurnForecast> rehearse(const Plan& plan);

}  // namespace cosmodrome
