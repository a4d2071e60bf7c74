// What the optimiser finds can be written down, and what is written down flies to the same end.
#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_mission.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/mission_of.hpp"
#include "cosmodrome/optimize/payload_map.hpp"

namespace cosmodrome {
namespace {

/// A launch whose third stage goes straight to its orbit, at a mesh error that the proof has room for.
constexpr const char* launch_text =
    "[mission]\nname = \"T\"\nsite = \"vostochny/1S\"\nvehicle = \"soyuz-2.1b\"\nliftoff = 2026-05-14T02:07:18Z\n"
    "[[payload]]\nname = \"P\"\nmass = \"6 t\"\n"
    "[[target]]\nat = \"orbit\"\norbit = { altitude = \"200 km\", inclination = \"51.8 deg\" }\n"
    "[optimize]\nmesh_tolerance = 1e-5\n";

struct Found {
  Mission mission;
  OptimizedAscent optimum;
};

const Found& found() {
  static const Found the_one = [] {
    Found result;
    result.mission = read_mission_text(launch_text, "launch.toml");
    result.optimum = optimize_ascent(make_plan(result.mission), ascent_options(result.mission.optimize));
    return result;
  }();
  return the_one;
}

TEST(Optimum, IsConfirmedAndCarriesMore) {
  EXPECT_TRUE(found().optimum.confirmed) << found().optimum.why;
  EXPECT_GT(found().optimum.payload_kg(), found().optimum.ascent.payload_kg);
}

TEST(Optimum, ItsFileFliesToTheSameEnd) {
  const Plan& reflight = found().optimum.reflight.value().plan;
  const std::string text =
      write_mission(parse_document(launch_text, "launch.toml"), found().mission, mission_of(reflight));
  const Mission mission = read_mission_text(text, "optimized.toml");
  EXPECT_EQ(mission.payloads[0].mass_kg, found().optimum.payload_kg());

  const Flight flight = fly(make_plan(mission), FlyOptions{.follow_dropped = false});
  EXPECT_EQ(flight.outcome, Outcome::target_met) << flight.cause;
  const Flight direct = fly(reflight, FlyOptions{.follow_dropped = false});
  ASSERT_EQ(flight.targets.size(), 1U);
  ASSERT_EQ(direct.targets.size(), 1U);
  EXPECT_NEAR(flight.targets[0].t_s, direct.targets[0].t_s, 1e-9);
  // fly() flies gravity turns from a table of them, a row a second, not by their law: metres at the end.
  constexpr double tabulated_m = 100;
  EXPECT_NEAR(flight.targets[0].reached.perigee_altitude_m, direct.targets[0].reached.perigee_altitude_m, tabulated_m);
  EXPECT_NEAR(flight.targets[0].reached.apogee_altitude_m, direct.targets[0].reached.apogee_altitude_m, tabulated_m);
  EXPECT_NEAR(flight.targets[0].reached.inclination_rad, direct.targets[0].reached.inclination_rad, 1e-5);
}

PayloadMapRequest small_map(int threads) {
  PayloadMapRequest request;
  request.mission = read_mission_text(launch_text, "launch.toml");
  request.orbits = {{200e3, 200e3}, {260e3, 260e3}};
  for (const double inclination_deg : {51.8, 53.0, 55.0}) {
    request.inclinations_rad.push_back(inclination_deg * std::acos(-1.0) / 180);
  }
  request.ascent = ascent_options(request.mission.optimize);
  request.threads = threads;
  return request;
}

void expect_same(const std::map<int, MapPoint>& a, const std::map<int, MapPoint>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (const auto& [number, point] : a) {
    EXPECT_EQ(point.payload_kg, b.at(number).payload_kg) << number;
    EXPECT_EQ(point.solution.times, b.at(number).solution.times) << number;
  }
}

TEST(PayloadMap, IsTheSameOnOneThreadAndOnThree) {
  const auto one = payload_map(small_map(1), {}), three = payload_map(small_map(3), {});
  ASSERT_EQ(one.size(), 6U);
  for (const auto& [number, point] : one) EXPECT_TRUE(point.confirmed) << number << ": " << point.why;
  expect_same(one, three);
}

TEST(PayloadMap, HigherAndSteeperCarriesLess) {
  const auto map = payload_map(small_map(2), {});
  for (int i = 0; i < 3; ++i) EXPECT_LT(map.at(3 + i).payload_kg, map.at(i).payload_kg);
  for (int i : {0, 1, 3, 4}) EXPECT_LT(map.at(i + 1).payload_kg, map.at(i).payload_kg);
}

TEST(PayloadMap, TakenUpAgainEndsAsOneNeverLeft) {
  const PayloadMapRequest whole = small_map(1);
  PayloadMapRequest broken = whole;
  int done = 0;
  broken.stop = [&] { return done >= 3; };
  auto half = payload_map(broken, {}, [&](int, const MapPoint&) { ++done; });
  ASSERT_EQ(half.size(), 3U);
  int more = 0;
  const auto mended = payload_map(whole, half, [&](int, const MapPoint&) { ++more; });
  EXPECT_EQ(more, 3);
  expect_same(mended, payload_map(whole, {}));
}

}  // namespace
}  // namespace cosmodrome
