#include "cosmodrome/io/write_csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) found.push_back(cell);
  return found;
}

TEST(WriteCsv, HasARowAPointAndACellAColumn) {
  const Flight flight = sample_flight();
  std::istringstream stream(write_csv(flight));
  std::string line;
  std::getline(stream, line);
  const std::size_t columns = cells(line).size();
  std::size_t rows = 0;
  for (; std::getline(stream, line); ++rows) ASSERT_EQ(cells(line).size(), columns) << line;
  EXPECT_EQ(rows, flight.points.size());
}

TEST(WriteCsv, ReadsBackToTheDigitsItKeeps) {
  const Flight flight = sample_flight();
  std::istringstream stream(write_csv(flight));
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> names = cells(line);
  for (int i = 0; i < 501; ++i) std::getline(stream, line);
  const std::vector<std::string> row = cells(line);
  const auto value = [&](const char* name) {
    return std::stod(row.at(static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())));
  };
  const FlightPoint& point = flight.points[500];
  EXPECT_NEAR(value("t_s"), point.t_s, 0.5e-4);
  EXPECT_NEAR(value("x_gcrf_m"), point.position_m.x, 0.5e-3);
  EXPECT_NEAR(value("vz_gcrf_m_s"), point.velocity_m_s.z, 0.5e-4);
  EXPECT_NEAR(value("latitude_deg"), point.latitude_rad * 180 / M_PI, 0.5e-7);
  EXPECT_NEAR(value("mass_kg"), point.mass_kg, 0.5e-3);
}

TEST(WriteCsv, LeavesACellEmptyWhereThereIsNoNumber) {
  Flight flight;
  flight.points.resize(1);
  flight.points[0].mass_kg = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NE(write_csv(flight).find("0.0000,,0.0000000"), std::string::npos);  // speed, mass, latitude
}

}  // namespace
}  // namespace cosmodrome
