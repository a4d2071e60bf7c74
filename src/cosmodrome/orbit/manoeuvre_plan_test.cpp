#include "cosmodrome/orbit/manoeuvre_plan.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"
#include "cosmodrome/orbit/transfers.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400, low_m = 7000e3, high_m = 9000e3;
const Epoch reference = Epoch::from_utc("2026-06-01T00:00:00Z");

OrbitWorld world_of(const OrbitModel& model, double length_s) {
  return make_orbit_world(model, reference, 0, length_s, OrbitData::shipped());
}

const OrbitWorld& two_body() {
  static const OrbitWorld world = world_of(OrbitModel::two_body(), day_s);
  return world;
}

const double half_turn_s = M_PI * std::sqrt(low_m * low_m * low_m / two_body().gm_m3_s2);

/// On a circle of `low_m` over the equator's node, its plane inclined.
PointMassState<double> on_low_circle(double inclination_rad = 0.9) {
  const double speed = std::sqrt(two_body().gm_m3_s2 / low_m);
  return {low_m, 0, 0, 0, speed * std::cos(inclination_rad), speed * std::sin(inclination_rad), 1000};
}

PlannedBurn burn(const char* name, OrbitMoment moment, const Vec3<double, Burning>& change) {
  PlannedBurn one;
  one.name = name, one.moment.what = moment, one.change_m_s = change;
  return one;
}

double altitude_of(double radius_m) { return radius_m - wgs84_equatorial_radius_m; }

TEST(Manoeuvres, FindHohmannsTransfer) {
  ManoeuvrePlan plan;
  plan.burns = {burn("leave", OrbitMoment::time, {100, 0, 0}), burn("arrive", OrbitMoment::apoapsis, {100, 0, 0})};
  plan.burns[0].change_varies = {true, false, false};
  plan.burns[1].change_varies = {true, false, true};
  plan.moments = {{"orbit",
                   {OrbitMoment::time, 60},
                   {{OrbitQuantity::perigee_altitude, altitude_of(high_m), 0.01},
                    {OrbitQuantity::apogee_altitude, altitude_of(high_m), 0.01}}}};
  const auto found = solve_manoeuvres(two_body(), {}, on_low_circle(), plan, true);
  const auto closed = hohmann(low_m, high_m, two_body().gm_m3_s2);
  ASSERT_TRUE(found.met) << found.target.why;
  EXPECT_NEAR(found.flight.burns[0].change_m_s.x, closed.burns[0].along_m_s, 1e-5);
  EXPECT_NEAR(found.flight.burns[1].change_m_s.x, closed.burns[1].along_m_s, 1e-5);
  EXPECT_NEAR(found.flight.burns[1].ignition_s, closed.time_s(), 1e-3);
  EXPECT_EQ(found.flight.arc.end_s, plan.length_s);
}

TEST(Manoeuvres, TurnThePlaneAtItsNode) {
  ManoeuvrePlan plan;
  plan.burns = {burn("turn", OrbitMoment::time, {0, 100, 0})};
  plan.burns[0].moment.after_s = half_turn_s;
  plan.burns[0].change_varies = {true, true, false};
  plan.moments = {
      {"orbit", {}, {{OrbitQuantity::inclination, 0.95, 1e-9}, {OrbitQuantity::semi_major_axis, low_m, 0.01}}}};
  const auto found = solve_manoeuvres(two_body(), {}, on_low_circle(0.9), plan, false);
  ASSERT_TRUE(found.met) << found.target.why;
  EXPECT_NEAR(found.flight.change_m_s, plane_change(low_m, 0.05, two_body().gm_m3_s2).total_m_s(), 1e-4);
}

/// Nodes are those of the equator of date, whose pole is 0.0026 rad from that of the GCRF in 2026: by as much over the
/// sine of the inclination the node may lie beside.
TEST(Manoeuvres, WaitForTheNodeOfDate) {
  ManoeuvrePlan plan;
  plan.burns = {burn("turn", OrbitMoment::descending_node, {0, 1, 0})};
  const auto flown = fly_manoeuvres(two_body(), {}, on_low_circle(0.9), plan, false);
  ASSERT_EQ(flown.burns.size(), 1U) << flown.stranded;
  EXPECT_NEAR(flown.burns[0].ignition_s, half_turn_s, half_turn_s / M_PI * 0.0026 / std::sin(0.9));
  EXPECT_NE(flown.burns[0].ignition_s, half_turn_s);
}

/// Once round an ellipse, and one is back where the place ahead has come to.
TEST(Manoeuvres, ArriveWhenTheyShall) {
  const double ahead_rad = -0.2;
  const auto closed = phasing(low_m, ahead_rad, 1, two_body().gm_m3_s2);
  ManoeuvrePlan plan;
  plan.burns = {burn("slow", OrbitMoment::time, {10, 0, 0})};
  plan.burns[0].change_varies = {true, false, false};
  plan.moments = {
      {"back", {OrbitMoment::periapsis, 600}, {{OrbitQuantity::time, 2 * half_turn_s * (1 + 0.2 / (2 * M_PI)), 1e-4}}}};
  const auto found = solve_manoeuvres(two_body(), {}, on_low_circle(), plan, true);
  ASSERT_TRUE(found.met) << found.target.why;
  EXPECT_NEAR(found.flight.change_m_s, closed.transfer.burns[0].size_m_s(), 1e-5);
}

TEST(Manoeuvres, LongBurnsUseWhatTsiolkovskySays) {
  ManoeuvrePlan plan;
  plan.burns = {burn("raise", OrbitMoment::time, {120, 0, 0})};
  plan.burns[0].engine = SpaceEngine{400, 318, 20, 220, 30};
  plan.burns[0].moment.after_s = 1000;
  const auto flown = fly_manoeuvres(two_body(), {}, on_low_circle(), plan, true);
  ASSERT_TRUE(flown.stranded.empty()) << flown.stranded;
  const FlownBurn& made = flown.burns[0];
  const double settling_kg = 20 / (220 * 9.80665) * 30;
  EXPECT_NEAR(made.propellant_kg, settling_kg + 1000 * (1 - std::exp(-120 / (318 * 9.80665))), 1e-3);
  EXPECT_NEAR(made.ignition_s + made.duration_s / 2, 1000, 1e-9) << "half of it before its moment";
  EXPECT_NEAR(made.begin_s, made.ignition_s - 30, 1e-9);
}

/// What pushed a translunar path off is what a correction takes back.
TEST(Manoeuvres, CorrectionBringsBackToTheBPlane) {
  const OrbitWorld world = world_of(OrbitModel::fast(), 4 * day_s);
  const double pass_s = 3 * day_s;
  const auto moon = [&](double t_s) { return sky(world, t_s).other_m(world); };
  const auto moon_m_s = (moon(pass_s + 10) - moon(pass_s - 10)) * 0.05;
  const Vec3<double, Gcrf> beside{0, 4e6, 3e6}, along{-2000, 0, 0};
  const auto there = moon(pass_s) + beside;
  const auto speed = moon_m_s + along;
  const auto back =
      propagate<double>(world, {}, {there.x, there.y, there.z, speed.x, speed.y, speed.z, 1000}, pass_s, 0);
  ASSERT_FALSE(back.failed);
  const auto undisturbed = [&] {
    ManoeuvrePlan plan;
    plan.length_s = 3.5 * day_s;
    plan.burns = {burn("none", OrbitMoment::time, {0, 0, 0})};
    plan.moments = {
        {"pass",
         {OrbitMoment::moon_pass, 2 * day_s},
         {{OrbitQuantity::b_dot_t, 0, 100}, {OrbitQuantity::b_dot_r, 0, 100}, {OrbitQuantity::time, 0, 0.01}}}};
    return plan;
  }();
  const auto wanted = fly_manoeuvres(world, {}, back.end, undisturbed, false);
  ASSERT_EQ(wanted.reached.size(), 3U) << wanted.stranded;
  EXPECT_NEAR(wanted.reached[2], pass_s, 1);

  ManoeuvrePlan plan = undisturbed;
  plan.burns = {burn("correction", OrbitMoment::time, {0, 0, 0})};
  plan.burns[0].axes = BurnAxes::inertial;
  plan.burns[0].change_varies = {true, true, true};
  for (std::size_t i = 0; i < 3; ++i) plan.moments[0].goals[i].wanted = wanted.reached[i];
  PointMassState<double> pushed = back.end;
  pushed[3] -= 1.5, pushed[4] += 0.8, pushed[5] -= 0.4;
  const auto found = solve_manoeuvres(world, {}, pushed, plan, false);
  ASSERT_TRUE(found.met) << found.target.why;
  EXPECT_NEAR(found.flight.burns[0].change_m_s.x, 1.5, 1e-3);
  EXPECT_NEAR(found.flight.burns[0].change_m_s.y, -0.8, 1e-3);
  EXPECT_NEAR(found.flight.burns[0].change_m_s.z, 0.4, 1e-3);
}

TEST(Manoeuvres, SayWhyTheyCannotBeFlown) {
  ManoeuvrePlan plan;
  plan.burns = {burn("wait", OrbitMoment::time, {10, 0, 0})};
  plan.burns[0].shift_s = -5;
  EXPECT_NE(fly_manoeuvres(two_body(), {}, on_low_circle(), plan, false).stranded.find("wait: it would begin before"),
            std::string::npos);
  plan.burns[0].shift_s = 0;
  plan.burns[0].change_m_s = {-600, 0, 0};
  EXPECT_NE(fly_manoeuvres(two_body(), {}, on_low_circle(), plan, true).stranded.find("comes down"), std::string::npos);
  plan.burns[0].change_m_s = {10, 0, 0};
  plan.moments = {{"late", {OrbitMoment::apoapsis, day_s - 10}, {{OrbitQuantity::altitude, 1e6, 1}}}};
  EXPECT_NE(fly_manoeuvres(two_body(), {}, on_low_circle(), plan, true).stranded.find("late: what it waits for"),
            std::string::npos);
}

TEST(Manoeuvres, DoNotClaimWhatCannotBeMet) {
  ManoeuvrePlan plan;
  plan.burns = {burn("turn", OrbitMoment::ascending_node, {1, 0, 0})};
  plan.burns[0].change_varies = {true, false, false};
  plan.moments = {{"orbit", {}, {{OrbitQuantity::inclination, 1.2, 1e-6}}}};
  const auto found = solve_manoeuvres(two_body(), {}, on_low_circle(), plan, true);
  EXPECT_FALSE(found.met);
  EXPECT_FALSE(found.target.why.empty());
}

}  // namespace
}  // namespace cosmodrome
