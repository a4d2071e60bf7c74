#include "cosmodrome/campaign/store.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

namespace fs = std::filesystem;
using Mode = CampaignStore::Mode;

class Store : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("cosmodrome-store-" + std::to_string(::getpid()));
    fs::remove_all(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  static std::vector<Column> rows(double first, std::size_t count) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = first + static_cast<double>(i);
    return {{"mass_kg", values}};
  }

  fs::path folder;
  StoreKey key{"abc", "Luna-25", 7, {"mass_kg"}};
};

TEST_F(Store, KeepsBlocksForTheNext) {
  {
    const CampaignStore store(folder, key, Mode::begin);
    store.add(0, rows(0, 5));
    store.add(2, rows(20, 5));
    store.keep_asked({1000, "target_met", 0.01});
  }
  const CampaignStore store(folder, key, Mode::resume);
  EXPECT_EQ(store.blocks(), (std::vector<std::uint64_t>{0, 2}));
  EXPECT_EQ(store.find(2, 5)->front().numbers()[4], 24);
  EXPECT_FALSE(store.find(1, 5));
  EXPECT_FALSE(store.find(2, 6)) << "a block of fewer flights is not the one that is wanted";
  EXPECT_EQ(store.asked()->flights, 1000U);
  EXPECT_EQ(store.asked()->until, "target_met");
}

TEST_F(Store, FliesATornBlockAgain) {
  const CampaignStore store(folder, key, Mode::begin);
  store.add(0, rows(0, 500));
  fs::resize_file(folder / "flights" / "block-00000000.parquet", 1000);
  EXPECT_FALSE(store.find(0, 500));
}

TEST_F(Store, RemovesWhatWasBeingWritten) {
  { const CampaignStore store(folder, key, Mode::begin); }
  std::ofstream(folder / "flights" / ".block-00000000.parquet.partial") << "half";
  const CampaignStore store(folder, key, Mode::resume);
  EXPECT_TRUE(store.blocks().empty());
  EXPECT_FALSE(fs::exists(folder / "flights" / ".block-00000000.parquet.partial"));
}

TEST_F(Store, RefusesAnotherMission) {
  { CampaignStore(folder, key, Mode::begin).add(0, rows(0, 5)); }
  StoreKey other = key;
  other.campaign = "abd";
  EXPECT_THROW(CampaignStore(folder, other, Mode::resume), InputError);
  EXPECT_THROW(CampaignStore(folder, key, Mode::begin), InputError) << "flights are there, and nobody said --resume";
  EXPECT_NO_THROW(CampaignStore(folder, key, Mode::resume));
}

TEST_F(Store, RefusesADescriptionThatIsNotItsOwn) {
  { CampaignStore(folder, key, Mode::begin).add(0, rows(0, 5)); }
  for (const char* text : {"", "[]", R"({"cosmodrome_campaign":"1"})", R"({"cosmodrome_campaign":1,"mission":5})",
                           R"({"cosmodrome_campaign":1,"campaign":{},"seed":[],"columns":7})"}) {
    std::ofstream(folder / "campaign.json") << text;
    EXPECT_THROW(CampaignStore(folder, key, Mode::begin), InputError) << text;
    EXPECT_THROW(CampaignStore(folder, key, Mode::resume), InputError) << text;
  }
}

TEST_F(Store, RefusesASecondWriter) {
  const CampaignStore first(folder, key, Mode::begin);
  EXPECT_THROW(CampaignStore(folder, key, Mode::resume), InputError);
  EXPECT_NO_THROW(CampaignStore(folder, key, Mode::read));
}

TEST_F(Store, RemovesBlocksThatDoNotCount) {
  const CampaignStore store(folder, key, Mode::begin);
  for (const std::uint64_t block : {0U, 1U, 2U, 3U}) store.add(block, rows(0, 2));
  store.remove_from(2);
  EXPECT_EQ(store.blocks(), (std::vector<std::uint64_t>{0, 1}));
}

}  // namespace
}  // namespace cosmodrome
