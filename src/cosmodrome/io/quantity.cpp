#include "cosmodrome/io/quantity.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/units.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

Dimension dimension_of(std::string_view unit) {
  const auto parsed = parse_unit(unit);
  if (!parsed) throw std::logic_error(fmt::format("the table of fields has an unknown unit {}", unit));
  return parsed->dimension;
}

std::string with_article(const Dimension& dimension) {
  const std::string name = dimension_name(dimension);
  if (name.empty()) return "a quantity of another kind";
  const bool vowel = std::string_view("aeiou").find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", name);
}

/// What could be meant by a unit that is unknown: "tonf" -> "did you mean "tf"? "; empty if nothing is near.
std::string unit_meant(std::string_view text) {
  const auto start = text.find_first_not_of("+-_.0123456789 ");
  const std::string meant =
      start == std::string_view::npos ? std::string{} : nearest(text.substr(start), known_units());
  return meant.empty() || meant == "1" ? std::string{} : fmt::format("did you mean \"{}\"? ", meant);
}

}  // namespace

std::string due_for(std::string_view unit) {
  const Dimension dimension = dimension_of(unit);
  if (dimension_name(dimension).empty()) return fmt::format("a quantity in {}", unit);
  return fmt::format("{} in {}", with_article(dimension), unit);
}

Resolved resolve_quantity(const Value& value, std::string_view unit) {
  Resolved resolved;
  if (value.kind == Value::Kind::integer || value.kind == Value::Kind::real) {
    resolved.found = fmt::format("found {} without a unit", in_words(value));
    resolved.remedy = fmt::format("write {}, for example \"{} {}\"", due_for(unit), value.real, unit);
    return resolved;
  }
  if (!value.is_text()) {
    resolved.found = fmt::format("found {}", in_words(value));
    resolved.remedy = fmt::format("write {} in quotation marks, for example \"10 {}\"", due_for(unit), unit);
    return resolved;
  }
  const ParsedQuantity parsed = parse_quantity(value.text);
  if (!parsed.message.empty()) {
    const bool unit_unknown = parsed.message.find("not a unit") != std::string::npos;
    resolved.found = fmt::format("\"{}\": {}", shortened(value.text), printable(parsed.message));
    resolved.remedy = fmt::format("{}write {}, for example \"10 {}\"", unit_unknown ? unit_meant(value.text) : "",
                                  due_for(unit), unit);
    return resolved;
  }
  if (parsed.dimension != dimension_of(unit)) {
    resolved.found = fmt::format("\"{}\" is {}", shortened(value.text), with_article(parsed.dimension));
    resolved.remedy = fmt::format("write {}, for example \"10 {}\"", due_for(unit), unit);
    return resolved;
  }
  resolved.ok = true;
  resolved.si = parsed.value;
  return resolved;
}

double quantity_of(const std::string& name, const std::string& text, std::string_view unit) {
  Value value;
  value.kind = Value::Kind::text;
  value.text = text;
  const Resolved resolved = resolve_quantity(value, unit);
  if (!resolved.ok) throw InputError(fmt::format("{}: {}", name, resolved.found), resolved.remedy);
  return resolved.si;
}

double si_value(std::string_view text, std::string_view unit) {
  const ParsedQuantity parsed = parse_quantity(text);
  if (!parsed.message.empty() || parsed.dimension != dimension_of(unit)) {
    throw std::logic_error(fmt::format("\"{}\" is no quantity in {}", text, unit));
  }
  return parsed.value;
}

}  // namespace cosmodrome
