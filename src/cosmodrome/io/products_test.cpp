#include "cosmodrome/io/products.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/sample_flight.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ProductsTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = fs::path(testing::TempDir()) / (std::string("products-") + test->name());
    fs::remove_all(directory_);
  }
  void TearDown() override { fs::remove_all(directory_); }

  static std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  static std::string message_of(const fs::path& directory) {
    try {
      replace_files(directory, {{"a.txt", "new"}, {"b.txt", "new"}});
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  }

  static std::size_t entries(const fs::path& directory) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
  }

  fs::path directory_;
};

TEST_F(ProductsTest, WritesAllIntoANewDirectory) {
  const Products products = write_products(sample_flight(), directory_ / "deep" / "er");
  const std::size_t expected = report_template().empty() ? 8 : 9;
  EXPECT_EQ(products.files.size(), expected);
  EXPECT_EQ(products.notes.empty(), expected == 9);
  for (const fs::path& file : products.files) EXPECT_GT(fs::file_size(file), 100u) << file;
  EXPECT_EQ(entries(directory_ / "deep" / "er"), expected);
}

TEST_F(ProductsTest, WritesTwoMoreOfAFlightToTheMoon) {
  write_products(sample_lunar_flight(), directory_);
  EXPECT_EQ(entries(directory_), (report_template().empty() ? 8u : 9u) + 2);
  EXPECT_TRUE(fs::exists(directory_ / "voyage.csv"));
  EXPECT_TRUE(fs::exists(directory_ / "voyage.oem"));
  Flight stranded = sample_lunar_flight();
  stranded.voyage->arcs.clear();
  const Products products = write_products(stranded, directory_ / "stranded");
  EXPECT_EQ(products.files.size(), report_template().empty() ? 8u : 9u);
}

TEST_F(ProductsTest, TheSameFlightGivesTheSameBytes) {
  const ProductOptions options{.mission_hash = "1", .creation_utc = "2026-01-02T03:04:05"};
  const Products once = write_products(sample_flight(), directory_ / "a", options);
  const Products again = write_products(sample_flight(), directory_ / "b", options);
  for (std::size_t i = 0; i < once.files.size(); ++i) {
    EXPECT_EQ(text_of(once.files[i]), text_of(again.files[i])) << once.files[i];
  }
}

TEST_F(ProductsTest, ReplacesOldFilesAndLeavesOthersAlone) {
  fs::create_directories(directory_);
  std::ofstream(directory_ / "a.txt") << "old";
  std::ofstream(directory_ / "mine.txt") << "mine";
  replace_files(directory_, {{"a.txt", "new"}});
  EXPECT_EQ(text_of(directory_ / "a.txt"), "new");
  EXPECT_EQ(text_of(directory_ / "mine.txt"), "mine");
  EXPECT_EQ(entries(directory_), 2u);
}

TEST_F(ProductsTest, ChangesNothingIfOneCannotBeWritten) {
  fs::create_directories(directory_ / "b.txt");  // a directory stands in the second one's way
  std::ofstream(directory_ / "a.txt") << "old";
  EXPECT_THAT(message_of(directory_), HasSubstr("b.txt: cannot be written: a directory has that name"));
  EXPECT_EQ(text_of(directory_ / "a.txt"), "old");
  EXPECT_EQ(entries(directory_), 2u);
}

TEST_F(ProductsTest, SaysThatADirectoryIsNone) {
  fs::create_directories(directory_);
  std::ofstream(directory_ / "file") << "x";
  EXPECT_THAT(message_of(directory_ / "file"), HasSubstr("cannot be written"));
  EXPECT_EQ(text_of(directory_ / "file"), "x");
}

TEST_F(ProductsTest, LeavesNothingBehindOnAFullDevice) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  fs::create_directories(directory_);
  std::ofstream(directory_ / "a.txt") << "old";
  fs::create_symlink("/dev/full", directory_ / ".b.txt.partial");
  EXPECT_THAT(message_of(directory_), HasSubstr("cannot be written"));
  EXPECT_EQ(text_of(directory_ / "a.txt"), "old");
  EXPECT_EQ(entries(directory_), 1u);
}

}  // namespace
}  // namespace cosmodrome
