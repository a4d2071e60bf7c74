#include "cosmodrome/io/write_voyage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_oem.hpp"
#include "cosmodrome/io/sample_flight.hpp"
#include "cosmodrome/io/trajectory.hpp"
#include "cosmodrome/io/write_czml.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_oem.hpp"
#include "cosmodrome/io/write_report.hpp"
#include "cosmodrome/io/write_timeline.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
const std::string created = "2026-01-02T03:04:05";

std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

TEST(WriteVoyage, TableHasAllPoints) {
  const Voyage voyage = *sample_lunar_flight().voyage;
  const auto rows = rows_of(write_voyage_csv(voyage));
  ASSERT_EQ(rows.size(), 1 + 18u);
  EXPECT_EQ(rows[0].size(), 10u);
  const auto& last = voyage.arcs.back().points.back();
  const auto& row = rows.back();
  ASSERT_EQ(row.size(), rows[0].size());
  EXPECT_EQ(row[1], "around the Moon");
  EXPECT_EQ(row[2], "Moon");
  EXPECT_NEAR(std::stod(row[0]), last.t_s, 0.6e-4);
  EXPECT_NEAR(std::stod(row[3]), last.position_m.x, 0.6e-3);
  EXPECT_NEAR(std::stod(row[8]), last.velocity_m_s.z, 0.6e-6);
  EXPECT_NEAR(std::stod(row[9]), last.mass_kg, 0.6e-3);
}

TEST(WriteVoyage, LinesSetBurnsBesideWhatWasPublished) {
  const std::string text = voyage_text(sample_lunar_flight());
  // 30 s beside 46 s, and 250 s beside 243 s; the injection's length is nowhere published.
  EXPECT_THAT(text, HasSubstr("     30.0      46.0   -16.0"));
  EXPECT_THAT(text, HasSubstr("    250.0     243.0    +7.0"));
  EXPECT_THAT(text, HasSubstr("    700.0                     3200.0"));
  EXPECT_THAT(text, HasSubstr("3862.5"));  // all
  EXPECT_THAT(text, HasSubstr("published lengths: ABC, XYZ"));
  EXPECT_THAT(text, HasSubstr("66000 km above the Moon, 1200 m/s"));
  EXPECT_THAT(text, HasSubstr("99.8 x 100.2 km, 90.00 deg to the Moon's equator; asked 100.0 km, 90.00 deg: met"));
  EXPECT_THAT(text, HasSubstr("250.0 x 380000.0 km, 51.70 deg to the Earth's equator\n"));
  EXPECT_THAT(write_timeline(sample_lunar_flight()), HasSubstr(text));
  EXPECT_THAT(write_timeline(sample_flight()), testing::Not(HasSubstr("to the Moon")));
}

TEST(WriteVoyage, JsonHasWhatHappened) {
  const Json voyage = Json::parse(write_json(sample_lunar_flight()))["voyage"];
  EXPECT_EQ(voyage["met"], true);
  ASSERT_EQ(voyage["burns"].size(), 3u);
  EXPECT_FALSE(voyage["burns"][0].contains("published_duration_s"));
  EXPECT_EQ(voyage["burns"][1]["published_duration_s"], 46.0);
  EXPECT_EQ(voyage["marks"][0]["center"], "Moon");
  EXPECT_FALSE(voyage["orbits"][0].contains("met"));
  EXPECT_EQ(voyage["orbits"][1]["met"], true);
  EXPECT_NEAR(voyage["orbits"][1]["inclination_deg"].get<double>(), 90, 1e-12);
  EXPECT_FALSE(Json::parse(write_json(sample_flight())).contains("voyage"));
}

TEST(WriteVoyage, PictureIsToScale) {
  const Flight flight = sample_lunar_flight();
  const Json picture = voyage_picture(*flight.voyage);
  ASSERT_EQ(picture["earth"].size(), 3u);
  ASSERT_EQ(picture["moon"].size(), 2u);
  EXPECT_FALSE(picture["earth"][0]["burns"]);
  EXPECT_TRUE(picture["earth"][1]["burns"]);
  const auto size = [](const Json& place) { return std::hypot(place[0].get<double>(), place[1].get<double>()); };
  // The plane of the way holds the Earth, where the Moon's arc begins, and the Moon's place at the arc's end.
  const auto& begin = flight.voyage->arcs[1].points.front();
  const auto& arrival = flight.voyage->arcs[1].points.back();
  EXPECT_NEAR(size(picture["earth"][1]["line"][0]), norm(begin.position_m + begin.center_m) / 1e3, 0.1);
  EXPECT_NEAR(size(picture["moon_at"]), norm(arrival.center_m) / 1e3, 0.1);
  // The plane around the Moon holds the last arc.
  const auto& last = flight.voyage->arcs[2].points;
  for (std::size_t i = 0; i < last.size(); ++i)
    EXPECT_NEAR(size(picture["moon"][1]["line"][i]), norm(last[i].position_m) / 1e3, 0.1);
  EXPECT_THAT(write_report_data(flight, ""), HasSubstr("\"voyage_picture\""));
}

TEST(WriteVoyage, PictureOfAWayThatEndedEarlyIsEmpty) {
  Voyage voyage = *sample_lunar_flight().voyage;
  voyage.arcs.resize(1);
  EXPECT_TRUE(voyage_picture(voyage)["earth"].empty());
  EXPECT_TRUE(voyage_picture(Voyage{})["moon"].empty());
}

TEST(WriteVoyage, OrbitFileHasASegmentForEachArcAroundItsOwnCentre) {
  const Flight flight = sample_lunar_flight();
  const OemMessage read = read_oem_text(write_voyage_oem(flight, created), "voyage.oem");
  ASSERT_EQ(read.segments.size(), flight.voyage->arcs.size());
  for (std::size_t i = 0; i < read.segments.size(); ++i) {
    const Voyage::Arc& arc = flight.voyage->arcs[i];
    EXPECT_EQ(read.segments[i].center, arc.center);
    EXPECT_EQ(read.segments[i].ref_frame, arc.center == Body::earth ? "GCRF" : "ICRF");
    ASSERT_EQ(read.segments[i].states.size(), arc.points.size());
    for (std::size_t k = 0; k < arc.points.size(); ++k) {
      EXPECT_NEAR(read.segments[i].states[k].position_m[1], arc.points[k].position_m.y, 0.6e-3);
      EXPECT_NEAR(read.segments[i].states[k].velocity_m_s[0], arc.points[k].velocity_m_s.x, 0.6e-6);
    }
  }
  EXPECT_EQ(read_oem_text(write_oem(flight, created), "flight.oem").segments.size(), 4u);  // of the ascent alone
}

TEST(WriteVoyage, OrbitFileIsMovedToTheEarthsCentreWhereThatIsDue) {
  // A point at rest in the Moon's centre is where the ephemeris has the Moon, some 384,400 km away, and moves as it
  // does, 1.0 km/s; its distance on that day lies within that of the year's perigee and apogee.
  const std::string text =
      "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2026-01-02T03:04:05\nORIGINATOR = TEST\n\nMETA_START\nOBJECT_NAME = A\n"
      "OBJECT_ID = 2023-001A\nCENTER_NAME = MOON\nREF_FRAME = ICRF\nTIME_SYSTEM = UTC\n"
      "START_TIME = 2023-08-16T00:00:00\nSTOP_TIME = 2023-08-16T00:10:00\nMETA_STOP\n"
      "2023-08-16T00:00:00 0 0 0 0 0 0\n2023-08-16T00:10:00 0 0 0 0 0 0\n";
  const Trajectory path = orbit_of(read_oem_text(text, "moon.oem"));
  ASSERT_EQ(path.flight.points.size(), 2u);
  const auto& a = path.flight.points[0];
  const auto& b = path.flight.points[1];
  EXPECT_NEAR(norm(a.position_m), 384400e3, 22500e3);
  EXPECT_NEAR(norm(a.velocity_m_s), 1022, 60);
  // The mean of both ends' velocities leads from one to the other but for a jerk of 7e-9 m/s^3: t^3 / 12 of it, 0.13 m.
  EXPECT_LT(norm(a.position_m + (a.velocity_m_s + b.velocity_m_s) * 300.0 - b.position_m), 0.3);
  EXPECT_EQ(path.notes.size(), 1u);
  std::string turned = text;
  turned.replace(turned.find("ICRF"), 4, "TEME");
  EXPECT_THROW(orbit_of(read_oem_text(turned, "moon.oem")), InputError);
}

TEST(WriteVoyage, GlobeFileGoesOnFromTheEarthsCentre) {
  const Flight flight = sample_lunar_flight();
  const Json packets = Json::parse(write_czml(flight));
  Json found;
  for (const Json& packet : packets)
    if (packet["id"] == "voyage") found = packet["position"];
  ASSERT_TRUE(found.contains("cartesianVelocity"));
  EXPECT_EQ(found["interpolationAlgorithm"], "HERMITE");
  // Ends of arcs that meet are one sample: 3 x 6 points, 2 of them shared; time, place and velocity each.
  const Json& samples = found["cartesianVelocity"];
  ASSERT_EQ(samples.size(), 16 * 7u);
  const auto& last = flight.voyage->arcs.back().points.back();
  EXPECT_NEAR(samples[15 * 7].get<double>(), last.t_s, 1e-4);
  EXPECT_NEAR(samples[15 * 7 + 1].get<double>(), last.position_m.x + last.center_m.x, 0.06);
  EXPECT_NEAR(samples[15 * 7 + 5].get<double>(), last.velocity_m_s.y + last.center_m_s.y, 1e-4);
  EXPECT_THAT(packets[0]["clock"]["interval"].get<std::string>(), HasSubstr("/2023-08-11T"));
}

}  // namespace
}  // namespace cosmodrome
