#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// All points of the flight, one a row, comma-separated; the first row names the columns with their units.
/// Angles are in degrees, all else in SI. At an event there are two rows with one time: before and after.
/// A column that is NaN in every point (a path read from an orbit file has no mass) is left out. The cell of
/// a number that is not finite is empty.
std::string write_csv(const Flight& flight);

}  // namespace cosmodrome
