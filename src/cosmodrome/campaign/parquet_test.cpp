#include "cosmodrome/campaign/parquet.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace cosmodrome {
namespace {

std::vector<Column> table() {
  return {{"flight", std::vector<std::int64_t>{0, 1, -7}},
          {"mass_kg", std::vector<double>{1.5, std::nan(""), -1e300}},
          {"cause", std::vector<std::string>{"", "the propellant ran out", "Fregat \xD1\x84"}}};
}

TEST(Parquet, ReadsBackWhatItWrote) {
  const auto columns = read_parquet(write_parquet(table()));
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(columns[0].values), (std::vector<std::int64_t>{0, 1, -7}));
  EXPECT_EQ(columns[1].numbers()[0], 1.5);
  EXPECT_TRUE(std::isnan(columns[1].numbers()[1]));
  EXPECT_EQ(std::get<std::vector<std::string>>(columns[2].values)[2], "Fregat \xD1\x84");
  EXPECT_EQ(columns[2].name, "cause");
}

TEST(Parquet, ReadsTheColumnsThatAreWanted) {
  const auto columns = read_parquet(write_parquet(table()), {"mass_kg"});
  ASSERT_EQ(columns.size(), 1U);
  EXPECT_EQ(columns[0].name, "mass_kg");
}

/// Wherever the file ends too early, and whichever byte of a column is another: it is noticed, never believed.
TEST(Parquet, NoticesATornFile) {
  const std::string whole = write_parquet(table());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(static_cast<void>(read_parquet(whole.substr(0, size))), std::runtime_error) << size;
  }
}

TEST(Parquet, NoticesAChangedByteOfAColumn) {
  const std::string whole = write_parquet(table());
  const std::size_t at = whole.find("propellant");
  ASSERT_NE(at, std::string::npos);
  std::string other = whole;
  other[at] ^= 1;
  EXPECT_THROW(static_cast<void>(read_parquet(other)), std::runtime_error);
}

/// A changed byte anywhere may be noticed or not matter, but never ends the program.
TEST(Parquet, SurvivesAnyChangedByte) {
  const std::string whole = write_parquet(table());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string other = whole;
    other[at] = static_cast<char>(other[at] ^ 0x55);
    try {
      static_cast<void>(read_parquet(other));
    } catch (const std::exception&) {
    }
  }
}

/// Python's zlib.crc32 of the same.
TEST(Parquet, HasTheChecksumOfGzip) {
  EXPECT_EQ(crc32("123456789", 9), 0xCBF43926U);
  EXPECT_EQ(crc32("The quick brown fox jumps over the lazy dog", 43), 0x414FA339U);
  EXPECT_EQ(crc32("", 0), 0U);
}

}  // namespace
}  // namespace cosmodrome
