#pragma once
#include <string>
#include <string_view>

#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// A value as SI, or what is wrong with it.
struct Resolved {
  bool ok = false;
  double si = 0;
  std::string found;
  std::string remedy;
};

/// A quantity as a file writes it, such as "85.6 tf"; `unit` gives the dimension that is due and an example.
Resolved resolve_quantity(const Value& value, std::string_view unit);

/// The quantity that an option or an argument was given as, in SI. Throws InputError that names it.
double quantity_of(const std::string& name, const std::string& text, std::string_view unit);

/// The same for text alone. Throws std::logic_error if it will not do: for what the program itself writes.
double si_value(std::string_view text, std::string_view unit);

/// What is due, in words: "a force in kN".
std::string due_for(std::string_view unit);

}  // namespace cosmodrome
