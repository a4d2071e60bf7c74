#pragma once
#include <string>

#include "cosmodrome/orbit/ground_station.hpp"

namespace cosmodrome {

/// A pad of the catalogue, or NAME=LATITUDE,LONGITUDE[,ALTITUDE] in degrees north and east and metres. Throws
/// InputError that names `what` was to be a station: an option or an argument.
GroundStation read_station(const std::string& what, const std::string& text, double mask_rad);

}  // namespace cosmodrome
