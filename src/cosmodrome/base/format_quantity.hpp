#pragma once
#include <string>
#include <string_view>

namespace cosmodrome {

/// A value in SI as text in a unit that parse_unit knows: the shortest that parse_quantity reads back as the same
/// bits, "85.6 tf". Where division by the unit's factor has no such text, the nearest with 17 digits; it then reads
/// back to within one unit in the last place. Throws std::invalid_argument for an unknown unit.
std::string format_quantity(double si, std::string_view unit);

}  // namespace cosmodrome
