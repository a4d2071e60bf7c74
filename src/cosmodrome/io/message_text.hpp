#pragma once
// What readers and writers of orbit messages share: words, numbers and places.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// A piece of a line and the column, from 1, where it begins.
struct Word {
  std::string_view text;
  int column = 0;
};

/// What stands between two places of a line, without blanks at its ends.
Word trimmed(std::string_view line, std::size_t from, std::size_t to);
inline Word trimmed(std::string_view line) { return trimmed(line, 0, line.size()); }

/// The words of a line, split at blanks.
std::vector<Word> words_of(std::string_view line);

/// A finite number: "12", "-1.5e-3", "+0.0", ".5", "2.68e+002". Empty if the text is none.
std::optional<double> decimal_number(std::string_view text);

/// A whole number of at most 18 digits, with or without sign. Empty if the text is none.
std::optional<long long> whole_number(std::string_view text);

/// The shortest decimal that reads back as the same bits, with a point: "7000.0", "1.5e-08".
std::string number_text(double value);

/// Takes lines off a text one by one, of whatever system wrote them.
class Lines {
 public:
  explicit Lines(std::string_view text);
  /// The next line without its end; empty at the end of the text.
  std::optional<std::string_view> next();
  /// The number of the line that next() gave, from 1.
  [[nodiscard]] int number() const { return number_; }

 private:
  std::string_view rest_;
  int number_ = 0;
};

/// Throws InputError with a place.
[[noreturn]] void refuse_at(const std::string& file, int line, int column, std::string found, std::string remedy);

}  // namespace cosmodrome
