#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// What a quantity measures, as powers of length, mass, time, temperature and angle. Angles count as a dimension
/// of their own here, so that "3 deg" cannot stand where "3 %" is due.
struct Dimension {
  std::array<int, 5> powers{};  ///< length, mass, time, temperature, angle

  friend bool operator==(const Dimension&, const Dimension&) = default;
};

/// A unit, simple or put together: SI value = number * factor.
struct Unit {
  double factor = 1;
  Dimension dimension;
};

/// The unit of a text such as "tf", "kg/m3", "W/m^2", "deg/s2", "1/s", "kN s", "%". Only the factors of the
/// definitions: BIPM, The International System of Units, 9th edition (2019), and NIST SP 811 (2008), appendix B.
/// Empty if it is none.
std::optional<Unit> parse_unit(std::string_view text);

/// A number and a unit, in SI. `message` is empty if the text is one; else it says what is wrong with it.
struct ParsedQuantity {
  double value = 0;
  Dimension dimension;
  std::string message;
};

/// Parses "85.6 tf", "1_750 kg", "-3.2e-4 1/s", "30 %". Number and unit may touch. Never throws.
ParsedQuantity parse_quantity(std::string_view text);

/// The unit symbols that parse_unit knows, for messages.
std::vector<std::string> known_units();

/// What a dimension is called: "mass", "force", "pressure"; empty if it has no common name.
std::string dimension_name(const Dimension& dimension);

}  // namespace cosmodrome
