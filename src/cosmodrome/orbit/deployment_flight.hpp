#pragma once
// The flight on from the first orbit to those of several passengers.
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/orbit/departure.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// Finds and flies what the mission's deployment asks for: burns to each orbit, releases by springs, the last burn and
/// the fall of the stage. Then follows each passenger: its covariance, the mean elements that a catalogue would show,
/// its first passes over the stations, and how near it comes to all others. Everything in the model `fast` of
/// OrbitModel. Missing an orbit, running dry or falling outside the area is an outcome with a cause: read Voyage::met.
/// Throws std::out_of_range where the ephemeris ends.
Voyage fly_deployment(const Departure& departure, const Mission& mission, const OrbitData& data);

}  // namespace cosmodrome
