#include "cosmodrome/frames/earth_orientation.hpp"

#include <erfa.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>

#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

constexpr double arcsec = std::numbers::pi / 648000.0;

/// The largest difference of two rotations times the Earth's radius.
double apart_m(const Rotation<Gcrf, Itrf>& a, const Rotation<Gcrf, Itrf>& b) {
  const double d = std::max({norm(a.row_x - b.row_x), norm(a.row_y - b.row_y), norm(a.row_z - b.row_z)});
  return d * wgs84_equatorial_radius_m;
}

/// Observations that change about as fast as real ones do.
EarthOrientationParameters moving(const Epoch& at) {
  const double day = (at - Epoch::from_utc(2023, 8, 10)) / 86400.0;
  return {.ut1_minus_tai_s = -37.01 + 1e-4 * day + 8e-4 * std::sin(2 * std::numbers::pi * day / 13.66),
          .xp_rad = (0.25 + 2e-3 * day) * arcsec,
          .yp_rad = (0.35 - 1.5e-3 * day) * arcsec,
          .dx_rad = 3e-4 * arcsec,
          .dy_rad = -1e-4 * arcsec};
}

// SOFA, "Tools for Earth Attitude" (2021), section 5.5: IAU 2006/2000A, CIO based, at 2007-04-05 12:00 UTC.
TEST(EarthOrientation, agrees_with_the_worked_example_of_sofa) {
  const Epoch at = Epoch::from_utc("2007-04-05T12:00:00Z");
  const EarthOrientationParameters observed{.ut1_minus_tai_s = -33.0 - 0.072073685,
                                            .xp_rad = 0.0349282 * arcsec,
                                            .yp_rad = 0.4833163 * arcsec,
                                            .dx_rad = 0.1750e-3 * arcsec,
                                            .dy_rad = -0.2259e-3 * arcsec};
  const Rotation<Gcrf, Itrf> published{{+0.973104317697536, +0.230363826239128, -0.000703163482198},
                                       {-0.230363800456036, +0.973104570632801, +0.000118545366625},
                                       {+0.000711560162594, +0.000046626403995, +0.999999745754024}};
  // The example adds the offsets of the pole before s is formed and prints fifteen decimals.
  EXPECT_LT(apart_m(gcrf_to_itrf_exact(at, observed), published), 3e-6);
  const auto e = make_earth_orientation(at, -3600, 3600, [&](const Epoch&) { return observed; });
  EXPECT_LT(apart_m(gcrf_to_itrf(e, 0.0), published), 10e-6);
}

TEST(EarthOrientation, polynomials_stay_with_the_full_series) {
  for (const char* reference :
       {"1992-02-11T18:30:00Z", "2023-08-10T23:10:57Z", "2016-12-31T22:00:00Z", "2049-06-01T03:00:00Z"}) {
    const Epoch at = Epoch::from_utc(reference);
    const auto e = make_earth_orientation(at, -600.0, 30 * 3600.0, moving);
    double worst_m = 0.0;
    for (double t_s = -600.0; t_s <= 30 * 3600.0; t_s += 1111.0)
      worst_m = std::max(worst_m, apart_m(gcrf_to_itrf(e, t_s), gcrf_to_itrf_exact(at + t_s, moving(at + t_s))));
    EXPECT_LT(worst_m, 10e-6) << reference;
    RecordProperty("worst_um", std::to_string(worst_m * 1e6));
  }
}

TEST(EarthOrientation, a_little_outside_its_span_it_goes_on) {
  const Epoch at = Epoch::from_utc("2023-08-10T23:10:57Z");
  for (const double to_s : {1.0, 600.0, 6 * 3600.0}) {
    const auto e = make_earth_orientation(at, 0.0, to_s, moving);
    for (const double t_s : {-1800.0, 0.3, to_s + 1800.0})
      EXPECT_LT(apart_m(gcrf_to_itrf(e, t_s), gcrf_to_itrf_exact(at + t_s, moving(at + t_s))), 1e-3) << to_s;
  }
}

TEST(EarthOrientation, is_a_rotation) {
  const auto e = make_earth_orientation(Epoch::from_utc("2049-06-01T03:00:00Z"), 0.0, 3600.0, moving);
  const auto r = gcrf_to_itrf(e, 1234.5);
  EXPECT_NEAR(squared_norm(r.row_x), 1.0, 2e-15);
  EXPECT_NEAR(squared_norm(r.row_y), 1.0, 2e-15);
  EXPECT_NEAR(dot(r.row_x, r.row_y), 0.0, 2e-15);
  EXPECT_NEAR(norm(cross(r.row_x, r.row_y) - r.row_z), 0.0, 2e-15);
}

TEST(EarthOrientation, equator_of_date_is_that_of_erfa) {
  const Epoch at = Epoch::from_utc("2023-08-10T23:10:57Z");
  const auto e = make_earth_orientation(at, 0.0, 3600.0, without_observations);
  const auto tt = at.to_tt();
  double m[3][3];
  eraC2i06a(tt.jd1, tt.jd2, m);
  const auto r = gcrf_to_cirf(e, 0.0);
  for (int i = 0; i < 3; ++i) {
    const auto& row = i == 0 ? r.row_x : i == 1 ? r.row_y : r.row_z;
    EXPECT_NEAR(row.x, m[i][0], 2e-12);
    EXPECT_NEAR(row.y, m[i][1], 2e-12);
    EXPECT_NEAR(row.z, m[i][2], 2e-12);
  }
}

// The rate must be the derivative of the rotation: dR/dt r = -R (omega x r). Central differences over 2 x 200 s have a
// truncation error of (omega h)^3 / h / 6 = 2.6e-9 rad/s; Richardson's step removes it to 1e-13.
TEST(EarthOrientation, rate_is_the_derivative_of_the_rotation) {
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 6 * 3600.0, moving);
  const Vec3<double, Gcrf> r{1.0, 0.5, -0.7};
  const double t = 9000.0;
  const auto difference = [&](double h) { return (gcrf_to_itrf(e, t + h) * r - gcrf_to_itrf(e, t - h) * r) / (2 * h); };
  const auto rate = (16.0 * ((4.0 * difference(50.0) - difference(100.0)) / 3.0) -
                     (4.0 * difference(100.0) - difference(200.0)) / 3.0) /
                    15.0;
  const auto attitude = earth_attitude(e, t);
  const auto own = -(attitude.gcrf_to_itrf * cross(attitude.rotation_rad_s, r));
  // Rounding of the differences: 2e-16 / 100 s, some terms of it.
  EXPECT_NEAR(norm(rate - own), 0.0, 3e-17);
  EXPECT_NEAR(norm(attitude.rotation_rad_s), earth_rotation_rate_rad_s, 1e-11);
}

TEST(EarthOrientation, states_survive_the_way_there_and_back) {
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 20 * 3600.0, moving);
  const PositionVelocity<double, Gcrf> state{{-3.1e6, 4.4e6, 4.2e6}, {-5e3, -5e3, 2e3}};
  const auto back = to_gcrf(e, 40000.0, to_itrf(e, 40000.0, state));
  EXPECT_NEAR(norm(back.r_m - state.r_m), 0.0, 1e-8);
  EXPECT_NEAR(norm(back.v_m_s - state.v_m_s), 0.0, 1e-11);
  // Something at rest on the Earth moves at omega x r.
  const auto resting = to_gcrf(e, 40000.0, {{6378137.0, 0, 0}, {0, 0, 0}});
  EXPECT_NEAR(norm(resting.v_m_s), 465.101, 0.01);
}

// Vallado, Crawford, Hujsak, Kelso, AIAA 2006-6753, appendix C: TEME and ITRF at 2004-04-06 07:51:28.386009 UTC.
// Their Julian date in one double resolves 40 microseconds, within which a point so high turns 12 mm to either side.
TEST(EarthOrientation, frame_of_sgp4_agrees_with_vallado) {
  const Epoch at = Epoch::from_utc("2004-04-06T07:51:28.386009Z");
  const EarthOrientationParameters observed{
      .ut1_minus_tai_s = -32.0 - 0.4399619, .xp_rad = -0.140682 * arcsec, .yp_rad = 0.333309 * arcsec};
  const auto r = teme_to_itrf(at, observed) * Vec3<double, Teme>{5094180.1621, 6127644.6595, 6380344.5327};
  EXPECT_NEAR(r.x, -1033479.3830, 12e-3);
  EXPECT_NEAR(r.y, 7901295.2754, 12e-3);
  EXPECT_NEAR(r.z, 6380356.5958, 1e-3);
}

TEST(EarthOrientation, an_impossible_span_is_refused) {
  EXPECT_THROW((void)make_earth_orientation(Epoch(), 1.0, 1.0, moving), std::invalid_argument);
  EXPECT_THROW((void)make_earth_orientation(Epoch(), 0.0, 401 * 86400.0, moving), std::invalid_argument);
}

// Lanes at times in different pieces, one of them without a number.
TEST(EarthOrientation, a_lane_has_the_bits_of_a_double) {
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 40 * 3600.0, moving);
  Lanes t_s;
  for (int i = 0; i < lane_count<Lanes>; ++i) set_lane(t_s, i, -5000.0 + 10800.0 * i);
  const auto all_attitudes = earth_attitude(e, t_s);
  for (int i = 0; i < lane_count<Lanes>; ++i) {
    const auto alone = earth_attitude(e, lane(t_s, i));
    EXPECT_EQ(lane(all_attitudes.gcrf_to_itrf.row_x.x, i), alone.gcrf_to_itrf.row_x.x);
    EXPECT_EQ(lane(all_attitudes.gcrf_to_itrf.row_y.z, i), alone.gcrf_to_itrf.row_y.z);
    EXPECT_EQ(lane(all_attitudes.gcrf_to_itrf.row_z.y, i), alone.gcrf_to_itrf.row_z.y);
    EXPECT_EQ(lane(all_attitudes.rotation_rad_s.x, i), alone.rotation_rad_s.x);
    EXPECT_EQ(lane(gcrf_to_cirf(e, t_s).row_x.y, i), gcrf_to_cirf(e, lane(t_s, i)).row_x.y);
  }
  EXPECT_TRUE(std::isnan(gcrf_to_itrf(e, std::nan("")).row_x.x));
}

TEST(EarthOrientation, the_pole_alone_is_that_of_the_whole_rotation) {
  // A piece of six hours is the longest: the polynomial of degree 7 is worst at its ends, where polar motion of 1e-6
  // rad has turned by 45 degrees, with 1e-6 (pi/4)^8 / 8! / 2^7 = 3e-14 rad, and rounding.
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 6 * 3600.0, moving);
  for (double t_s = 0; t_s <= 6 * 3600.0; t_s += 97.0) {
    const auto off = itrf_pole(e, t_s) - gcrf_to_itrf(e, t_s).row_z;
    EXPECT_LT(norm(off), 1e-12) << t_s;
  }
  Lanes t_s;
  for (int i = 0; i < lane_count<Lanes>; ++i) set_lane(t_s, i, 1300.0 * i);
  const auto poles = itrf_pole(e, t_s);
  for (int i = 0; i < lane_count<Lanes>; ++i) EXPECT_EQ(lane(poles.x, i), itrf_pole(e, lane(t_s, i)).x);
}

TEST(EarthOrientation, making_one_for_a_flight_takes_milliseconds) {
  const auto begin = std::chrono::steady_clock::now();
  const auto e = make_earth_orientation(Epoch::from_utc("2023-08-10T23:10:57Z"), 0.0, 6 * 3600.0, moving);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(e.pieces.size(), 1u);
  RecordProperty("seconds", std::to_string(taken.count()));
  EXPECT_LT(taken.count(), 0.2);  // 2 ms alone on a core; the rest is for a busy machine
}

}  // namespace
}  // namespace cosmodrome
