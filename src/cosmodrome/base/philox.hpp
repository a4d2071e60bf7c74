#pragma once
#include <array>
#include <cstdint>

namespace cosmodrome {

/// Philox4x32-10: four random words from a counter and a key, with no state between calls.
/// Source: Salmon, Moraes, Dror, Shaw, Parallel random numbers: as easy as 1, 2, 3, SC11 (2011), section 3.
std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// Which random number is meant: the one for a flight and a parameter under a seed is always the same, on any
/// thread, lane or machine and in any order. `draw` tells several numbers for one parameter apart.
struct RandomIndex {
  std::uint64_t seed = 0;
  std::uint64_t flight = 0;
  std::uint32_t parameter = 0;
  std::uint32_t draw = 0;
};

/// 64 random bits.
std::uint64_t random_bits(const RandomIndex& index);

/// Even in the open interval (0, 1): an odd multiple of 2^-53, never 0 or 1, symmetric about 1/2.
double random_uniform(const RandomIndex& index);

/// Normal with mean 0 and standard deviation 1, by the inverse of the distribution function: at most 8.3 in size.
double random_normal(const RandomIndex& index);

}  // namespace cosmodrome
