#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace cosmodrome {

/// Parses JSON of another's hand. Nested deeper than `deepest` it is refused: values are copied, printed and forgotten
/// by recursion. `remedy` says what would do. Throws InputError with line and column.
nlohmann::ordered_json parse_json(std::string_view text, const std::string& file, int deepest, const char* remedy);

}  // namespace cosmodrome
