// The frames on numbers that carry derivatives: values with the bits of a double, derivatives by central differences.
#include <gtest/gtest.h>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

using D = Dual<1>;

template <class S>
Vec3<S, Gcrf> along_a_line(const S& t) {
  return {S(-3.1e6) + t * S(-5e3), S(4.4e6) + t * S(-5.1e3), S(4.2e6) + t * S(2e3)};
}

template <class S>
Geodetic<S> place(const EarthOrientation& e, const S& t) {
  return to_geodetic(gcrf_to_itrf(e, t) * along_a_line(t));
}

TEST(Derivatives, of_a_place_over_the_turning_earth) {
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 8 * 3600.0, without_observations);
  for (const double t : {-400.0, 30.0, 250.0, 500.0}) {
    const auto d = place(e, D::variable(t, 0));
    const auto own = place(e, t);
    EXPECT_EQ(d.latitude_rad.v, own.latitude_rad);
    EXPECT_EQ(d.longitude_rad.v, own.longitude_rad);
    EXPECT_EQ(d.altitude_m.v, own.altitude_m);
    const double h = 0.5;  // truncation (v h / r)^3 / h = 1e-10 rad/s or 1e-3 m/s, taken away by Richardson's step
    const auto slope = [&](auto member) {
      const auto difference = [&](double k) { return (place(e, t + k).*member - place(e, t - k).*member) / (2 * k); };
      return (4.0 * difference(h) - difference(2 * h)) / 3.0;
    };
    EXPECT_NEAR(d.latitude_rad.d[0], slope(&Geodetic<double>::latitude_rad), 2e-14);
    EXPECT_NEAR(d.longitude_rad.d[0], slope(&Geodetic<double>::longitude_rad), 2e-14);
    EXPECT_NEAR(d.altitude_m.d[0], slope(&Geodetic<double>::altitude_m), 3e-8);  // rounding: 4 nm / 0.5 s
  }
}

TEST(Derivatives, of_a_position_by_its_latitude) {
  const Geodetic<D> g{D::variable(0.8, 0), D(2.0), D(1e5)};
  const auto r = itrf_position_m(g);
  const double h = 1e-4;
  const auto difference = [&](double k) {
    return (itrf_position_m(Geodetic<double>{0.8 + k, 2.0, 1e5}).z -
            itrf_position_m(Geodetic<double>{0.8 - k, 2.0, 1e5}).z) /
           (2 * k);
  };
  EXPECT_NEAR(r.z.d[0], (4 * difference(h) - difference(2 * h)) / 3, 2e-5);  // rounding 1e-9 m / 1e-4 rad
  const auto back = to_geodetic(r);
  EXPECT_NEAR(back.latitude_rad.d[0], 1.0, 1e-14);
  EXPECT_NEAR(back.longitude_rad.d[0], 0.0, 1e-15);
  EXPECT_NEAR(back.altitude_m.d[0], 0.0, 1e-7);
}

TEST(Derivatives, are_finite_on_the_axis_of_the_earth) {
  const auto up = local_vertical(Vec3<D, Itrf>{D::variable(0.0, 0), D(0.0), D(6.4e6)});
  EXPECT_TRUE(std::isfinite(up.altitude_m.d[0]));
  EXPECT_TRUE(std::isfinite(up.up.z.d[0]));
}

}  // namespace
}  // namespace cosmodrome
