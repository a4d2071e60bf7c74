#include "cosmodrome/almanac/eop.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/csv_for_tests.hpp"

namespace cosmodrome {
namespace {

constexpr double arcsec = std::numbers::pi / 648000.0;

const EopTable& shipped() {
  static const EopTable table = EopTable::shipped();
  return table;
}

std::filesystem::path unpacked(const std::string& packed) {
  const std::filesystem::path from = std::string(COSMODROME_TRUTH_DIR) + "/eop/" + packed;
  const auto to = std::filesystem::temp_directory_path() / ("cosmodrome_test_" + packed + ".txt");
  if (!std::filesystem::exists(from)) return {};
  const std::string command = "gzip -dc '" + from.string() + "' > '" + to.string() + "'";
  return std::system(command.c_str()) == 0 ? to : std::filesystem::path();
}

EopRow row_of(const EopTable& table, std::int64_t mjd) {
  return table.rows().at(static_cast<std::size_t>(mjd - 51544 - table.rows().front().day));
}

TEST(Eop, shipped_table_reaches_from_1973_beyond_2026) {
  EXPECT_EQ(shipped().rows().front().day + 51544, 41684);
  EXPECT_GT(shipped().rows().back().day + 51544, 61500);
}

// IERS Bulletin B, as printed in finals2000A for 2000-05-19 (MJD 51683).
TEST(Eop, values_of_a_day_are_those_of_bulletin_b) {
  const auto value = shipped().at(Epoch::from_utc(2000, 5, 19));
  EXPECT_EQ(value.status, EopStatus::final);
  EXPECT_NEAR(value.parameters.ut1_minus_tai_s, 0.2239890 - 32.0, 1e-12);
  EXPECT_NEAR(value.parameters.xp_rad, 0.092280 * arcsec, 1e-18);
  EXPECT_NEAR(value.parameters.yp_rad, 0.327100 * arcsec, 1e-18);
  EXPECT_NEAR(value.parameters.dx_rad, -0.339e-3 * arcsec, 1e-18);
  EXPECT_NEAR(value.parameters.dy_rad, -0.427e-3 * arcsec, 1e-18);
}

TEST(Eop, a_leap_second_does_not_show) {
  const Epoch leap = Epoch::from_utc("2016-12-31T23:59:60Z");
  double last = shipped().at(leap - 7200.0).parameters.ut1_minus_tai_s;
  for (double t_s = -7140.0; t_s < 7200.0; t_s += 60.0) {
    const double now = shipped().at(leap + t_s).parameters.ut1_minus_tai_s;
    EXPECT_NEAR(now - last, -1.2e-3 / 1440, 1e-6);  // the day was 1 to 1.5 ms too long
    last = now;
  }
}

TEST(Eop, outside_the_table_it_says_so) {
  const auto before = shipped().at(Epoch::from_utc(1965, 1, 1));
  EXPECT_EQ(before.status, EopStatus::before_table);
  EXPECT_NEAR(before.parameters.ut1_minus_tai_s, -Epoch::from_utc(1965, 1, 1).tai_minus_utc_s(), 1e-12);
  EXPECT_EQ(shipped().at(Epoch::from_tai_ns(-4'000'000'000'000'000'000)).status, EopStatus::before_table);
  const auto after = shipped().at(Epoch::from_utc(2050, 1, 1));
  EXPECT_EQ(after.status, EopStatus::after_table);
  EXPECT_EQ(after.parameters.ut1_minus_tai_s, shipped().rows().back().parameters.ut1_minus_tai_s);
  EXPECT_EQ(shipped().status_between(Epoch::from_utc(2020, 1, 1), Epoch::from_utc(2050, 1, 1)), EopStatus::after_table);
  EXPECT_EQ(shipped().status_between(Epoch::from_utc(2017, 11, 28), Epoch::from_utc(2017, 11, 29)), EopStatus::final);
  const Epoch last = Epoch::from_utc(2000, 1, 1) + 86400.0 * static_cast<double>(shipped().rows().back().day) +
                     (shipped().rows().back().day > 6209 ? 5.0 : 0.0);  // five leap seconds since 2000
  EXPECT_EQ(shipped().at(last).status, EopStatus::predicted);
  EXPECT_EQ(shipped().at(last.plus_ns(1)).status, EopStatus::after_table);
}

TEST(Eop, cubic_interpolation_is_exact_for_cubics_and_at_the_days) {
  std::vector<EopRow> rows(12);
  const auto curve = [](double d) { return -37.0 + 1e-3 * d - 2e-5 * d * d + 3e-7 * d * d * d; };
  for (int i = 0; i < 12; ++i) {
    rows[i].day = 8000 + i;
    rows[i].parameters.ut1_minus_tai_s = curve(i);
  }
  const EopTable table(rows);
  const Epoch first = Epoch::from_utc(2021, 11, 26);  // day 8000 after 2000-01-01
  for (double d = 0.0; d < 11.0; d += 0.125) {
    EXPECT_NEAR(table.at(first + d * 86400.0).parameters.ut1_minus_tai_s, curve(d), 2e-14);
    const double i = std::floor(d);
    EXPECT_NEAR(table.at(first + d * 86400.0, EopInterpolation::linear).parameters.ut1_minus_tai_s,
                curve(i) + (d - i) * (curve(i + 1) - curve(i)), 2e-14);
  }
}

// The table of another day's making must agree where both are final: values are revised by less than their error.
TEST(Eop, agrees_with_the_published_files) {
  for (const std::string name : {"finals2000A.all.gz", "finals.all.iau2000.txt.gz"}) {
    const auto file = unpacked(name);
    if (file.empty()) GTEST_SKIP() << "no " << name << " beside the project";
    const auto table = EopTable::load(file);
    std::filesystem::remove(file);
    int compared = 0;
    for (const auto& theirs : table.rows()) {
      if (theirs.status != EopStatus::final) continue;
      const auto ours = row_of(shipped(), theirs.day + 51544);
      ASSERT_NEAR(ours.parameters.ut1_minus_tai_s, theirs.parameters.ut1_minus_tai_s, 1e-10);
      ASSERT_NEAR(ours.parameters.xp_rad, theirs.parameters.xp_rad, 1e-15);
      ASSERT_NEAR(ours.parameters.dy_rad, theirs.parameters.dy_rad, 1e-15);
      ++compared;
    }
    EXPECT_GT(compared, 16000);
  }
}

Rotation<Gcrf, Itrf> as_astropy(const Epoch& at) {
  auto p = shipped().at(at, EopInterpolation::linear).parameters;
  p.dx_rad = p.dy_rad = 0.0;
  return gcrf_to_itrf_exact(at, p);
}

TEST(Eop, positions_agree_with_astropy) {
  const auto rows = reference_rows("frames_itrf.csv");
  ASSERT_EQ(rows.size(), 60u);
  double worst_m = 0.0, worst_by_polynomial_m = 0.0;
  int polynomials = 0;
  for (const auto& r : rows) {
    // Reference days have no leap second in them.
    const auto day = static_cast<std::int64_t>(r[0]) - 51544;
    const int leap_s = LeapSeconds::built_in().tai_minus_utc_s(day);
    const Epoch at =
        Epoch::from_tai_ns(((day * 86400 - 43200 + leap_s) * 1000 + static_cast<std::int64_t>(r[1])) * 1'000'000);
    const Vec3<double, Itrf> itrf{r[2], r[3], r[4]};
    const Vec3<double, Gcrf> gcrf{r[5], r[6], r[7]};
    worst_m = std::max(worst_m, norm(as_astropy(at).inverse() * itrf - gcrf));
    if (r[1] != 0.0) continue;  // at 0 h the cubic and the straight line agree
    const auto e = make_earth_orientation(at, -600.0, 600.0, [](const Epoch& t) {
      auto p = shipped().at(t).parameters;
      p.dx_rad = p.dy_rad = 0.0;
      return p;
    });
    worst_by_polynomial_m = std::max(worst_by_polynomial_m, norm(gcrf_to_itrf(e, 0.0).inverse() * itrf - gcrf));
    ++polynomials;
  }
  EXPECT_EQ(polynomials, 12);
  EXPECT_LT(worst_m, 1e-3);
  EXPECT_LT(worst_by_polynomial_m, 1e-3);
  RecordProperty("worst_m", std::to_string(worst_m * 1e6) + " micrometres");
  RecordProperty("worst_by_polynomial_m", std::to_string(worst_by_polynomial_m * 1e6) + " micrometres");
}

TEST(Eop, polynomial_of_a_flight_follows_the_table) {
  const Epoch at = Epoch::from_utc("2023-08-10T23:10:57Z");
  const auto e = make_earth_orientation(at, 0.0, 6 * 3600.0, shipped());
  double worst_rad = 0.0;
  for (double t_s = 0.0; t_s <= 6 * 3600.0; t_s += 300.0) {
    const auto d = gcrf_to_itrf(e, t_s), exact = gcrf_to_itrf_exact(at + t_s, shipped().at(at + t_s).parameters);
    worst_rad = std::max({worst_rad, norm(d.row_x - exact.row_x), norm(d.row_z - exact.row_z)});
  }
  // Nearly all of it is the bend at midnight, where one cubic of the interpolation gives way to the next.
  EXPECT_LT(worst_rad * 6.4e6, 0.5e-3);
  RecordProperty("worst_um", std::to_string(worst_rad * 6.4e12));
}

TEST(Eop, a_bad_file_is_refused_with_its_line) {
  const auto file = std::filesystem::temp_directory_path() / "cosmodrome_eop_test.csv";
  const std::string heading = "mjd_utc,xp_arcsec,yp_arcsec,ut1_minus_utc_s,dx_mas,dy_mas,lod_ms,kind\n";
  const auto refused = [&](const std::string& text) {
    { std::ofstream(file) << text; }
    try {
      (void)EopTable::load(file);
    } catch (const InputError& error) {
      return error.problems().front().line;
    }
    return -1;
  };
  EXPECT_EQ(refused(heading + "60000,0.1,0.2,0.3,,,,B\n60002,0.1,0.2,0.3,,,,B\n"), 3);
  EXPECT_EQ(refused(heading + "60000,0.1,0.2,nan,,,,B\n"), 2);
  EXPECT_EQ(refused(heading + "60000,0.1,0.2,1e9,,,,B\n"), 2);
  EXPECT_EQ(refused(heading + "1e300,0.1,0.2,0.1,,,,B\n"), 2);
  EXPECT_EQ(refused(heading + "60000,0.1,0.2,0.3,,,,B,,,,,,,,,,\n"), 2);
  EXPECT_EQ(refused(heading + "60000,0.1,0.2,0.3,,,,X\n"), 2);
  EXPECT_EQ(refused(heading), 0);
  EXPECT_EQ(refused(std::string(100000, 'x')), 1);
  EXPECT_EQ(refused("hello\n"), 1);
  std::filesystem::remove(file);
  EXPECT_EQ(
      [&] {
        try {
          (void)EopTable::load(file);
        } catch (const InputError& error) {
          return error.problems().front().line;
        }
        return -1;
      }(),
      0);
}

}  // namespace
}  // namespace cosmodrome
