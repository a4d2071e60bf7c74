#include "cosmodrome/io/column_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

const std::vector<std::string> names{"altitude_m", "speed_m_s"};

std::string message_for(std::string_view text) {
  try {
    static_cast<void>(read_columns_text(text, "w.csv", names));
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ColumnFile, FindsColumnsByName) {
  const auto columns = read_columns_text(
      "\xEF\xBB\xBF# a comment\nspeed_m_s, other ,altitude_m\r\n3,x,0\r\n\r\n4.5,y,1e3\n", "w.csv", names);
  EXPECT_THAT(columns[0], testing::ElementsAre(0, 1000));
  EXPECT_THAT(columns[1], testing::ElementsAre(3, 4.5));
}

TEST(ColumnFile, SaysWhatIsWrongAndWhere) {
  using testing::HasSubstr;
  EXPECT_THAT(message_for("altitude_m,speed\n"), HasSubstr("w.csv:1:1: there is no column speed_m_s"));
  EXPECT_THAT(message_for("altitude_m,speed_m_s\n0,fast\n"), HasSubstr("w.csv:2:3: \"fast\" is no number"));
  EXPECT_THAT(message_for("altitude_m,speed_m_s\n0,nan\n"), HasSubstr("is no number"));
  EXPECT_THAT(message_for("altitude_m,speed_m_s\n0\n"), HasSubstr("w.csv:2:1: this row has 1 cells"));
  EXPECT_THAT(message_for("altitude_m,speed_m_s\n5,1\n5,1\n"), HasSubstr("w.csv:3:1: altitude_m does not rise here"));
  EXPECT_THAT(message_for("altitude_m,speed_m_s\n5,1\n"), HasSubstr("fewer than two rows"));
  EXPECT_THAT(message_for(""), HasSubstr("fewer than two rows"));
}

TEST(ColumnFile, TakesTheRowsOfAMonth) {
  const char* year = "month,altitude_m,speed_m_s\n1,0,5\n1,9,50\n7,0,2\n7,9,20\n";
  EXPECT_THAT(read_columns_text(year, "w.csv", names, 7)[1], testing::ElementsAre(2, 20));
  EXPECT_THAT(read_columns_text(year, "w.csv", names, 1)[1], testing::ElementsAre(5, 50));
  EXPECT_THAT(read_columns_text("altitude_m,speed_m_s\n0,1\n9,2\n", "w.csv", names, 4)[1], testing::ElementsAre(1, 2));
}

TEST(ColumnFile, SaysWhichMonthIsMissing) {
  const auto told = [](const char* text) {
    try {
      static_cast<void>(read_columns_text(text, "w.csv", names, 8));
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_THAT(told("month,altitude_m,speed_m_s\n1,0,5\n1,9,50\n"), testing::HasSubstr("no rows of month 8"));
  EXPECT_THAT(told("month,altitude_m,speed_m_s\n13,0,5\n"), testing::HasSubstr("w.csv:2:1: there is no month 13"));
}

}  // namespace
}  // namespace cosmodrome
