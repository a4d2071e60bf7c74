#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "cosmodrome/time/julian_date.hpp"
#include "cosmodrome/time/leap_seconds.hpp"

namespace cosmodrome {

/// A calendar date and time of day in UTC. `second` is 60 within a leap second.
struct UtcTime {
  int year = 2000, month = 1, day = 1;
  int hour = 12, minute = 0, second = 0;
  int nanosecond = 0;
};

/// An instant: whole nanoseconds since 2000-01-01T12:00:00 TAI, from 1708 to 2292. Counting in whole numbers keeps
/// sums exact; other scales are conversions with a name.
///
/// Conversions from and to UTC need the instant to be in 1960 or later, when UTC began; they throw
/// std::invalid_argument otherwise. Instants outside 1708 to 2292 throw std::out_of_range.
class Epoch {
 public:
  /// 2000-01-01T12:00:00 TAI.
  constexpr Epoch() = default;
  static constexpr Epoch from_tai_ns(std::int64_t ns) { return Epoch(ns); }

  /// From a calendar date in UTC; `second` reaches to below 61 in a minute that ends with a leap second. Rounded to
  /// the nearest nanosecond. Throws std::invalid_argument if there is no such date or time.
  static Epoch from_utc(int year, int month, int day, int hour = 0, int minute = 0, double second = 0.0,
                        const LeapSeconds& leap_seconds = LeapSeconds::built_in());
  static Epoch from_utc(const UtcTime& utc, const LeapSeconds& leap_seconds = LeapSeconds::built_in());

  /// From ISO 8601: "2023-08-10T23:10:57Z", with any number of decimals, ":60" in a leap second. The Z may be left out.
  static Epoch from_utc(std::string_view iso_8601, const LeapSeconds& leap_seconds = LeapSeconds::built_in());

  static Epoch from_tai(JulianDate<Tai> date);
  static Epoch from_tt(JulianDate<Tt> date);
  static Epoch from_tdb(JulianDate<Tdb> date);

  constexpr std::int64_t tai_ns() const { return tai_ns_; }

  UtcTime to_utc(const LeapSeconds& leap_seconds = LeapSeconds::built_in()) const;

  /// "2023-08-10T23:10:57.000Z": ISO 8601 with 0 to 9 decimals, rounded to the nearest.
  std::string to_utc_string(int decimals = 3, const LeapSeconds& leap_seconds = LeapSeconds::built_in()) const;

  JulianDate<Utc> to_utc_jd(const LeapSeconds& leap_seconds = LeapSeconds::built_in()) const;
  JulianDate<Tai> to_tai() const;
  JulianDate<Tt> to_tt() const;

  /// At the geocentre. Fairhead and Bretagnon's series as in SOFA's Dtdb, good to some nanoseconds against the
  /// ephemeris' own time for 1950 to 2050.
  JulianDate<Tdb> to_tdb() const;

  /// TDB - TT at the geocentre, in seconds.
  double tdb_minus_tt_s() const;

  /// TAI - UTC in seconds: whole since 1972, drifting between 1960 and 1972.
  double tai_minus_utc_s(const LeapSeconds& leap_seconds = LeapSeconds::built_in()) const;

  /// Later by so many nanoseconds, exactly.
  Epoch plus_ns(std::int64_t ns) const;

  // clang-tidy 14 takes the 0 that this stands for as a pointer.
  friend constexpr auto operator<=>(const Epoch&, const Epoch&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  constexpr explicit Epoch(std::int64_t ns) : tai_ns_(ns) {}
  std::int64_t tai_ns_ = 0;
};

/// Later by so many SI seconds, rounded to the nearest nanosecond.
Epoch operator+(const Epoch& epoch, double seconds);
Epoch operator-(const Epoch& epoch, double seconds);

/// SI seconds from `earlier` to `later`, correctly rounded to a double.
double operator-(const Epoch& later, const Epoch& earlier);

}  // namespace cosmodrome
