#include "cosmodrome/almanac/data_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace cosmodrome {
namespace {

TEST(DataDirectory, has_the_tables_and_can_be_moved) {
  EXPECT_TRUE(std::filesystem::exists(data_directory() / "earth" / "eop.csv"));
  EXPECT_TRUE(std::filesystem::exists(data_directory() / "almanac" / "de440_1990_2050.bsp"));
  setenv("COSMODROME_DATA", "/somewhere/else", 1);
  EXPECT_EQ(data_directory(), "/somewhere/else");
  setenv("COSMODROME_DATA", "", 1);
  EXPECT_NE(data_directory(), "");
  unsetenv("COSMODROME_DATA");
}

}  // namespace
}  // namespace cosmodrome
