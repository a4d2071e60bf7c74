#pragma once
// The flight on to the Moon: where an ascent ended, with the propellant that it left.
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/mission/lunar_flight.hpp"
#include "cosmodrome/orbit/departure.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// Finds and flies what is asked for: the coast in the first orbit, the injection by the last stage, separation,
/// corrections and capture by the payload's own engines. Each burn is found in the model `fast` of OrbitModel from the
/// state that the ones before have led to, and flown there; the last correction and the capture are found together.
///
/// Missing the Moon is an outcome with a cause: read Voyage::met. Published figures are the caller's to set beside.
/// Throws std::invalid_argument without corrections, std::out_of_range where the ephemeris ends.
Voyage fly_to_moon(const Departure& departure, const LunarFlight& moon, const Epoch& liftoff, const OrbitData& data);

}  // namespace cosmodrome
