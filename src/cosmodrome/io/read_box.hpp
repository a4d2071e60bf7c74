#pragma once
#include <string>
#include <utility>
#include <vector>

#include "cosmodrome/orbit/station_keeping.hpp"

namespace cosmodrome {

/// "longitude=75.0+-0.05deg,latitude=0.05deg": each side by its name, its centre if it is not where the satellite is,
/// and half its width. Throws InputError that names `what` was to be a box: an option or an argument.
std::vector<BoxSide> read_box(const std::string& what, const std::string& text);

/// "233/16": revolutions and days without a common divisor. Throws InputError that names `what` they were to be.
std::pair<int, int> read_repetition(const std::string& what, const std::string& text);

/// "10:30" as seconds after midnight. Throws InputError that names `what` it was to be.
double read_local_time_s(const std::string& what, const std::string& text);

}  // namespace cosmodrome
