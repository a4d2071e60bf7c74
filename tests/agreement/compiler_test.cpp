#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace cosmodrome {
namespace {

struct Pair {
  double a = -1, b = 1;
};

__attribute__((noinline)) double last(const std::vector<Pair>& pairs) { return pairs.back().a + pairs.back().b; }
__attribute__((noinline)) double sum(std::array<double, 8> x) {
  double total = 0;
  for (const double value : x) total += value;
  return total;
}

/// GCC 12.2 repeats the lower half of such constants; see cmake/compiler.cmake.
TEST(Compiler, ConstantsKeepTheirZeros) {
  EXPECT_EQ(last({{1, 1}, {0, 0}}), 0);
  EXPECT_EQ(sum({1, 1, 0, 0, 0, 0, 0, 0}), 2);
  EXPECT_EQ(sum({2, 2, 2, 2, 0, 0, 0, 0}), 8);
}

}  // namespace
}  // namespace cosmodrome
