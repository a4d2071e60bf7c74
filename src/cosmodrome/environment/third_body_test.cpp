#include "cosmodrome/environment/third_body.hpp"
#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/almanac/ephemeris.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/environment/aerothermal.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {
namespace {

const double sun_gm_m3_s2 = gravitational_parameter_m3_s2(Body::sun);
const double moon_gm_m3_s2 = gravitational_parameter_m3_s2(Body::moon);

using Place = Vec3<double, Gcrf>;

struct Case {
  double gm_m3_s2;
  Place body_m, vehicle_m;
};

const Case cases[] = {
    {sun_gm_m3_s2, {1.2e11, -0.8e11, -0.35e11}, {6.6e6, 1.0e5, 2.0e6}},
    {sun_gm_m3_s2, {-1.4e11, 0.5e11, 0.2e11}, {-3.0e7, 2.5e7, -1.0e7}},
    {moon_gm_m3_s2, {3.1e8, 2.0e8, 1.1e8}, {0.1e6, 6.5e6, -1.5e6}},
    {moon_gm_m3_s2, {3.1e8, 2.0e8, 1.1e8}, {3.05e8, 2.05e8, 1.12e8}},  // beside the Moon
    {moon_gm_m3_s2, {3.8e8, 0.0, 0.0}, {5.0e8, 0.0, 0.0}},             // behind it
};

/// The difference of the two pulls as it stands. In 64 bits of mantissa it keeps 1e-19 x 1e5 of itself or better.
Place direct(const Case& c) {
  using Real = long double;
  const Real s[3] = {c.body_m.x, c.body_m.y, c.body_m.z}, r[3] = {c.vehicle_m.x, c.vehicle_m.y, c.vehicle_m.z};
  Real apart = 0, away = 0, a[3];
  for (int i = 0; i < 3; ++i) apart += (s[i] - r[i]) * (s[i] - r[i]), away += s[i] * s[i];
  for (int i = 0; i < 3; ++i)
    a[i] = c.gm_m3_s2 * ((s[i] - r[i]) / (apart * std::sqrt(apart)) - s[i] / (away * std::sqrt(away)));
  return {static_cast<double>(a[0]), static_cast<double>(a[1]), static_cast<double>(a[2])};
}

// Some ten roundings; beside the body, where f nears -1 and r + f s is a difference, as many times s / |r - s|,
// here 50.
TEST(ThirdBody, IsTheDifferenceOfTwoPulls) {
  for (const Case& c : cases) {
    const Place a = third_body_acceleration(c.gm_m3_s2, c.body_m, c.vehicle_m), expected = direct(c);
    const double closeness = norm(c.body_m) / norm(c.vehicle_m - c.body_m);
    EXPECT_LT(norm(a - expected), 1e-15 * (1 + closeness) * norm(expected));
  }
}

TEST(ThirdBody, LosesNoDigitsThatTheDifferenceInDoubleLoses) {
  const Case& c = cases[0];
  const Place apart = c.body_m - c.vehicle_m;
  const double near = norm(apart), far = norm(c.body_m);
  const Place naive = (apart * (1 / (near * near * near)) - c.body_m * (1 / (far * far * far))) * c.gm_m3_s2;
  EXPECT_GT(norm(naive - direct(c)), 1e-13 * norm(direct(c)));
}

TEST(ThirdBody, GivesEachLaneTheBitsOfOnePlace) {
  Vec3<Lanes, Gcrf> body_m, vehicle_m;
  for (int l = 0; l < 16; ++l) {
    const Case& c = cases[l % 5];
    set_lane(body_m.x, l, c.body_m.x), set_lane(body_m.y, l, c.body_m.y), set_lane(body_m.z, l, c.body_m.z);
    set_lane(vehicle_m.x, l, c.vehicle_m.x), set_lane(vehicle_m.y, l, c.vehicle_m.y);
    set_lane(vehicle_m.z, l, c.vehicle_m.z);
  }
  const auto a = third_body_acceleration(moon_gm_m3_s2, body_m, vehicle_m);
  for (int l = 0; l < 16; ++l) {
    const Place one = third_body_acceleration(moon_gm_m3_s2, cases[l % 5].body_m, cases[l % 5].vehicle_m);
    EXPECT_EQ(lane(a.x, l), one.x);
    EXPECT_EQ(lane(a.y, l), one.y);
    EXPECT_EQ(lane(a.z, l), one.z);
  }
}

// Close to the centre a third body's field is its tidal tensor: gm / s^3 (3 s^ s^T - 1). At 6.6e6 m the next term is
// r / s = 2 % for the Moon, 4e-5 for the Sun.
TEST(ThirdBody, HasTheTidalTensorAsDerivative) {
  const Place s = cases[0].body_m;
  const auto a = third_body_acceleration(
      sun_gm_m3_s2, Vec3<Dual<3>, Gcrf>{s.x, s.y, s.z},
      Vec3<Dual<3>, Gcrf>{Dual<3>::variable(1.0, 0), Dual<3>::variable(2.0, 1), Dual<3>::variable(3.0, 2)});
  const double far = norm(s), unit = sun_gm_m3_s2 / (far * far * far);
  EXPECT_NEAR(a.x.d[0] / unit, 3 * s.x * s.x / (far * far) - 1, 1e-9);
  EXPECT_NEAR(a.x.d[1] / unit, 3 * s.x * s.y / (far * far), 1e-9);
  EXPECT_NEAR(a.z.d[2] / unit, 3 * s.z * s.z / (far * far) - 1, 1e-9);
}

TEST(ThirdBody, FollowsItsTrack) {
  const Ephemeris ephemeris = Ephemeris::shipped();
  const Epoch epoch = Epoch::from_utc(2023, 8, 10, 23, 10, 57.0);
  const ThirdBody moon{moon_gm_m3_s2, make_body_track(ephemeris, Body::moon, Body::earth, epoch, 0, 2 * 86400.0)};
  const Place vehicle_m{7e6, 0, 0};
  const Place a = third_body_acceleration(moon, 1800.0, vehicle_m);
  const Place there = ephemeris.state(Body::moon, Body::earth, Epoch::from_utc(2023, 8, 10, 23, 40, 57.0)).r_m;
  const Place expected = third_body_acceleration(moon_gm_m3_s2, there, vehicle_m);
  // A track is good to 1 cm of 380,000 km.
  EXPECT_LT(norm(a - expected), 1e-9 * norm(expected));
}

TEST(Aerothermal, HasThePowersOfTheSpeed) {
  EXPECT_EQ(dynamic_pressure_Pa(1.25, 100.0), 6250.0);
  EXPECT_EQ(free_molecular_heating_W_m2(2e-8, 5000.0), 1250.0);
}

}  // namespace
}  // namespace cosmodrome
