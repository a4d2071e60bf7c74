#include "cosmodrome/environment/nrlmsise00.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numbers>
#include <sstream>
#include <string>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

struct Case {
  double day = 172, second = 29000, altitude_km = 400, latitude_deg = 60, longitude_deg = -70, local_h = 16;
  MsisActivity activity{};
};

template <class S>
MsisPlace<S> place_of(const Case& c) {
  const double lat = c.latitude_deg * degree_rad, lon = c.longitude_deg * degree_rad,
               hour = c.local_h * 15 * degree_rad;
  return {S(c.day),
          S(c.second / 86400 * 2 * std::numbers::pi),
          S(1e3 * c.altitude_km),
          S(std::sin(lat)),
          S(std::cos(lat)),
          S(std::sin(lon)),
          S(std::cos(lon)),
          S(std::sin(hour)),
          S(std::cos(hour))};
}

/// The seventeen cases of the model's own test.
std::vector<Case> published_cases() {
  std::vector<Case> cases(17);
  cases[1].day = 81;
  cases[2].second = 75000, cases[2].altitude_km = 1000;
  cases[3].altitude_km = 100;
  cases[4].latitude_deg = 0;
  cases[5].longitude_deg = 0;
  cases[6].local_h = 4;
  cases[7].activity.f107_average = 70;
  cases[8].activity.f107 = 180;
  cases[9].activity.ap = 40;
  const double low_km[] = {0, 10, 30, 50, 70};
  for (std::size_t i = 0; i < 5; ++i) cases[10 + i].altitude_km = low_km[i];
  for (const std::size_t i : {15u, 16u}) {
    cases[i].activity.use_history = true;
    cases[i].activity.ap_history.fill(100);
  }
  cases[16].altitude_km = 100;
  return cases;
}

/// What is printed: two digits after the point of numbers a cubic centimetre, three of temperatures.
void expect_printed(double ours, const std::string& printed, const std::string& what) {
  const double theirs = std::stod(printed);
  if (theirs == 0) {
    EXPECT_LT(ours, 1e-37) << what;  // the program counts in single precision
    return;
  }
  const auto point = printed.find('.');
  const auto digits = static_cast<double>(printed.find('E') - point - 1);
  const double unit = std::pow(10.0, std::floor(std::log10(theirs)) - digits);
  // Half a unit of the last digit, and 2e-5 for the six digits of the program's radian and hour.
  EXPECT_NEAR(ours, theirs, 0.5 * unit + 2e-5 * theirs) << what;
}

TEST(Nrlmsise00, GivesItsPublishedTestToThePrintedDigits) {
  std::ifstream file(std::string(COSMODROME_TRUTH_DIR) + "/atmosphere/nrlmsise00/nrlmsise00_output.txt");
  if (!file) GTEST_SKIP() << "no truth folder";
  const auto cases = published_cases();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto air = nrlmsise00(cases[i].activity, place_of<double>(cases[i]));
    // Nine densities and two temperatures; then sixteen figures of the program's inside.
    std::string word[27];
    for (auto& w : word) ASSERT_TRUE(file >> w);
    const double ours[] = {air.helium,   air.oxygen,   air.nitrogen_2,
                           air.oxygen_2, air.argon,    air.density_kg_m3 * 1e-3,
                           air.hydrogen, air.nitrogen, air.hot_oxygen};
    for (int k = 0; k < 9; ++k)
      expect_printed(k == 5 ? ours[k] : ours[k] * 1e-6, word[k == 5 ? 5 : k],
                     "case " + std::to_string(i) + ", density " + std::to_string(k));
    expect_printed(air.exospheric_K, word[9], "case " + std::to_string(i) + ", exosphere");
    expect_printed(air.temperature_K, word[10], "case " + std::to_string(i) + ", temperature");
  }
}

TEST(Nrlmsise00, GivesLanesTheBitsOfOne) {
  for (const double lowest_km : {5.0, 60.0, 100.0, 150.0, 280.0}) {
    MsisPlace<Lanes> many;
    std::array<Case, 16> cases;
    for (int i = 0; i < 16; ++i) {
      Case& c = cases[static_cast<std::size_t>(i)];
      c.altitude_km = lowest_km + 11.3 * i, c.latitude_deg = -80 + 10 * i, c.local_h = 1.4 * i,
      c.longitude_deg = 20 * i;
      const auto one = place_of<double>(c);
      set_lane(many.day, i, one.day), set_lane(many.universal, i, one.universal);
      set_lane(many.altitude_m, i, one.altitude_m);
      set_lane(many.sin_latitude, i, one.sin_latitude), set_lane(many.cos_latitude, i, one.cos_latitude);
      set_lane(many.sin_longitude, i, one.sin_longitude), set_lane(many.cos_longitude, i, one.cos_longitude);
      set_lane(many.sin_local, i, one.sin_local), set_lane(many.cos_local, i, one.cos_local);
    }
    const auto together = nrlmsise00(MsisActivity{180, 140, 20}, many);
    for (int i = 0; i < 16; ++i) {
      const auto alone = nrlmsise00(MsisActivity{180, 140, 20}, place_of<double>(cases[static_cast<std::size_t>(i)]));
      EXPECT_EQ(lane(together.drag_density_kg_m3, i), alone.drag_density_kg_m3) << lowest_km << ", " << i;
      EXPECT_EQ(lane(together.temperature_K, i), alone.temperature_K) << lowest_km << ", " << i;
    }
  }
}

TEST(Nrlmsise00, HasTheSlopeOfDifferences) {
  for (const double z_km : {40.0, 68.0, 95.0, 115.0, 210.0, 420.0, 800.0}) {
    Case c;
    c.altitude_km = z_km;
    auto place = place_of<Dual<4>>(c);
    place.altitude_m = Dual<4>::variable(1e3 * z_km, 0);
    place.universal = Dual<4>::variable(place.universal.v, 1);
    const auto air = nrlmsise00(c.activity, place);
    const auto at = [&](double dz_m, double du) {
      auto moved = place_of<double>(c);
      moved.altitude_m += dz_m, moved.universal += du;
      return nrlmsise00(c.activity, moved).drag_density_kg_m3;
    };
    EXPECT_NEAR(air.drag_density_kg_m3.d[0], (at(5, 0) - at(-5, 0)) / 10, 1e-6 * std::abs(air.drag_density_kg_m3.d[0]));
    EXPECT_NEAR(air.drag_density_kg_m3.d[1], (at(0, 1e-4) - at(0, -1e-4)) / 2e-4, 1e-7 * at(0, 0));
  }
}

}  // namespace
}  // namespace cosmodrome
