#include "cosmodrome/environment/profile_shapes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

const ProfileScatter scatter{{0, 12e3, 30e3}, {3, 12, 8}, 6e3};

double covariance(const ProfileShapes<wind_shapes>& shapes, double a_m, double b_m) {
  const auto a = shapes(a_m), b = shapes(b_m);
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

TEST(ProfileShapes, HaveTheVarianceThatIsAskedForAtEachAltitude) {
  const ProfileShapes<wind_shapes> shapes(scatter);
  // At the rows; between two nodes the spline of a shape with eight waves is good to a per cent.
  EXPECT_NEAR(std::sqrt(covariance(shapes, 0, 0)), 3, 1e-9);
  EXPECT_NEAR(std::sqrt(covariance(shapes, 12e3, 12e3)), 12, 0.12);
  EXPECT_NEAR(std::sqrt(covariance(shapes, 12.25e3, 12.25e3)), 12, 0.15);
}

TEST(ProfileShapes, AreAlikeOverTheCorrelationHeight) {
  const ProfileShapes<wind_shapes> shapes(scatter);
  const auto correlation = [&](double a_m, double b_m) {
    return covariance(shapes, a_m, b_m) / std::sqrt(covariance(shapes, a_m, a_m) * covariance(shapes, b_m, b_m));
  };
  // Without the finest shapes winds are a little more alike than exp(-dz / 6 km) near by, as much alike farther off.
  EXPECT_NEAR(correlation(9e3, 15e3), std::exp(-1.0), 0.08);
  EXPECT_NEAR(correlation(5e3, 17e3), std::exp(-2.0), 0.08);
  EXPECT_GT(correlation(9e3, 9.5e3), 0.9);
  EXPECT_LT(std::abs(correlation(1e3, 26e3)), 0.12);
}

TEST(ProfileShapes, EndWithoutAKink) {
  const ProfileShapes<wind_shapes> shapes(scatter);
  for (const double x : shapes(30e3)) EXPECT_NEAR(x, 0, 1e-12);
  for (const double x : shapes(50e3)) EXPECT_NEAR(x, 0, 1e-12);
  for (std::size_t k = 0; k < wind_shapes; ++k) EXPECT_NEAR(shapes(29'990.0)[k], 0, 0.01);
}

TEST(ProfileShapes, AreTheSameBitsInLanes) {
  const ProfileShapes<density_shapes> shapes(scatter);
  Lanes altitude_m(0.0);
  for (int i = 0; i < lane_count<Lanes>; ++i) set_lane(altitude_m, i, -500.0 + 2.2e3 * i);
  const auto packed = shapes(altitude_m);
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const auto alone = shapes(lane(altitude_m, i));
    for (std::size_t k = 0; k < density_shapes; ++k) EXPECT_EQ(lane(packed[k], i), alone[k]) << i;
  }
}

TEST(ProfileShapes, OfNothingAreNothing) {
  const ProfileShapes<density_shapes> shapes(ProfileScatter{});
  EXPECT_TRUE(shapes.empty());
  for (const double x : shapes(10e3)) EXPECT_EQ(x, 0.0);
}

}  // namespace
}  // namespace cosmodrome
