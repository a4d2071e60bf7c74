// Sixteen falls at once are sixteen falls.
#include "cosmodrome/flight/fall.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

TEST(Fall, ALaneHasTheBitsOfADouble) {
  World world = small_launcher::still_world();
  world.wind = Wind({0, 10e3, 30e3}, {5, 40, 0}, {-3, 10, 0});
  PointMassState<Lanes> y{};
  Lanes drag_area_m2, until_s;
  const auto state = [](int i) -> PointMassState<double> {
    // Lane 0 is below the ground already, the last is nearly in orbit.
    const double height_m = i == 0 ? -5 : 20e3 + 8e3 * i, east_m_s = i == 15 ? 7900 : 300.0 * i;
    return {wgs84_equatorial_radius_m + height_m, 0, 0, 100.0 - 30 * i, east_m_s, 10.0 * i, 1};
  };
  const auto area_m2 = [](int i) { return i % 4 == 0 ? 0.0 : 1e-4 * (1 << i % 8); };
  const auto until = [](int i) { return i == 3 ? 20.0 : 3000.0; };  // one is given no time to come down
  for (int i = 0; i < 16; ++i) {
    for (std::size_t k = 0; k < point_mass_size; ++k) set_lane(y[k], i, state(i)[k]);
    set_lane(drag_area_m2, i, area_m2(i));
    set_lane(until_s, i, until(i));
  }
  const auto together = fall(world, fall_mode(drag_area_m2, Lanes(1.0)), Lanes(0.0), y, until_s);
  int down = 0;
  for (int i = 0; i < 16; ++i) {
    const auto alone = fall(world, fall_mode(area_m2(i), 1.0), 0.0, state(i), until(i));
    EXPECT_FALSE(alone.failed) << i;
    EXPECT_EQ(lane(together.reached_ground, i), alone.reached_ground) << i;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(lane(together.t_s, i)), std::bit_cast<std::uint64_t>(alone.t_s)) << i;
    for (std::size_t k = 0; k < point_mass_size; ++k) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(lane(together.y[k], i)), std::bit_cast<std::uint64_t>(alone.y[k])) << i;
    }
    down += alone.reached_ground ? 1 : 0;
  }
  EXPECT_EQ(down, 15);
}

}  // namespace
}  // namespace cosmodrome
