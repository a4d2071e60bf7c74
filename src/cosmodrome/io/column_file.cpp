#include "cosmodrome/io/column_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

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
  Reader(std::string file, const std::vector<std::string>& names, int month)
      : file_(std::move(file)), names_(names), month_(month), columns_(names.size()) {}

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
    if (month_at_ && columns_.front().empty())
      refuse(0, fmt::format("there are no rows of month {}", month_),
             "give a profile for the month of lift-off in UTC");
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
    const auto at = std::find_if(cells.begin(), cells.end(), [](const Cell& cell) { return cell.text == "month"; });
    if (month_ > 0 && at != cells.end()) month_at_ = static_cast<std::size_t>(at - cells.begin());
  }

  double number(const std::vector<Cell>& cells, std::size_t position, const std::string& name) const {
    if (position >= cells.size())
      refuse(1, fmt::format("this row has {} cells", cells.size()), fmt::format("a value of {} is due", name));
    const Cell& cell = cells[position];
    double value = 0;
    const char* end = cell.text.data() + cell.text.size();
    const auto [stop, error] = std::from_chars(cell.text.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) {
      refuse(cell.column, fmt::format("\"{}\" is no number", shortened(cell.text)),
             fmt::format("write {} as a number", name));
    }
    return value;
  }

  bool of_another_month(const std::vector<Cell>& cells) const {
    if (!month_at_) return false;
    const double month = number(cells, *month_at_, "month");
    if (month != std::floor(month) || month < 1 || month > 12)
      refuse(cells[*month_at_].column, fmt::format("there is no month {}", month), "write 1 to 12");
    return month != month_;
  }

  void row(const std::vector<Cell>& cells) {
    if (of_another_month(cells)) return;
    for (std::size_t k = 0; k < positions_.size(); ++k) columns_[k].push_back(number(cells, positions_[k], names_[k]));
    const std::vector<double>& first = columns_.front();
    if (first.size() > 1 && first.back() <= first[first.size() - 2]) {
      refuse(1, fmt::format("{} does not rise here", names_.front()), "sort the rows, each value once");
    }
  }

  std::string file_;
  const std::vector<std::string>& names_;
  int month_;
  std::vector<std::vector<double>> columns_;
  std::vector<std::size_t> positions_;
  std::optional<std::size_t> month_at_;
  int line_ = 0;
};

}  // namespace

std::vector<std::vector<double>> read_columns_text(std::string_view text, const std::string& file,
                                                   const std::vector<std::string>& names, int month) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Reader reader(file, names, month);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    reader.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.finish();
}

std::vector<std::vector<double>> read_columns(const std::filesystem::path& path, const std::vector<std::string>& names,
                                              int month) {
  return read_columns_text(read_text_file(path), path.string(), names, month);
}

}  // namespace cosmodrome
