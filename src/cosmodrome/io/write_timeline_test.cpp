#include "cosmodrome/io/write_timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cosmodrome/io/sample_flight.hpp"
#include "cosmodrome/io/text_width.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(WriteTimeline, FitsTheTerminal) {
  for (const Flight& flight : {sample_flight(), sample_polar_flight()}) {
    for (const std::string& line : lines_of(write_timeline(flight))) {
      EXPECT_LE(text_width(line), 120u) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
  }
}

TEST(WriteTimeline, SetsPublishedTimesBesideOurs) {
  for (const std::string& line : lines_of(write_timeline(sample_flight()))) {
    if (line.find("Blocks B, V, G, D separate") == std::string::npos) continue;
    EXPECT_THAT(line, HasSubstr("118.00"));
    EXPECT_THAT(line, HasSubstr("117.75"));
    EXPECT_THAT(line, HasSubstr("+0.25"));
    return;
  }
  FAIL() << "no line for the separation";
}

TEST(WriteTimeline, BreaksLongEventsInsteadOfCuttingThem) {
  const std::string text = write_timeline(sample_flight());
  EXPECT_THAT(text, HasSubstr("\n          is jettisoned\n"));
  EXPECT_THAT(text, Not(HasSubstr("…")));
}

TEST(WriteTimeline, SaysWhatIsMissing) {
  const std::string text = write_timeline(sample_polar_flight());
  EXPECT_THAT(text, HasSubstr("not met"));
  EXPECT_THAT(text, HasSubstr("missing 41.2 m/s"));
  EXPECT_THAT(text, HasSubstr("300 kg less payload would do"));
}

TEST(WriteTimeline, SaysHowFarFromTheDistricts) {
  const std::string text = write_timeline(sample_flight());
  EXPECT_THAT(text, HasSubstr("inside District 981"));
  EXPECT_THAT(text, HasSubstr("12.4 km outside Sea district (58.0 km from its centre)"));
}

TEST(WriteTimeline, SaysSouthAndWestInWords) {
  Flight flight = sample_flight();
  flight.impacts.front().latitude_rad = -0.5;
  flight.impacts.front().longitude_rad = -1.0;
  const std::string text = write_timeline(flight);
  EXPECT_THAT(text, HasSubstr("28.648° S"));
  EXPECT_THAT(text, HasSubstr("57.296° W"));
}

TEST(WriteTimeline, UsesColourOnlyWhenAsked) {
  EXPECT_THAT(write_timeline(sample_flight()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(write_timeline(sample_flight(), {.colour = true}), HasSubstr("\x1b[32m"));
}

TEST(WriteTimeline, OfAnEmptyFlightStillSaysTheOutcome) {
  EXPECT_THAT(write_timeline(Flight{}), HasSubstr("cut short by its time limit"));
}

}  // namespace
}  // namespace cosmodrome
