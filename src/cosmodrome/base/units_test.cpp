#include "cosmodrome/base/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/format_quantity.hpp"

namespace cosmodrome {
namespace {

double si(std::string_view text) {
  const ParsedQuantity q = parse_quantity(text);
  EXPECT_EQ(q.message, "") << text;
  return q.value;
}

std::string name(std::string_view text) { return dimension_name(parse_quantity(text).dimension); }

/// Factors by definition: exact but for the last rounding.
TEST(Units, HaveTheirDefinitions) {
  EXPECT_DOUBLE_EQ(si("85.6 tf"), 85.6e3 * 9.80665);
  EXPECT_DOUBLE_EQ(si("1 kgf"), 9.80665);
  EXPECT_DOUBLE_EQ(si("1 lbf"), 4.4482216152605);
  EXPECT_DOUBLE_EQ(si("185 km"), 185e3);
  EXPECT_DOUBLE_EQ(si("1 nmi"), 1852);
  EXPECT_DOUBLE_EQ(si("1 ft"), 0.3048);
  EXPECT_DOUBLE_EQ(si("51.7 deg"), 51.7 * std::numbers::pi / 180);
  EXPECT_DOUBLE_EQ(si("-47.0 min"), -2820);
  EXPECT_DOUBLE_EQ(si("2 h"), 7200);
  EXPECT_DOUBLE_EQ(si("14.7 t"), 14700);
  EXPECT_DOUBLE_EQ(si("1 lb"), 0.45359237);
  EXPECT_NEAR(si("1 psi"), 6894.757293168, 1e-9);
  EXPECT_DOUBLE_EQ(si("1 atm"), 101325);
  EXPECT_DOUBLE_EQ(si("60 bar"), 6e6);
  EXPECT_DOUBLE_EQ(si("0.5 %"), 0.005);
  EXPECT_DOUBLE_EQ(si("3 g0"), 3 * 9.80665);
}

TEST(Units, JoinAndDivide) {
  EXPECT_DOUBLE_EQ(si("7.8 km/s"), 7800);
  EXPECT_DOUBLE_EQ(si("1135 W/m2"), 1135);
  EXPECT_DOUBLE_EQ(si("1135 W/m^2"), 1135);
  EXPECT_DOUBLE_EQ(si("250 kg/s"), 250);
  EXPECT_DOUBLE_EQ(si("1.2 g/cm3"), 1200);
  EXPECT_DOUBLE_EQ(si("3 kN s"), 3000);
  EXPECT_DOUBLE_EQ(si("3 N*m"), 3);
  EXPECT_DOUBLE_EQ(si("9.8 m s^-2"), 9.8);
  EXPECT_DOUBLE_EQ(si("2 deg/s"), 2 * std::numbers::pi / 180);
  EXPECT_DOUBLE_EQ(si("0.1 1/s"), 0.1);
}

TEST(Units, KnowTheirDimension) {
  EXPECT_EQ(name("85.6 tf"), "force");
  EXPECT_EQ(name("185 km"), "length");
  EXPECT_EQ(name("51.7 deg"), "angle");
  EXPECT_EQ(name("1 kg m/s2"), "force");
  EXPECT_EQ(name("1 N/m2"), "pressure");
  EXPECT_EQ(name("1 J/s"), "power");
  EXPECT_EQ(name("20 %"), "ratio");
  EXPECT_NE(parse_quantity("3 deg").dimension, parse_quantity("3 %").dimension);
}

TEST(Units, SpacesAndSignsAreFree) {
  EXPECT_EQ(si("85.6tf"), si("  85.6   tf "));
  EXPECT_DOUBLE_EQ(si("+1e3 m"), 1000);
  EXPECT_DOUBLE_EQ(si("-1.5E-3 km"), -1.5);
  EXPECT_DOUBLE_EQ(si("51.7\u00B0"), si("51.7 deg"));
  EXPECT_DOUBLE_EQ(si("1_750 kg"), 1750);
  EXPECT_DOUBLE_EQ(si(".5 m"), 0.5);
}

TEST(Units, RefuseWhatIsNoQuantity) {
  for (const std::string_view text : {"", "km", "185", "185 parsecs", "185 km/", "1,750 kg", "1 m/s/s", "nan m",
                                      "1e999 m", "1 2 m", "1 m^0", "1 m^99", "--1 m", "1 nm2x"}) {
    EXPECT_NE(parse_quantity(text).message, "") << text;
  }
  EXPECT_FALSE(parse_unit("furlong"));
  EXPECT_FALSE(parse_unit(""));
}

TEST(Units, AllThatAreKnownCanBeRead) {
  for (const std::string& unit : known_units()) {
    const auto parsed = parse_unit(unit);
    ASSERT_TRUE(parsed) << unit;
    EXPECT_GT(parsed->factor, 0.0) << unit;
  }
}

TEST(Units, FormattedQuantitiesReadBack) {
  EXPECT_EQ(format_quantity(si("85.6 tf"), "tf"), "85.6 tf");
  EXPECT_EQ(format_quantity(si("51.7 deg"), "deg"), "51.7 deg");
  EXPECT_EQ(format_quantity(0.0, "kg"), "0 kg");
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> distribution(-1e6, 1e6);
  for (const std::string& unit : known_units()) {
    for (int i = 0; i < 50; ++i) {
      const double value = distribution(random), again = si(format_quantity(value, unit));
      EXPECT_NEAR(again, value, 2.3e-16 * std::abs(value)) << unit;
    }
  }
  EXPECT_THROW(format_quantity(1.0, "furlong"), std::invalid_argument);
}

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
