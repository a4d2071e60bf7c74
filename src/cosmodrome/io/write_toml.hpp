#pragma once
#include <string>

#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {

/// A document as TOML text: tables and arrays of tables at the top as sections, all below in line. Reading it gives
/// the same document, numbers to the last bit; comments are no part of it.
std::string write_toml(const Value& root);

/// The text as a TOML string, in quotes.
std::string toml_text(const std::string& text);

}  // namespace cosmodrome
