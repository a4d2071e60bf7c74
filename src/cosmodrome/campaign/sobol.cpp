#include "cosmodrome/campaign/sobol.hpp"

#include <bit>

#include "cosmodrome/campaign/sobol_rows.hpp"

namespace cosmodrome {
namespace {

constexpr int bits = 32;
using Directions = std::array<std::uint32_t, bits>;

/// The recurrence of Joe and Kuo 2008, equation 2.
Directions directions_of(std::size_t dimension) {
  Directions v{};
  if (dimension == 0) {
    for (int k = 0; k < bits; ++k) v[static_cast<std::size_t>(k)] = 1U << (bits - 1 - k);
    return v;
  }
  const SobolRow& row = sobol_rows[dimension];
  const auto degree = static_cast<std::size_t>(std::bit_width(row.polynomial) - 1);
  for (std::size_t k = 0; k < bits; ++k) {
    if (k < degree) {
      v[k] = row.initial[k] << (bits - 1 - k);
      continue;
    }
    v[k] = v[k - degree] ^ v[k - degree] >> degree;
    for (std::size_t j = 1; j < degree; ++j) {
      if ((row.polynomial >> (degree - j) & 1) != 0) v[k] ^= v[k - j];
    }
  }
  return v;
}

}  // namespace

double sobol_uniform(std::uint64_t index, std::uint32_t dimension, std::uint64_t shift) {
  static const auto all = [] {
    std::array<Directions, sobol_dimensions> made;
    for (std::size_t d = 0; d < made.size(); ++d) made[d] = directions_of(d);
    return made;
  }();
  const auto gray = static_cast<std::uint32_t>(index ^ index >> 1);
  std::uint32_t x = 0;
  for (std::uint32_t left = gray; left != 0; left &= left - 1) {
    x ^= all[dimension][static_cast<std::size_t>(std::countr_zero(left))];
  }
  x ^= static_cast<std::uint32_t>(shift >> 32);
  return (static_cast<double>(x) + 0.5) * 0x1p-32;
}

}  // namespace cosmodrome
