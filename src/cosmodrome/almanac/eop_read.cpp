// Earth orientation parameters from files.
#include <charconv>
#include <cmath>
#include <fstream>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/base/error.hpp"

namespace cosmodrome {

namespace {

constexpr double arcsec = std::numbers::pi / 648000.0;
constexpr double mas = 1e-3 * arcsec;
constexpr std::size_t longest_line = 400;
constexpr std::size_t most_rows = 200000;  // five centuries

/// One line as numbers in the units of the IERS; an absent one is not given.
struct Line {
  std::optional<double> mjd, xp_arcsec, yp_arcsec, ut1_minus_utc_s, dx_mas, dy_mas, lod_ms;
  char kind = ' ';
};

class Fault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::optional<double> number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  double x = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(x))
    throw Fault("'" + std::string(text.substr(0, 40)) + "' is not a number");
  return x;
}

/// Bytes `from` to `to` of a fixed-width line, counted from 1 as in the IERS' description.
std::string_view bytes(std::string_view line, std::size_t from, std::size_t to) {
  return line.size() < from ? std::string_view{} : line.substr(from - 1, to - from + 1);
}

/// A line of finals2000A: Bulletin B where it is given, else Bulletin A.
Line finals_line(std::string_view text) {
  Line l;
  l.mjd = number(bytes(text, 8, 15));
  l.xp_arcsec = number(bytes(text, 135, 144)), l.yp_arcsec = number(bytes(text, 145, 154));
  l.ut1_minus_utc_s = number(bytes(text, 155, 165));
  l.kind = 'B';
  if (!l.xp_arcsec || !l.yp_arcsec || !l.ut1_minus_utc_s) {
    l.xp_arcsec = number(bytes(text, 19, 27)), l.yp_arcsec = number(bytes(text, 38, 46));
    l.ut1_minus_utc_s = number(bytes(text, 59, 68));
    l.kind = bytes(text, 58, 58) == "I" ? 'I' : 'P';
  }
  l.dx_mas = number(bytes(text, 166, 175)), l.dy_mas = number(bytes(text, 176, 185));
  if (!l.dx_mas || !l.dy_mas) l.dx_mas = number(bytes(text, 98, 106)), l.dy_mas = number(bytes(text, 117, 125));
  l.lod_ms = number(bytes(text, 80, 86));
  return l;
}

/// A line of our own table.
Line csv_line(std::string_view text) {
  std::string_view cells[8];
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == 8) throw Fault("more than 8 cells");
    const auto comma = text.find(',');
    cells[count] = text.substr(0, comma);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
  }
  const auto kind = trimmed(cells[7]);
  if (count != 8 || (kind != "B" && kind != "I" && kind != "P")) throw Fault("expected 8 cells, the last B, I or P");
  return {number(cells[0]), number(cells[1]), number(cells[2]), number(cells[3]),
          number(cells[4]), number(cells[5]), number(cells[6]), kind.front()};
}

void require_within(double x, double limit, const char* what) {
  if (std::abs(x) > limit) throw Fault(std::string(what) + " " + std::to_string(x) + " cannot be");
}

/// The row a line gives; none if it is a day without values yet.
std::optional<EopRow> row(const Line& l, const LeapSeconds& leap_seconds) {
  if (!l.mjd) throw Fault("there is no modified Julian date");
  if (!l.xp_arcsec || !l.yp_arcsec || !l.ut1_minus_utc_s) return std::nullopt;
  require_within(*l.mjd, 200000.0, "modified Julian date");
  require_within(*l.xp_arcsec, 2.0, "pole coordinate");  // a few tenths; 2 arc seconds is 60 m
  require_within(*l.yp_arcsec, 2.0, "pole coordinate");
  require_within(*l.ut1_minus_utc_s, 1.0, "UT1-UTC");
  require_within(l.dx_mas.value_or(0.0), 100.0, "pole offset");
  require_within(l.dy_mas.value_or(0.0), 100.0, "pole offset");
  if (*l.mjd != std::floor(*l.mjd)) throw Fault("the modified Julian date is not that of 0 h");
  EopRow r;
  r.day = static_cast<std::int64_t>(*l.mjd) - 51544;
  if (r.day < utc_of_today_began_day) throw Fault("the day is before 1972");
  r.parameters = {.ut1_minus_tai_s = *l.ut1_minus_utc_s - leap_seconds.tai_minus_utc_s(r.day),
                  .xp_rad = *l.xp_arcsec * arcsec,
                  .yp_rad = *l.yp_arcsec * arcsec,
                  .dx_rad = l.dx_mas.value_or(0.0) * mas,
                  .dy_rad = l.dy_mas.value_or(0.0) * mas};
  r.length_of_day_excess_s = l.lod_ms.value_or(0.0) * 1e-3;
  r.status = l.kind == 'B' ? EopStatus::final : l.kind == 'I' ? EopStatus::observed : EopStatus::predicted;
  return r;
}

[[noreturn]] void fail(const std::filesystem::path& file, int line, const std::string& found) {
  throw InputError(Problem{.file = file.string(),
                           .line = line,
                           .column = line > 0 ? 1 : 0,
                           .where = "",
                           .found = found,
                           .remedy = "give the program's earth/eop.csv or the IERS file finals2000A.all"});
}

}  // namespace

EopTable EopTable::load(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) fail(file, 0, "the Earth orientation parameters cannot be read");
  std::vector<EopRow> rows;
  bool ours = false;
  std::string text;
  for (int at = 1; std::getline(in, text); ++at) {
    if (text.size() > longest_line) fail(file, at, "the line is longer than any of such a file");
    if (text.starts_with('#') || trimmed(text).empty()) continue;
    if (text.starts_with("mjd_utc,")) {
      ours = true;
      continue;
    }
    try {
      if (const auto r = row(ours ? csv_line(text) : finals_line(text), LeapSeconds::built_in())) rows.push_back(*r);
      if (rows.size() > most_rows) throw Fault("there are more days than five centuries have");
      if (rows.size() > 1 && rows.back().day != rows[rows.size() - 2].day + 1)
        throw Fault("the day does not follow the one before");
    } catch (const Fault& fault) {
      fail(file, at, fault.what());
    }
  }
  if (rows.empty()) fail(file, 0, "there is no day with values");
  return EopTable(std::move(rows));
}

}  // namespace cosmodrome
