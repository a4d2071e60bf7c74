#include "cosmodrome/base/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace cosmodrome {
namespace {

double si(std::string_view text) {
  const ParsedQuantity parsed = parse_quantity(text);
  EXPECT_EQ(parsed.message, "") << text;
  return parsed.value;
}

std::string kind(std::string_view text) { return dimension_name(parse_quantity(text).dimension); }

// Definitions: SI brochure, 9th edition; NIST SP 811, appendix B.8. One rounding of a product at most.
TEST(Units, HaveTheFactorsOfTheirDefinitions) {
  EXPECT_DOUBLE_EQ(si("85.6 tf"), 85.6 * 9806.65);
  EXPECT_DOUBLE_EQ(si("1 lbf"), 4.4482216152605);
  EXPECT_DOUBLE_EQ(si("1 psi"), 6894.757293168361);
  EXPECT_DOUBLE_EQ(si("1 atm"), 101325);
  EXPECT_DOUBLE_EQ(si("1 lb"), 0.45359237);
  EXPECT_DOUBLE_EQ(si("180 deg"), std::numbers::pi);
  EXPECT_DOUBLE_EQ(si("51.5\u00B0"), 51.5 * std::numbers::pi / 180);
  EXPECT_DOUBLE_EQ(si("3600 arcsec"), std::numbers::pi / 180);
  EXPECT_DOUBLE_EQ(si("4.5 g0"), 4.5 * 9.80665);
  EXPECT_DOUBLE_EQ(si("1 nmi"), 1852);
  EXPECT_DOUBLE_EQ(si("30 %"), 0.3);
  EXPECT_DOUBLE_EQ(si("1 d"), 86400);
}

TEST(Units, AreMultipliedDividedAndRaised) {
  EXPECT_DOUBLE_EQ(si("1135 W/m2"), 1135);
  EXPECT_DOUBLE_EQ(si("1135 W/m^2"), 1135);
  EXPECT_DOUBLE_EQ(si("1 g/cm3"), 1000);
  EXPECT_DOUBLE_EQ(si("36 km/h"), 10);
  EXPECT_DOUBLE_EQ(si("1 kN s"), 1000);
  EXPECT_DOUBLE_EQ(si("2 1/s"), 2);
  EXPECT_DOUBLE_EQ(si("2 m s^-2"), 2);
  EXPECT_EQ(kind("1 kg m/s2"), "force");
  EXPECT_EQ(kind("1 kg/m3"), "density");
  EXPECT_EQ(kind("1 deg/s"), "angular rate");
  EXPECT_EQ(kind("1 W/m2"), "heat flux");
}

TEST(Units, NumbersAreReadAsPeopleWriteThem) {
  EXPECT_DOUBLE_EQ(si("1_750kg"), 1750);
  EXPECT_DOUBLE_EQ(si("  +1.5e3   km "), 1.5e6);
  EXPECT_DOUBLE_EQ(si("-.5 m"), -0.5);
  EXPECT_DOUBLE_EQ(si("\u22125 K"), -5);  // the true minus sign
}

TEST(Units, WhatIsNoQuantityIsRefusedWithAReason) {
  EXPECT_EQ(parse_quantity("").message, "it is empty");
  EXPECT_EQ(parse_quantity("heavy").message, "it does not begin with a number");
  EXPECT_EQ(parse_quantity("1e999 kg").message, "the number is too large or too small");
  EXPECT_EQ(parse_quantity("nan kg").message, "it does not begin with a number");
  EXPECT_EQ(parse_quantity("100").message, "it has no unit");
  EXPECT_EQ(parse_quantity("100 stone").message, "\"stone\" is not a unit that is known");
  for (const std::string_view text :
       {"1 m//s", "1 m/s/s", "1 /s", "1 m^", "1 m0", "1 m^99", "1,5 m", "1 2 m", "0x10 m", "1 m^+"}) {
    EXPECT_NE(parse_quantity(text).message, "") << text;
  }
}

// "mm" is a millimetre, "min" a minute, "mN" no mass times force: the longest symbol wins.
TEST(Units, LongestSymbolWins) {
  EXPECT_EQ(kind("1 mm"), "length");
  EXPECT_EQ(kind("1 min"), "time");
  EXPECT_EQ(kind("1 mN"), "force");
  EXPECT_EQ(kind("1 m2"), "area");
}

TEST(Units, EveryKnownUnitReadsBack) {
  for (const std::string& unit : known_units()) {
    const auto parsed = parse_unit(unit);
    ASSERT_TRUE(parsed) << unit;
    EXPECT_GT(parsed->factor, 0) << unit;
    EXPECT_NE(dimension_name(parsed->dimension), "") << unit;
  }
}

}  // namespace
}  // namespace cosmodrome
