#include "cosmodrome/io/message_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view without_plus(std::string_view text) {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  return text;
}

template <class Number>
std::optional<Number> whole_text_as(std::string_view text) {
  text = without_plus(text);
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

Word trimmed(std::string_view line, std::size_t from, std::size_t to) {
  while (from < to && blanks.find(line[from]) != std::string_view::npos) ++from;
  while (to > from && blanks.find(line[to - 1]) != std::string_view::npos) --to;
  return {line.substr(from, to - from), static_cast<int>(from) + 1};
}

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t at = 0; (at = line.find_first_not_of(blanks, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back({line.substr(at, end - at), static_cast<int>(at) + 1});
    at = end;
  }
  return words;
}

std::optional<double> decimal_number(std::string_view text) {
  const auto value = whole_text_as<double>(text);
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

std::optional<long long> whole_number(std::string_view text) {
  if (text.size() > 19) return std::nullopt;
  return whole_text_as<long long>(text);
}

std::string number_text(double value) {
  char buffer[40];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  std::string text(buffer, error == std::errc{} ? end : buffer);
  if (text.find('.') == std::string::npos) {
    const auto exponent = std::min(text.find('e'), text.size());
    text.insert(exponent, ".0");
  }
  return text;
}

Lines::Lines(std::string_view text) : rest_(text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

std::optional<std::string_view> Lines::next() {
  if (rest_.empty()) return std::nullopt;
  ++number_;
  const auto end = std::min(rest_.find('\n'), rest_.size());
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void refuse_at(const std::string& file, int line, int column, std::string found, std::string remedy) {
  throw InputError(Problem{file, line, column, "", std::move(found), std::move(remedy)});
}

}  // namespace cosmodrome
