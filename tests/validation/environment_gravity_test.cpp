// The Earth's gravity against an independent program, and our copy of EGM2008 against another.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "cosmodrome/environment/gravity.hpp"

namespace cosmodrome {
namespace {

const GravityCoefficients& egm2008() {
  static const GravityCoefficients field = load_gravity(COSMODROME_DATA_DIR "/earth/egm2008_120.csv", 120);
  return field;
}

std::vector<std::vector<double>> reference_rows() {
  std::vector<std::vector<double>> rows;
  std::ifstream file(COSMODROME_SOURCE_DIR "/tests/validation/environment_gravity.csv");
  std::string text;
  std::getline(file, text), std::getline(file, text);  // what made it, and the heading
  while (std::getline(file, text)) {
    std::vector<double> row;
    std::istringstream in(text);
    for (std::string cell; std::getline(in, cell, ',');) row.push_back(std::stod(cell));
    rows.push_back(row);
  }
  return rows;
}

// environment_gravity.py says which program. Both round some hundred times over.
TEST(GravityAgainstOthers, AgreesWithBrahe) {
  const auto rows = reference_rows();
  ASSERT_EQ(rows.size(), 64u);
  for (const auto& row : rows) {
    const Gravity gravity(egm2008(), static_cast<int>(row[0]), static_cast<int>(row[1]));
    const Vec3<double, Itrf> expected{row[5], row[6], row[7]};
    EXPECT_LT(norm(gravity(Vec3<double, Itrf>{row[2], row[3], row[4]}) - expected), 1e-13 * norm(expected)) << row[0];
  }
}

/// The text of a gzip file, by the gzip program.
std::string unzipped(const std::string& path) {
  std::string text;
  FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (!pipe) return text;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  pclose(pipe);
  return text;
}

TEST(GravityAgainstOthers, HasTheCoefficientsOfIcgemsFile) {
  const std::string path = COSMODROME_TRUTH_DIR "/gravity/EGM2008_120.gfc.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no reference file at " << path;
  std::istringstream in(unzipped(path));
  int rows = 0;
  for (std::string text; std::getline(in, text);) {
    if (text.rfind("gfc ", 0) != 0) continue;
    for (char& c : text) c = c == 'd' ? 'e' : c;
    std::istringstream fields(text.substr(4));
    int n = 0, m = 0;
    std::string C, S;
    fields >> n >> m >> C >> S;
    EXPECT_EQ(egm2008().C[GravityCoefficients::index(n, m)], std::stod(C)) << n << ' ' << m;
    EXPECT_EQ(egm2008().S[GravityCoefficients::index(n, m)], std::stod(S)) << n << ' ' << m;
    ++rows;
  }
  EXPECT_EQ(rows, 121 * 122 / 2 - 2);  // all but degree 1
}

}  // namespace
}  // namespace cosmodrome
