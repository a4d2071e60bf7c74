#include "cosmodrome/time/leap_seconds.hpp"

#include <erfa.h>
#include <erfaextra.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {

namespace {

constexpr std::int64_t mjd_of_2000_01_01 = 51544;

std::int64_t day_of(int year, int month, int day) {
  double zero = 0.0, mjd = 0.0;
  if (eraCal2jd(year, month, day, &zero, &mjd) != 0) throw std::invalid_argument("leap seconds: no such date");
  return static_cast<std::int64_t>(mjd) - mjd_of_2000_01_01;
}

LeapSeconds from_erfa() {
  eraLEAPSECOND* table = nullptr;
  const int count = eraGetLeapSeconds(&table);
  std::vector<LeapSeconds::Step> steps;
  for (int i = 0; i < count; ++i)
    if (table[i].iyear >= 1972)
      steps.push_back({day_of(table[i].iyear, table[i].month, 1), static_cast<int>(std::lround(table[i].delat))});
  return LeapSeconds(std::move(steps));
}

[[noreturn]] void fail(const std::filesystem::path& file, int line, const std::string& found) {
  throw InputError(file.string(), line, line > 0 ? 1 : 0, found, "give the IERS file Leap_Second.dat");
}

}  // namespace

LeapSeconds::LeapSeconds(std::vector<Step> steps) : steps_(std::move(steps)) {
  if (steps_.empty() || steps_.front().day != utc_of_today_began_day)
    throw std::invalid_argument("leap seconds: the first step must be 1972-01-01");
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    if (steps_[i].day <= steps_[i - 1].day) throw std::invalid_argument("leap seconds: the days must ascend");
    if (steps_[i].tai_minus_utc_s != steps_[i - 1].tai_minus_utc_s + 1)
      throw std::invalid_argument("leap seconds: each step must add one second");
  }
}

const LeapSeconds& LeapSeconds::built_in() {
  static const LeapSeconds table = from_erfa();
  return table;
}

LeapSeconds LeapSeconds::from_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) fail(file, 0, "the leap seconds cannot be read");
  std::vector<Step> steps;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.find_first_not_of(" \t\r") == std::string::npos || text[text.find_first_not_of(" \t")] == '#') continue;
    std::istringstream fields(text);
    double mjd = 0.0;
    int day = 0, month = 0, year = 0, offset = 0;
    const bool read = static_cast<bool>(fields >> mjd >> day >> month >> year >> offset);
    if (!read || !(std::abs(mjd) < 1e6) || year < 1972 || year > 9999)
      fail(file, number, "not a line of MJD, day, month, year, TAI-UTC");
    steps.push_back({static_cast<std::int64_t>(std::floor(mjd)) - mjd_of_2000_01_01, offset});
  }
  try {
    return LeapSeconds(std::move(steps));
  } catch (const std::invalid_argument& fault) {
    fail(file, 0, fault.what());
  }
}

int LeapSeconds::tai_minus_utc_s(std::int64_t day) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), day, [](std::int64_t d, const Step& s) { return d < s.day; });
  if (after == steps_.begin()) throw std::invalid_argument("leap seconds: the day is before 1972-01-01");
  return std::prev(after)->tai_minus_utc_s;
}

bool LeapSeconds::day_has_leap_second(std::int64_t day) const {
  return std::any_of(steps_.begin() + 1, steps_.end(), [day](const Step& s) { return s.day == day + 1; });
}

}  // namespace cosmodrome
