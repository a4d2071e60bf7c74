#include "cosmodrome/io/write_kml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

// Reads the tags of an XML text and says what is wrong with them; empty: well-formed as far as this subset goes
// (no comments, no CDATA, no document type).
std::string fault_in(const std::string& xml) {
  std::vector<std::string> open;
  std::size_t at = 0;
  while ((at = xml.find('<', at)) != std::string::npos) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return "a tag without end";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    at = end + 1;
    if (tag.front() == '?') continue;
    if (tag.front() == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return "closes what is not open: " + tag;
      open.pop_back();
      if (open.empty() && xml.find_first_not_of(" \n", at) != std::string::npos) return "text after the root";
    } else if (tag.back() != '/') {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  for (std::size_t i = 0; (i = xml.find('&', i)) != std::string::npos; ++i) {
    const auto names = {"&amp;", "&lt;", "&gt;", "&quot;"};
    if (std::none_of(names.begin(), names.end(), [&](const char* name) { return xml.compare(i, 4, name, 4) == 0; })) {
      return "a bare ampersand";
    }
  }
  return open.empty() ? "" : "never closed: " + open.back();
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++found;
  return found;
}

TEST(WriteKml, TheReaderOfThisTestSeesFaults) {
  EXPECT_EQ(fault_in("<?xml?><a><b/></a>\n"), "");
  EXPECT_NE(fault_in("<a><b></a></b>"), "");
  EXPECT_NE(fault_in("<a>x & y</a>"), "");
  EXPECT_NE(fault_in("<a>"), "");
}

TEST(WriteKml, IsWellFormedWhateverTheNames) {
  EXPECT_EQ(fault_in(write_kml(sample_flight())), "");
  Flight flight = sample_polar_flight();
  flight.mission.drop_zones[0].note = std::string("control \x01 and & < > \" ");
  const std::string kml = write_kml(flight);
  EXPECT_EQ(fault_in(kml), "");
  EXPECT_EQ(kml.find('\x01'), std::string::npos);
  EXPECT_THAT(kml, testing::HasSubstr("Block &lt;B&gt; &amp; co"));
}

TEST(WriteKml, MarksEveryEventAndEveryFall) {
  const Flight flight = sample_flight();
  const std::string kml = write_kml(flight);
  EXPECT_EQ(count(kml, "#event</styleUrl>"), flight.events.size());
  EXPECT_EQ(count(kml, "#impact</styleUrl>"), flight.impacts.size());
  EXPECT_EQ(count(kml, "<Polygon>"), flight.mission.drop_zones.size());
  EXPECT_THAT(kml, testing::HasSubstr("<when>2023-08-10T23:12:55.000Z</when>"));
}

TEST(WriteKml, FliesThePathAtItsHeight) {
  const std::string kml = write_kml(sample_flight());
  EXPECT_THAT(kml, testing::HasSubstr("<altitudeMode>absolute</altitudeMode><coordinates>128.334720,51.884170,280.0 "));
}

TEST(WriteKml, CutsLinesAtTheAntimeridian) {
  const std::string kml = write_kml(sample_polar_flight());
  EXPECT_THAT(kml, testing::HasSubstr(" 180.000000,"));
  EXPECT_THAT(kml, testing::HasSubstr(">-180.000000,"));
}

TEST(WriteKml, OfAnEmptyFlightIsWellFormed) { EXPECT_EQ(fault_in(write_kml(Flight{})), ""); }

}  // namespace
}  // namespace cosmodrome
