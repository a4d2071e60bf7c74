#include "cosmodrome/io/convert.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/sample_flight.hpp"
#include "cosmodrome/io/write_csv.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_oem.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string created = "2026-01-02T03:04:05";

class Convert : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  fs::path folder_;
};

TEST_F(Convert, OurOrbitFileComesBackAsItIs) {
  const std::string text = write_oem(sample_flight(), created);
  EXPECT_EQ(write_path(read_path(file("a.oem", text)), PathFormat::oem, created), text);
}

TEST_F(Convert, OurTableComesBackAsItIs) {
  const std::string text = write_csv(sample_flight());
  EXPECT_EQ(write_path(read_path(file("a.csv", text)), PathFormat::csv, created), text);
}

TEST_F(Convert, OrbitFileKeepsPlaceAndTimeInATable) {
  const Flight flight = sample_flight();
  const Trajectory path = read_path(file("a.oem", write_oem(flight, created)));
  const FlightPoint& point = path.flight.points.at(100);
  const auto same = [&](const FlightPoint& p) { return std::abs(p.t_s - point.t_s) < 1e-6; };
  const auto original = std::find_if(flight.points.begin(), flight.points.end(), same);
  ASSERT_NE(original, flight.points.end());
  EXPECT_NEAR(norm(point.position_m - original->position_m), 0, 2e-3);  // six decimals of a kilometre
  EXPECT_NEAR(norm(point.velocity_m_s - original->velocity_m_s), 0, 2e-6);
  EXPECT_TRUE(std::isnan(point.mass_kg));
}

TEST_F(Convert, JsonBesideATableGivesItsDateAndEvents) {
  const Flight flight = sample_flight();
  file("flight.json", write_json(flight));
  const Trajectory path = read_path(file("flight.csv", write_csv(flight)));
  EXPECT_TRUE(path.dated);
  EXPECT_EQ(path.flight.mission.liftoff, flight.mission.liftoff);
  EXPECT_EQ(path.flight.events.size(), flight.events.size());
  EXPECT_EQ(path.flight.impacts.size(), flight.impacts.size());
}

TEST_F(Convert, JsonAloneGivesThePathOfItsEvents) {
  const Flight flight = sample_flight();
  const Trajectory path = read_path(file("flight.json", write_json(flight)));
  EXPECT_EQ(path.flight.points.size(), flight.events.size());
  EXPECT_THAT(path.notes, testing::Contains(HasSubstr("events alone")));
}

TEST_F(Convert, TwoFilesOfDifferentFlightsAreRefused) {
  Flight other = sample_flight();
  for (FlightPoint& point : other.points) point.altitude_m += 5000;
  file("flight.json", write_json(sample_flight()));
  EXPECT_THROW(read_path(file("flight.csv", write_csv(other))), InputError);
}

TEST_F(Convert, ATableAloneHasNoDates) {
  const fs::path table = file("a.csv", write_csv(sample_flight()));
  EXPECT_THROW(write_path(read_path(table), PathFormat::czml, created), InputError);
  EXPECT_THAT(write_path(read_path(table), PathFormat::geojson, created), HasSubstr("LineString"));
  const Trajectory dated = read_path(table, Epoch::from_utc("2023-08-10T23:10:57Z"));
  EXPECT_THAT(write_path(dated, PathFormat::oem, created), HasSubstr("START_TIME           = 2023-08-10T23:10:57"));
}

std::string one_state(const std::string& frame, const std::string& state) {
  return "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = " + created +
         "\nORIGINATOR = X\nMETA_START\nOBJECT_NAME = A\nOBJECT_ID = B\nCENTER_NAME = EARTH\nREF_FRAME = " + frame +
         "\nTIME_SYSTEM = UTC\nSTART_TIME = 2023-08-10T00:00:00\nSTOP_TIME = 2023-08-10T00:00:00\nMETA_STOP\n"
         "2023-08-10T00:00:00 " +
         state + "\n";
}

TEST_F(Convert, TerrestrialStatesStayWhereTheyAre) {
  // On the equator at 90 degrees east, 700 km up, at rest over the ground.
  const auto path = read_path(file("a.oem", one_state("ITRF2014", "0 7078.137 0 0 0 0")));
  const FlightPoint& point = path.flight.points.front();
  EXPECT_NEAR(point.longitude_rad, M_PI / 2, 1e-12);
  EXPECT_NEAR(point.latitude_rad, 0, 1e-12);
  EXPECT_NEAR(point.altitude_m, 700e3, 1e-4);
  EXPECT_NEAR(point.speed_relative_m_s, 0, 1e-6);
  EXPECT_NEAR(point.speed_inertial_m_s, 7.292115e-5 * 7078137, 1e-3);  // the Earth's turning
}

TEST_F(Convert, MeanFrameOf2000IsTurnedByItsBias) {
  // 23 mas in all (IERS Conventions 2010, 5.5.4): 0.8 m at 7000 km; along y by -14.6 mas, along z by 16.6 mas.
  const auto path = read_path(file("a.oem", one_state("EME2000", "7000 0 0 0 7.5 0")));
  const auto& r = path.flight.points.front().position_m;
  constexpr double mas = M_PI / 180 / 3600e3;
  EXPECT_NEAR(r.x, 7e6, 1e-3);
  EXPECT_NEAR(r.y, -14.6 * mas * 7e6, 1e-3);
  EXPECT_NEAR(r.z, 16.617 * mas * 7e6, 1e-3);
  EXPECT_THAT(path.notes, testing::Contains(HasSubstr("EME2000")));
}

TEST_F(Convert, UnknownFramesAreRefusedWithTheirSegment) {
  try {
    read_path(file("a.oem", one_state("MOD", "7000 0 0 0 7.5 0")));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a.oem:8:13"));
    EXPECT_THAT(error.what(), HasSubstr("MOD"));
  }
}

TEST_F(Convert, SlipsInATableAreToldWithTheirPlace) {
  std::string text = write_csv(sample_flight());
  const auto line = text.find('\n') + 1;
  text.replace(line, 1, "x");
  try {
    read_path(file("a.csv", text));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a.csv:2:1"));
  }
  EXPECT_THROW(read_path(file("b.csv", "t_s,colour\n0,red\n")), InputError);
  EXPECT_THROW(read_path(file("c.json", "{\"mission\": ")), InputError);
  EXPECT_THROW(read_path(file("d.json", "{\"mission\": 3}")), InputError);
  EXPECT_THROW(read_path(file("e.txt", "hello")), InputError);
}

}  // namespace
}  // namespace cosmodrome
