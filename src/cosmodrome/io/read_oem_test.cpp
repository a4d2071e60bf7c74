#include "cosmodrome/io/read_oem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/ccsds_time.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;

// Made up, in the forms that other programs use: header comment, blank lines, a comment in the metadata, optional
// keywords, day of year, accelerations, covariances, two segments.
const std::string sound = R"(CCSDS_OEM_VERS = 2.0
COMMENT  A probe of nobody's
CREATION_DATE = 2026-01-02T03:04:05
ORIGINATOR = SOMEBODY

META_START
COMMENT a word about it
OBJECT_NAME = PROBE
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = EME2000
TIME_SYSTEM = UTC
START_TIME = 2026-01-02T00:00:00
USEABLE_START_TIME = 2026-01-02T00:00:00
STOP_TIME = 2026-01-02T00:02:00
INTERPOLATION = LAGRANGE
INTERPOLATION_DEGREE = 5
META_STOP
COMMENT states
2026-01-02T00:00:00.000  7000.0  0.0  -1.5e-3  +0.0 7.5 0.0
2026-002T00:01:00.5Z  6986.0  450.0 0.0 -0.5 7.49 0.0 -0.008 0.0 0.0

COVARIANCE_START
EPOCH = 2026-01-02T00:00:00
COV_REF_FRAME = RTN
1.0
0.1 1.0
0.1 0.1 1.0
0.1 0.1 0.1 1.0
0.1 0.1 0.1 0.1 1.0
0.1 0.1 0.1 0.1 0.1 1.0
COVARIANCE_STOP
META_START
OBJECT_NAME = PROBE
OBJECT_ID = 2026-001A
CENTER_NAME = EARTH
REF_FRAME = EME2000
TIME_SYSTEM = UTC
START_TIME = 2026-01-02T00:01:00.5
STOP_TIME = 2026-01-02T00:03:00
META_STOP
2026-01-02T00:01:00.5  6986.0  450.0 0.0 -0.5 7.49 0.0
)";

std::string with(const std::string& right, const std::string& wrong) {
  std::string text = sound;
  const auto at = text.find(right);
  EXPECT_NE(at, std::string::npos) << right;
  return text.replace(at, right.size(), wrong);
}

TEST(ReadOem, ReadsWhatOthersWrite) {
  const OemMessage message = read_oem_text(sound, "a.oem");
  EXPECT_EQ(message.originator, "SOMEBODY");
  EXPECT_EQ(message.comments, std::vector<std::string>{"A probe of nobody's"});
  ASSERT_EQ(message.segments.size(), 2u);
  const OemSegment& first = message.segments.front();
  EXPECT_EQ(first.object_id, "2026-001A");
  EXPECT_EQ(first.interpolation, "LAGRANGE");
  EXPECT_EQ(first.interpolation_degree, 5);
  ASSERT_EQ(first.states.size(), 2u);
  EXPECT_EQ(first.states[0].position_m[0], 7e6);
  EXPECT_DOUBLE_EQ(first.states[0].position_m[2], -1.5);
  EXPECT_EQ(first.states[1].epoch - first.states[0].epoch, 60.5);
}

TEST(ReadOem, KeepsTimeScalesApart) {
  // TAI is 37 s ahead of UTC since 2017, so the same words mean an instant that is 37 s earlier.
  std::string text = sound;
  for (std::size_t at = 0; (at = text.find("= UTC", at)) != std::string::npos;) text.replace(at, 5, "= TAI");
  const OemMessage in_utc = read_oem_text(sound, "a.oem"), in_tai = read_oem_text(text, "a.oem");
  EXPECT_EQ(in_utc.segments[1].states[0].epoch - in_tai.segments[1].states[0].epoch, 37);
}

TEST(ReadOem, TakesLinesOfOtherSystems) {
  std::string text;
  for (const char c : sound) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(read_oem_text(text, "a.oem").segments.size(), 2u);
}

struct Wrong {
  const char* right;
  const char* wrong;
  const char* place;
  const char* said;
};

class ReadOemRefuses : public testing::TestWithParam<Wrong> {};

TEST_P(ReadOemRefuses, WithPlaceAndRemedy) {
  const Wrong& example = GetParam();
  try {
    read_oem_text(with(example.right, example.wrong), "a.oem");
    FAIL() << "was read: " << example.wrong;
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr(std::string("a.oem:") + example.place));
    EXPECT_THAT(error.what(), HasSubstr(example.said));
    EXPECT_FALSE(error.remedy.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Slips, ReadOemRefuses,
    testing::Values(Wrong{"CCSDS_OEM_VERS", "CCSDS_TDM_VERS", "1:1", "CCSDS_OEM_VERS"},
                    Wrong{"VERS = 2.0", "VERS = 7.0", "1", "7.0"},
                    Wrong{"ORIGINATOR = SOMEBODY\n", "", "1:1", "ORIGINATOR is missing"},
                    Wrong{"OBJECT_NAME = PROBE", "OBJECT_NAEM = PROBE", "8:1", "did you mean OBJECT_NAME"},
                    Wrong{"CENTER_NAME = EARTH", "CENTER_NAME = MARS", "10:15", "MARS"},
                    Wrong{"TIME_SYSTEM = UTC", "TIME_SYSTEM = XYZ", "12:15", "XYZ"},
                    Wrong{"START_TIME = 2026-01-02", "START_TIME = 2026-02-30", "13:14", "2026-02-30"},
                    Wrong{"OBJECT_ID = 2026-001A\n", "", "6:1", "OBJECT_ID is missing"},
                    Wrong{"OBJECT_ID = 2026-001A\n", "OBJECT_ID = A\nOBJECT_ID = B\n", "10:13", "twice"},
                    Wrong{"  7000.0  0.0", "  7000.0  O.O", "20:34", "O.O"},
                    Wrong{"  7000.0  0.0", "  7000.0", "20:1", "6 words"}, Wrong{"  7000.0", "  nan", "20:26", "nan"},
                    Wrong{"TIME_SYSTEM = UTC", "TIME_SYSTEM = TAI", "38:15", "one time system"},
                    Wrong{"0.1 0.1 1.0", "0.1 1.0", "28:1", "row 3"},
                    Wrong{"2026-002T00:01:00.5Z", "2026-002T00:00:00", "21:1", "not after"},
                    Wrong{"2026-002T00:01:00.5Z", "2026-002T00:09:00", "21:1", "outside"},
                    Wrong{"COVARIANCE_STOP", "", "33:1", "within a covariance"}));

TEST(CcsdsTime, KnowsLeapSecondsAndRefusesOthers) {
  EXPECT_TRUE(ccsds_epoch("2016-12-31T23:59:60.5Z", "UTC").has_value());
  EXPECT_FALSE(ccsds_epoch("2017-12-31T23:59:60.5Z", "UTC").has_value());
  EXPECT_FALSE(ccsds_epoch("2016-12-31T23:59:60.5", "TAI").has_value());
  EXPECT_FALSE(ccsds_epoch("2016-12-31 23:59:59", "UTC").has_value());
  EXPECT_FALSE(ccsds_epoch("2023-366T00:00:00", "UTC").has_value());
  EXPECT_FALSE(ccsds_epoch("", "UTC").has_value());
}

TEST(CcsdsTime, SetsScalesByTheirDefinitions) {
  const Epoch tai = *ccsds_epoch("2026-01-02T00:00:00", "TAI");
  EXPECT_EQ(*ccsds_epoch("2026-01-02T00:00:32.184", "TT"), tai);
  EXPECT_EQ(*ccsds_epoch("2026-01-01T23:59:41", "GPS"), tai);
  EXPECT_EQ(*ccsds_epoch("2026-01-01T23:59:23", "UTC"), tai);
  // TDB and TT differ by less than 2 ms.
  EXPECT_NEAR(*ccsds_epoch("2026-01-02T00:00:32.184", "TDB") - tai, 0, 2e-3);
}

}  // namespace
}  // namespace cosmodrome
