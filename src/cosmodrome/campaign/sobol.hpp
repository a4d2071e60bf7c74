#pragma once
#include <cstdint>

namespace cosmodrome {

inline constexpr std::uint32_t sobol_dimensions = 64;

/// Point number `index` of Sobol's sequence in one dimension, in order of the Gray code, shifted digit by digit by 32
/// random bits of `shift`: even in (0, 1), and as evenly spread as the sequence itself. Indices below 2^32.
/// Source: I. A. Antonov, V. M. Saleev, USSR Comput. Math. Math. Phys. 19 (1980) 252; direction numbers as in
/// sobol_rows.hpp; the shift: C. Lemieux, Monte Carlo and Quasi-Monte Carlo Sampling (2009), section 6.2.
double sobol_uniform(std::uint64_t index, std::uint32_t dimension, std::uint64_t shift);

}  // namespace cosmodrome
