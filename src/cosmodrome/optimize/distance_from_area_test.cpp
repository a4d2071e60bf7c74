#include "cosmodrome/optimize/distance_from_area.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

constexpr double metres_a_degree = 6371e3 * degree_rad;

template <Scalar S>
Vec3<S, Itrf> direction(const S& latitude_rad, const S& longitude_rad) {
  // Geodetic latitudes of the ellipsoid, as outlines have them.
  const auto place = itrf_position_m(Geodetic<S>{latitude_rad, longitude_rad, S(0.0)});
  return place * (S(1.0) / norm(place));
}

double at(const DistanceFromArea& distance, double latitude_deg, double longitude_deg) {
  return distance(direction(latitude_deg * degree_rad, longitude_deg * degree_rad));
}

/// On the equator, over the 180th meridian, with a bay from the north.
GroundArea bay() {
  GroundArea area{"bay", {}};
  for (const auto& [north, east] : std::vector<std::pair<double, double>>{
           {-1, 178}, {-1, 182}, {1, 182}, {1, 181}, {0, 181}, {0, 179}, {1, 179}, {1, 178}})
    area.outline.push_back({north * degree_rad, std::remainder(east, 360) * degree_rad});
  return area;
}

TEST(DistanceFromArea, IsThatFromTheNearestEdge) {
  const DistanceFromArea distance(bay());
  EXPECT_NEAR(at(distance, 0.1, 178.5), -0.5 * metres_a_degree, 0.01 * metres_a_degree);
  EXPECT_NEAR(at(distance, -0.3, 180), -0.3 * metres_a_degree, 0.01 * metres_a_degree);
  EXPECT_NEAR(at(distance, 0.4, 180), 0.4 * metres_a_degree, 0.01 * metres_a_degree);  // in the bay
  EXPECT_NEAR(at(distance, 0, 184), 2 * metres_a_degree, 0.03 * metres_a_degree);
  EXPECT_NEAR(at(distance, 2, 183), std::sqrt(2) * metres_a_degree, 0.03 * metres_a_degree);  // from a corner
  EXPECT_NEAR(at(distance, -1, 180), 0, 200);  // parallels are not straight
  EXPECT_GT(at(distance, 0, 0), 1e7);          // behind the Earth
}

TEST(DistanceFromArea, IsTheSameWhicheverWayTheOutlineRuns) {
  GroundArea turned = bay();
  std::reverse(turned.outline.begin(), turned.outline.end());
  const DistanceFromArea one(bay()), other(turned);
  for (double latitude = -2; latitude < 2; latitude += 0.37)
    for (double longitude = 177; longitude < 183; longitude += 0.41)
      EXPECT_NEAR(at(one, latitude, longitude), at(other, latitude, longitude), 1e-6);
}

TEST(DistanceFromArea, IsThatOfEveryLane) {
  const DistanceFromArea distance(bay());
  double north[16], east[16];
  for (int i = 0; i < 16; ++i) north[i] = (-1.6 + 0.2 * i) * degree_rad, east[i] = (177.3 + 0.31 * i) * degree_rad;
  const Lanes all = distance(direction(Lanes::load(north), Lanes::load(east)));
  for (int i = 0; i < 16; ++i) EXPECT_EQ(lane(all, i), distance(direction(north[i], east[i]))) << i;
}

TEST(DistanceFromArea, HasTheDerivativesOfItsDifferences) {
  const DistanceFromArea distance(bay());
  const auto along = [&](double north_deg, double east_deg) {
    Dual<1> latitude(north_deg * degree_rad), longitude(east_deg * degree_rad);
    latitude.d[0] = 1, longitude.d[0] = 0.5;
    const double slope = distance(direction(latitude, longitude)).d[0];
    const double h = 1e-6;
    const double above = distance(direction(north_deg * degree_rad + h, east_deg * degree_rad + 0.5 * h));
    const double below = distance(direction(north_deg * degree_rad - h, east_deg * degree_rad - 0.5 * h));
    EXPECT_NEAR(slope, (above - below) / (2 * h), 1e-6 * 6.4e6) << north_deg << " " << east_deg;
  };
  along(0.3, 178.4), along(0.4, 180.1), along(2, 183), along(-1.5, 179), along(-1.0002, 180.3);
}

}  // namespace
}  // namespace cosmodrome
