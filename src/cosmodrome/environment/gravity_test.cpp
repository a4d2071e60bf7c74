#include "cosmodrome/environment/gravity.hpp"

#include <gtest/gtest.h>
#include <array>

#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/lanes.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Itrf>;

const std::string egm2008_path = COSMODROME_DATA_DIR "/earth/egm2008_120.csv";

const GravityCoefficients& egm2008() {
  static const GravityCoefficients field = load_gravity(egm2008_path, 120);
  return field;
}

Place place(double r_m, double latitude_rad, double longitude_rad) {
  return {r_m * std::cos(latitude_rad) * std::cos(longitude_rad),
          r_m * std::cos(latitude_rad) * std::sin(longitude_rad), r_m * std::sin(latitude_rad)};
}

std::vector<Place> places(int count) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> r_m(6.45e6, 9e6), z(-0.999, 0.999), longitude(-3.14, 3.14);
  std::vector<Place> all;
  for (int i = 0; i < count; ++i) all.push_back(place(r_m(random), std::asin(z(random)), longitude(random)));
  return all;
}

double distance(const Place& a, const Place& b) { return std::hypot(a.x - b.x, a.y - b.y, a.z - b.z); }
double size(const Place& a) { return distance(a, {}); }

/// The field's gradient another way: latitude and longitude, unnormalised Legendre functions by their textbook
/// recursion, in long double (whose exponents hold 240!). Not for the poles.
Place by_latitude_and_longitude(const GravityCoefficients& field, int degree, int order, const Place& place_m) {
  using Real = long double;
  const Real x = place_m.x, y = place_m.y, z = place_m.z, rho = std::hypot(x, y), r = std::hypot(rho, z);
  const Real sine = z / r, cosine = rho / r, longitude = std::atan2(y, x);
  std::vector<std::vector<Real>> P(degree + 2, std::vector<Real>(degree + 3, 0));
  P[0][0] = 1;
  for (int n = 1; n <= degree + 1; ++n) {
    P[n][n] = (2 * n - 1) * cosine * P[n - 1][n - 1];
    for (int m = 0; m < n; ++m)
      P[n][m] = ((2 * n - 1) * sine * P[n - 1][m] - (n > 1 ? (n + m - 1) * P[n - 2][m] : Real(0))) / (n - m);
  }
  Real by_r = -1, by_latitude = 0, by_longitude = 0;  // of U, in units of gm/r^2, gm/r, gm/r
  for (int n = 2; n <= degree; ++n) {
    const Real power = std::pow(static_cast<Real>(field.radius_m) / r, static_cast<Real>(n));
    for (int m = 0; m <= std::min(n, order); ++m) {
      Real factorials = 1;  // (n - m)! / (n + m)!
      for (int k = n - m + 1; k <= n + m; ++k) factorials /= k;
      const Real norm = std::sqrt((m == 0 ? 1 : 2) * (2 * n + 1) * factorials);
      const Real C = norm * field.C[GravityCoefficients::index(n, m)];
      const Real S = norm * field.S[GravityCoefficients::index(n, m)];
      const Real wave = C * std::cos(m * longitude) + S * std::sin(m * longitude);
      by_r -= power * (n + 1) * P[n][m] * wave;
      by_latitude += power * (P[n][m + 1] - m * sine / cosine * P[n][m]) * wave;
      by_longitude += power * P[n][m] * m * (S * std::cos(m * longitude) - C * std::sin(m * longitude));
    }
  }
  const Real strength = static_cast<Real>(field.gm_m3_s2) / (r * r);
  const Real outward = strength * by_r, north = strength * by_latitude, east = strength * by_longitude / cosine;
  const Real horizontal = outward * cosine - north * sine;
  return {static_cast<double>((horizontal * x - east * y) / rho),
          static_cast<double>((horizontal * y + east * x) / rho), static_cast<double>(outward * sine + north * cosine)};
}

TEST(HarmonicGravity, EqualsTheGradientInLatitudeAndLongitude) {
  const int fields[][2] = {{2, 0}, {2, 2}, {8, 8}, {21, 5}, {36, 36}, {70, 70}, {120, 120}, {16, 15}, {17, 17}, {3, 1}};
  for (const auto [degree, order] : fields) {
    const HarmonicGravity gravity(egm2008(), degree, order);
    for (const Place& at : places(12)) {
      const Place expected = by_latitude_and_longitude(egm2008(), degree, order, at);
      EXPECT_LT(distance(gravity(at), expected), 1e-12 * size(expected)) << degree << 'x' << order;
    }
  }
}

TEST(HarmonicGravity, HasNoTroubleAtThePoles) {
  const HarmonicGravity gravity(egm2008(), 120, 120);
  for (double pole : {1.0, -1.0}) {
    const Place at{0, 0, pole * 6.6e6};
    ASSERT_TRUE(std::isfinite(size(gravity(at))));
    // One metre beside the pole the field differs by its gradient: gm / r^3, 1.4e-6 m/s2 a metre.
    EXPECT_LT(distance(gravity(at), by_latitude_and_longitude(egm2008(), 120, 120, {1, 0, at.z})), 2e-6);
    EXPECT_GT(distance(gravity(at), ZonalGravity::earth(6)(at)), 1e-7);  // the tesserals count here too
  }
}

/// Sixteen places as one.
Vec3<Lanes, Itrf> pack(const std::vector<Place>& all) {
  std::array<double, 16> x{}, y{}, z{};
  for (std::size_t l = 0; l < 16; ++l) x[l] = all[l].x, y[l] = all[l].y, z[l] = all[l].z;
  return {Lanes::load(x.data()), Lanes::load(y.data()), Lanes::load(z.data())};
}

TEST(HarmonicGravity, GivesEachLaneTheBitsOfOnePlace) {
  const int fields[][2] = {{2, 2}, {8, 8}, {20, 20}, {70, 70}, {40, 3}};
  for (const auto [degree, order] : fields) {
    const HarmonicGravity gravity(egm2008(), degree, order);
    const auto all = places(16);
    const Vec3<Lanes, Itrf> lanes = pack(all);
    const auto a = gravity(lanes);
    for (int l = 0; l < 16; ++l) {
      const Place one = gravity(all[l]);
      EXPECT_EQ(lane(a.x, l), one.x);
      EXPECT_EQ(lane(a.y, l), one.y);
      EXPECT_EQ(lane(a.z, l), one.z);
    }
  }
}

template <class Field>
Vec3<Dual<3>, Itrf> with_derivatives(const Field& gravity, const Place& at) {
  return gravity(
      Vec3<Dual<3>, Itrf>{Dual<3>::variable(at.x, 0), Dual<3>::variable(at.y, 1), Dual<3>::variable(at.z, 2)});
}

// A gradient field outside its masses: its Jacobian is symmetric and has no trace. Both hold to rounding, here some
// hundred roundings of 2 gm / r^3.
template <class Field>
void expect_curl_and_divergence_free(const Field& gravity) {
  for (const Place& at : places(10)) {
    const auto a = with_derivatives(gravity, at);
    const double unit = 2 * gravity.gm_m3_s2() / std::pow(size(at), 3);
    EXPECT_NEAR((a.x.d[0] + a.y.d[1] + a.z.d[2]) / unit, 0, 1e-13);
    EXPECT_NEAR((a.x.d[1] - a.y.d[0]) / unit, 0, 1e-13);
    EXPECT_NEAR((a.x.d[2] - a.z.d[0]) / unit, 0, 1e-13);
    EXPECT_NEAR((a.y.d[2] - a.z.d[1]) / unit, 0, 1e-13);
  }
}

TEST(HarmonicGravity, IsAGradientWithoutSources) {
  expect_curl_and_divergence_free(HarmonicGravity(egm2008(), 20, 20));
  expect_curl_and_divergence_free(ZonalGravity::earth(6));
  expect_curl_and_divergence_free(ZonalGravity::earth(4));
}

TEST(HarmonicGravity, HasTheDerivativesOfCentralDifferences) {
  const HarmonicGravity gravity(egm2008(), 12, 12);
  const Place at = place(6.7e6, 0.7, 2.0);
  const auto a = with_derivatives(gravity, at);
  const Place one = gravity(at);
  EXPECT_EQ(a.x.v, one.x);
  EXPECT_EQ(a.z.v, one.z);
  // Differences over 2 x 100 m: truncation (100 m / r)^2 ~ 2e-10 and rounding 1e-15 r / 100 m ~ 1e-10, relative.
  const double h_m = 100;
  const Place north = gravity({at.x, at.y, at.z + h_m}), south = gravity({at.x, at.y, at.z - h_m});
  EXPECT_NEAR(a.z.d[2], (north.z - south.z) / (2 * h_m), 1e-8 * std::abs(a.z.d[2]));
  EXPECT_NEAR(a.x.d[2], (north.x - south.x) / (2 * h_m), 1e-8 * std::abs(a.z.d[2]));
}

TEST(ZonalGravity, IsTheHarmonicsOfOrderZero) {
  for (int degree = 0; degree <= 6; ++degree) {
    const HarmonicGravity harmonic(egm2008(), degree, 0);
    const ZonalGravity zonal = ZonalGravity::earth(degree);
    for (const Place& at : places(20)) EXPECT_LT(distance(harmonic(at), zonal(at)), 2e-15 * size(zonal(at))) << degree;
  }
}

TEST(ZonalGravity, GivesEachLaneTheBitsOfOnePlace) {
  for (int degree : {0, 2, 4, 6}) {
    const ZonalGravity gravity = ZonalGravity::earth(degree);
    const auto all = places(16);
    const Vec3<Lanes, Itrf> lanes = pack(all);
    const auto a = gravity(lanes);
    for (int l = 0; l < 16; ++l) EXPECT_EQ(lane(a.z, l), gravity(all[l]).z);
  }
}

// Normal gravity of WGS84 at the equator and at the pole (NIMA TR8350.2, 9.7803253359 and 9.8321849378 m/s2) is of
// an ellipsoid whose zonals end, in effect, at J6 and differ from EGM2008's by its anomalies: some 1e-5 of gravity.
TEST(ZonalGravity, GivesNormalGravityOnTheEllipsoid) {
  const ZonalGravity gravity = ZonalGravity::earth(6);
  const double turning_rad_s = 7.292115e-5, a_m = 6378137.0, b_m = 6356752.3142;
  EXPECT_NEAR(-gravity(Place{a_m, 0, 0}).x - turning_rad_s * turning_rad_s * a_m, 9.7803253359, 1e-4);
  EXPECT_NEAR(-gravity(Place{0, 0, b_m}).z, 9.8321849378, 1e-4);
}

TEST(Gravity, ChoosesTheCheapestModelThatDoes) {
  const Place at = place(6.6e6, 0.9, 1.0);
  EXPECT_EQ(size(Gravity(egm2008(), 0, 0)(at)), size(ZonalGravity::earth(0)(at)));
  EXPECT_EQ(Gravity(egm2008(), 4, 0)(at).z, ZonalGravity::earth(4)(at).z);
  EXPECT_EQ(Gravity::earth(4)(at).z, ZonalGravity::earth(4)(at).z);
  EXPECT_EQ(Gravity(egm2008(), 7, 0)(at).z, HarmonicGravity(egm2008(), 7, 0)(at).z);
  EXPECT_EQ(Gravity(egm2008(), 8, 8)(at).z, HarmonicGravity(egm2008(), 8, 8)(at).z);
  EXPECT_THROW(Gravity(egm2008(), 121, 0), InputError);
  EXPECT_THROW(Gravity(egm2008(), -1, 0), InputError);
  EXPECT_THROW(Gravity(egm2008(), 4, 5), InputError);
  EXPECT_THROW(Gravity(load_gravity(egm2008_path, 4), 6, 0), InputError);
  EXPECT_THROW(Gravity::earth(7), InputError);
}

TEST(GravityCoefficients, AreReadAsPublished) {
  const GravityCoefficients& field = egm2008();
  EXPECT_EQ(field.gm_m3_s2, 3.986004415e14);
  EXPECT_EQ(field.radius_m, 6378136.3);
  EXPECT_EQ(field.tide_system, "tide free");
  EXPECT_EQ(field.C[GravityCoefficients::index(2, 0)], -0.484165143790815e-03);
  EXPECT_EQ(field.S[GravityCoefficients::index(4, 4)], 0.308803882149194e-06);
  EXPECT_EQ(load_gravity(egm2008_path, 8).C.size(), 45u);
  // C20 of the zero-tide release of EGM2008 (NGA); the difference is given to 1e-13.
  EXPECT_NEAR(to_zero_tide(field).C[GravityCoefficients::index(2, 0)], -0.484169317366974e-3, 1e-13);
}

TEST(GravityCoefficients, SayWhereAFileIsWrong) {
  EXPECT_THROW(load_gravity("no such file", 4), InputError);
  EXPECT_THROW(load_gravity(egm2008_path, 121), InputError);
  const std::string path = testing::TempDir() + "bad_gravity.csv";
  std::ofstream(path) << "# gm_m3_s2: 4e14\n# radius_m: 6.4e6\ndegree,order,C,S\n2,0,-4.8e-4,0\n2,1,x,0\n";
  try {
    load_gravity(path, 2);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().front().line, 5);
    EXPECT_EQ(error.problems().front().file, path);
  }
}

}  // namespace
}  // namespace cosmodrome
