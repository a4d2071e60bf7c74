#include "cosmodrome/safety/corridor.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/safety/corridor_stations.hpp"

namespace cosmodrome {
namespace {

constexpr double margin_m = 20e3, need_m = 2e3, radius_m = 5e3;
/// What lines are drawn inside of what holds them, of a width of 100 km at most, and a tangent to a circle within 5 km.
constexpr double pulled_in_m = 100 + 0.01 * 100e3;

GroundPlace end_of(const GroundPlace& from, double azimuth_deg, double way_m) {
  const auto end = geodesic_end(from.latitude_rad, from.longitude_rad, azimuth_deg * M_PI / 180, way_m);
  return {end.latitude_rad, end.longitude_rad};
}

double apart_m(const GroundPlace& a, const GroundPlace& b) {
  return geodesic(a.latitude_rad, a.longitude_rad, b.latitude_rad, b.longitude_rad).distance_m;
}

/// Straight east along the equator, 1 km in a second.
std::vector<CorridorPoint> straight(double from_longitude_rad = 0, int kilometres = 300) {
  std::vector<CorridorPoint> trace;
  for (int k = 0; k <= kilometres; ++k) {
    trace.push_back({double(k), end_of({0, from_longitude_rad}, 90, 1e3 * k), margin_m, need_m, need_m});
  }
  return trace;
}

ProtectedArea disc(const char* name, const GroundPlace& centre) {
  return {name, {ellipse_outline(centre, radius_m, radius_m, 0, 360), {}}};
}

/// So far to the left or right of the straight trace, 150 km down the way.
GroundPlace beside(const std::vector<CorridorPoint>& trace, double azimuth_deg, double away_m) {
  return end_of(trace[150].at, azimuth_deg, away_m);
}

Corridor drawn(const std::vector<CorridorPoint>& trace, const std::vector<ProtectedArea>& areas) {
  return draw_corridor({trace, areas, 10e3, 100e3, 0, 1});
}

void expect_off(const Corridor& corridor, const GroundPlace& centre) {
  for (const CorridorStretch& part : corridor.stretches) {
    for (std::size_t i = 1; i < part.line.size(); ++i) {
      const double way_m = apart_m(part.line[i - 1], part.line[i]);
      const auto line = geodesic(part.line[i - 1].latitude_rad, part.line[i - 1].longitude_rad,
                                 part.line[i].latitude_rad, part.line[i].longitude_rad);
      for (double s = 0; s <= 1; s += 0.1) {
        const GroundPlace at = end_of(part.line[i - 1], line.azimuth_1_rad * 180 / M_PI, s * way_m);
        EXPECT_GT(apart_m(at, centre), radius_m + margin_m) << part.from_s;
      }
    }
  }
}

TEST(Corridor, ADiscOnOneSideHoldsTheLineAtItsMargin) {
  const auto trace = straight();
  const GroundPlace town = beside(trace, 0, 60e3);
  const Corridor corridor = drawn(trace, {disc("town", town)});
  // Abeam: 60 - 5 - 20; 15 km before and behind, by Pythagoras.
  EXPECT_NEAR(*corridor.at(150).left_m, 35e3, 500);
  EXPECT_LE(*corridor.at(150).left_m, 35e3);
  for (const double t_s : {135.0, 165.0}) EXPECT_NEAR(*corridor.at(t_s).left_m, 40e3, 1300) << t_s;
  EXPECT_NEAR(*corridor.at(50).left_m, 60e3, 1e-6);  // 45 degrees from 10 km behind the pad
  EXPECT_EQ(*corridor.at(110).left_m, 100e3);
  EXPECT_EQ(*corridor.at(150).right_m, 100e3);
  EXPECT_TRUE(corridor.gaps.empty());
  ASSERT_EQ(corridor.stretches.size(), 4U);
  EXPECT_EQ(corridor.stretches[0].held_by, "");
  EXPECT_EQ(corridor.stretches[1].held_by, "town");
  EXPECT_NEAR(corridor.stretches[1].from_s, 125, 2);
  EXPECT_NEAR(corridor.stretches[1].to_s, 175, 3);
  EXPECT_EQ(corridor.stretches[3].side, CorridorSide::right);
  // The two begin behind the pad at one place, and parts join.
  EXPECT_LT(apart_m(corridor.stretches[0].line.front(), corridor.stretches[3].line.front()), 1e-3);
  EXPECT_NEAR(apart_m(corridor.stretches[0].line.front(), end_of(trace[0].at, 270, 10e3)), 0, 1);
  EXPECT_LT(apart_m(corridor.stretches[0].line.back(), corridor.stretches[1].line.front()), 1e-3);
  expect_off(corridor, town);
}

TEST(Corridor, IsTheSameOnBothSidesAndOverTheAntimeridian) {
  const auto both = [](double longitude_rad) {
    const auto trace = straight(longitude_rad);
    return drawn(trace, {disc("left", beside(trace, 0, 60e3)), disc("right", beside(trace, 180, 60e3))});
  };
  const Corridor here = both(0), there = both(M_PI - 0.02);
  ASSERT_EQ(here.widths.size(), there.widths.size());
  for (std::size_t i = 0; i < here.widths.size(); ++i) {
    EXPECT_NEAR(*here.widths[i].left_m, *here.widths[i].right_m, 0.1);
    EXPECT_NEAR(*here.widths[i].left_m, *there.widths[i].left_m, 0.1);
  }
}

TEST(Corridor, SaysWhereAndByHowMuchProtectionAndNormalFlightsOverlap) {
  const auto trace = straight();
  // Margins begin 1 km from the trace, and normal flights need 2 km.
  const Corridor narrow = drawn(trace, {disc("left", beside(trace, 0, 26e3)), disc("right", beside(trace, 180, 26e3))});
  ASSERT_EQ(narrow.gaps.size(), 2U);
  EXPECT_EQ(narrow.gaps[0].names, std::vector<std::string>{"left"});
  EXPECT_EQ(narrow.gaps[1].names, std::vector<std::string>{"right"});
  EXPECT_NEAR(narrow.gaps[0].overlap_m, 1e3, 110);  // a thousandth of the width asked for
  EXPECT_NEAR(narrow.gaps[0].worst_t_s, 150, 3);
  // The circle of 25 km is within 2 km of the trace for 2 sqrt(25^2 - 24^2) = 14 km.
  EXPECT_NEAR(narrow.gaps[0].to_s - narrow.gaps[0].from_s, 14, 2.1);
  EXPECT_FALSE(narrow.gaps[0].crossed);
  EXPECT_FALSE(narrow.at(150).left_m);
  // The trace comes within the margin of a place on its left: a gate on that side, the other keeps beyond it.
  const Corridor gate = drawn(trace, {disc("left", beside(trace, 0, 20e3))});
  ASSERT_EQ(gate.gaps.size(), 1U);
  EXPECT_TRUE(gate.gaps[0].crossed);
  EXPECT_EQ(gate.gaps[0].side, CorridorSide::left);
  EXPECT_NEAR(gate.gaps[0].overlap_m, 7e3, 20);  // of 20 km: 0.1 %
  EXPECT_EQ(*gate.at(150).right_m, 100e3);
  // Under the trace: on both sides.
  const Corridor over = drawn(trace, {disc("under", trace[150].at)});
  ASSERT_EQ(over.gaps.size(), 2U);
  EXPECT_NEAR(over.gaps[0].overlap_m, 22e3, 1e-6);
  // Normal flights that need more than was asked for.
  const Corridor less = draw_corridor({trace, {}, 1e3, 1e3, 0, 1});
  ASSERT_EQ(less.gaps.size(), 2U);
  EXPECT_TRUE(less.gaps[0].names.empty());
  EXPECT_NEAR(less.gaps[0].overlap_m, 1e3, 1e-6);
}

TEST(Corridor, WhatOpensAgainBeforeAnybodyCouldActWasNotClosed) {
  const auto trace = straight();
  // Circles of 25 km whose middles are 25 km off come within 2 km of the trace for 20 s; there are 40 s between them.
  const std::vector<ProtectedArea> two{disc("one", end_of(trace[100].at, 0, 25e3)),
                                       disc("other", end_of(trace[160].at, 0, 25e3))};
  const auto gaps = [&](double least_s) { return draw_corridor({trace, two, 10e3, 100e3, least_s, 1}).gaps.size(); };
  EXPECT_EQ(gaps(20), 2U);
  EXPECT_EQ(gaps(50), 1U);
}

TEST(Corridor, DoesNotFoldWhereTheTraceTurns) {
  // 200 km east, a quarter of a circle of 30 km, 200 km north; lines 60 km off.
  std::vector<CorridorPoint> trace = straight(0, 200);
  for (int k = 1; k <= 290; ++k) {
    const double heading_deg = 90 - std::min(90.0, k * 180 / M_PI / 30);
    trace.push_back({200.0 + k, end_of(trace.back().at, heading_deg, 1e3), margin_m, need_m, need_m});
  }
  const Corridor corridor = draw_corridor({trace, {}, 60e3, 60e3, 0, 1});
  ASSERT_EQ(corridor.stretches.size(), 2U);
  for (const CorridorStretch& part : corridor.stretches) {
    for (const GroundPlace& at : part.line) {
      double nearest_m = 1e9;
      for (const CorridorPoint& point : trace) nearest_m = std::min(nearest_m, apart_m(at, point.at));
      EXPECT_GT(nearest_m, 0.975 * 60e3);
      EXPECT_LT(nearest_m, 60e3 + 100);
    }
  }
  // Left is the inside: its two straight parts meet on the bisector of the bend.
  EXPECT_LT(corridor.stretches[0].line.size(), corridor.stretches[1].line.size());
}

TEST(Corridor, BehindThePadToo) {
  const auto trace = straight();
  const Corridor corridor = drawn(trace, {disc("behind", end_of(trace[0].at, 270, 30e3))});
  // 30 - 5 - 20 km straight behind.
  const GroundPlace back = corridor.stretches[0].line.front();
  EXPECT_EQ(corridor.stretches[0].held_by, "behind");
  EXPECT_NEAR(apart_m(back, trace[0].at), 5e3, 200);
  expect_off(corridor, end_of(trace[0].at, 270, 30e3));
}

TEST(Corridor, OfNothingIsNothing) {
  EXPECT_TRUE(drawn({}, {}).stretches.empty());
  EXPECT_TRUE(drawn(straight(0, 0), {}).stretches.empty());
  const auto trace = straight();
  EXPECT_THROW(static_cast<void>(draw_corridor({trace, {}, 0, 1, 0, 1})), InputError);
  EXPECT_THROW(static_cast<void>(draw_corridor({trace, {}, 2, 1, 0, 1})), InputError);
}

TEST(Corridor, FewVerticesKeepTheLine) {
  std::vector<GroundPlace> line;
  for (int k = 0; k <= 250; ++k) line.push_back(end_of({0.5, 3.1}, 60, 1e3 * k));
  const auto few = few_vertices(line, 50, 100e3);
  EXPECT_EQ(few.size(), 4U);
  EXPECT_EQ(few.back().longitude_rad, line.back().longitude_rad);
}

}  // namespace
}  // namespace cosmodrome
