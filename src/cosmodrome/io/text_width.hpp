#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// Characters (code points) in a UTF-8 text: what a terminal column count needs for European scripts.
std::size_t text_width(std::string_view text);

/// The text padded with spaces to `width`, or cut there with an ellipsis.
std::string fitted(std::string_view text, std::size_t width);

/// The text broken at spaces into lines of at most `width` characters. A longer word stands alone, whole.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace cosmodrome
