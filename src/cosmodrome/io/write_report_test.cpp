#include "cosmodrome/io/write_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::string page = "<title>@TITLE@</title><pre>@TEXT@</pre>a@b<script>@DATA@</script>";

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

TEST(WriteReport, DataCannotLeaveItsScriptElement) {
  const std::string report = write_report(sample_polar_flight(), page);
  const Json data = Json::parse(between(report, "<script>", "</script>"));
  EXPECT_EQ(data["flight"]["mission"]["name"], "Polar </script><b> & \"quotes\" — Меридиан");
}

TEST(WriteReport, TitleAndTextAreEscaped) {
  const std::string report = write_report(sample_polar_flight(), page);
  EXPECT_EQ(between(report, "<title>", "</title>"),
            "Polar &lt;/script&gt;&lt;b&gt; &amp; &quot;quotes&quot; — Меридиан");
  EXPECT_THAT(between(report, "<pre>", "</pre>"), Not(HasSubstr("<b>")));
}

TEST(WriteReport, LeavesOtherSignsOfThePageAlone) {
  EXPECT_THAT(write_report(sample_flight(), page), HasSubstr("</pre>a@b<script>"));
}

TEST(WriteReport, MarksInAMissionNameStayWhatTheyAre) {
  Flight flight = sample_flight();
  flight.mission.name = "@DATA@";
  EXPECT_EQ(between(write_report(flight, page), "<title>", "</title>"), "@DATA@");
}

TEST(WriteReport, RefusesAPageWithoutRoomForData) {
  EXPECT_THROW(write_report(sample_flight(), "<html></html>"), std::invalid_argument);
}

TEST(WriteReport, ColumnsAreOfOneLengthAndKeepBothSidesOfEvents) {
  const Json series = Json::parse(write_report_data(sample_flight()))["series"];
  const std::size_t rows = series["t_s"].size();
  for (const auto& [name, values] : series.items()) EXPECT_EQ(values.size(), rows) << name;
  std::size_t doubles = 0;
  for (std::size_t i = 1; i < rows; ++i) doubles += series["t_s"][i] == series["t_s"][i - 1] ? 1 : 0;
  EXPECT_EQ(doubles, 3u);
}

TEST(WriteReport, ALongFlightIsThinnedOut) {
  Flight flight = sample_flight();
  const std::vector<FlightPoint> once = flight.points;
  for (int i = 1; i < 20; ++i) {
    for (FlightPoint point : once) {
      point.t_s += 562.0 * i;
      flight.points.push_back(point);
    }
  }
  const Json series = Json::parse(write_report_data(flight))["series"];
  EXPECT_LT(series["t_s"].size(), 2200u);
  EXPECT_GE(series["t_s"].size(), 1900u);
  EXPECT_DOUBLE_EQ(series["t_s"].back(), flight.points.back().t_s);
}

TEST(WriteReport, HoldsTablesThatAreAdded) {
  const ReportTable table{"Worth", "of figures", {"Figure", "1 % more"}, {{"thrust <b>", "+2 kg"}}};
  const Json data = Json::parse(write_report_data(sample_flight(), "", {table}));
  ASSERT_EQ(data["tables"].size(), 1u);
  EXPECT_EQ(data["tables"][0]["columns"][1], "1 % more");
  EXPECT_EQ(data["tables"][0]["rows"][0][0], "thrust <b>");
}

TEST(WriteReport, HoldsSourcesZonesAndFalls) {
  const Json data = Json::parse(write_report_data(sample_flight(), "abc"));
  EXPECT_EQ(data["flight"]["mission"]["hash"], "abc");
  EXPECT_EQ(data["sources"].size(), 3u);
  EXPECT_EQ(data["zones"][0]["outline"].size(), 72u);
  EXPECT_EQ(data["falls"][3]["element"], "core");
  EXPECT_GE(data["falls"][3]["line"].size(), 2u);
}

}  // namespace
}  // namespace cosmodrome
