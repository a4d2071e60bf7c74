// What really came down, and what was really closed, beside ours. Where only a press figure is published without the
// state that it began from (the boosters of Ariane flight 517, Electron's first stage in 2020, H-IIA's fairing), there
// is nothing to fly.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/environment/nrlmsise00.hpp"
#include "cosmodrome/flight/fall.hpp"
#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/io/read_areas.hpp"
#include "cosmodrome/safety/casualty.hpp"
#include "cosmodrome/safety/fixed_world_for_tests.hpp"
#include "cosmodrome/safety/region.hpp"
#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {
namespace {

using namespace safety_tests;

PointMassState<double> state_vector(const State& s) {
  return {s.r_m.x, s.r_m.y, s.r_m.z, s.v_m_s.x, s.v_m_s.y, s.v_m_s.z, 1};
}

double distance_km(double latitude_1_deg, double longitude_1_deg, const Geodetic<double>& to) {
  return geodesic(latitude_1_deg * degree_rad, longitude_1_deg * degree_rad, to.latitude_rad, to.longitude_rad)
             .distance_m /
         1e3;
}

/// The air over Utah in the night of 15 January 2006, a quiet one. At 60 km winter has a sixth less of it than the
/// standard.
Atmosphere air_of_that_night() {
  constexpr double latitude = 40 * degree_rad, longitude = -116 * degree_rad, gas_constant_J_kg_K = 287.05287;
  constexpr double day_share = 10.0 / 24, turn = 360 * degree_rad;
  const double universal = day_share * turn, local = universal + longitude;
  std::vector<double> altitude_m, density_kg_m3, pressure_Pa, temperature_K;
  for (double h_m = 0; h_m <= 120e3; h_m += 1000) {
    const auto air = nrlmsise00<double>({.f107 = 84, .f107_average = 84, .ap = 4},
                                        {15 + day_share, universal, h_m, std::sin(latitude), std::cos(latitude),
                                         std::sin(longitude), std::cos(longitude), std::sin(local), std::cos(local)});
    altitude_m.push_back(h_m), density_kg_m3.push_back(air.density_kg_m3), temperature_K.push_back(air.temperature_K);
    pressure_Pa.push_back(air.density_kg_m3 * gas_constant_J_kg_K * air.temperature_K);
  }
  return Atmosphere::from_table(altitude_m, density_kg_m3, pressure_Pa, temperature_K);
}

/// Stardust's capsule. Heights and speeds from AIAA 2008-1213, table 3; the ballistic coefficient is the one implied
/// there. No path angle is printed: the first two heights give the mean of the first four seconds, and at their
/// beginning it was steeper by what it turns in two, (v/r - g/v) cos. Tolerances: 1 km and 3 %, of the angle and the
/// air. (With the standard atmosphere heights stay within 0.2 km and the speed falls short by 4 %: too much air.)
TEST(SafetyReplays, StardustComesDownAsItDid) {
  World world = turning_world(2);
  world.atmosphere = air_of_that_night();
  constexpr double beta_kg_m2 = 59.3, first_s = 34;
  struct Row {
    double t_s, height_km, speed_m_s;
  };
  constexpr Row rows[] = {{34, 81.02, 12385.12}, {38, 75.96, 12269.13}, {42, 71.19, 12062.73}, {46, 66.76, 11689.11},
                          {51, 61.76, 10871.38}, {56, 57.46, 9617.36},  {62, 53.25, 7751.20},  {66, 50.98, 6504.45}};
  const double mean_m_s = 0.5 * (rows[0].speed_m_s + rows[1].speed_m_s);
  const double chord_rad = std::asin((rows[1].height_km - rows[0].height_km) * 1e3 / (mean_m_s * 4));
  const double turns_rad_s = (mean_m_s / 6450e3 - 9.57 / mean_m_s) * std::cos(chord_rad);
  const double path_deg = (chord_rad - 2 * turns_rad_s) / degree_rad;
  const auto begin = state_vector(state_of(world, {40, -116, 81020, rows[0].speed_m_s, path_deg, 80}));
  for (const Row& row : rows) {
    const auto there = fall(world, fall_mode(1 / beta_kg_m2, 1.0), 0.0, begin, row.t_s - first_s);
    EXPECT_NEAR(height(world, there.t_s, position_of(there.y)).altitude_m / 1e3, row.height_km, 1) << row.t_s;
    const auto v = velocity_of(there.y) - cross(world.earth_rate_rad_s, position_of(there.y));
    EXPECT_NEAR(norm(v), row.speed_m_s, 0.03 * row.speed_m_s) << row.t_s;
  }
}

struct Peaks {
  double heating_s = 0, load_s = 0, load_g = 0;
};

/// Of an entry at 125 km above some radius, 12.2 km/s as seen from the stars, 8.2 deg below the horizon, towards 62
/// deg.
Peaks entry_of_osiris_rex(double altitude_m) {
  const World world = turning_world(2);
  constexpr double latitude = 38 * degree_rad, longitude = -120 * degree_rad;  // somewhere on the way to Utah
  constexpr double climb = -8.2 * degree_rad, heading = 62 * degree_rad, speed_m_s = 12200;
  const auto back = gcrf_to_itrf(world.earth, 0.0).inverse();
  const Vec3<double, Enu> v{speed_m_s * cos(climb) * sin(heading), speed_m_s * cos(climb) * cos(heading),
                            speed_m_s * sin(climb)};
  const auto begin = state_vector({back * itrf_position_m(Geodetic<double>{latitude, longitude, altitude_m}),
                                   back * (itrf_to_enu(latitude, longitude).inverse() * v)});
  const auto mode = fall_mode(1 / 59.3, 1.0);  // Stardust's capsule, built again
  Peaks peaks;
  double most_heating = 0;
  for (double t_s = 30; t_s < 80; t_s += 0.25) {
    const auto there = fall(world, mode, 0.0, begin, t_s);
    PointMass<double> motion(world, mode);
    PointMassState<double> slope;
    motion(there.t_s, there.y, slope);
    const double load_g = norm(motion.forces().specific_force_m_s2) / standard_gravity_m_s2;
    const double heating = std::sqrt(motion.here().density_kg_m3) * std::pow(motion.here().airspeed_m_s, 3);
    if (load_g > peaks.load_g) peaks.load_g = load_g, peaks.load_s = t_s;
    if (heating > most_heating) most_heating = heating, peaks.heating_s = t_s;
  }
  return peaks;
}

/// OSIRIS-REx, 24 September 2023: 125 km are above the equatorial radius. Heating is greatest 51 s after entry, the
/// load 61 s, at 31.8 g. The load of a ballistic entry goes with the sine of the angle and the inverse of the scale
/// height, and does not know the ballistic coefficient: 5 % for the air of the day; times to 1.5 s for that and for the
/// latitude, which is not printed (0.4 s for a degree). A height above the ellipsoid is the trap: all is 6 to 8 s
/// early.
TEST(SafetyReplays, OsirisRexPeaksWhenItDid) {
  const double latitude = 38 * degree_rad;
  const double ground_m = norm(itrf_position_m(Geodetic<double>{latitude, 0, 0}));
  const Peaks peaks = entry_of_osiris_rex(125e3 + wgs84_equatorial_radius_m - ground_m);
  EXPECT_NEAR(peaks.heating_s, 51, 1.5);
  EXPECT_NEAR(peaks.load_s, 61, 1.5);
  EXPECT_NEAR(peaks.load_g, 31.8, 0.05 * 31.8);
  const Peaks trapped = entry_of_osiris_rex(125e3);
  EXPECT_NEAR(peaks.heating_s - trapped.heating_s, 7, 1);
  EXPECT_NEAR(peaks.load_s - trapped.load_s, 7, 1);
}

/// The first stage of Apollo 11's Saturn V from its separation: 651 km from the pad after 433 s with a ballistic
/// coefficient of 300 kg/m2, 668 km after 341 s with 1000, computed elsewhere; 357 nautical miles are published, and
/// lie between. The state at separation is known to 10 km of the impact; the two computations to 1 km and a second.
TEST(SafetyReplays, ApollosFirstStageLandsBetween) {
  const World world = turning_world(2);
  const auto begin = state_vector(state_of(world, {28.84, -79.68, 66730, 2402.7, 22.0, 73}));
  const auto land = [&](double beta_kg_m2) {
    const auto end = fall(world, fall_mode(1 / beta_kg_m2, 1.0), 0.0, begin, 7200.0);
    EXPECT_TRUE(end.reached_ground);
    const auto place = to_geodetic(gcrf_to_itrf(world.earth, end.t_s) * position_of(end.y));
    return std::pair(distance_km(28.6082, -80.6041, place), end.t_s);
  };
  const auto light = land(300), heavy = land(1000);
  EXPECT_NEAR(light.first, 651, 1);
  EXPECT_NEAR(light.second, 433, 1);
  EXPECT_NEAR(heavy.first, 668, 1);
  EXPECT_NEAR(heavy.second, 341, 1);
  constexpr double published_km = 357 * 1.852;
  EXPECT_GT(published_km, light.first);
  EXPECT_LT(published_km, heavy.first);
}

/// What was closed for Starship's third flight, 14 March 2024 (CGD8 BNM 0019-24): read as GeoJSON, its area 22,762 km2
/// on a sphere of equal area, its farthest corner 441.5 km from the pad. Whole minutes of the corners are 1 km; 0.3 %
/// of the area for sphere and ellipsoid.
TEST(SafetyReplays, StarshipsAreaIsRead) {
  constexpr double corners[][4] = {
      {25, 43, 95, 52}, {25, 37, 94, 50}, {25, 21, 93, 15}, {25, 26, 92, 48}, {25, 58, 92, 47}, {26, 4, 93, 18},
      {26, 1, 94, 13},  {26, 2, 94, 48},  {26, 6, 95, 42},  {26, 10, 96, 30}, {26, 10, 96, 51}, {26, 3, 97, 7},
      {26, 2, 97, 12},  {25, 57, 97, 12}, {25, 54, 97, 5},  {25, 50, 97, 0},  {25, 48, 96, 51}};
  std::string ring;
  double farthest_km = 0;
  for (const auto& c : corners) {
    const double latitude = c[0] + c[1] / 60, longitude = -(c[2] + c[3] / 60);
    ring += "[" + std::to_string(longitude) + "," + std::to_string(latitude) + "],";
    farthest_km =
        std::max(farthest_km, distance_km(25.9972, -97.1566, {latitude * degree_rad, longitude * degree_rad, 0}));
  }
  ring.pop_back();
  const auto areas = read_areas_text(R"({"type":"Polygon","coordinates":[[)" + ring + "]]}", "starship.geojson");
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_NEAR(area_m2(areas[0]) / 1e6, 22762, 0.003 * 22762);
  EXPECT_NEAR(farthest_km, 441.5, 1);
}

/// Published axes are whole ones: 70 km by 40 km of district 327 in the Altai are 2,198 km2 as published, 2,199.1 by
/// the formula. "160 by 50 km, 8,000 km2" of Angara's second stage is the rectangle, the ellipse has 6,283.
TEST(SafetyReplays, PublishedEllipsesHaveTheirAreas) {
  const auto area_km2 = [](double major_km, double minor_km) {
    ImpactEllipse ellipse;
    ellipse.centre = {52 * degree_rad, 85 * degree_rad};
    ellipse.semi_major_m = major_km * 500, ellipse.semi_minor_m = minor_km * 500;
    GroundPolygon outline;
    outline.outline = ellipse.outline(720);
    // The outline's inscribed polygon is short of the ellipse by 1e-5.
    EXPECT_NEAR(area_m2(outline), ellipse.area_m2(), 1e-3 * ellipse.area_m2());
    return ellipse.area_m2() / 1e6;
  };
  EXPECT_NEAR(area_km2(70, 40), 2199.1, 0.1);
  EXPECT_NEAR(area_km2(70, 40), 2198, 2);
  EXPECT_NEAR(area_km2(160, 50), 6283, 1);
}

/// 14 CFR 420, appendix E: how far the public stays from so many pounds of division 1.1: 40 W^(1/3) ft from 30,000 lb
/// on, 2.42 W^0.577 from 100,000 lb, 50 W^(1/3) from 250,000 lb, where the parts meet. Ours is the radius of 1 psi, 45
/// W^(1/3) ft: between the two, so within 12 %.
TEST(SafetyReplays, BlastReachesAsFarAsThePublicStays) {
  constexpr double foot_m = 0.3048, pound_kg = 0.45359237;
  const auto rule_ft = [](double w) {
    return w <= 100e3 ? 40 * std::cbrt(w) : w <= 250e3 ? 2.42 * std::pow(w, 0.577) : 50 * std::cbrt(w);
  };
  EXPECT_NEAR(rule_ft(100e3), 1857, 1);
  EXPECT_NEAR(2.42 * std::pow(100e3, 0.577), 1857, 2);
  EXPECT_NEAR(rule_ft(250e3), 3151, 2);
  EXPECT_NEAR(50 * std::cbrt(250e3), 3150, 1);
  EXPECT_NEAR(rule_ft(1e6), 5000, 0.1);
  for (const double pounds : {50e3, 100e3, 250e3, 1e6})
    EXPECT_NEAR(blast_radius_m(pounds * pound_kg) / foot_m, rule_ft(pounds), 0.13 * rule_ft(pounds)) << pounds;
}

}  // namespace
}  // namespace cosmodrome
