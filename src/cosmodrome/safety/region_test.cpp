#include "cosmodrome/safety/region.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/frames/geodesic.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;

/// Falls with normal offsets along and across an azimuth.
std::vector<WeightedPlace> normal_falls(const GroundPlace& centre, double along_m, double across_m, double azimuth_rad,
                                        std::uint64_t count, std::uint64_t seed = 1) {
  const LocalPlane plane(centre);
  std::vector<WeightedPlace> falls;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double u = along_m * random_normal({seed, i, 0, 0}), v = across_m * random_normal({seed, i, 1, 0});
    const GroundPlace at = plane.to_place(
        {u * std::sin(azimuth_rad) + v * std::cos(azimuth_rad), u * std::cos(azimuth_rad) - v * std::sin(azimuth_rad)});
    falls.push_back({at.latitude_rad, at.longitude_rad, 1});
  }
  return falls;
}

double share_inside(const HighestDensityRegion& region, const std::vector<WeightedPlace>& falls) {
  const LocalPlane plane({falls[0].latitude_rad, falls[0].longitude_rad});
  std::vector<PlaneRing> rings;
  for (const auto& polygon : region.polygons) {
    rings.emplace_back();
    for (const auto& place : polygon.outline) rings.back().push_back(plane.to_plane(place));
    for (const auto& hole : polygon.holes) {
      rings.emplace_back();
      for (const auto& place : hole) rings.back().push_back(plane.to_plane(place));
    }
  }
  double inside = 0;
  for (const auto& fall : falls) {
    bool odd = false;
    for (const auto& ring : rings) odd ^= contains(ring, plane.to_plane({fall.latitude_rad, fall.longitude_rad}));
    inside += odd ? 1 : 0;
  }
  return inside / static_cast<double>(falls.size());
}

std::size_t vertices(const HighestDensityRegion& region) {
  std::size_t count = 0;
  for (const auto& polygon : region.polygons) {
    count += polygon.outline.size();
    for (const auto& hole : polygon.holes) count += hole.size();
  }
  return count;
}

TEST(LocalPlane, comes_back_and_keeps_areas) {
  for (const GroundPlace origin : {GroundPlace{0.9, 2.2}, GroundPlace{0, pi}, GroundPlace{pi / 2, 0.3}}) {
    const LocalPlane plane(origin);
    for (const PlanePoint point : {PlanePoint{1e5, -2e5}, PlanePoint{-3e6, 1e6}, PlanePoint{10, 0}}) {
      const PlanePoint back = plane.to_plane(plane.to_place(point));
      // Near a pole the arc sine of a number close to 1 keeps half the digits.
      EXPECT_NEAR(back.x_m, point.x_m, 1e-3);
      EXPECT_NEAR(back.y_m, point.y_m, 1e-3);
    }
  }
  // A cell of latitude and longitude has a closed area on the authalic sphere; its curved sides are cut into 1e-3 deg.
  const LocalPlane plane({60 * degree, 30 * degree});
  PlaneRing cell;
  for (int i = 0; i < 1000; ++i) cell.push_back(plane.to_plane({61 * degree, (31 + i * 1e-3) * degree}));
  for (int i = 0; i < 1000; ++i) cell.push_back(plane.to_plane({(61 + i * 1e-3) * degree, 32 * degree}));
  for (int i = 0; i < 1000; ++i) cell.push_back(plane.to_plane({62 * degree, (32 - i * 1e-3) * degree}));
  for (int i = 0; i < 1000; ++i) cell.push_back(plane.to_plane({(62 - i * 1e-3) * degree, 31 * degree}));
  const double exact_m2 = std::pow(authalic_radius_m(), 2) * degree *
                          (std::sin(authalic_latitude_rad(62 * degree)) - std::sin(authalic_latitude_rad(61 * degree)));
  EXPECT_NEAR(signed_area_m2(cell) / exact_m2, 1, 1e-7);
  EXPECT_NEAR(authalic_radius_m(), 6371007.181, 1e-3);  // as R_2 of GRS 80 (H. Moritz)
}

TEST(Region, of_a_normal_distribution_is_its_ellipse) {
  EXPECT_NEAR(ellipse_scale(0.5), 1.1774, 5e-5);
  EXPECT_NEAR(ellipse_scale(0.95), 2.4477, 5e-5);
  EXPECT_NEAR(ellipse_scale(0.97), 2.6482, 5e-5);
  EXPECT_NEAR(ellipse_scale(0.99), 3.0349, 5e-5);
  EXPECT_NEAR(ellipse_scale(0.997), 3.4086, 5e-5);

  const GroundPlace centre{52 * degree, 128 * degree};
  const auto falls = normal_falls(centre, 12e3, 4e3, 70 * degree, 20'000);
  const auto fresh = normal_falls(centre, 12e3, 4e3, 70 * degree, 20'000, 2);
  const ImpactDensity density(falls);
  EXPECT_NEAR(density.effective_falls(), 20'000, 1e-6);
  // Kernels flatten the top by 1 / (1 + n^(-1/3)); counting errs by sqrt(1 / (2 n n^(-1/3))) = 2.6 %, three times that.
  EXPECT_NEAR(density.density_1_m2(centre) * 2 * pi * 12e3 * 4e3, 1 / (1 + std::pow(20'000, -1 / 3.0)), 0.08);
  for (const double share : {0.5, 0.97, 0.997}) {
    const auto region = density.region(share);
    const double exact_m2 = pi * 12e3 * 4e3 * std::pow(ellipse_scale(share), 2);
    // Counting: the standard error of a share of 20,000 is 0.35 % at 50 %, 0.12 % at 97 %; the outer region's area
    // hangs on 60 falls.
    EXPECT_NEAR(region.area_m2 / exact_m2, 1, share == 0.997 ? 0.12 : 0.05) << share;
    EXPECT_LE(region.covered_m2, region.area_m2 * (1.03 + 1e-9)) << share;
    EXPECT_GE(region.covered_m2, region.area_m2) << share;
    EXPECT_GE(region.contained, share - 1e-3) << share;
    EXPECT_NEAR(share_inside(region, fresh), share, share == 0.5 ? 0.02 : 0.005) << share;
    EXPECT_LT(vertices(region), share == 0.997 ? 200u : 40u) << share;
    const auto ellipse = density.ellipse(share);
    EXPECT_NEAR(ellipse.area_m2() / exact_m2, 1, 0.02);
    EXPECT_NEAR(ellipse.azimuth_rad / degree, 70, 0.5);
    EXPECT_NEAR(area_m2({ellipse.outline(720), {}}) / ellipse.area_m2(), 1, 2e-4);
  }
}

TEST(Region, contains_what_was_asked_for) {
  const auto falls = normal_falls({-0.2, 0.5}, 12e3, 4e3, 1, 20'000, 3);
  const ImpactDensity density(falls, {.growth_share = 0});
  EXPECT_NEAR(density.region(0.97).contained, 0.97, 0.002);
  const ImpactDensity loose(falls);
  EXPECT_NEAR(loose.region(0.97).contained, 0.97, 0.005);
}

TEST(Region, loses_no_cover_when_simplified) {
  // Bent like a footprint of pieces in wind: nothing like an ellipse.
  const LocalPlane plane({0.9, 2.2});
  std::vector<WeightedPlace> falls;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const double s = 3 * random_uniform({7, i, 0, 0}), n = 3e3 * random_normal({7, i, 1, 0});
    const GroundPlace at = plane.to_place({(60e3 + n) * std::cos(s), (60e3 + n) * std::sin(s)});
    falls.push_back({at.latitude_rad, at.longitude_rad, 1});
  }
  const auto exact = ImpactDensity(falls, {.growth_share = 0}).region(0.97);
  const auto simple = ImpactDensity(falls).region(0.97);
  EXPECT_LT(4 * vertices(simple), vertices(exact));
  EXPECT_GE(simple.contained, exact.contained);
  for (const auto& polygon : exact.polygons) {
    for (const auto& vertex : polygon.outline) {
      double outside_m = 1e9;
      for (const auto& cover : simple.polygons) {
        const auto distance = cover.distance_to(vertex);
        outside_m = std::min(outside_m, distance.inside ? 0 : distance.edge_m);
      }
      // Edges are cut so that maps show them within 0.3 % of the region's width.
      EXPECT_LT(outside_m, 0.003 * std::sqrt(simple.covered_m2) + 50);
    }
  }
  // Bent: the ellipse is far larger.
  EXPECT_GT(ImpactDensity(falls).ellipse(0.97).area_m2(), 2.5 * exact.area_m2);
}

TEST(Region, has_holes) {
  const LocalPlane plane({0.1, 0.1});
  std::vector<WeightedPlace> falls;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    const double s = 2 * pi * random_uniform({8, i, 0, 0}), r = 50e3 + 2e3 * random_normal({8, i, 1, 0});
    const GroundPlace at = plane.to_place({r * std::cos(s), r * std::sin(s)});
    falls.push_back({at.latitude_rad, at.longitude_rad, 1});
  }
  const auto region = ImpactDensity(falls).region(0.97);
  ASSERT_EQ(region.polygons.size(), 1u);
  ASSERT_EQ(region.polygons[0].holes.size(), 1u);
  EXPECT_FALSE(region.polygons[0].distance_to({0.1, 0.1}).inside);
  EXPECT_NEAR(area_m2(region.polygons[0]) / region.covered_m2, 1, 0.01);
}

TEST(Region, is_the_same_over_the_antimeridian_and_a_pole) {
  const auto here = ImpactDensity(normal_falls({0.1, 1}, 20e3, 8e3, 0.4, 5000)).region(0.97);
  for (const GroundPlace centre : {GroundPlace{0.1, pi}, GroundPlace{pi / 2, 0}, GroundPlace{-pi / 2, 0}}) {
    const auto there = ImpactDensity(normal_falls(centre, 20e3, 8e3, 0.4, 5000)).region(0.97);
    EXPECT_NEAR(there.area_m2 / here.area_m2, 1, 0.01) << centre.latitude_rad;
    EXPECT_NEAR(there.contained, here.contained, 0.01);
    ASSERT_FALSE(there.polygons.empty());
    EXPECT_TRUE(there.polygons[0].distance_to(centre).inside);
    double parts_m2 = 0;
    const auto parts = cut_at_antimeridian(there.polygons[0]);
    for (const auto& part : parts) {
      parts_m2 += area_m2(part);
      for (const auto& p : part.outline) EXPECT_LE(std::abs(p.longitude_rad), pi);
    }
    EXPECT_GE(parts.size(), centre.latitude_rad == 0.1 ? 2u : 1u);
    // About a pole the part's edges along it are cut straight where area_m2 takes them.
    if (centre.latitude_rad == 0.1) {
      EXPECT_NEAR(parts_m2 / area_m2(there.polygons[0]), 1, 1e-3);
    }
  }
}

TEST(Region, counts_weights) {
  auto falls = normal_falls({0.5, 0.5}, 10e3, 10e3, 0, 4000);
  // Half of them twice as often as the other half, by weight.
  for (std::size_t i = 0; i < falls.size(); i += 2) falls[i].weight = 3;
  const ImpactDensity density(falls);
  EXPECT_NEAR(density.effective_falls(), 16.0 * 2000 * 2000 / (10.0 * 2000), 1e-6);
  const auto region = density.region(0.5);
  EXPECT_NEAR(region.contained, 0.5, 0.02);
}

TEST(Region, tells_the_distance_to_a_district) {
  const GroundPolygon a{ellipse_outline({0.9, 2.2}, 25e3, 15e3, 0.3), {}};
  const GeodesicEnd away = geodesic_end(0.9, 2.2, 0.3, 100e3);
  const GroundPolygon b{ellipse_outline({away.latitude_rad, away.longitude_rad}, 25e3, 15e3, away.azimuth_rad), {}};
  EXPECT_NEAR(distance_m(a, b), 50e3, 30);  // outlines of 72 points
  EXPECT_EQ(distance_m(a, a), 0);
  // A cross of two: no vertex of one in the other.
  const GroundPolygon wide{ellipse_outline({0.9, 2.2}, 200e3, 2e3, 0), {}},
      tall{ellipse_outline({0.9, 2.2}, 200e3, 2e3, 1.5), {}};
  EXPECT_EQ(distance_m(wide, tall), 0);
  // A published ellipse of 70 km by 40 km has 2198 km2: axes are full ones.
  EXPECT_NEAR(area_m2({ellipse_outline({0.89, 1.5}, 35e3, 20e3, 0, 720), {}}) / 1e6, 2199, 1);
}

TEST(Region, starship_polygon_has_its_area) {
  // US Coast Guard notice 0019-24: vertices in degrees and minutes.
  const double minutes[][4] = {{25, 43, 95, 52}, {25, 37, 94, 50}, {25, 21, 93, 15}, {25, 26, 92, 48}, {25, 58, 92, 47},
                               {26, 4, 93, 18},  {26, 1, 94, 13},  {26, 2, 94, 48},  {26, 6, 95, 42},  {26, 10, 96, 30},
                               {26, 10, 96, 51}, {26, 3, 97, 7},   {26, 2, 97, 12},  {25, 57, 97, 12}, {25, 54, 97, 5},
                               {25, 50, 97, 0},  {25, 48, 96, 51}};
  GroundPolygon area;
  for (const auto& m : minutes) area.outline.push_back({(m[0] + m[1] / 60) * degree, -(m[2] + m[3] / 60) * degree});
  // 22,762 km2 on a sphere with edges straight on an equal-area map; the ellipsoid differs by 0.3 % there.
  EXPECT_NEAR(area_m2(area) / 1e6, 22'762, 120);
}

TEST(Region, refuses_what_has_none) {
  EXPECT_THROW(ImpactDensity(std::vector<WeightedPlace>{{0, 0, 1}}), InputError);
  EXPECT_THROW(ImpactDensity(std::vector<WeightedPlace>{{0, 0, 1}, {0, 0, -1}}), InputError);
  EXPECT_THROW(ImpactDensity(std::vector<WeightedPlace>{{0, 0, 0}, {0, 0, 0}}), InputError);
  EXPECT_THROW(ImpactDensity(std::vector<WeightedPlace>{{0, 0, 1}, {NAN, 0, 1}}), InputError);
  // All in one place: a dot of the least bandwidth.
  const auto dot = ImpactDensity(std::vector<WeightedPlace>{{0.5, 0.5, 1}, {0.5, 0.5, 1}}).region(0.97);
  EXPECT_GT(dot.area_m2, 0);
  EXPECT_THROW(static_cast<void>(ellipse_scale(1)), InputError);
}

}  // namespace
}  // namespace cosmodrome
