// How far from a district something comes down, against places laid out from it along the ellipsoid.
#include "cosmodrome/flight/zones.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

constexpr double east = 90 * degree_rad, north = 0, west = 270 * degree_rad;

Impact impact_at(double latitude_rad, double longitude_rad) {
  Impact impact;
  impact.element = "core";
  impact.latitude_rad = latitude_rad, impact.longitude_rad = longitude_rad;
  return impact;
}

const Impact here = impact_at(57 * degree_rad, 135 * degree_rad);

DropZone::Point from(const Impact& impact, double azimuth_rad, double distance_m) {
  const GeodesicEnd at = geodesic_end(impact.latitude_rad, impact.longitude_rad, azimuth_rad, distance_m);
  return {at.latitude_rad, at.longitude_rad};
}

DropZone zone_of(std::vector<DropZone::Point> outline, double radius_m = 0) {
  DropZone zone;
  zone.name = "district", zone.element = "core", zone.source = "order";
  zone.outline = std::move(outline), zone.radius_m = radius_m;
  return zone;
}

Impact::ZoneDistance distance(const DropZone& zone, const Impact& impact = here) {
  const auto all = distances_to_zones({zone}, impact);
  EXPECT_EQ(all.size(), 1U);
  return all.at(0);
}

/// A square of 20 km to the side whose centre is 30 km east of the impact: corners by Pythagoras in the plane of
/// offsets, which keeps distance and direction from the impact.
DropZone square_around(const Impact& impact, double east_m, double half_m) {
  std::vector<DropZone::Point> corners;
  for (const auto& [x, y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
    const double to_east = east_m + half_m * x, to_north = half_m * y;
    corners.push_back(from(impact, std::atan2(to_east, to_north), std::hypot(to_east, to_north)));
  }
  return zone_of(corners);
}

// Distances on the ellipsoid are good to nanometres; a square of tens of kilometres adds some rounding.
constexpr double close_m = 1e-5;

TEST(Zones, ACircle) {
  const DropZone zone = zone_of({from(here, 0.7, 25e3)}, 10e3);
  EXPECT_NEAR(distance(zone).distance_m, 15e3, close_m);
  EXPECT_NEAR(distance(zone).centre_distance_m, 25e3, close_m);
  EXPECT_EQ(distance(zone_of({from(here, 0.7, 9.9e3)}, 10e3)).distance_m, 0);
  EXPECT_EQ(distance(zone).zone, "district");
  EXPECT_EQ(distance(zone).source, "order");
}

TEST(Zones, MayNameARole) {
  DropZone zone = zone_of({from(here, 0.7, 25e3)}, 10e3);
  zone.element = "fairing";
  Impact half = here;
  half.element = "fairing-large";
  EXPECT_TRUE(distances_to_zones({zone}, half).empty());
  EXPECT_TRUE(distances_to_zones({zone}, half, "tail").empty());
  ASSERT_EQ(distances_to_zones({zone}, half, "fairing").size(), 1U);
  EXPECT_NEAR(distances_to_zones({zone}, half, "fairing")[0].distance_m, 15e3, close_m);
  zone.element = "";  // a district for nothing is not one for stages, which have no role
  EXPECT_TRUE(distances_to_zones({zone}, half, "").empty());
}

TEST(Zones, InsideASquare) {
  const auto inside = distance(square_around(here, 5e3, 10e3));
  EXPECT_EQ(inside.distance_m, 0);
  EXPECT_NEAR(inside.centre_distance_m, 5e3, close_m);
}

TEST(Zones, OutsideASquareTheNearestEdgeCounts) {
  for (const double east_m : {30e3, -30e3}) {
    const auto outside = distance(square_around(here, east_m, 10e3));
    EXPECT_NEAR(outside.distance_m, 20e3, close_m);
    EXPECT_NEAR(outside.centre_distance_m, 30e3, close_m);
  }
}

TEST(Zones, OrItsNearestCorner) {
  const DropZone triangle = zone_of({from(here, north + 0.2, 40e3), from(here, 0.1, 70e3), from(here, 0.4, 70e3)});
  EXPECT_NEAR(distance(triangle).distance_m, 40e3, close_m);
}

TEST(Zones, TheWayAroundDoesNotMatter) {
  DropZone zone = square_around(here, 5e3, 10e3);
  std::reverse(zone.outline.begin(), zone.outline.end());
  EXPECT_EQ(distance(zone).distance_m, 0);
}

TEST(Zones, AcrossTheDateLine) {
  const Impact at_line = impact_at(50 * degree_rad, 179.99 * degree_rad);
  EXPECT_EQ(distance(square_around(at_line, 5e3, 10e3), at_line).distance_m, 0);
  EXPECT_NEAR(distance(square_around(at_line, 30e3, 10e3), at_line).distance_m, 20e3, close_m);
}

TEST(Zones, AtThePole) {
  const Impact at_pole = impact_at(90 * degree_rad, 0);
  EXPECT_EQ(distance(square_around(at_pole, 0, 10e3), at_pole).distance_m, 0);
}

TEST(Zones, TwoPointsAreACentreBetweenThem) {
  const DropZone zone = zone_of({from(here, west, 5e3), from(here, east, 15e3)}, 1e3);
  EXPECT_NEAR(distance(zone).centre_distance_m, 5e3, close_m);
  EXPECT_NEAR(distance(zone).distance_m, 4e3, close_m);
}

TEST(Zones, OnlyThoseOfTheElement) {
  DropZone other = square_around(here, 0, 10e3);
  other.element = "boosters";
  const DropZone nowhere = zone_of({});
  EXPECT_TRUE(distances_to_zones({other, nowhere}, here).empty());
  EXPECT_EQ(distances_to_zones({other, square_around(here, 0, 10e3), nowhere}, here).size(), 1U);
}

}  // namespace
}  // namespace cosmodrome
