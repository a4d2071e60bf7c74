#include "cosmodrome/campaign/sobol.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace cosmodrome {
namespace {

/// What scipy.stats.qmc.Sobol (SciPy, without scrambling, which has the same direction numbers) gives for points 1, 5,
/// 100 and 255 in dimensions 0, 1, 2, 7, 31 and 63.
TEST(Sobol, IsTheSequenceOfJoeAndKuo) {
  constexpr std::array<std::uint32_t, 6> dimensions{0, 1, 2, 7, 31, 63};
  struct Row {
    std::uint64_t index;
    std::array<double, 6> x;
  };
  const std::vector<Row> rows{{1, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}},
                              {5, {0.875, 0.875, 0.125, 0.375, 0.625, 0.625}},
                              {100, {0.4140625, 0.2578125, 0.7734375, 0.4765625, 0.4140625, 0.6484375}},
                              {255, {0.00390625, 0.99609375, 0.76953125, 0.17578125, 0.16796875, 0.33984375}}};
  for (const Row& row : rows) {
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      EXPECT_EQ(sobol_uniform(row.index, dimensions[d], 0), row.x[d] + 0x1p-33) << row.index << " " << dimensions[d];
    }
  }
}

/// A shift of digits keeps what makes the sequence even: in each of 2^k equal parts as many of the first 2^k points.
TEST(Sobol, StaysEvenWhenShifted) {
  for (const std::uint32_t dimension : {0U, 5U, 63U}) {
    std::array<int, 64> hits{};
    for (std::uint64_t i = 0; i < 64; ++i) {
      ++hits[static_cast<std::size_t>(sobol_uniform(i, dimension, 0x123456789ABCDEF0) * 64)];
    }
    for (const int hit : hits) EXPECT_EQ(hit, 1);
  }
}

}  // namespace
}  // namespace cosmodrome
