#include "cosmodrome/io/write_toml.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace cosmodrome {
namespace {

void expect_same(const Value& a, const Value& b, const std::string& where) {
  ASSERT_EQ(a.kind, b.kind) << where;
  EXPECT_EQ(a.text, b.text) << where;
  EXPECT_EQ(a.integer, b.integer) << where;
  EXPECT_EQ(a.real, b.real) << where;
  EXPECT_EQ(a.boolean, b.boolean) << where;
  EXPECT_EQ(a.instant.hour, b.instant.hour) << where;
  EXPECT_EQ(a.instant.nanosecond, b.instant.nanosecond) << where;
  EXPECT_EQ(a.instant.offset_minutes, b.instant.offset_minutes) << where;
  EXPECT_EQ(a.instant.has_offset, b.instant.has_offset) << where;
  ASSERT_EQ(a.items.size(), b.items.size()) << where;
  for (std::size_t i = 0; i < a.items.size(); ++i) expect_same(a.items[i], b.items[i], where + "[]");
  ASSERT_EQ(a.entries.size(), b.entries.size()) << where;
  for (const Entry& entry : a.entries) {
    const Value* other = b.find(entry.key);
    ASSERT_NE(other, nullptr) << where << "." << entry.key;
    expect_same(entry.value, *other, where + "." + entry.key);
  }
}

void expect_comes_back(const Value& document) {
  expect_same(document, parse_document(write_toml(document), "written"), "");
}

TEST(WriteToml, EveryKindOfValueComesBack) {
  expect_comes_back(parse_document(R"(
free = "at the top"
whole = 7
real = 0.1
large = 1e300
round = 2.0
yes = true
day = 2026-05-14
[mission]
liftoff = 2026-05-14T05:07:18.25+03:00
odd = "quote \" stroke \\ line \n bell \u0007 км"
empty = []
nothing = {}
[override]
"stage.core.propellant" = "90 t"
[[programme]]
name = "a"
table = [["0 s", "90 deg"], ["10 s", "80 deg"]]
[[programme]]
name = "b"
mass = { value = "1 kg", source = "X" }
)",
                                   "sample"));
}

TEST(WriteToml, BuiltInMissionsComeBack) {
  int missions = 0;
  for (const auto& file : std::filesystem::directory_iterator(COSMODROME_SOURCE_DIR "/missions")) {
    if (file.path().extension() != ".toml") continue;
    expect_comes_back(read_document(file.path()));
    ++missions;
  }
  EXPECT_GT(missions, 3);
}

}  // namespace
}  // namespace cosmodrome
