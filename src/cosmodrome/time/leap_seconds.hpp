#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace cosmodrome {

/// TAI - UTC since 1972, when UTC began to keep the length of the atomic second. A plain value: pass another one
/// where a newer table than the built-in is needed.
class LeapSeconds {
 public:
  /// From 0 h UTC of this day on, TAI - UTC is this many seconds.
  struct Step {
    std::int64_t day;  ///< Days since 2000-01-01.
    int tai_minus_utc_s;
  };

  /// The table of the ERFA library that the program is linked with. After its last step it holds for ever.
  static const LeapSeconds& built_in();

  /// Reads a table as the IERS publishes it (Leap_Second.dat: modified Julian date, day, month, year, TAI-UTC; lines
  /// that begin with # are comments). Throws InputError.
  static LeapSeconds from_file(const std::filesystem::path& file);

  /// Ascending in day, first step 1972-01-01. Throws std::invalid_argument otherwise.
  explicit LeapSeconds(std::vector<Step> steps);

  const std::vector<Step>& steps() const { return steps_; }

  /// TAI - UTC on a day, counted since 2000-01-01; the day is not before 1972-01-01.
  int tai_minus_utc_s(std::int64_t day) const;

  /// Whether this day ends with 23:59:60.
  bool day_has_leap_second(std::int64_t day) const;

 private:
  std::vector<Step> steps_;
};

/// 1972-01-01 counted in days since 2000-01-01.
inline constexpr std::int64_t utc_of_today_began_day = -10227;

}  // namespace cosmodrome
