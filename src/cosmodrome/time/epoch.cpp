#include "cosmodrome/time/epoch.hpp"

#include <erfa.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cosmodrome {

namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;
constexpr std::int64_t ns_per_day = 86400 * ns_per_s;
constexpr std::int64_t noon_s = 43200;
constexpr double jd_of_origin = 2451545.0;
constexpr std::int64_t tt_minus_tai_ns = 32'184'000'000;

[[noreturn]] void throw_out_of_range() { throw std::out_of_range("epoch: outside the years 1708 to 2292"); }

std::int64_t sum(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(a, b, &result)) throw_out_of_range();
  return result;
}

std::int64_t product(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(a, b, &result)) throw_out_of_range();
  return result;
}

struct WholeAndRest {
  std::int64_t whole, rest;
};

WholeAndRest floor_divide(std::int64_t a, std::int64_t b) {
  std::int64_t whole = a / b, rest = a % b;
  if (rest < 0) whole -= 1, rest += b;
  return {whole, rest};
}

std::int64_t whole_number(double x) {
  if (!(std::abs(x) < 9.2e18)) throw_out_of_range();
  return std::llround(x);
}

std::int64_t ns_of_seconds(double seconds) {
  if (!(std::abs(seconds) < 9.3e9)) throw_out_of_range();
  const double whole = std::floor(seconds);
  return sum(product(static_cast<std::int64_t>(whole), ns_per_s), std::llround((seconds - whole) * 1e9));
}

/// Whole half-days first: a Julian date begins at noon, a calendar day at midnight.
std::int64_t ns_of_julian_date(double jd1, double jd2) {
  const double half_days_1 = std::round(2.0 * jd1), half_days_2 = std::round(2.0 * jd2);
  const double rest_days = (jd1 - 0.5 * half_days_1) + (jd2 - 0.5 * half_days_2);
  const std::int64_t half_days = whole_number(half_days_1 + half_days_2 - 2.0 * jd_of_origin);
  return sum(product(half_days, ns_per_day / 2), whole_number(rest_days * static_cast<double>(ns_per_day)));
}

template <class Scale>
JulianDate<Scale> julian_date(std::int64_t ns_since_noon_2000) {
  const auto [day, rest_ns] = floor_divide(ns_since_noon_2000, ns_per_day);
  return {jd_of_origin + static_cast<double>(day), static_cast<double>(rest_ns) / static_cast<double>(ns_per_day)};
}

void require_utc(bool given) {
  if (!given) throw std::invalid_argument("epoch: UTC does not exist before 1960");
}

/// TDB - TT in seconds from a date in TT (TDB does as well: the difference matters below 1e-12 s).
double tdb_minus_tt(double jd1, double jd2) { return eraDtdb(jd1, jd2, 0.0, 0.0, 0.0, 0.0); }

std::int64_t day_number(int year, int month, int day) {
  double zero = 0.0, mjd = 0.0;
  if (year < 1700 || year > 2300 || eraCal2jd(year, month, day, &zero, &mjd) != 0)
    throw std::invalid_argument("epoch: there is no date " + std::to_string(year) + "-" + std::to_string(month) + "-" +
                                std::to_string(day) + " (between 1708 and 2292)");
  return static_cast<std::int64_t>(mjd) - 51544;
}

// From 1960 to 1972 the UTC second was a little longer than the SI second: SOFA's routines know the rates.

std::int64_t tai_ns_of_old_utc(const UtcTime& utc) {
  double utc1 = 0.0, utc2 = 0.0, tai1 = 0.0, tai2 = 0.0;
  const double second = utc.second + 1e-9 * utc.nanosecond;
  const int status = eraDtf2d("UTC", utc.year, utc.month, utc.day, utc.hour, utc.minute, second, &utc1, &utc2);
  require_utc(status == 0 && eraUtctai(utc1, utc2, &tai1, &tai2) == 0);
  return ns_of_julian_date(tai1, tai2);
}

JulianDate<Utc> old_utc(const JulianDate<Tai>& tai) {
  JulianDate<Utc> utc;
  require_utc(eraTaiutc(tai.jd1, tai.jd2, &utc.jd1, &utc.jd2) == 0);
  return utc;
}

UtcTime old_utc_time(const JulianDate<Utc>& utc) {
  UtcTime t;
  int time[4] = {};
  require_utc(eraD2dtf("UTC", 9, utc.jd1, utc.jd2, &t.year, &t.month, &t.day, time) == 0);
  t.hour = time[0], t.minute = time[1], t.second = time[2], t.nanosecond = time[3];
  return t;
}

struct UtcDay {
  std::int64_t day;     ///< since 2000-01-01
  std::int64_t second;  ///< of the day, 86400 in a leap second
};

/// The UTC day and second that a whole number of TAI seconds since noon of 2000-01-01 falls in; since 1972.
UtcDay utc_day(std::int64_t tai_s, const LeapSeconds& leap_seconds) {
  const auto& steps = leap_seconds.steps();
  const auto tai_start_s = [](const LeapSeconds::Step& s) { return s.day * 86400 - noon_s + s.tai_minus_utc_s; };
  const auto next = std::upper_bound(steps.begin(), steps.end(), tai_s,
                                     [&](std::int64_t t, const LeapSeconds::Step& s) { return t < tai_start_s(s); });
  const auto [day, second] = floor_divide(tai_s + noon_s - std::prev(next)->tai_minus_utc_s, 86400);
  const bool in_leap_second = next != steps.end() && day == next->day;
  return in_leap_second ? UtcDay{day - 1, 86400} : UtcDay{day, second};
}

bool is_before_1972(std::int64_t tai_s, const LeapSeconds& leap_seconds) {
  const auto& first = leap_seconds.steps().front();
  return tai_s < first.day * 86400 - noon_s + first.tai_minus_utc_s;
}

}  // namespace

Epoch Epoch::from_utc(const UtcTime& utc, const LeapSeconds& leap_seconds) {
  const std::int64_t day = day_number(utc.year, utc.month, utc.day);
  const bool leap = day >= utc_of_today_began_day && leap_seconds.day_has_leap_second(day);
  const int last_second = leap && utc.hour == 23 && utc.minute == 59 ? 60 : 59;
  const bool is_time = utc.hour >= 0 && utc.hour < 24 && utc.minute >= 0 && utc.minute < 60 && utc.second >= 0 &&
                       utc.second <= last_second && utc.nanosecond >= 0 && utc.nanosecond < ns_per_s;
  if (!is_time) throw std::invalid_argument("epoch: there is no such time of day in UTC");
  if (day < utc_of_today_began_day) return Epoch(tai_ns_of_old_utc(utc));
  const std::int64_t second_of_day = (utc.hour * 60 + utc.minute) * 60 + utc.second;
  const std::int64_t tai_s = day * 86400 + second_of_day - noon_s + leap_seconds.tai_minus_utc_s(day);
  return Epoch(sum(product(tai_s, ns_per_s), utc.nanosecond));
}

Epoch Epoch::from_utc(int year, int month, int day, int hour, int minute, double second,
                      const LeapSeconds& leap_seconds) {
  if (!(second >= 0.0 && second < 61.0)) throw std::invalid_argument("epoch: second outside 0 to 61");
  const double whole = std::floor(second);
  const UtcTime utc{year, month, day, hour, minute, static_cast<int>(whole), 0};
  return from_utc(utc, leap_seconds).plus_ns(std::llround((second - whole) * 1e9));
}

Epoch Epoch::from_tai(JulianDate<Tai> date) { return Epoch(ns_of_julian_date(date.jd1, date.jd2)); }

Epoch Epoch::from_tt(JulianDate<Tt> date) {
  return Epoch(sum(ns_of_julian_date(date.jd1, date.jd2), -tt_minus_tai_ns));
}

Epoch Epoch::from_tdb(JulianDate<Tdb> date) {
  const std::int64_t difference_ns = ns_of_seconds(tdb_minus_tt(date.jd1, date.jd2));
  return Epoch(sum(ns_of_julian_date(date.jd1, date.jd2), -tt_minus_tai_ns - difference_ns));
}

UtcTime Epoch::to_utc(const LeapSeconds& leap_seconds) const {
  const auto [tai_s, nanosecond] = floor_divide(tai_ns_, ns_per_s);
  if (is_before_1972(tai_s, leap_seconds)) return old_utc_time(old_utc(to_tai()));
  const UtcDay at = utc_day(tai_s, leap_seconds);
  UtcTime t;
  double fraction = 0.0;
  eraJd2cal(2451544.5, static_cast<double>(at.day), &t.year, &t.month, &t.day, &fraction);
  const std::int64_t regular = std::min<std::int64_t>(at.second, 86399);
  t.hour = static_cast<int>(regular / 3600);
  t.minute = static_cast<int>(regular / 60 % 60);
  t.second = static_cast<int>(regular % 60 + (at.second - regular));
  t.nanosecond = static_cast<int>(nanosecond);
  return t;
}

JulianDate<Utc> Epoch::to_utc_jd(const LeapSeconds& leap_seconds) const {
  const auto [tai_s, nanosecond] = floor_divide(tai_ns_, ns_per_s);
  if (is_before_1972(tai_s, leap_seconds)) return old_utc(to_tai());
  const UtcDay at = utc_day(tai_s, leap_seconds);
  const double day_length_s = leap_seconds.day_has_leap_second(at.day) ? 86401.0 : 86400.0;
  const double second = static_cast<double>(at.second) + 1e-9 * static_cast<double>(nanosecond);
  return {2451544.5 + static_cast<double>(at.day), second / day_length_s};
}

JulianDate<Tai> Epoch::to_tai() const { return julian_date<Tai>(tai_ns_); }
JulianDate<Tt> Epoch::to_tt() const { return julian_date<Tt>(sum(tai_ns_, tt_minus_tai_ns)); }

double Epoch::tdb_minus_tt_s() const {
  const auto tt = to_tt();
  return tdb_minus_tt(tt.jd1, tt.jd2);
}

JulianDate<Tdb> Epoch::to_tdb() const {
  const auto tt = to_tt();
  return {tt.jd1, tt.jd2 + tdb_minus_tt(tt.jd1, tt.jd2) / 86400.0};
}

double Epoch::tai_minus_utc_s(const LeapSeconds& leap_seconds) const {
  const auto [tai_s, nanosecond] = floor_divide(tai_ns_, ns_per_s);
  if (!is_before_1972(tai_s, leap_seconds)) return leap_seconds.tai_minus_utc_s(utc_day(tai_s, leap_seconds).day);
  const auto tai = to_tai();
  const auto utc = old_utc(tai);
  return ((tai.jd1 - utc.jd1) + (tai.jd2 - utc.jd2)) * 86400.0;
}

Epoch Epoch::plus_ns(std::int64_t ns) const { return Epoch(sum(tai_ns_, ns)); }

Epoch operator+(const Epoch& epoch, double seconds) { return epoch.plus_ns(ns_of_seconds(seconds)); }
Epoch operator-(const Epoch& epoch, double seconds) { return epoch + (-seconds); }

double operator-(const Epoch& later, const Epoch& earlier) {
  const auto a = floor_divide(later.tai_ns(), ns_per_s), b = floor_divide(earlier.tai_ns(), ns_per_s);
  return static_cast<double>(a.whole - b.whole) + 1e-9 * static_cast<double>(a.rest - b.rest);
}

}  // namespace cosmodrome
