#include "cosmodrome/io/write_oem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

struct Segment {
  std::map<std::string, std::string> meta;
  std::vector<std::vector<std::string>> rows;
};
struct Message {
  std::vector<std::pair<std::string, std::string>> header;
  std::vector<Segment> segments;
};

std::pair<std::string, std::string> key_and_value(const std::string& line) {
  const std::size_t equals = line.find('=');
  const std::string key = line.substr(0, line.find_last_not_of(' ', equals - 1) + 1);
  return {key, line.substr(line.find_first_not_of(' ', equals + 1))};
}

// Reads the keyword form as CCSDS 502.0-B-2 defines it, no more than these tests need.
Message parsed(const std::string& text) {
  Message message;
  std::istringstream stream(text);
  bool in_meta = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line.rfind("COMMENT", 0) == 0) continue;
    if (line == "META_START" || line == "META_STOP") {
      in_meta = line == "META_START";
      if (in_meta) message.segments.emplace_back();
    } else if (in_meta) {
      message.segments.back().meta.insert(key_and_value(line));
    } else if (line.find('=') != std::string::npos) {
      message.header.push_back(key_and_value(line));
    } else {
      std::istringstream cells(line);
      message.segments.back().rows.emplace_back();
      for (std::string cell; cells >> cell;) message.segments.back().rows.back().push_back(cell);
    }
  }
  return message;
}

const std::string created = "2026-01-02T03:04:05";

TEST(WriteOem, BeginsWithItsHeader) {
  const std::string text = write_oem(sample_flight(), created);
  EXPECT_EQ(text.rfind("CCSDS_OEM_VERS = 2.0\n", 0), 0u);  // first line, 502.0-B-2 5.2.2.4
  const Message message = parsed(text);
  EXPECT_EQ(message.header[1], (std::pair<std::string, std::string>("CREATION_DATE", created)));
  EXPECT_EQ(message.header[2].first, "ORIGINATOR");
}

TEST(WriteOem, HasTheKeywordsOfEverySegment) {
  for (const Segment& segment : parsed(write_oem(sample_flight(), created)).segments) {
    for (const char* key :
         {"OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "START_TIME", "STOP_TIME"}) {
      EXPECT_TRUE(segment.meta.contains(key)) << key;
    }
    EXPECT_EQ(segment.meta.at("REF_FRAME"), "GCRF");
    EXPECT_EQ(segment.meta.at("TIME_SYSTEM"), "UTC");
    ASSERT_GE(segment.rows.size(), 2u);
    EXPECT_EQ(segment.rows.front().front(), segment.meta.at("START_TIME"));
    EXPECT_EQ(segment.rows.back().front(), segment.meta.at("STOP_TIME"));
  }
}

TEST(WriteOem, BeginsASegmentAtEveryEventAndLosesNoPoint) {
  const Flight flight = sample_flight();
  const Message message = parsed(write_oem(flight, created));
  ASSERT_EQ(message.segments.size(), 4u);  // the sample has four phases of thrust
  EXPECT_EQ(message.segments[1].meta.at("START_TIME"), "2023-08-10T23:12:55.000000");  // lift-off + 118 s
  std::size_t rows = 0;
  for (const Segment& segment : message.segments) {
    rows += segment.rows.size();
    for (std::size_t i = 1; i < segment.rows.size(); ++i) EXPECT_LT(segment.rows[i - 1][0], segment.rows[i][0]);
  }
  EXPECT_EQ(rows, flight.points.size());
}

TEST(WriteOem, GivesKilometres) {
  const Flight flight = sample_flight();
  const auto row = parsed(write_oem(flight, created)).segments[0].rows[40];
  ASSERT_EQ(row.size(), 7u);
  EXPECT_EQ(row[0], "2023-08-10T23:11:07.000000");
  EXPECT_NEAR(std::stod(row[1]), flight.points[40].position_m.x / 1e3, 0.6e-6);
  EXPECT_NEAR(std::stod(row[6]), flight.points[40].velocity_m_s.z / 1e3, 0.6e-9);
}

TEST(WriteOem, CountsTheLeapSecond) {
  Flight flight;
  flight.mission.name = "leap";
  flight.mission.liftoff = Epoch::from_utc("2016-12-31T23:59:59Z");
  flight.points.resize(3);
  flight.points[1].t_s = 1;
  flight.points[2].t_s = 2;
  const auto rows = parsed(write_oem(flight, created)).segments.at(0).rows;
  EXPECT_EQ(rows[1][0], "2016-12-31T23:59:60.000000");
  EXPECT_EQ(rows[2][0], "2017-01-01T00:00:00.000000");
}

TEST(WriteOem, IsAsciiWhateverTheMissionIsCalled) {
  Flight flight = sample_polar_flight();
  flight.mission.payloads = {{"Метеор\nSTOP", 100}};
  for (const char c : write_oem(flight, created)) ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '~'));
}

TEST(WriteOem, OfNothingHasNoSegment) { EXPECT_TRUE(parsed(write_oem(Flight{}, created)).segments.empty()); }

}  // namespace
}  // namespace cosmodrome
