#include "cosmodrome/environment/atmosphere.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/environment/us76.hpp"

namespace cosmodrome {
namespace {

double relative(double a, double b) { return std::abs(a / b - 1); }

double distance_to_kink_m(double z_m) {
  double nearest_m = 1e9;
  for (double kink_m : Us76::kinks_m()) nearest_m = std::min(nearest_m, std::abs(z_m - kink_m));
  return nearest_m;
}

// A step of 3.37 m is short of any row's height and in step with none, so that each kink is met between its rows.
TEST(Atmosphere, KeepsToTheStandardWithin1e4) {
  const Atmosphere atmosphere = Atmosphere::us76();
  const Us76 us76;
  for (double z_m = -5e3; z_m < 1e6; z_m += z_m < 130e3 ? 3.37 : 111.7) {
    const auto air = atmosphere(z_m);
    const auto point = us76(z_m);
    ASSERT_LT(relative(air.density_kg_m3, point.density_kg_m3), 1e-4) << z_m;
    ASSERT_LT(relative(air.pressure_Pa, point.pressure_Pa), 1e-4) << z_m;
    ASSERT_LT(relative(air.temperature_K, point.temperature_K), 1e-4) << z_m;
    ASSERT_LT(relative(air.sound_speed_m_s(), point.sound_speed_m_s), 1e-4) << z_m;
  }
}

TEST(Atmosphere, IsAsGoodAsExactAwayFromTheKinks) {
  const Atmosphere atmosphere = Atmosphere::us76();
  const Us76 us76;
  for (double z_m = -5e3; z_m < 79e3; z_m += 3.37) {
    if (distance_to_kink_m(z_m) < 500) continue;
    ASSERT_LT(relative(atmosphere(z_m).density_kg_m3, us76(z_m).density_kg_m3), 1e-8) << z_m;
  }
  for (double z_m = 151e3; z_m < 1e6; z_m += 111.7)
    ASSERT_LT(relative(atmosphere(z_m).density_kg_m3, us76(z_m).density_kg_m3), 1e-8) << z_m;
}

TEST(Atmosphere, FadesAboveAndStaysBelow) {
  const Atmosphere atmosphere = Atmosphere::us76();
  EXPECT_EQ(atmosphere(-2e4).density_kg_m3, atmosphere(-5e3).density_kg_m3);
  double before = atmosphere(999e3).density_kg_m3;
  for (double z_m : {1000e3, 1001e3, 1100e3, 2000e3, 36e6, 4e8}) {
    const auto air = atmosphere(z_m);
    EXPECT_GT(air.density_kg_m3, 0) << z_m;
    EXPECT_LT(air.density_kg_m3, before) << z_m;
    EXPECT_TRUE(std::isfinite(air.pressure_Pa) && std::isfinite(air.sound_speed_m_s())) << z_m;
    before = air.density_kg_m3;
  }
  EXPECT_LT(atmosphere(36e6).density_kg_m3, 1e-70);
  // No step in value or slope where the table ends.
  const double h_m = 1.0;
  const auto log_density = [&](double z_m) { return std::log(atmosphere(z_m).density_kg_m3); };
  const double slope_below = (log_density(1e6) - log_density(1e6 - h_m)) / h_m;
  const double slope_above = (log_density(1e6 + h_m) - log_density(1e6)) / h_m;
  EXPECT_NEAR(slope_above / slope_below, 1.0, 1e-2);
}

TEST(Atmosphere, GivesEachLaneTheBitsOfOneFlight) {
  const Atmosphere atmosphere = Atmosphere::us76();
  for (double start_m : {-7e3, 9e3, 80e3, 400e3, 990e3}) {
    Lanes z_m;
    for (int l = 0; l < 16; ++l) set_lane(z_m, l, start_m + 977.3 * l * l);
    const Air<Lanes> lanes = atmosphere(z_m);
    for (int l = 0; l < 16; ++l) {
      const Air<double> one = atmosphere(lane(z_m, l));
      EXPECT_EQ(lane(lanes.density_kg_m3, l), one.density_kg_m3);
      EXPECT_EQ(lane(lanes.pressure_Pa, l), one.pressure_Pa);
      EXPECT_EQ(lane(lanes.temperature_K, l), one.temperature_K);
      EXPECT_EQ(lane(lanes.inverse_sound_speed_s_m, l), one.inverse_sound_speed_s_m);
    }
  }
}

// Central differences over 2 x 0.5 m, away from kinks: (0.5 m / 8 km)^2 by the third derivative, rounding 1e-12.
TEST(Atmosphere, HasTheDerivativesOfCentralDifferences) {
  const Atmosphere atmosphere = Atmosphere::us76();
  const double h_m = 0.5;
  for (double z_m : {500.0, 10e3, 35e3, 70e3, 105e3, 300e3, 1500e3}) {
    const Air<Dual<1>> air = atmosphere(Dual<1>::variable(z_m, 0));
    const Air<double> above = atmosphere(z_m + h_m), below = atmosphere(z_m - h_m), here = atmosphere(z_m);
    EXPECT_EQ(air.density_kg_m3.v, here.density_kg_m3);
    const double scale_height_m = 8e3;
    EXPECT_NEAR(air.density_kg_m3.d[0], (above.density_kg_m3 - below.density_kg_m3) / (2 * h_m),
                1e-7 * here.density_kg_m3 / scale_height_m);
    EXPECT_NEAR(air.pressure_Pa.d[0], (above.pressure_Pa - below.pressure_Pa) / (2 * h_m),
                1e-7 * here.pressure_Pa / scale_height_m);
    EXPECT_NEAR(air.sound_speed_m_s().d[0], (above.sound_speed_m_s() - below.sound_speed_m_s()) / (2 * h_m), 1e-8);
    EXPECT_NEAR(air.temperature_K.d[0], (above.temperature_K - below.temperature_K) / (2 * h_m), 1e-8);
  }
  // Held below the lowest altitude: nothing changes with it there.
  EXPECT_EQ(atmosphere(Dual<1>::variable(-6e3, 0)).density_kg_m3.d[0], 0);
}

TEST(Atmosphere, LetsANanThroughAndNothingElse) {
  EXPECT_TRUE(std::isnan(Atmosphere::us76()(std::numeric_limits<double>::quiet_NaN()).density_kg_m3));
}

TEST(Atmosphere, GoesThroughTheRowsOfAUsersTable) {
  const std::vector<double> z_m{0, 2e3, 5e3, 12e3, 20e3, 45e3, 80e3};
  std::vector<double> density, pressure, temperature;
  const Us76 us76;
  for (double z : z_m) {
    density.push_back(us76(z).density_kg_m3);
    pressure.push_back(us76(z).pressure_Pa);
    temperature.push_back(us76(z).temperature_K);
  }
  const Atmosphere atmosphere = Atmosphere::from_table(z_m, density, pressure, temperature);
  for (std::size_t i = 0; i < z_m.size(); ++i) {
    // The spline through the rows is sampled every 80 m at the most and splined again: an error of the fourth order.
    EXPECT_LT(relative(atmosphere(z_m[i]).density_kg_m3, density[i]), 1e-6) << z_m[i];
    EXPECT_LT(relative(atmosphere(z_m[i]).pressure_Pa, pressure[i]), 1e-6) << z_m[i];
    EXPECT_LT(relative(atmosphere(z_m[i]).temperature_K, temperature[i]), 1e-6) << z_m[i];
  }
  EXPECT_LT(atmosphere(200e3).density_kg_m3, atmosphere(80e3).density_kg_m3);
  EXPECT_EQ(atmosphere(-100.0).density_kg_m3, atmosphere(0.0).density_kg_m3);
}

TEST(Atmosphere, RefusesATableThatIsNone) {
  const std::vector<double> z_m{0, 1e3, 2e3, 3e3}, falling{4, 3, 2, 1}, bad{4, 3, -2, 1}, rising{1, 2, 3, 4};
  EXPECT_NO_THROW(Atmosphere::from_table(z_m, falling, falling, falling));
  EXPECT_THROW(Atmosphere::from_table({0, 1e3}, {2, 1}, {2, 1}, {2, 1}), InputError);
  EXPECT_THROW(Atmosphere::from_table(falling, falling, falling, falling), InputError);
  EXPECT_THROW(Atmosphere::from_table(z_m, bad, falling, falling), InputError);
  EXPECT_THROW(Atmosphere::from_table(z_m, falling, bad, falling), InputError);
  EXPECT_THROW(Atmosphere::from_table(z_m, falling, falling, bad), InputError);
  EXPECT_THROW(Atmosphere::from_table(z_m, rising, falling, falling), InputError);
  EXPECT_THROW(Atmosphere::from_table(z_m, {2, 1}, falling, falling), InputError);
}

}  // namespace
}  // namespace cosmodrome
