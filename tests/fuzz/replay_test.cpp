// Every input that the fuzzers once found worth keeping, without a fuzzer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "targets.hpp"

namespace cosmodrome::fuzz {
namespace {

struct Target {
  const char* name;
  std::function<void(std::string_view)> feed;
};

std::filesystem::path corpus() { return std::filesystem::path(COSMODROME_SOURCE_DIR) / "tests/fuzz/corpus"; }

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, IsAcceptedOrRefusedWithReason) {
  int count = 0;
  const std::filesystem::path folder = corpus() / GetParam().name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NO_THROW(GetParam().feed(bytes)) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0) << "the corpus is empty: " << folder;
}

const std::vector<Target> targets{{"mission", mission},
                                  {"vehicle", vehicle},
                                  {"site", site},
                                  {"quantity", quantity},
                                  {"columns", columns},
                                  {"messages", messages},
                                  {"catalogue", catalogue},
                                  {"sp3", sp3},
                                  {"spk", spk},
                                  {"population", population},
                                  {"geotiff", geotiff},
                                  {"flight", flight},
                                  {"areas", areas},
                                  {"assumptions", assumptions},
                                  {"manoeuvres", manoeuvres},
                                  {"criteria", criteria},
                                  {"arguments", arguments}};

INSTANTIATE_TEST_SUITE_P(Corpus, Replay, testing::ValuesIn(targets),
                         [](const auto& item) { return std::string(item.param.name); });

/// `make fuzz` makes a fuzzer of each folder.
TEST(Corpus, HasAFolderForEachTargetAndNoOther) {
  std::set<std::string> folders, names;
  for (const auto& entry : std::filesystem::directory_iterator(corpus())) folders.insert(entry.path().filename());
  for (const Target& target : targets) names.insert(target.name);
  EXPECT_EQ(folders, names);
}

}  // namespace
}  // namespace cosmodrome::fuzz
