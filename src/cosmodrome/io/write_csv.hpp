#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// All points of the flight, one a row, comma-separated; the first row names the columns with their units.
/// Angles are in degrees, all else in SI. At an event there are two rows with one time: before and after.
/// A figure that is not known (a path read from an orbit file has no mass) is an empty cell.
std::string write_csv(const Flight& flight);

}  // namespace cosmodrome
