#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// The state at the end of a flight, where its orbit begins, as a CCSDS Orbit Parameter Message, keyword form, version
/// 2.0 (CCSDS 502.0-B-2, section 3): position in km and velocity in km/s in GCRF, every bit of them, the epoch in UTC
/// to the nanosecond, and what is left of the mass. `creation_utc` as for write_oem(). Empty for a flight without
/// points.
std::string write_opm(const Flight& flight, const std::string& creation_utc);

}  // namespace cosmodrome
