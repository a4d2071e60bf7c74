// The standard atmosphere against tables that others typed in, and against what others fitted to the standard.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/us76.hpp"

namespace cosmodrome {
namespace {

const std::filesystem::path truth = COSMODROME_TRUTH_DIR "/atmosphere/ussa76";

/// The rows of numbers after the heading.
std::vector<std::vector<double>> rows_of(const std::string& name) {
  std::vector<std::vector<double>> rows;
  std::ifstream file(truth / name);
  std::string text;
  std::getline(file, text);
  while (std::getline(file, text)) {
    std::istringstream in(text);
    std::vector<double> row;
    for (double x; in >> x;) row.push_back(x);
    rows.push_back(row);
  }
  return rows;
}

// The feet of the layers: number, Z and H in km, T_M in K, its slope, p in mb. T_M is printed to 0.01 K and rests on a
// mean molecular weight of five digits at the top; p is printed to five digits, of which the last is the sums' own.
TEST(Us76AgainstOthers, HasTheFeetOfTheLayers) {
  if (!std::filesystem::exists(truth)) GTEST_SKIP() << "no reference tables at " << truth;
  const Us76 us76;
  const auto rows = rows_of("coesa76.dat");
  ASSERT_EQ(rows.size(), 13u);
  for (const auto& row : rows) {
    const double z_km = row[1], molecular_temperature_K = row[3], pressure_Pa = 100 * row[5];
    const auto point = us76(1e3 * z_km);
    // Z is printed to a metre: half of one is 7e-5 of a pressure.
    EXPECT_NEAR(point.pressure_Pa / pressure_Pa, 1, 2e-4) << z_km;
    EXPECT_NEAR(point.molecular_temperature_K, molecular_temperature_K, 0.01 + 1e-5 * molecular_temperature_K) << z_km;
  }
}

/// exp of a fourth-degree polynomial of Z in km, from each row's Z up to the next.
double fitted(const std::vector<std::vector<double>>& rows, double z_km) {
  std::size_t i = 0;
  while (i + 2 < rows.size() && z_km >= rows[i + 1][0]) ++i;
  double sum = 0;
  for (std::size_t k = 1; k < rows[i].size(); ++k) sum = sum * z_km + rows[i][k];
  return std::exp(sum);
}

// The fits step by up to 7e-4 from one interval to the next, which tells how good they are.
TEST(Us76AgainstOthers, AgreesWithFitsAbove86Km) {
  if (!std::filesystem::exists(truth)) GTEST_SKIP() << "no reference tables at " << truth;
  const Atmosphere atmosphere = Atmosphere::us76();
  const auto density = rows_of("coesa76_rho.dat"), pressure = rows_of("coesa76_p.dat");
  ASSERT_EQ(density.size(), 11u);
  for (double z_km = 86.5; z_km < 1000; z_km += 0.5) {
    const auto air = atmosphere(1e3 * z_km);
    EXPECT_NEAR(fitted(density, z_km) / air.density_kg_m3, 1, 1e-3) << z_km;
    EXPECT_NEAR(fitted(pressure, z_km) / air.pressure_Pa, 1, 1e-3) << z_km;
  }
}

}  // namespace
}  // namespace cosmodrome
