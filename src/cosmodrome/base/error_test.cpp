#include "cosmodrome/base/error.hpp"

#include <gtest/gtest.h>

namespace cosmodrome {
namespace {

TEST(InputError, SaysPlaceFindingAndRemedy) {
  const Problem problem{"missions/a.toml", 12, 8, "payload.mass", "found 1750 without a unit", "write \"1750 kg\""};
  const InputError error(problem);
  EXPECT_STREQ(error.what(), "missions/a.toml:12:8: payload.mass: found 1750 without a unit; write \"1750 kg\"");
  EXPECT_EQ(error.problems().size(), 1u);
  const InputError two(std::vector<Problem>{problem, {"", 0, 0, "", "b is missing", ""}});
  EXPECT_NE(std::string(two.what()).find("\nb is missing"), std::string::npos);
}

}  // namespace
}  // namespace cosmodrome
