#include "cosmodrome/io/toml_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

TEST(TomlDocument, KeepsKindsPlacesAndOrder) {
  const Value root =
      parse_document("b = 1\na = [\"x\", 2.5]\n\n[t]\nz = true\nday = 2023-08-10T23:10:57+03:00\n", "f.toml");
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.entries[0].key, "b");  // in the order of the file, not of the alphabet
  EXPECT_EQ(root.entries[1].key, "a");
  const Value* list = root.find("a");
  ASSERT_TRUE(list != nullptr && list->is_list());
  EXPECT_EQ(list->items[1].place.line, 2);
  EXPECT_EQ(list->items[1].place.column, 11);
  EXPECT_DOUBLE_EQ(list->items[1].real, 2.5);
  EXPECT_EQ(*list->place.file, "f.toml");
  const Value* day = root.find("t")->find("day");
  EXPECT_EQ(day->instant.offset_minutes, 180);
  EXPECT_EQ(day->instant.second, 57);
  EXPECT_TRUE(day->instant.has_offset);
  EXPECT_EQ(root.find("none"), nullptr);
}

TEST(TomlDocument, ErrorsOfTomlHaveTheirPlace) {
  try {
    static_cast<void>(parse_document("a = 1\nb = = 2\n", "f.toml"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.line, 2);
    EXPECT_THAT(error.what(), testing::StartsWith("f.toml:2:"));
  }
}

// Quotation marks and comments may hold any number of brackets and dots.
TEST(TomlDocument, BracketsInTextsDoNotNest) {
  const std::string many(100, '[');
  EXPECT_NO_THROW(static_cast<void>(
      parse_document("a = \"" + many + "\\\"" + many + "\" # " + many + "\nb = '" + many + "'", "f")));
  EXPECT_NO_THROW(
      static_cast<void>(parse_document("a = \"\"\"\n" + many + "\"\n\"\"\"\nb = '''\n" + many + "'\n'''\n", "f")));
  EXPECT_THROW(static_cast<void>(parse_document("a = " + many, "f")), InputError);
}

TEST(TextChecks, NearestFindsSlipsAndNothingElse) {
  const std::vector<std::string> words{"propellant", "dry_mass", "engine", "engine_count"};
  EXPECT_EQ(nearest("propelant", words), "propellant");
  EXPECT_EQ(nearest("dryMass", words), "dry_mass");
  EXPECT_EQ(nearest("enigne", words), "engine");
  EXPECT_EQ(nearest("EngineCount", words), "engine_count");
  EXPECT_EQ(nearest("colour", words), "");
  EXPECT_EQ(nearest(std::string(1000, 'a'), words), "");
}

TEST(TextChecks, ShorteningDoesNotCutACharacter) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "\u043B";
  const std::string shortened_text = shortened("a" + text);
  EXPECT_NO_THROW(refuse_unreadable_text(shortened_text, "f"));
  EXPECT_THAT(shortened_text, testing::EndsWith("..."));
}

}  // namespace
}  // namespace cosmodrome
