#include "cosmodrome/safety/abort_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/small_launcher_for_tests.hpp"
#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/fixed_world_for_tests.hpp"
#include "cosmodrome/safety/impact_reach.hpp"

namespace cosmodrome {
namespace {

// ------------------------------------------------------------------ how far thrust carries an impact point

TEST(ImpactReach, IsThatOfAStoneThrownInTheBestDirection) {
  const World world = safety_tests::turning_world(0, 0);
  const double height_m = 10e3, climb_m_s = 300, a = 20, seconds = 5;
  Mode<double> mode;
  mode.burns[0].thrust_vacuum_N = 1000 * a, mode.burns[0].flow_kg_s = 1e-6, mode.burns[0].level = 1;
  const PointMassState<double> y{wgs84_equatorial_radius_m + height_m, 0, 0, climb_m_s, 0, 0, 1000};
  const double g = world.gravity.gm_m3_s2() / (wgs84_equatorial_radius_m * wgs84_equatorial_radius_m);
  double best_m = 0;
  for (double up = -1.5; up < 1.5; up += 0.001) {
    const double vz = climb_m_s + (a * std::sin(up) - g) * seconds;
    const double z = height_m + climb_m_s * seconds + (a * std::sin(up) - g) * seconds * seconds / 2;
    const double falls_s = (vz + std::sqrt(vz * vz + 2 * g * z)) / g;
    best_m = std::max(best_m, a * std::cos(up) * seconds * (seconds / 2 + falls_s));
  }
  // The directions leave out 2 % at most; gravity is 0.3 % weaker up there.
  const double found_m = impact_reach_m(world, mode, 0, y, seconds);
  EXPECT_GT(found_m, 0.98 * best_m);
  EXPECT_LT(found_m, 1.01 * best_m);
  EXPECT_LT(impact_reach_m(world, mode, 0, y, 0), 1e-3);
  EXPECT_GT(impact_reach_m(world, mode, 0, y, 10), found_m);
}

TEST(ImpactReach, IsInfiniteWhereThrustReachesOrbit) {
  const World world = safety_tests::turning_world(0, 0);
  Mode<double> mode;
  mode.burns[0].thrust_vacuum_N = 30e3, mode.burns[0].flow_kg_s = 1e-6, mode.burns[0].level = 1;
  const double r = wgs84_equatorial_radius_m + 200e3;
  const PointMassState<double> y{r, 0, 0, 0, std::sqrt(world.gravity.gm_m3_s2() / r) - 100, 0, 1000};
  EXPECT_TRUE(std::isfinite(impact_reach_m(world, mode, 0, y, 1)));
  EXPECT_TRUE(std::isinf(impact_reach_m(world, mode, 0, y, 10)));
}

// ------------------------------------------------------------------ a whole flight

GroundPolygon disc_about(const GroundPlace& centre, double radius_m) {
  const LocalPlane plane(centre);
  GroundPolygon polygon;
  for (int k = 0; k < 36; ++k) {
    const double angle = k * M_PI / 18;
    polygon.outline.push_back(plane.to_place({radius_m * std::cos(angle), radius_m * std::sin(angle)}));
  }
  return polygon;
}

PopulationGrid nobody() {
  return {{-M_PI, M_PI / 2, M_PI / 180, M_PI / 180, 360, 180}, std::vector<float>(360 * 180, 0.0F), "nobody"};
}

/// The small launcher, which flies east along the equator of an Earth that stands still.
struct Launch {
  Plan plan = small_launcher::make();
  Flight flight = fly(plan, {.follow_dropped = false});
  std::vector<TracePoint> trace = impact_trace(plan, flight);
  SafetyAssumptions assumptions;
  PopulationGrid population = nobody();
  RiskTally risk{population, {{"open", 1, 0, 1, 1, {}}}};
  GroundPlace pad{0, 0};
  DebrisScatter scatter{pad};

  Launch() {
    plan.mission.vehicle.stages[0].fall_drag_area_m2 = 50;
    plan.mission.vehicle.stages[1].fall_drag_area_m2 = 10;
    assumptions.debris = {{"light", 0.1, 10, 30, 0.2, 1, 20}, {"heavy", 0.9, 500, 500, 0.2, 0.8, 5}};
    assumptions.responses = {{ResponseMode::break_up, 1, {}}};
    const auto schedule = failure_schedule(failure_instants(plan, 1, 150), assumptions, 1);
    FailureRequest wanted;
    wanted.falls = schedule.size() * 2 * 16;
    fly_failures(plan, schedule, assumptions, wanted, scatter);
  }

  /// Where the planned impact point is so far down the way.
  [[nodiscard]] const TracePoint& at_range(double range_m) const {
    return *std::find_if(trace.begin(), trace.end(), [&](const TracePoint& p) { return p.range_m > range_m; });
  }

  [[nodiscard]] AbortPlan aborts(std::vector<ProtectedArea> areas) const {
    return plan_aborts({plan, trace, assumptions, scatter, risk, std::move(areas)});
  }
};

const Launch& launch() {
  static const Launch the_launch;
  return the_launch;
}

TEST(AbortPlan, AnAreaOnTheWayIsAGateAndOneFarAsideIsNot) {
  const Landing under = *launch().at_range(60e3).vacuum;
  const GroundPlace on_the_way{under.latitude_rad, under.longitude_rad};
  const GroundPlace aside{under.latitude_rad + 200e3 / 6.37e6, under.longitude_rad};
  const AbortPlan plan =
      launch().aborts({{"on the way", disc_about(on_the_way, 5e3)}, {"aside", disc_about(aside, 5e3)}});
  ASSERT_EQ(plan.lines.size(), 2U);
  EXPECT_TRUE(plan.lines[0].crossed);
  EXPECT_FALSE(plan.lines[1].crossed);
  EXPECT_GT(plan.lines[1].nearest_m, 190e3);
  ASSERT_EQ(plan.gates.size(), 1U);
  EXPECT_EQ(plan.gates[0].names, std::vector<std::string>{"on the way"});
  // It opens before the impact point is over the place and closes after; ends where the distance is the margin.
  EXPECT_LT(plan.gates[0].from_s, plan.lines[0].nearest_t_s + 1);
  EXPECT_GE(plan.gates[0].to_s, plan.lines[0].nearest_t_s);
  const double away_m =
      distance_on_m(launch().plan.world, plan.gates[0].gate.from.latitude_rad, plan.gates[0].gate.from.longitude_rad,
                    on_the_way.latitude_rad, on_the_way.longitude_rad);
  EXPECT_LT(away_m, 5.1e3 + plan.lines[0].margin.metres());
  // Nobody lives there: going on costs no more than ending it.
  EXPECT_TRUE(plan.gates[0].gate.open);
  // The line stands off by its margin.
  const LimitLine& line = plan.lines[1];
  ASSERT_EQ(line.outlines.size(), 1U);
  for (const GroundPlace& corner : line.outlines[0].outline) {
    EXPECT_GT(distance_on_m(launch().plan.world, corner.latitude_rad, corner.longitude_rad, aside.latitude_rad,
                            aside.longitude_rad),
              0.999 * (5e3 + line.margin.metres()));
  }
  const double disc_m2 = M_PI * std::pow(5e3 + line.margin.metres(), 2);
  EXPECT_NEAR(area_m2(line.outlines[0]) / disc_m2, 1.015, 0.02);  // a step of the grid and 2 % of simplification
}

TEST(AbortPlan, TheTwoLinesKeepOffPlacesBesideAndOpenForThoseUnder) {
  const Landing near = *launch().at_range(60e3).vacuum, far = *launch().at_range(200e3).vacuum;
  const GroundPlace aside{near.latitude_rad + 60e3 / 6.37e6, near.longitude_rad};
  const AbortPlan plan = launch().aborts(
      {{"aside", disc_about(aside, 5e3)}, {"under", disc_about({far.latitude_rad, far.longitude_rad}, 5e3)}});
  const auto held = [&](const std::string& name) {
    return std::any_of(plan.corridor.stretches.begin(), plan.corridor.stretches.end(),
                       [&](const CorridorStretch& part) { return part.held_by == name; });
  };
  EXPECT_TRUE(held("aside"));
  for (const CorridorGap& gap : plan.corridor.gaps) {
    EXPECT_TRUE(gap.crossed) << gap.from_s;
  }
  ASSERT_EQ(plan.gates.size(), 1U);
  // The second of the gate has no line on either side.
  const CorridorWidth& there = plan.corridor.at(0.5 * (plan.gates[0].from_s + plan.gates[0].to_s));
  EXPECT_FALSE(there.left_m);
  EXPECT_FALSE(there.right_m);
  EXPECT_EQ(plan.normal_inside, 1);
}

TEST(AbortPlan, DataLossTimesAreThoseInWhichThrustReachesTheEdge) {
  const Landing under = *launch().at_range(60e3).vacuum;
  const GroundPlace aside{under.latitude_rad + 150e3 / 6.37e6, under.longitude_rad};
  const GroundPolygon polygon = disc_about(aside, 5e3);
  const AbortPlan plan = launch().aborts({{"aside", polygon}});
  const auto instants = failure_instants(launch().plan, 1, 150);
  int looked_at = 0;
  for (const DataLoss& loss : plan.data_loss) {
    const auto now =
        std::find_if(instants.begin(), instants.end(), [&](const FailureInstant& one) { return one.t_s == loss.t_s; });
    if (now == instants.end() || !loss.more_s || *loss.more_s <= 0) continue;
    ++looked_at;
    const auto& trace = launch().trace;
    const auto point = std::find_if(trace.begin(), trace.end(), [&](const TracePoint& p) { return p.t_s >= loss.t_s; });
    const auto distance = polygon.distance_to({point->vacuum->latitude_rad, point->vacuum->longitude_rad});
    const double left_m = distance.edge_m - 3 * launch().scatter.at(loss.t_s).sigma_m;
    const double reach_m = impact_reach_m(launch().plan.world, now->mode, now->t_s, now->y, *loss.more_s);
    if (!std::isfinite(reach_m)) continue;
    EXPECT_NEAR(reach_m, left_m, 1e-3 * left_m) << loss.t_s;
  }
  EXPECT_GT(looked_at, 20);
}

TEST(AbortPlan, StraightUpIsTheLastSecondWhoseDebrisStaysClear) {
  const auto with_clear = [&](double clear_m) {
    return launch().aborts({{"town", disc_about({0, -(clear_m + 1e3) / wgs84_equatorial_radius_m}, 1e3)}});
  };
  const AbortPlan near = with_clear(3e3), far = with_clear(6e3), farthest = with_clear(2000e3);
  EXPECT_EQ(near.nearest_to_pad, "town");
  EXPECT_NEAR(near.clear_m, 3e3, 30);
  ASSERT_TRUE(near.straight_up && far.straight_up && farthest.straight_up);
  EXPECT_LT(*near.straight_up, *far.straight_up);
  EXPECT_FALSE(near.straight_up_is_free);
  EXPECT_TRUE(farthest.straight_up_is_free);
  EXPECT_LT(*far.straight_up, *farthest.straight_up);
  EXPECT_FALSE(launch().aborts({}).straight_up);
}

TEST(DebrisScatter, IsTheDeviationAlongTheLongerAxis) {
  DebrisScatter scatter({0, 0});
  FailureSecond second;
  second.instant.t_s = 7;
  std::vector<DebrisImpact> impacts;
  for (int k = 0; k < 400; ++k) {  // along a line 45 degrees off, evenly: a deviation of its length by the root of 12
    DebrisImpact impact;
    const double along_m = 20e3 * (k / 399.0 - 0.5) / std::sqrt(2.0);
    impact.at = {60, along_m / 6.371e6, along_m / 6.371e6, 100, 1};
    impact.mass_kg = 10, impact.area_m2 = 1, impact.pieces = 1;
    impacts.push_back(impact);
  }
  scatter.take(second, 0, impacts, impacts.size());
  EXPECT_NEAR(scatter.at(3).sigma_m, 20e3 / std::sqrt(12.0), 50);  // ground on a sphere, 400 points
  EXPECT_NEAR(scatter.at(3).farthest_m, 10e3, 60);
  EXPECT_EQ(scatter.at(3).falls, 400U);
  impacts.front().mode = ResponseMode::thrust_loss;  // no break-up
  impacts.resize(1);
  second.instant.t_s = 8;
  scatter.take(second, 1, impacts, 1);
  EXPECT_EQ(scatter.seconds(), 1U);
}

TEST(DebrisScatter, FewFallsOfASecondAreJoinedByThoseOfItsNeighbours) {
  // Four a second, of a deviation of 10 km to the east; the point they are about moves 2 km a second.
  const double sigma_m = 10e3, radius_m = 6.371e6;
  const auto spread = [&](int stage_until) {
    DebrisScatter scatter({0, 0});
    for (std::uint64_t second = 0; second < 60; ++second) {
      FailureSecond now;
      now.instant.t_s = static_cast<double>(second), now.instant.stage = second < std::uint64_t(stage_until) ? 0 : 1;
      std::vector<DebrisImpact> impacts(4);
      for (std::uint64_t k = 0; k < impacts.size(); ++k) {
        const double east_m =
            2e3 * static_cast<double>(second) + sigma_m * random_normal({5, second, 0, std::uint32_t(k)});
        impacts[k].at = {60, 0, east_m / radius_m, 100, 1};
        impacts[k].mass_kg = 10, impacts[k].area_m2 = 1, impacts[k].pieces = 1;
      }
      scatter.take(now, second, impacts, impacts.size());
    }
    return scatter;
  };
  const DebrisScatter scatter = spread(60);
  for (const double t_s : {0.0, 20.0, 41.0, 59.0}) {
    EXPECT_GT(scatter.at(t_s).falls, 40U) << t_s;
    EXPECT_NEAR(scatter.at(t_s).sigma_m, sigma_m, 0.33 * sigma_m) << t_s;  // three times the 11 % of 40
  }
  // Of another stage are none.
  EXPECT_EQ(spread(2).second(1).falls, 7U);
}

}  // namespace
}  // namespace cosmodrome
