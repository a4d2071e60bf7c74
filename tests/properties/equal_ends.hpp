#pragma once
// Two flights that must have ended alike, to the last bit.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "cosmodrome/flight/fly.hpp"

namespace cosmodrome {

inline ::testing::AssertionResult same_bits(const FlightEnd& a, const FlightEnd& b) {
  const auto numbers = [](const FlightEnd& e) {
    return std::array{e.t_s,
                      e.position_m.x,
                      e.position_m.y,
                      e.position_m.z,
                      e.velocity_m_s.x,
                      e.velocity_m_s.y,
                      e.velocity_m_s.z,
                      e.mass_kg,
                      e.cut_off_t_s,
                      e.cut_off_mass_kg,
                      e.propellant_kg};
  };
  const auto x = numbers(a), y = numbers(b);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::bit_cast<std::uint64_t>(x[i]) != std::bit_cast<std::uint64_t>(y[i])) {
      return ::testing::AssertionFailure()
             << "number " << i << ": " << x[i] << " and " << y[i] << ", " << x[i] - y[i] << " apart";
    }
  }
  if (a.last_stage != b.last_stage || a.lifted_off != b.lifted_off || a.crashed != b.crashed ||
      a.flamed_out != b.flamed_out) {
    return ::testing::AssertionFailure() << "they end differently";
  }
  return ::testing::AssertionSuccess();
}

inline void expect_same(const std::vector<FlightEnd>& a, const std::vector<FlightEnd>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(same_bits(a[i], b[i])) << "flight " << i;
}

}  // namespace cosmodrome
