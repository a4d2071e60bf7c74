#include "cosmodrome/environment/solid_tide.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {
namespace {

constexpr double radius_m = 6378136.3, moon_gm = 4.9028e12;

TEST(SolidTide, IsTheGradientOfItsPotential) {
  using D = Dual<3>;
  const Vec3<double, Gcrf> moon{2.9e8, -2.1e8, 1.2e8}, place{4.1e6, 5.2e6, -2.3e6};
  const Vec3<D, Gcrf> r{D::variable(place.x, 0), D::variable(place.y, 1), D::variable(place.z, 2)};
  const D c = dot(r, to_scalar<D>(moon)) / (norm(r) * norm(moon));
  const double s = norm(moon);
  const D r3 = norm(r) * norm(r) * norm(r);
  const D potential = D(0.3019 * moon_gm / (s * s * s) * std::pow(radius_m, 5)) / r3 * (1.5 * c * c - 0.5);
  const auto a = solid_tide_acceleration(0.3019, radius_m, moon_gm, moon, place);
  const double size = norm(a);
  EXPECT_NEAR(a.x, potential.d[0], 1e-13 * size);
  EXPECT_NEAR(a.y, potential.d[1], 1e-13 * size);
  EXPECT_NEAR(a.z, potential.d[2], 1e-13 * size);
}

// Under the Moon the bulge pulls down: 3 k2 gm R / s^3 at the ground, 3/2 of that at 90 degrees the other way.
TEST(SolidTide, PullsTowardTheBulge) {
  const Vec3<double, Gcrf> moon{3.844e8, 0, 0};
  const double unit = 0.3 * moon_gm * radius_m / std::pow(3.844e8, 3);
  const auto below = solid_tide_acceleration<double, Gcrf>(0.3, radius_m, moon_gm, moon, {radius_m, 0, 0});
  const auto beside = solid_tide_acceleration<double, Gcrf>(0.3, radius_m, moon_gm, moon, {0, radius_m, 0});
  EXPECT_NEAR(below.x, -3 * unit, 1e-12 * unit);
  EXPECT_NEAR(beside.y, 1.5 * unit, 1e-12 * unit);
}

}  // namespace
}  // namespace cosmodrome
