#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// The flight as KML 2.2 (OGC 07-147r2) for an earth viewer: the path at its true height with a curtain to the
/// ground, the ground track, events with their time, what was dropped with the way it fell, closed districts.
/// Lines are cut at the 180th meridian. Heights are above the WGS84 ellipsoid, which a viewer takes for sea
/// level: at most 110 m off.
std::string write_kml(const Flight& flight);

/// The paths and ground tracks of several objects, a folder each. At least one.
std::string write_kml(const std::vector<const Flight*>& flights);

}  // namespace cosmodrome
