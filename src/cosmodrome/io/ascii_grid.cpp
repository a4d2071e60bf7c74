#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The words of a text one after another, with their places.
class Words {
 public:
  Words(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  /// Empty at the end.
  std::string_view next() {
    while (at_ < text_.size() && is_space(text_[at_])) step();
    line_ = now_line_, column_ = static_cast<int>(at_ - line_start_) + 1;
    const std::size_t start = at_;
    while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  double number(std::string_view word, std::string_view what) const {
    if (word.empty()) refuse(fmt::format("the file ends before {}", what), "get the whole file");
    double x = 0;
    const std::string_view digits = word.front() == '+' ? word.substr(1) : word;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      refuse(fmt::format("\"{}\" is no number for {}", shortened(word), what), "write a decimal number");
    }
    return x;
  }

  [[noreturn]] void refuse(std::string found, std::string remedy) const {
    throw InputError(file_, line_, column_, std::move(found), std::move(remedy));
  }

  /// Goes back to the word that was read last.
  struct Mark {
    std::size_t at, line_start;
    int line;
  };
  [[nodiscard]] Mark mark() const { return {at_, line_start_, now_line_}; }
  void back_to(const Mark& mark) { at_ = mark.at, line_start_ = mark.line_start, now_line_ = mark.line; }

 private:
  void step() {
    if (text_[at_] == '\n') ++now_line_, line_start_ = at_ + 1;
    ++at_;
  }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0, line_start_ = 0;
  int now_line_ = 1, line_ = 1, column_ = 1;
};

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

struct Header {
  int columns = 0, rows = 0;
  double west_deg = 0, south_deg = 0, cell_deg = 0;
  double no_data = std::numeric_limits<double>::quiet_NaN();
};

int count(Words& words, std::string_view word, const std::string& key) {
  const double x = words.number(word, key);
  if (!(x >= 1 && x <= static_cast<double>(most_population_cells) && x == std::floor(x))) {
    words.refuse(fmt::format("{} is {}", key, shortened(word)),
                 fmt::format("give a whole number from 1 to {}", most_population_cells));
  }
  return static_cast<int>(x);
}

Header read_header(Words& words) {
  static const std::vector<std::string> keys{"ncols",     "nrows",     "xllcorner", "xllcenter",
                                             "yllcorner", "yllcenter", "cellsize",  "nodata_value"};
  std::map<std::string, double> given;
  Header header;
  while (true) {
    const Words::Mark before = words.mark();
    const std::string_view word = words.next();
    if (word.empty() || !std::isalpha(static_cast<unsigned char>(word.front()))) {
      words.back_to(before);
      break;
    }
    const std::string key = lower(word);
    if (key == "nan" || key == "inf") {
      words.back_to(before);
      break;
    }
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      words.refuse(fmt::format("the unknown key \"{}\"", shortened(word)), "an ESRI ASCII grid has " + joined(keys));
    }
    if (given.contains(key)) words.refuse("the key " + key + " a second time", "leave one of them out");
    const std::string_view value = words.next();
    given[key] = key == "ncols" || key == "nrows" ? count(words, value, key) : words.number(value, key);
  }
  const auto need = [&](const std::string& key) {
    if (!given.contains(key)) words.refuse("the key " + key + " is missing", "an ESRI ASCII grid has " + joined(keys));
    return given[key];
  };
  header.columns = static_cast<int>(need("ncols")), header.rows = static_cast<int>(need("nrows"));
  header.cell_deg = need("cellsize");
  const auto side = [&](const std::string& axis) {
    const auto centre = given.find(axis + "llcenter");
    return centre != given.end() ? centre->second - header.cell_deg / 2 : need(axis + "llcorner");
  };
  header.west_deg = side("x"), header.south_deg = side("y");
  if (given.contains("nodata_value")) header.no_data = given["nodata_value"];
  if (static_cast<std::size_t>(header.columns) * static_cast<std::size_t>(header.rows) > most_population_cells) {
    words.refuse(fmt::format("a map of {} by {} cells", header.columns, header.rows),
                 fmt::format("give one of at most {} cells", most_population_cells));
  }
  return header;
}

}  // namespace

PopulationGrid read_ascii_grid_text(std::string_view text, const std::string& file) {
  refuse_bad_bytes(text, file);
  Words words(text, file);
  const Header header = read_header(words);
  const std::size_t cells = static_cast<std::size_t>(header.columns) * static_cast<std::size_t>(header.rows);
  // Each number takes a digit and a space: a short file cannot ask for much memory.
  if (cells > text.size()) {
    words.refuse(fmt::format("{} by {} cells in a file of {} bytes", header.columns, header.rows, text.size()),
                 "get the whole file");
  }
  std::vector<float> people;
  people.reserve(cells);
  while (people.size() < cells) {
    const double x = words.number(words.next(), fmt::format("cell {} of {}", people.size() + 1, cells));
    const bool absent = std::isnan(x) || x == header.no_data;
    if (!absent && !(x >= 0)) {
      words.refuse(fmt::format("a cell with {} people", x),
                   "give 0 or more; name the number that means no data as NODATA_value");
    }
    people.push_back(absent ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(x));
  }
  if (!words.next().empty()) {
    words.refuse("more numbers than cells", fmt::format("give {} rows of {}", header.rows, header.columns));
  }
  const double cell_rad = header.cell_deg * degree_rad;
  return {{header.west_deg * degree_rad, (header.south_deg + header.rows * header.cell_deg) * degree_rad, cell_rad,
           cell_rad, header.columns, header.rows},
          std::move(people),
          file};
}

}  // namespace cosmodrome
