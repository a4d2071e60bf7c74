#include "cosmodrome/time/epoch.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

double seconds_of(double days) { return days * 86400.0; }

TEST(Epoch, begins_at_noon_of_2000_tai) {
  EXPECT_EQ(Epoch().to_utc_string(0), "2000-01-01T11:59:28Z");
  EXPECT_EQ(Epoch().to_tai().jd1, 2451545.0);
  EXPECT_EQ(Epoch().to_tai().jd2, 0.0);
}

// SOFA Time Scale and Calendar Tools (2021), section 4.2: 2006-01-15T21:24:37.5 UTC.
TEST(Epoch, agrees_with_the_worked_example_of_sofa) {
  const Epoch e = Epoch::from_utc("2006-01-15T21:24:37.500000Z");
  EXPECT_EQ(e.tai_minus_utc_s(), 33.0);
  const auto tai = e.to_tai();
  EXPECT_NEAR(seconds_of((tai.jd1 - 2453750.5) + tai.jd2), 21 * 3600 + 25 * 60 + 10.5, 1e-9);
  const auto tt = e.to_tt();
  EXPECT_NEAR(seconds_of((tt.jd1 - 2453750.5) + tt.jd2), 21 * 3600 + 25 * 60 + 42.684, 1e-9);
  const auto tdb = e.to_tdb();
  // The example is for an observer in Hawaii; the geocentre differs by at most 2 microseconds.
  EXPECT_NEAR(seconds_of((tdb.jd1 - 2453750.5) + tdb.jd2), 21 * 3600 + 25 * 60 + 42.684373, 3e-6);
}

TEST(Epoch, text_survives_the_way_there_and_back) {
  for (const std::string text :
       {"2023-08-10T23:10:57.000000000Z", "1972-01-01T00:00:00.000000000Z", "2016-12-31T23:59:60.999999999Z",
        "2017-01-01T00:00:00.000000001Z", "1990-02-28T12:34:56.789012345Z", "2250-12-31T23:59:59.500000000Z",
        "1961-04-12T06:07:00.000000000Z", "1957-10-04T19:28:34.000000000Z"}) {
    if (text.starts_with("1957")) {
      EXPECT_THROW((void)Epoch::from_utc(text), std::invalid_argument) << "UTC began in 1960";
      continue;
    }
    EXPECT_EQ(Epoch::from_utc(text).to_utc_string(9), text);
  }
}

TEST(Epoch, counts_through_a_leap_second) {
  const Epoch before = Epoch::from_utc(2016, 12, 31, 23, 59, 59.0);
  EXPECT_EQ((before + 1.0).to_utc_string(0), "2016-12-31T23:59:60Z");
  EXPECT_EQ((before + 2.0).to_utc_string(0), "2017-01-01T00:00:00Z");
  EXPECT_EQ((before + 1.9996).to_utc_string(3), "2017-01-01T00:00:00.000Z");
  EXPECT_EQ((before + 1.9994).to_utc_string(3), "2016-12-31T23:59:60.999Z");
  EXPECT_EQ(Epoch::from_utc(2017, 1, 1) - before, 2.0);
  EXPECT_EQ(Epoch::from_utc(2016, 12, 31, 23, 59, 60.25) - before, 1.25);
}

TEST(Epoch, quasi_julian_date_of_a_long_day_stays_below_the_next) {
  const Epoch in_leap = Epoch::from_utc("2016-12-31T23:59:60.5Z");
  const auto jd = in_leap.to_utc_jd();
  EXPECT_EQ(jd.jd1, 2457753.5);
  EXPECT_DOUBLE_EQ(jd.jd2, 86400.5 / 86401.0);
}

TEST(Epoch, rounding_of_text_carries_through_the_calendar) {
  EXPECT_EQ(Epoch::from_utc("2023-12-31T23:59:59.9996Z").to_utc_string(3), "2024-01-01T00:00:00.000Z");
  EXPECT_EQ(Epoch::from_utc("2023-12-31T23:59:59.9999999996Z").to_utc_string(9), "2024-01-01T00:00:00.000000000Z");
  EXPECT_EQ(Epoch::from_utc("2023-12-31T23:59:59.99999999949Z").to_utc_string(9), "2023-12-31T23:59:59.999999999Z");
}

TEST(Epoch, what_is_no_time_is_refused) {
  for (const char* text : {"", "2023", "2023-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2023-01-01T24:00:00Z",
                           "2023-01-01T00:60:00Z", "2023-06-30T23:59:60Z", "2023-01-01T00:00:00+03:00",
                           "2023-01-01T00:00:00.Z", "2023-01-01 00:00", "23-01-01T00:00:00Z", "2023-01-01T00:00:0aZ"})
    EXPECT_THROW((void)Epoch::from_utc(text), std::invalid_argument) << text;
  EXPECT_THROW((void)Epoch::from_utc(2023, 1, 1, 0, 0, -0.5), std::invalid_argument);
  EXPECT_THROW((void)Epoch::from_utc(2023, 1, 1, 0, 0, 60.0), std::invalid_argument);
  EXPECT_NO_THROW((void)Epoch::from_utc("2016-12-31T23:59:60Z"));
}

TEST(Epoch, sums_are_exact_and_bounded) {
  const Epoch e = Epoch::from_utc("2023-08-10T23:10:57Z");
  EXPECT_EQ((e.plus_ns(1) - e), 1e-9);
  EXPECT_EQ((e + 0.1) - e, 0.1);
  EXPECT_EQ((e - 1e9) + 1e9, e);
  const Epoch last = Epoch::from_tai_ns(std::numeric_limits<std::int64_t>::max());
  const Epoch first = Epoch::from_tai_ns(std::numeric_limits<std::int64_t>::min());
  EXPECT_THROW((void)last.plus_ns(1), std::out_of_range);
  EXPECT_THROW((void)(e + 1e10), std::out_of_range);
  EXPECT_THROW((void)(e + std::numeric_limits<double>::quiet_NaN()), std::out_of_range);
  EXPECT_NEAR(last - first, 18446744073.709551615, 4e-6);
}

TEST(Epoch, julian_dates_survive_the_way_there_and_back) {
  for (double t = -3e9; t < 8e9; t += 0.37e9) {
    const Epoch e = Epoch() + t;
    // jd2 < 1 resolves 1e-11 s of a day, so that the nearest nanosecond is the same one.
    EXPECT_EQ(Epoch::from_tai(e.to_tai()), e);
    EXPECT_EQ(Epoch::from_tt(e.to_tt()), e);
    EXPECT_LE(std::abs(Epoch::from_tdb(e.to_tdb()).tai_ns() - e.tai_ns()), 1);
  }
}

TEST(LeapSeconds, built_in_table_knows_the_years) {
  const auto& table = LeapSeconds::built_in();
  EXPECT_EQ(table.steps().front().tai_minus_utc_s, 10);
  EXPECT_EQ(table.tai_minus_utc_s(0), 32);
  EXPECT_EQ(Epoch::from_utc(2023, 8, 10).tai_minus_utc_s(), 37.0);
  EXPECT_THROW((void)table.tai_minus_utc_s(utc_of_today_began_day - 1), std::invalid_argument);
}

TEST(LeapSeconds, a_file_extends_the_table) {
  const auto file = std::filesystem::temp_directory_path() / "cosmodrome_leap_seconds_test.dat";
  {
    std::ofstream out(file);
    out << "#  test table\n";
    for (const auto& s : LeapSeconds::built_in().steps())
      out << "  " << 51544 + s.day << ".0  1  1 2000 " << s.tai_minus_utc_s << "\n";
    out << "  65000.0  1  1 2036 38\n";
  }
  const auto longer = LeapSeconds::from_file(file);
  EXPECT_EQ(longer.steps().size(), LeapSeconds::built_in().steps().size() + 1);
  EXPECT_EQ(longer.tai_minus_utc_s(65000 - 51544), 38);
  EXPECT_TRUE(longer.day_has_leap_second(65000 - 51544 - 1));
  { std::ofstream(file) << "41317.0 1 1 1972 10\nnonsense\n"; }
  EXPECT_THROW((void)LeapSeconds::from_file(file), InputError);
  std::filesystem::remove(file);
  EXPECT_THROW((void)LeapSeconds::from_file(file), InputError);
}

TEST(Epoch, agrees_with_the_published_table_of_tai_minus_utc) {
  // TAI - UTC steps as published in IERS Bulletin C, one in each decade.
  const struct {
    int year, month;
    double before, after;
  } steps[] = {{1972, 7, 10, 11}, {1985, 7, 22, 23}, {1999, 1, 31, 32}, {2009, 1, 33, 34}, {2017, 1, 36, 37}};
  for (const auto& s : steps) {
    const Epoch midnight = Epoch::from_utc(s.year, s.month, 1);
    EXPECT_EQ(midnight.tai_minus_utc_s(), s.after);
    EXPECT_EQ((midnight.plus_ns(-1)).tai_minus_utc_s(), s.before);
    EXPECT_EQ((midnight - 0.5).to_utc().second, 60);
  }
}

}  // namespace
}  // namespace cosmodrome
