#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// A GeoJSON feature collection (RFC 7946): ground track, events, where what was dropped comes down, how it
/// falls, and the closed districts. Each feature has `properties.kind`: "ground-track", "event", "impact",
/// "fall" or "drop-zone". Lines and rings are cut at the 180th meridian; rings run counterclockwise.
std::string write_geojson(const Flight& flight);

/// The ground tracks of several objects, by their names.
std::string write_geojson(const std::vector<const Flight*>& flights);

}  // namespace cosmodrome
