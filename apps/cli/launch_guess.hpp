#pragma once
#include <string>
#include <vector>

#include "cosmodrome/mission/site.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome::cli {

/// The value of an option in SI. Throws InputError.
double option_value(const char* name, const std::string& text, const char* unit);

/// An orbit that a launch is to reach, before anything is known of the launch.
struct Orbit {
  double perigee_m = 0;
  double apogee_m = 0;
  double inclination_rad = 0;
  bool descending = false;
  std::string text;  ///< as the file has it
};

/// The lowest inclination that the pad reaches straight within its azimuths, rounded up to a tenth of a degree, and
/// whether the launch goes southward there.
void choose_inclination(const Site& site, Orbit& orbit);

/// The highest such inclination; of a sun-synchronous orbit if the pad states no limits.
double highest_inclination_rad(const Site& site);

/// Three quarters of what the vehicle might lift to the orbit. Throws InputError if that is nothing.
double guessed_payload_kg(const Vehicle& vehicle, const Orbit& orbit);

/// Rounded down to two digits.
double two_digits(double value);

/// Targets that the vehicle's sequence asks for by a name of its own, besides the first.
std::vector<std::string> further_targets(const Vehicle& vehicle);

}  // namespace cosmodrome::cli
