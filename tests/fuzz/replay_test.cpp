// Every input that the fuzzers once found worth keeping, without a fuzzer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "targets.hpp"

namespace cosmodrome::fuzz {
namespace {

struct Target {
  const char* name;
  std::function<void(std::string_view)> feed;
};

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, IsAcceptedOrRefusedWithReason) {
  int count = 0;
  const std::filesystem::path folder =
      std::filesystem::path(COSMODROME_SOURCE_DIR) / "tests/fuzz/corpus" / GetParam().name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NO_THROW(GetParam().feed(bytes)) << entry.path();
    ++count;
  }
  EXPECT_GT(count, 0) << "the corpus is empty: " << folder;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Replay,
                         testing::Values(Target{"mission", mission}, Target{"vehicle", vehicle}, Target{"site", site},
                                         Target{"quantity", quantity}, Target{"columns", columns},
                                         Target{"messages", messages}, Target{"catalogue", catalogue},
                                         Target{"sp3", sp3}, Target{"spk", spk}, Target{"population", population},
                                         Target{"geotiff", geotiff}),
                         [](const auto& item) { return std::string(item.param.name); });

}  // namespace
}  // namespace cosmodrome::fuzz
