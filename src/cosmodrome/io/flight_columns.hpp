#pragma once
#include <span>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// One column of flight.csv: what it is called, how many digits it has and which member of a point it holds. The
/// table that writes the file reads it too.
struct FlightColumn {
  enum class Angle { none, plain, turn, longitude };  ///< in degrees: as it is, in [0, 360), in [-180, 180)
  const char* name;
  int digits;
  double& (*member)(FlightPoint&);
  Angle angle = Angle::none;
  bool required = false;  ///< without it there is no path
};

/// All columns, in the order of the file.
std::span<const FlightColumn> flight_columns();

/// The member as the file has it: degrees for radians.
double written_value(const FlightColumn& column, const FlightPoint& point);

/// Sets the member from what the file has.
void read_value(const FlightColumn& column, double written, FlightPoint& point);

}  // namespace cosmodrome
