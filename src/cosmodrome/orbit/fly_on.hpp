#pragma once
#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/orbit/lunar_flight.hpp"

namespace cosmodrome {

/// Flies on from the last point of an ascent to what its mission asks for after it: the Moon. Fills the flight's
/// voyage, published figures beside it, and its outcome where that was missed. Does nothing where the mission ends in
/// its first orbit, or the ascent did not get there.
void fly_on(Flight& flight);

/// The end of an ascent, as the flight to the Moon begins. The mission must ask for one.
LunarDeparture lunar_departure_of(const Flight& flight);

}  // namespace cosmodrome
