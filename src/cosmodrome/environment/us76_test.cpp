#include "cosmodrome/environment/us76.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace cosmodrome {
namespace {

struct Printed {
  double altitude_km, temperature_K, pressure_Pa, density_kg_m3;
};

// U.S. Standard Atmosphere, 1976, tables I and III (geometric altitude), as printed: T to 0.01 K (0.001 K below 86 km),
// p and rho to five and four digits.
constexpr Printed below_86_km[] = {
    {-5, 320.676, 1.7776e5, 1.9311},    {0, 288.150, 1.01325e5, 1.2250},    {5, 255.676, 5.4048e4, 7.3643e-1},
    {10, 223.252, 2.6499e4, 4.1351e-1}, {20, 216.650, 5.5293e3, 8.8910e-2}, {30, 226.509, 1.1970e3, 1.8410e-2},
    {40, 250.350, 2.8714e2, 3.9957e-3}, {50, 270.650, 7.9779e1, 1.0269e-3}, {60, 247.021, 2.1958e1, 3.0968e-4},
    {70, 219.585, 5.2209, 8.2829e-5},   {80, 198.639, 1.0524, 1.8458e-5},
};
constexpr Printed above_86_km[] = {
    {86, 186.87, 3.7338e-1, 6.958e-6},     {100, 195.08, 3.2011e-2, 5.604e-7},  {110, 240.00, 7.1042e-3, 9.708e-8},
    {120, 360.00, 2.5382e-3, 2.222e-8},    {150, 634.39, 4.5422e-4, 2.076e-9},  {200, 854.56, 8.4736e-5, 2.541e-10},
    {300, 976.01, 8.7704e-6, 1.916e-11},   {400, 995.83, 1.4518e-6, 2.803e-12}, {500, 999.24, 3.0236e-7, 5.215e-13},
    {1000, 1000.00, 7.5138e-9, 3.561e-15},
};

/// A unit of the last of `digits` decimal digits (some entries were cut, not rounded: 264.99898 mb at 10 km is printed
/// 264.99), plus how far the standard's own sums went astray.
double printed_to(double value, int digits, double sums) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) + 1 - digits);
  return unit + sums * value;
}

TEST(Us76, GivesThePrintedTablesBelow86Km) {
  const Us76 us76;
  for (const Printed& row : below_86_km) {
    const auto point = us76(1e3 * row.altitude_km);
    EXPECT_NEAR(point.temperature_K, row.temperature_K, 0.00051) << row.altitude_km;
    EXPECT_NEAR(point.pressure_Pa, row.pressure_Pa, printed_to(row.pressure_Pa, 5, 0)) << row.altitude_km;
    EXPECT_NEAR(point.density_kg_m3, row.density_kg_m3, printed_to(row.density_kg_m3, 5, 0)) << row.altitude_km;
  }
}

// The printed values above 86 km come from the standard's own stepwise sums on the computers of 1975; the fifth digit
// of its pressures is off by up to one (5e-5) against the same equations solved to rounding.
TEST(Us76, GivesThePrintedTablesAbove86Km) {
  const Us76 us76;
  for (const Printed& row : above_86_km) {
    const auto point = us76(1e3 * row.altitude_km);
    EXPECT_NEAR(point.temperature_K, row.temperature_K, 0.0051) << row.altitude_km;
    EXPECT_NEAR(point.pressure_Pa, row.pressure_Pa, printed_to(row.pressure_Pa, 5, 5e-5)) << row.altitude_km;
    EXPECT_NEAR(point.density_kg_m3, row.density_kg_m3, printed_to(row.density_kg_m3, 4, 5e-5)) << row.altitude_km;
  }
}

TEST(Us76, GivesTheSpeedOfSoundAndTheMolecularWeight) {
  const Us76 us76;
  EXPECT_NEAR(us76(0).sound_speed_m_s, 340.294, 0.0005);  // table I
  EXPECT_NEAR(us76(20e3).sound_speed_m_s, 295.069, 0.0015);
  EXPECT_NEAR(us76(100e3).molecular_weight_kg_kmol, 28.40, 0.005);  // table IV
  EXPECT_NEAR(us76(500e3).molecular_weight_kg_kmol, 14.33, 0.005);
  EXPECT_NEAR(us76(1000e3).molecular_weight_kg_kmol, 3.94, 0.005);
}

TEST(Us76, JoinsAt86KmWithinTheStandardsRounding) {
  const Us76 us76;
  const auto below = us76(86e3 - 1e-3), above = us76(86e3);
  EXPECT_NEAR(below.density_kg_m3 / above.density_kg_m3, 1.0, 2e-5);
  EXPECT_NEAR(below.pressure_Pa / above.pressure_Pa, 1.0, 2e-5);
  EXPECT_NEAR(below.temperature_K, above.temperature_K, 1e-3);
}

// Above 120 km every species falls in its own diffusive equilibrium or nearly so: the whole stays hydrostatic to the
// small transport terms and the missing hydrogen.
TEST(Us76, IsHydrostatic) {
  const Us76 us76;
  for (double z_m : {3e3, 15e3, 25e3, 40e3, 60e3, 80e3, 200e3, 400e3, 800e3}) {
    const double h_m = 10.0, ratio = 6356766.0 / (6356766.0 + z_m);
    const double slope = (us76(z_m + h_m).pressure_Pa - us76(z_m - h_m).pressure_Pa) / (2 * h_m);
    const double weight = us76(z_m).density_kg_m3 * 9.80665 * ratio * ratio;
    EXPECT_NEAR(-slope / weight, 1.0, z_m < 86e3 ? 1e-6 : 5e-3) << z_m;
  }
}

TEST(Us76, AnswersOutsideAsAtTheNearerEnd) {
  const Us76 us76;
  EXPECT_EQ(us76(-1e5).density_kg_m3, us76(-5e3).density_kg_m3);
  EXPECT_EQ(us76(1e7).density_kg_m3, us76(1e6).density_kg_m3);
}

TEST(Us76, NamesTheKinksOfTheTemperature) {
  const auto kinks_m = Us76::kinks_m();
  ASSERT_EQ(kinks_m.size(), 7u);
  EXPECT_NEAR(kinks_m.front(), 11019.07, 0.01);  // 11 km of geopotential
  EXPECT_EQ(kinks_m.back(), 86e3);
}

}  // namespace
}  // namespace cosmodrome
