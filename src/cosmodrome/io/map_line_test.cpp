#include "cosmodrome/io/map_line.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

double signed_area(const MapLine& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += ring[i].longitude_deg * ring[i + 1].latitude_deg - ring[i + 1].longitude_deg * ring[i].latitude_deg;
  }
  return sum / 2;
}

TEST(MapLine, IsNotCutAwayFromTheAntimeridian) {
  const MapLine line = {{10, 50, 0}, {20, 51, 0}, {30, 52, 0}};
  const auto parts = cut_at_antimeridian(line);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].size(), 3u);
}

TEST(MapLine, IsCutEastwardAndWestward) {
  for (const double side : {1.0, -1.0}) {
    const MapLine line = {{side * 178, 60, 100}, {-side * 178, 62, 300}};
    const auto parts = cut_at_antimeridian(line);
    ASSERT_EQ(parts.size(), 2u);
    ASSERT_EQ(parts[0].size(), 2u);
    EXPECT_DOUBLE_EQ(parts[0][1].longitude_deg, side * 180);
    EXPECT_DOUBLE_EQ(parts[0][1].latitude_deg, 61);
    EXPECT_DOUBLE_EQ(parts[1][0].longitude_deg, -side * 180);
    EXPECT_DOUBLE_EQ(parts[1][0].altitude_m, 200);
    EXPECT_DOUBLE_EQ(parts[1][1].longitude_deg, -side * 178);
  }
}

TEST(MapLine, StaysTheSameLengthWhenCut) {
  MapLine line;  // five times round the Earth
  for (int i = 0; i <= 180; ++i) line.push_back({std::remainder(10.0 * i, 360.0), 50 * std::sin(0.1 * i), 0});
  double length = 0;
  for (const MapLine& part : cut_at_antimeridian(line)) {
    for (std::size_t i = 1; i < part.size(); ++i) {
      const double step = std::abs(part[i].longitude_deg - part[i - 1].longitude_deg);
      EXPECT_LE(step, 10 + 1e-9);
      length += step;
    }
  }
  EXPECT_NEAR(length, 1800, 1e-9);
}

TEST(MapLine, RingsRunCounterclockwiseAndClose) {
  const MapLine clockwise = {{0, 0, 0}, {0, 1, 0}, {1, 1, 0}, {1, 0, 0}};
  const auto rings = cut_ring_at_antimeridian(clockwise);
  ASSERT_EQ(rings.size(), 1u);
  EXPECT_GT(signed_area(rings[0]), 0);
  EXPECT_DOUBLE_EQ(rings[0].front().longitude_deg, rings[0].back().longitude_deg);
  EXPECT_DOUBLE_EQ(rings[0].front().latitude_deg, rings[0].back().latitude_deg);
}

TEST(MapLine, ARingOverTheAntimeridianKeepsItsArea) {
  const MapLine ring = {{178, 60, 0}, {-179, 60, 0}, {-179, 62, 0}, {178, 62, 0}};
  const auto rings = cut_ring_at_antimeridian(ring);
  ASSERT_EQ(rings.size(), 2u);
  EXPECT_NEAR(signed_area(rings[0]) + signed_area(rings[1]), 3 * 2, 1e-9);
  for (const MapLine& part : rings) {
    EXPECT_GT(signed_area(part), 0);
    for (const MapPoint& point : part) EXPECT_LE(std::abs(point.longitude_deg), 180);
  }
}

TEST(MapLine, ACircleHasItsRadiusEverywhere) {
  DropZone zone;
  zone.outline = {{66 * degree_rad, 179.9 * degree_rad}};
  zone.radius_m = 25000;
  const MapLine line = outline(zone);
  ASSERT_GE(line.size(), 36u);
  for (const MapPoint& point : line) {
    const Geodesic radius = geodesic(zone.outline[0].latitude_rad, zone.outline[0].longitude_rad,
                                     point.latitude_deg * degree_rad, point.longitude_deg * degree_rad);
    EXPECT_NEAR(radius.distance_m, 25000, 1e-3);  // degrees and radians round: 1e-9 of the Earth's radius
  }
}

TEST(MapLine, ThinsOutButKeepsBothEnds) {
  std::vector<FlightPoint> points(1001);
  for (std::size_t i = 0; i < points.size(); ++i) points[i].longitude_rad = 1e-5 * static_cast<double>(i);  // 64 m
  const MapLine line = map_line(points, 1000);
  EXPECT_NEAR(static_cast<double>(line.size()), 64, 3);
  EXPECT_DOUBLE_EQ(line.front().longitude_deg, 0);
  EXPECT_NEAR(line.back().longitude_deg, 0.01 / degree_rad, 1e-12);
}

TEST(MapLine, OfNothingIsEmpty) {
  EXPECT_TRUE(map_line({}, 1000).empty());
  EXPECT_TRUE(cut_at_antimeridian({}).empty());
  EXPECT_TRUE(cut_ring_at_antimeridian({}).empty());
}

}  // namespace
}  // namespace cosmodrome
