#include "cosmodrome/io/text_checks.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

struct Position {
  int line = 1;
  int column = 1;
};

Position position_of(std::string_view text, std::size_t offset) {
  Position position;
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      ++position.column;
    }
  }
  return position;
}

[[noreturn]] void refuse(std::string_view text, std::size_t offset, const std::string& file, std::string found,
                         std::string remedy) {
  const Position at = position_of(text, offset);
  throw InputError(Problem{file, at.line, at.column, "", std::move(found), std::move(remedy)});
}

/// Length of the UTF-8 sequence that starts at `i`, or 0. Unicode 15, table 3-7.
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  const auto follows = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
  const unsigned first = byte(i);
  if (first < 0x80U) return 1;
  if (first >= 0xC2U && first <= 0xDFU) return follows(i + 1) ? 2 : 0;
  if (first >= 0xE0U && first <= 0xEFU) {
    const bool overlong = first == 0xE0U && byte(i + 1) < 0xA0U;
    const bool surrogate = first == 0xEDU && byte(i + 1) > 0x9FU;
    return !overlong && !surrogate && follows(i + 1) && follows(i + 2) ? 3 : 0;
  }
  if (first >= 0xF0U && first <= 0xF4U) {
    const bool overlong = first == 0xF0U && byte(i + 1) < 0x90U;
    const bool beyond = first == 0xF4U && byte(i + 1) > 0x8FU;
    return !overlong && !beyond && follows(i + 1) && follows(i + 2) && follows(i + 3) ? 4 : 0;
  }
  return 0;
}

/// Skips a string or a comment that starts at `i`; returns the index of its last character.
std::size_t skip_quoted(std::string_view text, std::size_t i) {
  const char quote = text[i];
  if (quote == '#') return std::min(text.find('\n', i), text.size()) - 1;
  const std::string triple(3, quote);
  if (text.substr(i, 3) == triple) {
    for (std::size_t k = i + 3; k < text.size(); ++k) {
      if (quote == '"' && text[k] == '\\')
        ++k;
      else if (text.substr(k, 3) == triple)
        return k + 2;
    }
    return text.size() - 1;
  }
  for (std::size_t k = i + 1; k < text.size(); ++k) {
    if (quote == '"' && text[k] == '\\')
      ++k;
    else if (text[k] == quote || text[k] == '\n')
      return k;
  }
  return text.size() - 1;
}

/// A key of a million dots would be a table of a million levels: more than any stack holds.
void refuse_deep_nesting(std::string_view text, const std::string& file) {
  constexpr int deepest_key = 32;
  constexpr int deepest_brackets = 32;
  int dots = 0;
  int brackets = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
      case '\'':
      case '#':
        i = skip_quoted(text, i);
        break;
      case '.':
        ++dots;
        break;
      case '[':
      case '{':
        ++brackets;
        dots = 0;
        break;
      case ']':
      case '}':
        brackets = std::max(0, brackets - 1);
        break;
      case '\n':
      case '=':
      case ',':
        dots = 0;
        break;
      default:
        break;
    }
    if (dots > deepest_key || brackets > deepest_brackets) {
      refuse(text, std::min(i, text.size()), file, "this is nested too deep",
             fmt::format("{} levels at most", dots > deepest_key ? deepest_key : deepest_brackets));
    }
  }
}

/// Letters to put in, take out, change or exchange with their neighbour (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t k = 0; k <= b.size(); ++k) {
      if (i == 0 || k == 0) {
        d[i][k] = i + k;
        continue;
      }
      d[i][k] = std::min({d[i - 1][k] + 1, d[i][k - 1] + 1, d[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0U : 1U)});
      const bool exchanged = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
      if (exchanged) d[i][k] = std::min(d[i][k], d[i - 2][k - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string plain(std::string_view word) {
  std::string result;
  for (const char c : word) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return result;
}

}  // namespace

void refuse_bad_bytes(std::string_view text, const std::string& file) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\0') {
      refuse(text, i, file, "there is a NUL byte here, so this is no text file", "save it as plain UTF-8 text");
    }
    const std::size_t length = utf8_length(text, i);
    if (length == 0) {
      refuse(text, i, file, fmt::format("the byte 0x{:02X} here is not UTF-8", static_cast<unsigned char>(text[i])),
             "save the file in the encoding UTF-8");
    }
    i += length;
  }
}

void refuse_unreadable_text(std::string_view text, const std::string& file) {
  if (text.size() > largest_document_bytes) {
    throw InputError(Problem{file, 0, 0, "",
                             fmt::format("the text has {:.1f} MB", static_cast<double>(text.size()) / 1e6),
                             fmt::format("a file may have {} MiB at most", largest_document_bytes >> 20)});
  }
  refuse_bad_bytes(text, file);
  refuse_deep_nesting(text, file);
}

std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20U || byte == 0x7FU)
      result += fmt::format("\\x{:02X}", byte);
    else
      result += c;
  }
  return result;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most) return printable(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return printable(text.substr(0, end)) + "...";
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > 64) return "";
  std::string best;
  std::size_t least = std::max<std::size_t>(1, (word.size() + 1) / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = plain(word) == plain(candidate) ? 0 : edit_distance(plain(word), plain(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : std::string(", ");
    text += words[i];
  }
  return text;
}

}  // namespace cosmodrome
