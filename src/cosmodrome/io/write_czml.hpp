#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// The flight as CZML for CesiumJS: a document packet with its clock, the vehicle moving along its path, the
/// ground track, events as labels, what was dropped on its way down, and closed districts.
///
/// Positions are Earth-fixed (geodetic longitude, latitude, height), so that the viewer needs no Earth
/// orientation of its own, and are joined by straight pieces: no curve runs across an event.
std::string write_czml(const Flight& flight);

/// Several objects on one clock, each moving along its path and with its ground track. At least one.
std::string write_czml(const std::vector<const Flight*>& flights);

}  // namespace cosmodrome
