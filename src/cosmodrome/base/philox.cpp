#include "cosmodrome/base/philox.hpp"

#include "cosmodrome/base/normal_distribution.hpp"

namespace cosmodrome {
namespace {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

constexpr std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
constexpr std::uint32_t low_word(std::uint64_t x) { return static_cast<std::uint32_t>(x); }

Counter one_round(const Counter& c, const Key& k) {
  constexpr std::uint64_t multiplier_0 = 0xD2511F53, multiplier_1 = 0xCD9E8D57;
  const std::uint64_t p0 = multiplier_0 * c[0], p1 = multiplier_1 * c[2];
  return {high_word(p1) ^ c[1] ^ k[0], low_word(p1), high_word(p0) ^ c[3] ^ k[1], low_word(p0)};
}

}  // namespace

Counter philox4x32_10(Counter counter, Key key) {
  constexpr std::uint32_t golden_ratio = 0x9E3779B9, sqrt_3_minus_1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    if (round > 0) key = {key[0] + golden_ratio, key[1] + sqrt_3_minus_1};
    counter = one_round(counter, key);
  }
  return counter;
}

std::uint64_t random_bits(const RandomIndex& index) {
  const Counter words = philox4x32_10({low_word(index.flight), high_word(index.flight), index.parameter, index.draw},
                                      {low_word(index.seed), high_word(index.seed)});
  return (static_cast<std::uint64_t>(words[1]) << 32) | words[0];
}

double random_uniform(const RandomIndex& index) {
  // 52 bits and a last one that is always set.
  return (static_cast<double>(random_bits(index) >> 12) + 0.5) * 0x1p-52;
}

double random_normal(const RandomIndex& index) { return normal_quantile(random_uniform(index)); }

}  // namespace cosmodrome
