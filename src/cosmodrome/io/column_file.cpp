#include "cosmodrome/io/column_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

struct Cell {
  std::string_view text;
  int column = 1;
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<Cell> split_line(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t start = 0;
  while (true) {
    const std::size_t comma = line.find(',', start);
    cells.push_back({trimmed(line.substr(start, comma - start)), static_cast<int>(start) + 1});
    if (comma == std::string_view::npos) return cells;
    start = comma + 1;
  }
}

class Reader {
 public:
  Reader(std::string file, const std::vector<std::string>& names)
      : file_(std::move(file)), names_(names), columns_(names.size()) {}

  void line(std::string_view text) {
    ++line_;
    if (trimmed(text).empty() || trimmed(text).front() == '#') return;
    const std::vector<Cell> cells = split_line(text);
    if (positions_.empty())
      header(cells);
    else
      row(cells);
  }

  std::vector<std::vector<double>> finish() {
    if (columns_.front().size() < 2)
      refuse(0, "there are fewer than two rows", "give two rows or more below the names");
    return std::move(columns_);
  }

 private:
  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    throw InputError(Problem{file_, column > 0 ? line_ : 0, column, "", std::move(found), std::move(remedy)});
  }

  void header(const std::vector<Cell>& cells) {
    for (const std::string& name : names_) {
      const auto at = std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.text == name; });
      if (at == cells.end()) {
        refuse(1, fmt::format("there is no column {}", name), fmt::format("name the columns {}", joined(names_)));
      }
      positions_.push_back(static_cast<std::size_t>(at - cells.begin()));
    }
  }

  void row(const std::vector<Cell>& cells) {
    for (std::size_t k = 0; k < positions_.size(); ++k) {
      if (positions_[k] >= cells.size()) {
        refuse(1, fmt::format("this row has {} cells", cells.size()), fmt::format("a value of {} is due", names_[k]));
      }
      const Cell& cell = cells[positions_[k]];
      double value = 0;
      const char* end = cell.text.data() + cell.text.size();
      const auto [stop, error] = std::from_chars(cell.text.data(), end, value);
      if (error != std::errc{} || stop != end || !std::isfinite(value)) {
        refuse(cell.column, fmt::format("\"{}\" is no number", shortened(cell.text)),
               fmt::format("write {} as a number", names_[k]));
      }
      columns_[k].push_back(value);
    }
    const std::vector<double>& first = columns_.front();
    if (first.size() > 1 && first.back() <= first[first.size() - 2]) {
      refuse(1, fmt::format("{} does not rise here", names_.front()), "sort the rows, each value once");
    }
  }

  std::string file_;
  const std::vector<std::string>& names_;
  std::vector<std::vector<double>> columns_;
  std::vector<std::size_t> positions_;
  int line_ = 0;
};

}  // namespace

std::vector<std::vector<double>> read_columns_text(std::string_view text, const std::string& file,
                                                   const std::vector<std::string>& names) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Reader reader(file, names);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

std::vector<std::vector<double>> read_columns(const std::filesystem::path& path,
                                              const std::vector<std::string>& names) {
  return read_columns_text(read_text_file(path), path.string(), names);
}

}  // namespace cosmodrome
