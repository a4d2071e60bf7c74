#include "cosmodrome/io/text_width.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cosmodrome {
namespace {

TEST(TextWidth, CountsCharactersNotBytes) { EXPECT_EQ(text_width("Восточный 1С"), 12u); }

TEST(TextWidth, PadsAndCutsAtCharacters) {
  EXPECT_EQ(fitted("ab", 4), "ab  ");
  EXPECT_EQ(fitted("abcd", 4), "abcd");
  EXPECT_EQ(fitted("Восточный", 4), "Вос…");
}

TEST(TextWidth, WrapsAtSpaces) {
  EXPECT_THAT(wrapped("one two  three", 7), testing::ElementsAre("one two", "three"));
  EXPECT_THAT(wrapped("immeasurable it", 5), testing::ElementsAre("immeasurable", "it"));
  EXPECT_TRUE(wrapped("", 5).empty());
}

}  // namespace
}  // namespace cosmodrome
