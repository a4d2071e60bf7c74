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

}  // namespace
}  // namespace cosmodrome
