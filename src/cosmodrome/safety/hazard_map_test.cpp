#include "cosmodrome/safety/hazard_map.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/philox.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;

TEST(TrackPlane, comes_back_and_keeps_areas_along_a_long_way) {
  const TrackPlane plane({0.9, 2.2}, {1.2, -2.5});
  for (const PlanePoint point :
       {PlanePoint{0, 0}, PlanePoint{5e6, 2e5}, PlanePoint{-1e6, -9e5}, PlanePoint{1.5e7, 1}}) {
    const PlanePoint back = plane.to_plane(plane.to_place(point));
    EXPECT_NEAR(back.x_m, point.x_m, 1e-4);
    EXPECT_NEAR(back.y_m, point.y_m, 1e-4);
  }
  PlaneRing ring;
  const auto circle = ellipse_outline(plane.to_place({6e6, 4e5}), 100e3, 100e3, 0, 720);
  for (const auto& place : circle) ring.push_back(plane.to_plane(place));
  EXPECT_NEAR(signed_area_m2(ring) / area_m2({circle, {}}), 1, 1e-6);
  // A way to where one is: any direction.
  EXPECT_NEAR(TrackPlane({0.1, 0.2}, {0.1, 0.2}).to_plane({0.1, 0.2}).x_m, 0, 1e-6);
}

TEST(HazardMap, of_a_normal_scatter_has_a_closed_contour) {
  // n pieces about a place with sigma each way: hits of a ship of area A are P n A / (2 pi sigma^2) exp(-r^2 / 2
  // sigma^2), so 1e-5 is at r = sigma sqrt(2 ln(A P n / (2 pi sigma^2 1e-5))).
  const double sigma_m = 10e3, ship_m2 = 2000, probability = 0.05, pieces = 300, limit = 1e-5;
  const GroundPlace centre{0.2, pi};
  const TrackPlane plane(centre, {0.3, -3});
  HazardMap map(plane, 500);
  const LocalPlane about(centre);
  const int falls = 200'000;
  for (int i = 0; i < falls; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    map.add(about.to_place({sigma_m * random_normal({5, n, 0, 0}), sigma_m * random_normal({5, n, 1, 0})}), probability,
            pieces / falls, ship_m2);
  }
  const double bandwidth_m = 1500;
  const auto hazard = map.area(limit, bandwidth_m);
  const double peak = probability * pieces * ship_m2 / (2 * pi * sigma_m * sigma_m);
  const double r_m = sigma_m * std::sqrt(2 * std::log(peak / limit));
  // The kernel widens sigma by 1.1 %; counting leaves about 2 % of noise on the contour's level, so 1 % of its area.
  EXPECT_NEAR(hazard.area_m2 / (pi * r_m * r_m), 1, 0.03);
  EXPECT_NEAR(hazard.greatest / peak, 1, 0.08);
  EXPECT_LE(hazard.covered_m2, hazard.area_m2 * 1.03 * (1 + 1e-9));
  EXPECT_GE(hazard.covered_m2, hazard.area_m2);
  ASSERT_EQ(hazard.polygons.size(), 1u);
  EXPECT_LT(hazard.polygons[0].outline.size(), 40u);
  EXPECT_TRUE(hazard.polygons[0].distance_to(centre).inside);
  EXPECT_NEAR(map.probability(centre) / peak, 1, 0.5);  // one cell: 80 falls
  // Of 200,000 falls those under the kernel: 4 pi h^2 times their density.
  EXPECT_NEAR(hazard.effective_falls / (falls * 2 * bandwidth_m * bandwidth_m / (sigma_m * sigma_m)), 1, 0.15);
}

TEST(HazardMap, keeps_distant_places_apart) {
  HazardMap map(TrackPlane({0, 0}, {0, 1}), 1000);
  map.add({0.01, 0.1}, 1, 1, 1e6), map.add({-0.01, 1.1}, 1, 1, 1e6);
  const auto hazard = map.area(0.01, 1000);
  EXPECT_EQ(hazard.polygons.size(), 2u);
  EXPECT_TRUE(map.area(0.9, 1000).polygons.empty());
  EXPECT_EQ(map.probability({0.5, 0.5}), 0);
}

TEST(HazardMap, refuses_what_is_no_limit) {
  HazardMap map(TrackPlane({0, 0}, {0, 1}), 1000);
  EXPECT_THROW(static_cast<void>(map.area(0, 1000)), InputError);
  EXPECT_THROW(static_cast<void>(map.area(1, 1000)), InputError);
  EXPECT_THROW(HazardMap(TrackPlane({0, 0}, {0, 1}), 0), InputError);
  EXPECT_TRUE(map.area(0.5, 1000).polygons.empty());
}

}  // namespace
}  // namespace cosmodrome
