#include "cosmodrome/almanac/space_weather.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr std::int64_t first_of_2023 = 23 * 365 + 6;  // six leap days since 2000

// As CelesTrak's file has it: NOAA's flux, GFZ's amplitudes.
TEST(SpaceWeather, KnowsTheFirstOfJanuary2023) {
  const SpaceWeather table = SpaceWeather::shipped();
  const auto& day = table.on(first_of_2023);
  EXPECT_EQ(day.day, first_of_2023);
  EXPECT_EQ(day.kind, SpaceWeatherKind::observed);
  EXPECT_EQ(day.f107, 152.6);
  EXPECT_EQ(day.ap, 14);
  EXPECT_EQ(day.ap_3h[0], 9);
  EXPECT_EQ(day.ap_3h[7], 27);
  EXPECT_NEAR(day.f107_average, 159, 2);
}

TEST(SpaceWeather, HoldsWhatItHasOutsideItsDays) {
  const SpaceWeather table({{.day = 10, .f107 = 100}, {.day = 20, .f107 = 200}});
  EXPECT_EQ(table.on(5).f107, 100);
  EXPECT_EQ(table.on(19).f107, 100);
  EXPECT_EQ(table.on(1000).f107, 200);
  EXPECT_THROW(SpaceWeather({}), std::invalid_argument);
  EXPECT_THROW(SpaceWeather({{.day = 2}, {.day = 2}}), std::invalid_argument);
}

TEST(SpaceWeather, RefusesTablesThatAreNone) {
  const std::string file = testing::TempDir() + "space_weather_test.csv";
  const auto refuses = [&](const std::string& text) {
    std::ofstream(file) << text;
    EXPECT_THROW(SpaceWeather::load(file), InputError) << text;
  };
  refuses("");
  refuses("2023-01-01,O,150,150,14,1,2,3,4,5,6,7\n");
  refuses("2023-01-01,X,150,150,14,1,2,3,4,5,6,7,8\n");
  refuses("2023-13-01,O,150,150,14,1,2,3,4,5,6,7,8\n");
  refuses("2023-01-01,O,much,150,14,1,2,3,4,5,6,7,8\n");
  refuses("2023-01-02,O,150,150,14,1,2,3,4,5,6,7,8\n2023-01-01,O,150,150,14,1,2,3,4,5,6,7,8\n");
  std::ofstream(file) << "2023-01-02,M,150,150,,,,,,,,,\n";
  EXPECT_EQ(SpaceWeather::load(file).days().size(), 1u);
  EXPECT_THROW(SpaceWeather::load(file + ".not"), InputError);
}

}  // namespace
}  // namespace cosmodrome
