#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// The flight as a CCSDS Orbit Ephemeris Message, keyword form, version 2.0 (CCSDS 502.0-B-2, section 5).
/// Positions in km and velocities in km/s in GCRF, epochs in UTC.
///
/// A new segment begins at every event, because thrust or mass jump there and a reader must not interpolate
/// across it. `creation_utc` is the time of writing as "2023-08-10T23:10:57", no zone letter. Accelerations are
/// not given. With fewer than two points there is no segment.
std::string write_oem(const Flight& flight, const std::string& creation_utc);

}  // namespace cosmodrome
