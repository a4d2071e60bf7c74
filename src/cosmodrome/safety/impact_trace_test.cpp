// The trace of impact points, against cases computed elsewhere and against single falls.
#include "cosmodrome/safety/impact_trace.hpp"

#include <gtest/gtest.h>

#include "cosmodrome/flight/fall.hpp"
#include "cosmodrome/safety/fixed_world_for_tests.hpp"

namespace cosmodrome {
namespace {

using namespace safety_tests;

/// Range safety's case A, its case B, and one in orbit; the figures with J2 are of another integrator.
constexpr Release case_a{28.5, -80.5, 65e3, 2400, 25, 90};
constexpr Release case_b{28.5, -80.5, 150e3, 5000, 10, 45};
constexpr Release in_orbit{31.25, 131.08, 180e3, 7400, 0.5, 110};

/// A plan of which only world, pad and density are looked at.
Plan plan_over(World world, double latitude_deg, double longitude_deg) {
  Plan plan{.mission = {}, .world = std::move(world)};
  plan.mission.site.latitude_rad = latitude_deg * degree_rad;
  plan.mission.site.longitude_rad = longitude_deg * degree_rad;
  return plan;
}

FlightPoint point_of(const World& world, double t_s, const Release& release) {
  const State state = state_of(world, release);
  FlightPoint point;
  point.t_s = t_s;
  point.position_m = state.r_m;
  point.velocity_m_s = state.v_m_s;
  return point;
}

double distance_m(const Plan& plan, const Landing& a, double latitude_deg, double longitude_deg) {
  return distance_on_m(plan.world, a.latitude_rad, a.longitude_rad, latitude_deg * degree_rad,
                       longitude_deg * degree_rad);
}

/// A ball that stands still. Where nothing turns, what is let go falls along a line through the centre, near which an
/// ellipsoid has no altitudes.
World still_ball() {
  World world = turning_world(0, 0);
  world.sphere_radius_m = wgs84_equatorial_radius_m;
  return world;
}

/// Points above its equator, at rest, one every 0.01 deg.
Flight row_of_points(const World& world, std::size_t count) {
  Flight flight;
  for (std::size_t i = 0; i < count; ++i) {
    const double longitude_deg = 0.01 * static_cast<double>(i);
    flight.points.push_back(point_of(world, static_cast<double>(i), {0, longitude_deg, 100e3, 0, 0, 0}));
  }
  return flight;
}

TEST(ImpactTrace, HasTheFieldAndSaysWhereThereIsNoImpact) {
  const Plan plan = plan_over(turning_world(2), 28.5, -80.5);
  Flight flight;
  for (const Release& release : {case_a, case_b, in_orbit}) flight.points.push_back(point_of(plan.world, 0, release));
  const auto trace = impact_trace(plan, flight);
  ASSERT_EQ(trace.size(), 3U);
  ASSERT_TRUE(trace[0].vacuum && trace[1].vacuum);
  // 5 m: what two integrators of J2 may differ by, and half of the last digit that is known (1e-5 deg).
  EXPECT_LT(distance_m(plan, *trace[0].vacuum, 28.29510, -74.16164), 5);
  EXPECT_LT(distance_m(plan, *trace[1].vacuum, 41.07547, -61.52821), 5);
  EXPECT_NEAR(trace[0].vacuum->t_s, 291.565, 0.002);
  // The closed form has no J2: it lies off by what was found elsewhere for these two.
  EXPECT_NEAR(trace[0].kepler_distance_m, 598, 5);
  EXPECT_NEAR(trace[1].kepler_distance_m, 2339, 5);
  EXPECT_NEAR(trace[0].range_m, 621.784e3, 700);  // that of the closed form, to within J2
  EXPECT_FALSE(trace[2].vacuum);
  EXPECT_FALSE(trace[0].in_air);
}

TEST(ImpactTrace, FallsThroughTheAirWithItsBallisticCoefficient) {
  const Plan plan = plan_over(turning_world(0), 28.5, -80.5);
  Flight flight;
  for (const Release& release : {case_a, in_orbit}) flight.points.push_back(point_of(plan.world, 0, release));
  const auto trace = impact_trace(plan, flight, {.ballistic_coefficient_kg_m2 = 100});
  ASSERT_TRUE(trace[0].in_air);
  // Case A by another integrator through the same atmosphere: 50 m (tests/validation has all of its coefficients).
  EXPECT_LT(distance_m(plan, *trace[0].in_air, 28.33338, -74.72488), 50);
  EXPECT_NEAR(trace[0].in_air->t_s, 607.4, 0.5);
  EXPECT_FALSE(trace[1].in_air);
}

TEST(ImpactTrace, RunsOverTheGroundAsFastAsWhatIsAbove) {
  // What is let go at rest comes down below itself. More points than lanes: batches make no seam.
  const Plan plan = plan_over(still_ball(), 0, 0);
  const auto trace = impact_trace(plan, row_of_points(plan.world, 21));
  const double expected_m_s = wgs84_equatorial_radius_m * 0.01 * degree_rad;
  for (std::size_t i = 0; i < trace.size(); ++i) {
    ASSERT_TRUE(trace[i].vacuum) << i;
    EXPECT_NEAR(trace[i].speed_m_s, expected_m_s, 1e-3) << i;  // of ground distances good to some 0.1 mm
    EXPECT_NEAR(trace[i].range_m, expected_m_s * static_cast<double>(i), 1e-2) << i;
  }
}

TEST(ImpactTrace, TakesItsSpeedFromOneSideAtAnEvent) {
  // An event at 2 s throws the point two rows on; twice 2 s are the last before it and the first after it.
  const Plan plan = plan_over(still_ball(), 0, 0);
  Flight flight = row_of_points(plan.world, 6);
  for (std::size_t i = 3; i < 6; ++i) flight.points[i].t_s -= 1;
  const auto trace = impact_trace(plan, flight);
  const double expected_m_s = wgs84_equatorial_radius_m * 0.01 * degree_rad;
  for (const TracePoint& point : trace) EXPECT_NEAR(point.speed_m_s, expected_m_s, 1e-3) << point.t_s;
}

TEST(ImpactTrace, APointHasTheBitsThatItHasAlone) {
  const Plan plan = plan_over(turning_world(2), 0, 0);
  const Flight flight = row_of_points(plan.world, 21);
  const TraceOptions options{.ballistic_coefficient_kg_m2 = 30};
  const auto all = impact_trace(plan, flight, options);
  Flight one;
  one.points = {flight.points[18]};
  const auto alone = impact_trace(plan, one, options);
  ASSERT_TRUE(all[18].vacuum && all[18].in_air && alone[0].vacuum && alone[0].in_air);
  EXPECT_EQ(all[18].vacuum->latitude_rad, alone[0].vacuum->latitude_rad);
  EXPECT_EQ(all[18].vacuum->longitude_rad, alone[0].vacuum->longitude_rad);
  EXPECT_EQ(all[18].in_air->longitude_rad, alone[0].in_air->longitude_rad);
  EXPECT_EQ(all[18].in_air->t_s, alone[0].in_air->t_s);
}

}  // namespace
}  // namespace cosmodrome
