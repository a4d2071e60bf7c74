#pragma once
#include <string>

namespace cosmodrome {

/// Words as a cell of a CSV table (RFC 4180): in quotation marks, those within doubled.
inline std::string csv_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace cosmodrome
