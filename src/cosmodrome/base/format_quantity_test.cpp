#include "cosmodrome/base/format_quantity.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "cosmodrome/base/units.hpp"

namespace cosmodrome {
namespace {

double si_of(std::string_view text) { return parse_quantity(text).value; }

TEST(FormatQuantity, ReadsBack) {
  EXPECT_EQ(format_quantity(si_of("85.6 tf"), "tf"), "85.6 tf");
  EXPECT_EQ(format_quantity(si_of("51.7 deg"), "deg"), "51.7 deg");
  EXPECT_EQ(format_quantity(0.0, "kg"), "0 kg");
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> distribution(-1e6, 1e6);
  for (const std::string& unit : known_units()) {
    for (int i = 0; i < 50; ++i) {
      const double value = distribution(random), again = si_of(format_quantity(value, unit));
      EXPECT_NEAR(again, value, 2.3e-16 * std::abs(value)) << unit;
    }
  }
  EXPECT_THROW(format_quantity(1.0, "furlong"), std::invalid_argument);
}

}  // namespace
}  // namespace cosmodrome
