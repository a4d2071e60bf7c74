#include "cosmodrome/io/write_lunar_windows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Three days: a good one, a better one, and one without a way.
class WriteLunarWindows : public testing::Test {
 protected:
  WriteLunarWindows() {
    request.first_day = Epoch::from_utc("2023-08-09T00:00:00Z"), request.days = 3;
    windows.resize(3);
    const char* const liftoffs[] = {"2023-08-09T22:44:01Z", "2023-08-10T23:10:57Z", "2023-08-11T01:02:03Z"};
    for (std::size_t i = 0; i < 3; ++i) {
      windows[i].liftoff = Epoch::from_utc(liftoffs[i]);
      windows[i].impulses = {5.5 * 86400, 3500, 3120, 850, 820};
      windows[i].arrival = windows[i].liftoff + 5.5 * 86400;
    }
    for (std::size_t i = 0; i < 2; ++i) {
      windows[i].met = true;
      windows[i].ignition_s = 3400, windows[i].injection_m_s = 3210.5 - 10.0 * static_cast<double>(i);
      windows[i].corrections_m_s = 9.25, windows[i].capture_m_s = 810, windows[i].propellant_left_kg = 99.5;
      windows[i].opens = windows[i].liftoff - 1800, windows[i].closes = windows[i].liftoff + 1200;
    }
    windows[2].cause = "it takes \"3500 m/s\", <too much>";
    mission.name = "A & B";
  }
  LunarCalendar calendar() const { return {mission, request, windows, 1.5}; }

  Mission mission = sample_flight().mission;
  LunarWindowsRequest request;
  std::vector<LunarWindow> windows;
};

TEST_F(WriteLunarWindows, TableMarksTheBestDay) {
  const std::string text = write_windows_table(calendar());
  EXPECT_THAT(text, HasSubstr("2023-08-09 22:44:01  22:14 23:04    5.50  2023-08-15 10:44      3210       9     810"));
  EXPECT_THAT(text, HasSubstr("2023-08-10 23:10:57  22:40 23:30    5.50  2023-08-16 11:10      3200       9     810"));
  EXPECT_THAT(text, HasSubstr("100  best\n"));
  EXPECT_THAT(text, HasSubstr("2023-08-11 01:02:03                 5.50  2023-08-16 13:02  it takes"));
  EXPECT_EQ(best_window(calendar()), &windows[1]);
}

TEST_F(WriteLunarWindows, TableOfNumbersQuotesItsTexts) {
  const std::string text = write_windows_csv(calendar());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  EXPECT_THAT(text, HasSubstr("2023-08-10T23:10:57Z,2023-08-10T22:40:57Z,2023-08-10T23:30:57Z,475200,"
                              "2023-08-16T11:10:57Z,1,3400.0,3200.500,9.250,810.000,4019.750,99.50,"));
  EXPECT_THAT(text, HasSubstr(",0,,,,,,,3120.000,820.000,850.000,\"it takes \"\"3500 m/s\"\", <too much>\"\n"));
}

TEST_F(WriteLunarWindows, JsonHasAllDays) {
  const auto json = nlohmann::json::parse(write_windows_json(calendar()));
  ASSERT_EQ(json["days"].size(), 3U);
  EXPECT_EQ(json["best_liftoff_utc"], "2023-08-10T23:10:57Z");
  EXPECT_EQ(json["days"][0]["total_m_s"], 3210.5 + 9.25 + 810);
  EXPECT_TRUE(json["days"][2]["opens_utc"].is_null());
  EXPECT_FALSE(json["days"][2].contains("total_m_s"));
  EXPECT_EQ(json["days"][2]["cause"], windows[2].cause);
  windows.resize(0);
  EXPECT_FALSE(nlohmann::json::parse(write_windows_json(calendar())).contains("best_liftoff_utc"));
}

TEST_F(WriteLunarWindows, PageShowsEachDayAndTheMissionsLiftOff) {
  const std::string page = write_windows_page(calendar(), "@NAME@|@ABOUT@|@FIGURES@|@PICTURE@|@TABLE@");
  EXPECT_THAT(page, HasSubstr("A &amp; B|"));
  EXPECT_THAT(page, HasSubstr("&lt;too much&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<too much>")));
  std::size_t days = 0;
  for (auto at = page.find("class=\"day\""); at != std::string::npos; at = page.find("class=\"day\"", at + 1)) ++days;
  EXPECT_EQ(days, 3U);
  EXPECT_THAT(page, HasSubstr("class=\"ring\""));  // the sample lifts off on one of these days
  EXPECT_THAT(page, HasSubstr("2 of 3"));
  EXPECT_THROW(write_windows_page(calendar(), "@NAME@"), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
