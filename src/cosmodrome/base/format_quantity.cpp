#include "cosmodrome/base/format_quantity.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "cosmodrome/base/units.hpp"

namespace cosmodrome {

std::string format_quantity(double si, std::string_view unit) {
  const auto known = parse_unit(unit);
  if (!known) throw std::invalid_argument(fmt::format("\"{}\" is not a unit", unit));
  const double number = si / known->factor;
  for (int digits = 1; digits <= 17; ++digits) {
    std::string text = fmt::format("{:.{}g} {}", number, digits, unit);
    if (parse_quantity(text).value == si) return text;
  }
  return fmt::format("{:.17g} {}", number, unit);
}

}  // namespace cosmodrome
