#include "cosmodrome/environment/orbit_air.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

TEST(HarrisPriester, HasItsTableAtApexAndAntapex) {
  const HarrisPriester air(2);
  const Vec3<double, Itrf> sun{1, 0, 0}, bulge{std::sqrt(0.75), 0.5, 0};
  EXPECT_NEAR(air.density_kg_m3(400e3, bulge * 6.778e6, sun), 7.492e-12, 1e-18);
  EXPECT_NEAR(air.density_kg_m3(400e3, bulge * -6.778e6, sun), 2.249e-12, 1e-18);
  EXPECT_NEAR(air.density_kg_m3(1000e3, bulge * 7.378e6, sun), 0.0181e-12, 1e-20);
  // Between two rows the logarithm is even; beside the bulge half of the difference.
  EXPECT_NEAR(air.density_kg_m3(410e3, bulge * 6.788e6, sun), 1e-12 * std::sqrt(7.492 * 5.684), 1e-18);
  const Vec3<double, Itrf> beside{0, 0, 6.778e6};
  EXPECT_NEAR(air.density_kg_m3(400e3, beside, sun), 0.5e-12 * (7.492 + 2.249), 1e-18);
}

TEST(ExponentialAir, HasItsTable) {
  EXPECT_DOUBLE_EQ(ExponentialAir().density_kg_m3(0.0), 1.225);
  EXPECT_DOUBLE_EQ(ExponentialAir().density_kg_m3(500e3), 6.967e-13);
  EXPECT_NEAR(ExponentialAir().density_kg_m3(747.2119e3), 3.614e-14 * std::exp(-47.2119 / 88.667), 1e-25);
}

AirPlace<double> place_at(double t_s, double latitude_rad, double longitude_rad, double altitude_m) {
  const auto r = itrf_position_m(Geodetic<double>{latitude_rad, longitude_rad, altitude_m});
  return {t_s, r, altitude_m, {1, 0, 0}};
}

TEST(MsisDays, LookWhereTheModelLooks) {
  // The first case of the model's own test, but for local time: the Sun is over the prime meridian, so that it is noon
  // there.
  const MsisDays days({{43200, 172, {150, 150, 4, {}, false}}}, 0);
  const double lat = 60 * 0.01745329251994329577, lon = -70 * 0.01745329251994329577, hour = 29000.0 / 86400;
  const double local = 3.14159265358979323846 + lon;
  const auto air = nrlmsise00<double>({150, 150, 4, {}, false},
                                      {172, 2 * 3.14159265358979323846 * hour, 400e3, std::sin(lat), std::cos(lat),
                                       std::sin(lon), std::cos(lon), std::sin(local), std::cos(local)});
  EXPECT_NEAR(days.density_kg_m3(place_at(29000, lat, lon, 400e3)) / air.drag_density_kg_m3, 1, 1e-9);
}

TEST(MsisDays, DifferentiatesByPlaceAndTime) {
  const MsisDays days({{43200, 172, {150, 150, 4, {}, false}}, {129600, 173, {180, 151, 9, {}, false}}}, 0);
  using D = Dual<6>;
  const auto at = place_at(29000, 0.7, 1.1, 420e3);
  AirPlace<D> place;
  place.r_m = {D::variable(at.r_m.x, 0), D::variable(at.r_m.y, 1), D::variable(at.r_m.z, 2)};
  place.t_s = D::variable(at.t_s, 5);
  place.sun_unit = {D(1.0), D(0.0), D(0.0)};
  const D density = days.density_kg_m3(place);
  EXPECT_DOUBLE_EQ(density.v, days.density_kg_m3(at));
  const auto moved = [&](double dx, double dz, double dt) {
    auto there = at;
    const double turn = -2 * 3.14159265358979323846 / 86400 * dt;
    there.sun_unit = {std::cos(turn), std::sin(turn), 0};
    there.r_m.x += dx, there.r_m.z += dz, there.t_s += dt;
    return days.density_kg_m3(there);
  };
  EXPECT_NEAR(density.d[0], (moved(5, 0, 0) - moved(-5, 0, 0)) / 10, 1e-6 * std::abs(density.d[0]));
  EXPECT_NEAR(density.d[2], (moved(0, 5, 0) - moved(0, -5, 0)) / 10, 1e-6 * std::abs(density.d[2]));
  EXPECT_NEAR(density.d[5], (moved(0, 0, 5) - moved(0, 0, -5)) / 10, 1e-5 * std::abs(density.d[5]));
}

}  // namespace
}  // namespace cosmodrome
