#include "cosmodrome/io/json_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(std::string_view text, std::size_t byte, const std::string& file, const char* found,
                         const char* remedy) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t column = before.size() - (before.rfind('\n') + 1) + 1;
  throw InputError(Problem{file, static_cast<int>(line), static_cast<int>(column), "", found, remedy});
}

/// Where brackets first stand deeper than allowed, or the text's end. Those in strings are none.
std::size_t first_too_deep(std::string_view text, int deepest) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return i;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return text.size();
}

/// The number that nlohmann's message quotes.
std::string_view between_quotes(std::string_view message) {
  const auto first = message.find('\''), last = message.rfind('\'');
  return first < last ? message.substr(first + 1, last - first - 1) : std::string_view{};
}

}  // namespace

Json parse_json(std::string_view text, const std::string& file, int deepest, const char* remedy) {
  if (const std::size_t byte = first_too_deep(text, deepest); byte < text.size())
    refuse(text, byte, file, "this is nested too deep", remedy);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    refuse(text, error.byte > 0 ? error.byte - 1 : 0, file, "the JSON is broken here", remedy);
  } catch (const Json::out_of_range& error) {
    const auto number = between_quotes(error.what());
    refuse(text, text.find(number), file, "this number is too large for any computer's", remedy);
  }
}

}  // namespace cosmodrome
