#pragma once
#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// Flies on from the last point of an ascent to what its mission asks for after it: the Moon, or the orbits of several
/// passengers. Fills the flight's voyage, published figures beside it, and its outcome where that was missed. Does
/// nothing where the mission ends in its first orbit, or the ascent did not get there.
void fly_on(Flight& flight);

}  // namespace cosmodrome
