#include "cosmodrome/io/text_width.hpp"

namespace cosmodrome {
namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }

}  // namespace

std::size_t text_width(std::string_view text) {
  std::size_t width = 0;
  for (const char byte : text) width += begins_character(byte) ? 1 : 0;
  return width;
}

std::string fitted(std::string_view text, std::size_t width) {
  const std::size_t have = text_width(text);
  if (have <= width) return std::string(text) + std::string(width - have, ' ');
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < text.size(); ++bytes) {
    if (begins_character(text[bytes]) && ++seen == width) break;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!lines.empty() && text_width(lines.back()) + 1 + text_width(word) <= width) {
      lines.back() += ' ';
      lines.back() += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

}  // namespace cosmodrome
