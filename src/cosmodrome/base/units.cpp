#include "cosmodrome/base/units.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "cosmodrome/base/angle.hpp"

namespace cosmodrome {
namespace {

constexpr double g0 = 9.80665;        // m/s2, standard gravity, CGPM 1901
constexpr double pound = 0.45359237;  // kg, international pound of 1959

struct Symbol {
  std::string_view text;
  double factor;
  Dimension dimension;
};

constexpr Dimension none{};
constexpr Dimension length{{1, 0, 0, 0, 0}};
constexpr Dimension area{{2, 0, 0, 0, 0}};
constexpr Dimension volume{{3, 0, 0, 0, 0}};
constexpr Dimension mass{{0, 1, 0, 0, 0}};
constexpr Dimension time{{0, 0, 1, 0, 0}};
constexpr Dimension frequency{{0, 0, -1, 0, 0}};
constexpr Dimension temperature{{0, 0, 0, 1, 0}};
constexpr Dimension angle{{0, 0, 0, 0, 1}};
constexpr Dimension acceleration{{1, 0, -2, 0, 0}};
constexpr Dimension force{{1, 1, -2, 0, 0}};
constexpr Dimension pressure{{-1, 1, -2, 0, 0}};
constexpr Dimension energy{{2, 1, -2, 0, 0}};
constexpr Dimension power{{2, 1, -3, 0, 0}};

constexpr Symbol symbols[] = {
    {"1", 1, none},
    {"%", 0.01, none},
    {"ppm", 1e-6, none},
    {"m", 1, length},
    {"km", 1e3, length},
    {"cm", 1e-2, length},
    {"mm", 1e-3, length},
    {"um", 1e-6, length},
    {"ft", 0.3048, length},
    {"in", 0.0254, length},
    {"mi", 1609.344, length},
    {"nmi", 1852, length},
    {"L", 1e-3, volume},
    {"l", 1e-3, volume},
    {"kg", 1, mass},
    {"g", 1e-3, mass},
    {"mg", 1e-6, mass},
    {"t", 1e3, mass},
    {"kt", 1e6, mass},
    {"lb", pound, mass},
    {"s", 1, time},
    {"ms", 1e-3, time},
    {"us", 1e-6, time},
    {"min", 60, time},
    {"h", 3600, time},
    {"d", 86400, time},
    {"Hz", 1, frequency},
    {"K", 1, temperature},
    {"rad", 1, angle},
    {"mrad", 1e-3, angle},
    {"deg", degree_rad, angle},
    {"\u00B0", degree_rad, angle},
    {"arcmin", degree_rad / 60, angle},
    {"arcsec", degree_rad / 3600, angle},
    {"mdeg", degree_rad / 1000, angle},
    {"g0", g0, acceleration},
    {"N", 1, force},
    {"kN", 1e3, force},
    {"MN", 1e6, force},
    {"mN", 1e-3, force},
    {"kgf", g0, force},
    {"tf", 1e3 * g0, force},
    {"lbf", pound* g0, force},
    {"klbf", 1e3 * pound* g0, force},
    {"Pa", 1, pressure},
    {"hPa", 1e2, pressure},
    {"kPa", 1e3, pressure},
    {"MPa", 1e6, pressure},
    {"bar", 1e5, pressure},
    {"mbar", 1e2, pressure},
    {"atm", 101325, pressure},
    {"psi", pound* g0 / (0.0254 * 0.0254), pressure},
    {"J", 1, energy},
    {"kJ", 1e3, energy},
    {"MJ", 1e6, energy},
    {"W", 1, power},
    {"kW", 1e3, power},
    {"MW", 1e6, power},
};

struct Name {
  std::string_view text;
  Dimension dimension;
};

constexpr Name names[] = {
    {"ratio", none},
    {"length", length},
    {"area", area},
    {"volume", volume},
    {"mass", mass},
    {"time", time},
    {"frequency", frequency},
    {"temperature", temperature},
    {"angle", angle},
    {"speed", {{1, 0, -1, 0, 0}}},
    {"acceleration", acceleration},
    {"force", force},
    {"pressure", pressure},
    {"energy", energy},
    {"power", power},
    {"mass flow", {{0, 1, -1, 0, 0}}},
    {"density", {{-3, 1, 0, 0, 0}}},
    {"heat flux", {{0, 1, -3, 0, 0}}},
    {"angular rate", {{0, 0, -1, 0, 1}}},
    {"angular acceleration", {{0, 0, -2, 0, 1}}},
};

const Symbol* find_symbol(std::string_view text) {
  for (const Symbol& symbol : symbols) {
    if (symbol.text == text) return &symbol;
  }
  return nullptr;
}

/// Takes one factor from the front, such as "m2" or "s^-1": the longest symbol it begins with, and its power.
std::optional<Unit> take_factor(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(" */"), text.size());
  std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  for (std::size_t length_of_symbol = word.size(); length_of_symbol > 0; --length_of_symbol) {
    const Symbol* symbol = find_symbol(word.substr(0, length_of_symbol));
    if (symbol == nullptr) continue;
    std::string_view rest = word.substr(length_of_symbol);
    int exponent = 1;
    if (!rest.empty()) {
      if (rest.front() == '^') rest.remove_prefix(1);
      const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
      if (error != std::errc{} || stop != rest.data() + rest.size()) continue;
      constexpr int largest = 20;
      if (exponent == 0 || std::abs(exponent) > largest) return std::nullopt;
    }
    Unit unit{std::pow(symbol->factor, exponent), symbol->dimension};
    for (int& p : unit.dimension.powers) p *= exponent;
    return unit;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The number at the front, without the underscores that TOML allows between digits; its length in `used`.
std::optional<double> take_number(std::string_view text, std::size_t& used) {
  std::string digits;
  used = 0;
  const auto is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  const auto take = [&](std::size_t count) {
    digits += text.substr(used, count);
    used += count;
  };
  if (used < text.size() && text[used] == '+')
    ++used;
  else if (used < text.size() && text[used] == '-')
    take(1);
  // The true minus sign, U+2212, as copied from a document.
  else if (text.substr(0, 3) == "\u2212") {
    digits += '-';
    used = 3;
  }
  const auto take_digits = [&] {
    while (is_digit(used) ||
           (used > 0 && used < text.size() && text[used] == '_' && is_digit(used - 1) && is_digit(used + 1))) {
      if (text[used] == '_')
        ++used;
      else
        take(1);
    }
  };
  take_digits();
  if (used < text.size() && text[used] == '.') {
    take(1);
    take_digits();
  }
  // An exponent only if digits follow: the "e" could begin a unit.
  if (used < text.size() && (text[used] == 'e' || text[used] == 'E')) {
    const bool has_sign = used + 1 < text.size() && (text[used + 1] == '-' || text[used + 1] == '+');
    if (is_digit(used + (has_sign ? 2 : 1))) {
      take(has_sign ? 2 : 1);
      while (is_digit(used)) take(1);
    }
  }
  double number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (stop != digits.data() + digits.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) return HUGE_VAL;  // or too small: neither is a figure of this world
  return number;
}

}  // namespace

std::optional<Unit> parse_unit(std::string_view text) {
  text = trimmed(text);
  Unit whole;
  int sign = 1;
  if (text.empty() || text.size() > 64) return std::nullopt;
  while (true) {
    const std::optional<Unit> factor = take_factor(text);
    if (!factor) return std::nullopt;
    whole.factor *= sign > 0 ? factor->factor : 1 / factor->factor;
    for (std::size_t i = 0; i < whole.dimension.powers.size(); ++i) {
      whole.dimension.powers[i] += sign * factor->dimension.powers[i];
    }
    text = trimmed(text);
    if (text.empty()) return whole;
    if (text.front() == '/') {
      if (sign < 0) return std::nullopt;  // "a/b/c" reads two ways
      sign = -1;
      text = trimmed(text.substr(1));
    } else if (text.front() == '*') {
      text = trimmed(text.substr(1));
    }
  }
}

ParsedQuantity parse_quantity(std::string_view text) {
  ParsedQuantity result;
  text = trimmed(text);
  std::size_t used = 0;
  const std::optional<double> number = take_number(text, used);
  if (!number) {
    result.message = text.empty() ? "it is empty" : "it does not begin with a number";
    return result;
  }
  const std::string_view rest = trimmed(text.substr(used));
  if (rest.empty()) {
    result.message = "it has no unit";
    return result;
  }
  const std::optional<Unit> unit = parse_unit(rest);
  if (!unit) {
    result.message = "\"" + std::string(rest) + "\" is not a unit that is known";
    return result;
  }
  result.value = *number * unit->factor;
  result.dimension = unit->dimension;
  if (!std::isfinite(result.value)) result.message = "the number is too large or too small";
  return result;
}

std::vector<std::string> known_units() {
  std::vector<std::string> result;
  for (const Symbol& symbol : symbols) result.emplace_back(symbol.text);
  return result;
}

std::string dimension_name(const Dimension& dimension) {
  for (const Name& name : names) {
    if (name.dimension == dimension) return std::string(name.text);
  }
  return "";
}

}  // namespace cosmodrome
