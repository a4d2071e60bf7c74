#include "cosmodrome/io/read_criteria.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

std::string refusal(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() / "cosmodrome_criteria_test.toml";
  std::ofstream(path) << text;
  try {
    static_cast<void>(read_criteria(path));
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Criteria, that_ship_are_those_of_the_rule) {
  const auto verdicts =
      judge_risk(shipped_criteria(), {{"collective", 5e-5}, {"individual", 1e-7}, {"ship", 2e-5}, {"aircraft", 0}});
  ASSERT_EQ(verdicts.size(), 4u);
  for (const RiskVerdict& verdict : verdicts) {
    EXPECT_FALSE(verdict.criterion.source.empty());
    EXPECT_EQ(verdict.met, verdict.criterion.key != "ship") << verdict.criterion.key;
    if (verdict.criterion.key == "collective") {
      EXPECT_NEAR(verdict.margin, 2, 1e-12);
    }
    if (verdict.criterion.key == "individual") {
      EXPECT_NEAR(verdict.margin, 10, 1e-12);
    }
  }
}

TEST(Criteria, are_refused_with_their_place) {
  using testing::HasSubstr;
  const std::string good = "[[criterion]]\nkey = \"ship\"\nname = \"n\"\nsource = \"s\"\n";
  EXPECT_EQ(refusal(good + "limit = 1"), "nothing");
  EXPECT_THAT(refusal(good + "limit = -1"), HasSubstr(":5:9: limit is the number -1"));
  EXPECT_THAT(refusal(good), HasSubstr("without \"limit\""));
  EXPECT_THAT(refusal(good + "limit = 1\nlimits = 2"), HasSubstr("unknown key \"limits\""));
  EXPECT_THAT(refusal("[[criterion]]\nkey = \"whale\"\nname = \"n\"\nsource = \"s\"\nlimit = 1"),
              HasSubstr("no analysis has a figure"));
  EXPECT_THAT(refusal("[[criterion]]\nkey = 3\n"), HasSubstr("key is the number 3"));
  EXPECT_THAT(refusal(""), HasSubstr("no criterion"));
}

}  // namespace
}  // namespace cosmodrome
