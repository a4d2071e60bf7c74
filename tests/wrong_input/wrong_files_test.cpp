// Files that are no mission at all: the reader must refuse them in little time and memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cosmodrome/io/read.hpp"
#include "wrong_input.hpp"

namespace cosmodrome::wrong_input {
namespace {

using testing::HasSubstr;

class WrongFiles : public testing::Test {
 protected:
  std::string message_for(std::string_view text) {
    files_.write("mission.toml", text);
    return message_of("mission.toml");
  }

  std::string message_of(std::string_view name) {
    try {
      static_cast<void>(load_mission(files_.path(name)));
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  }

  Files files_;
};

TEST_F(WrongFiles, Missing) { EXPECT_THAT(message_of("nowhere.toml"), HasSubstr("there is no such file")); }

TEST_F(WrongFiles, Folder) { EXPECT_THAT(message_of(""), HasSubstr("this is a folder")); }

TEST_F(WrongFiles, Device) {
  try {
    static_cast<void>(load_mission("/dev/zero"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("not an ordinary file"));
  }
}

TEST_F(WrongFiles, Empty) { EXPECT_THAT(message_for(""), HasSubstr("\"mission\" is missing; write [mission]")); }

// The size is looked at before a byte is read: a sparse file of 100 MB takes no time.
TEST_F(WrongFiles, HundredMegabytes) {
  files_.write("mission.toml", "x");
  std::filesystem::resize_file(files_.path("mission.toml"), 100'000'000);
  EXPECT_THAT(message_of("mission.toml"), HasSubstr("the file has 100.0 MB; a file may have 16 MiB at most"));
}

TEST_F(WrongFiles, SixteenMegabytesOfBrackets) {
  EXPECT_THAT(message_for(std::string(16'000'000, '[')), HasSubstr("nested too deep"));
}

TEST_F(WrongFiles, MillionDots) {
  std::string text = "a";
  for (int i = 0; i < 1'000'000; ++i) text += ".a";
  EXPECT_THAT(message_for(text + " = 1"), HasSubstr("nested too deep"));
  EXPECT_THAT(message_for("[" + text + "]"), HasSubstr("nested too deep"));
}

TEST_F(WrongFiles, NulByte) {
  EXPECT_THAT(message_for(std::string("[mission]\nname = \"a\0b\"", 22)),
              HasSubstr("mission.toml:2:10: there is a NUL byte"));
}

TEST_F(WrongFiles, Latin1) {
  EXPECT_THAT(message_for("[mission]\nname = \"\xE9\""),
              HasSubstr("mission.toml:2:9: the byte 0xE9 here is not UTF-8"));
}

TEST_F(WrongFiles, Utf16) { EXPECT_THAT(message_for("\xFF\xFE[\0m\0"), HasSubstr("mission.toml:1:1: the byte 0xFF")); }

TEST_F(WrongFiles, OverlongUtf8) { EXPECT_THAT(message_for("# \xC0\x80"), HasSubstr("is not UTF-8")); }

TEST_F(WrongFiles, Noise) {
  std::string noise;
  unsigned state = 1;
  for (int i = 0; i < 100'000; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>(state >> 24U);
  }
  EXPECT_THAT(message_for(noise), HasSubstr("mission.toml:1:"));
}

TEST_F(WrongFiles, ByteOrderMarkIsNoMistake) {
  EXPECT_EQ(message_for("\xEF\xBB\xBF" + Files::right("mission.toml")), "accepted");
}

TEST_F(WrongFiles, WindowsLineEndsAreNoMistake) {
  std::string text;
  for (const char c : Files::right("mission.toml")) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(message_for(text), "accepted");
}

// Columns count characters, not bytes.
TEST_F(WrongFiles, ColumnAfterCyrillic) {
  EXPECT_THAT(message_for("payload = [{ name = \"Луна\", mass = 1 }]"),
              HasSubstr("mission.toml:1:36: payload.Луна.mass"));
}

TEST_F(WrongFiles, ManyProblemsAreToldTogetherUpToTen) {
  std::string text = "[mission]\n";
  for (int i = 0; i < 30; ++i) text += "wrong" + std::to_string(i) + " = 1\n";
  files_.write("mission.toml", text);
  try {
    static_cast<void>(load_mission(files_.path("mission.toml")));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 10U);
    EXPECT_EQ(error.problems().front().line, 1);
  }
}

TEST_F(WrongFiles, ControlCharactersDoNotReachTheTerminal) {
  const std::string message = message_for("\"\\u001B[31mred\" = 1\n");
  EXPECT_THAT(message, testing::Not(HasSubstr("\x1B")));
  EXPECT_THAT(message, HasSubstr("\\x1B[31mred"));
}

}  // namespace
}  // namespace cosmodrome::wrong_input
