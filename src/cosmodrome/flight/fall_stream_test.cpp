// Streams of falls: where single falls by small steps end, alone or in lanes.
#include "cosmodrome/flight/fall_stream.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <map>

#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"

namespace cosmodrome {
namespace {

/// Turns as the Earth does, with its flattening and a jet stream.
World windy_world() {
  World world = small_launcher::still_world();
  world.earth_rate_rad_s = {0, 0, earth_rotation_rate_rad_s};
  world.earth.pieces.front().angle[1] = earth_rotation_rate_rad_s;
  world.gravity = Gravity::earth(2);
  world.wind = Wind({0, 4e3, 11e3, 25e3, 40e3}, {5, 15, 40, 10, 0}, {-3, 5, 10, 0, 0});
  return world;
}

constexpr double coefficients_kg_m2[] = {1, 3, 10, 30, 60, 100, 200, 1000};

/// Forty bodies that differ in height, speed and weight; every eighth has each of the coefficients.
std::vector<Faller> fallers(const World& world) {
  std::vector<Faller> all;
  for (int i = 0; i < 40; ++i) {
    Faller faller;
    const double height_m = 15e3 + 2.5e3 * i, latitude = 0.8, r = wgs84_polar_radius_m + 12e3 + height_m;
    const Vec3<double, Gcrf> position{r * std::cos(latitude), 0, r * std::sin(latitude)};
    const auto velocity =
        cross(world.earth_rate_rad_s, position) + Vec3<double, Gcrf>{100.0 - 10 * i, 60.0 * i, 20.0 * (i % 5)};
    faller.t_s = i;
    faller.y = {position.x, position.y, position.z, velocity.x, velocity.y, velocity.z, 1};
    faller.mode = fall_mode(1 / coefficients_kg_m2[i % 8], 1.0);
    faller.until_t_s = 4 * 3600;
    all.push_back(faller);
  }
  all[11].until_t_s = all[11].t_s + 30;  // one is not given the time to come down
  return all;
}

class Given : public FallStream {
 public:
  explicit Given(std::vector<Faller> fallers) : fallers_(std::move(fallers)) {}
  bool next(Faller& faller, std::size_t& number) override {
    if (next_ == fallers_.size()) return false;
    faller = fallers_[number = next_++];
    return true;
  }
  void ended(std::size_t number, const FallEnd<double>& end) override { ends[number] = end; }
  std::map<std::size_t, FallEnd<double>> ends;

 private:
  std::vector<Faller> fallers_;
  std::size_t next_ = 0;
};

Geodetic<double> place_of(const World& world, const FallEnd<double>& end) {
  return place_on(world, gcrf_to_itrf(world.earth, end.t_s) * position_of(end.y));
}

double speed_of(const World& world, const FallEnd<double>& end) {
  return norm(velocity_of(end.y) - cross(world.earth_rate_rad_s, position_of(end.y)));
}

TEST(FallStream, EndsWhereFallsByAllTheirStepsEnd) {
  const World world = windy_world();
  const auto given = fallers(world);
  Given stream(given);
  fall_stream_in_lanes(world, stream);
  ASSERT_EQ(stream.ends.size(), given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const FallEnd<double>& end = stream.ends.at(i);
    const auto exact = fall(world, given[i].mode, given[i].t_s, given[i].y, given[i].until_t_s,
                            FallLimits{.longest_step_s = 10, .tolerance = 1e-10});
    ASSERT_EQ(end.reached_ground, exact.reached_ground) << i;
    EXPECT_FALSE(end.failed) << i;
    if (!exact.reached_ground) continue;
    const auto here = place_of(world, end), there = place_of(world, exact);
    const Geodetic<double> from = place_on(world, gcrf_to_itrf(world.earth, given[i].t_s) * position_of(given[i].y));
    const double way_m =
        distance_on_m(world, from.latitude_rad, from.longitude_rad, there.latitude_rad, there.longitude_rad);
    // 50 m, as for impact points with drag, or 3 thousandths of the way where a light one drifts far. Of its duration
    // 0.5 s or a thousandth, which is the neglected square of v^2 / 2Hg, 3 % at 60 m/s; 1 % of the speed at the ground.
    EXPECT_LT(distance_on_m(world, here.latitude_rad, here.longitude_rad, there.latitude_rad, there.longitude_rad),
              std::max(50.0, 3e-3 * way_m))
        << i;
    EXPECT_NEAR(end.t_s, exact.t_s, std::max(0.5, 1e-3 * exact.t_s)) << i;
    EXPECT_NEAR(speed_of(world, end), speed_of(world, exact), 0.01 * speed_of(world, exact)) << i;
  }
  EXPECT_FALSE(stream.ends.at(11).reached_ground);
}

TEST(FallStream, ALaneHasTheBitsOfADouble) {
  const World world = windy_world();
  Given together(fallers(world)), alone(fallers(world));
  fall_stream_in_lanes(world, together);
  fall_stream(world, alone);
  ASSERT_EQ(together.ends.size(), alone.ends.size());
  for (const auto& [number, end] : together.ends) {
    const FallEnd<double>& other = alone.ends.at(number);
    EXPECT_EQ(end.reached_ground, other.reached_ground) << number;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(end.t_s), std::bit_cast<std::uint64_t>(other.t_s)) << number;
    for (std::size_t k = 0; k < point_mass_size; ++k) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(end.y[k]), std::bit_cast<std::uint64_t>(other.y[k])) << number;
    }
  }
}

/// Keeps where each fall passes its levels.
class Levels : public Given {
 public:
  using Given::Given;
  [[nodiscard]] std::span<const double> levels_m() const override { return levels; }
  void passed(std::size_t number, std::size_t level, double t_s, const PointMassState<double>& y) override {
    EXPECT_FALSE(ends.contains(number));
    EXPECT_TRUE(at.insert({{number, level}, {t_s, y, true, false}}).second);
  }
  static constexpr double levels[] = {12e3, 3e3};
  std::map<std::pair<std::size_t, std::size_t>, FallEnd<double>> at;
};

TEST(FallStream, TellsWhereFallsPassLevels) {
  const World world = windy_world();
  const auto given = fallers(world);
  Levels lanes(given), alone(given);
  fall_stream_in_lanes(world, lanes);
  fall_stream(world, alone);
  ASSERT_EQ(lanes.at.size(), alone.at.size());
  for (const auto& [key, passage] : lanes.at) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(passage.t_s), std::bit_cast<std::uint64_t>(alone.at.at(key).t_s));
    const double found_m = place_of(world, passage).altitude_m, level_m = Levels::levels[key.second];
    // Where a fast body brakes within a step its altitude does not change evenly.
    EXPECT_NEAR(found_m, level_m, 300) << key.first;
  }
  for (const auto& [number, end] : lanes.ends) {
    if (!end.reached_ground || given[number].y[2] == 0) continue;
    EXPECT_TRUE(lanes.at.contains({number, 1})) << number;  // all begin above 12 km
    EXPECT_LT(lanes.at.at({number, 0}).t_s, lanes.at.at({number, 1}).t_s);
    EXPECT_LT(lanes.at.at({number, 1}).t_s, end.t_s);
  }
}

TEST(FallStream, WhatIsOnTheGroundIsThereAndOthersTakeItsLane) {
  const World world = windy_world();
  auto given = fallers(world);
  given.resize(20);
  for (std::size_t i = 0; i < 18; ++i) {
    for (std::size_t k = 0; k < 3; ++k) given[i].y[k] *= 0.99;
  }
  Given stream(given);
  fall_stream_in_lanes(world, stream);
  ASSERT_EQ(stream.ends.size(), 20U);
  for (std::size_t i = 0; i < 18; ++i) {
    EXPECT_TRUE(stream.ends.at(i).reached_ground);
    EXPECT_EQ(stream.ends.at(i).t_s, given[i].t_s);
  }
  EXPECT_GT(stream.ends.at(19).t_s, given[19].t_s + 10);
}

TEST(FallStream, WithoutBodiesThereIsNothing) {
  Given stream({});
  fall_stream_in_lanes(windy_world(), stream);
  EXPECT_TRUE(stream.ends.empty());
}

}  // namespace
}  // namespace cosmodrome
