// What an optimised ascent must do, whatever the vehicle: obey what is asked, say what cannot be had, and gain by
// freedom.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/dynamics/vacuum_impact.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"
#include "cosmodrome/optimize/mission_of.hpp"
#include "cosmodrome/optimize/optimize_ascent.hpp"
#include "second_derivatives.hpp"

namespace cosmodrome {
namespace {

const Mission& luna_25() {
  static const Mission mission = load_mission(COSMODROME_SOURCE_DIR "/missions/luna-25.toml");
  return mission;
}

const Plan& plan() {
  static const Plan the_plan = make_plan(luna_25());
  return the_plan;
}

AscentOptions options() {
  AscentOptions options;
  options.control.mesh_tolerance = 1e-6;
  return options;
}

/// For what has no answer: the payload as it is, and no long search.
AscentOptions in_vain() {
  AscentOptions hopeless = options();
  hopeless.objective = AscentObjective::final_mass;
  hopeless.control.nlp.max_iterations = 40;
  return hopeless;
}

const OptimizedAscent& free_of_districts() {
  static const OptimizedAscent optimum = optimize_ascent(plan(), options());
  return optimum;
}

double distance_from_district_m(const Flight& flight, const std::string& element) {
  for (const Impact& impact : flight.impacts) {
    if (impact.element == element) return impact.zones.at(0).distance_m;
  }
  ADD_FAILURE() << element;
  return 1e9;
}

/// Half a year of launches from Vostochny fly as they do because of this.
TEST(OptimalAscent, DistrictsCostPayloadAndAreKept) {
  AscentOptions kept = options();
  kept.keep_in_zones = {"boosters"};
  const OptimizedAscent inside = optimize_ascent(plan(), kept);
  ASSERT_TRUE(inside.confirmed) << inside.why;
  ASSERT_TRUE(free_of_districts().confirmed) << free_of_districts().why;
  const Flight wild = fly(free_of_districts().reflight->plan), tame = fly(inside.reflight->plan);
  EXPECT_GT(distance_from_district_m(wild, "boosters"), 10e3);
  // The district ends where the optimum lies, to what a mesh error of 1e-6 and tables of steering leave.
  EXPECT_LT(distance_from_district_m(tame, "boosters"), 100);
  EXPECT_LT(inside.payload_kg(), free_of_districts().payload_kg() - 10);
  EXPECT_GT(inside.payload_kg(), 0.95 * free_of_districts().payload_kg());
}

/// Where a flight would come down in vacuum.
Vec3<double, Itrf> impact_direction(const Plan& of, const FlightPoint& point) {
  return unit(vacuum_impact<double>(of.world, point.t_s, point.position_m, point.velocity_m_s).place_m);
}

GroundArea ground_around(const char* name, const Vec3<double, Itrf>& centre, double radius_m) {
  const auto east = unit(cross(Vec3<double, Itrf>{0, 0, 1}, centre)), north = cross(centre, east);
  GroundArea area{name, {}};
  for (int i = 0; i < 36; ++i) {
    const double angle = std::numbers::pi * i / 18, off = radius_m / 6378e3;
    const auto rim = centre + (east * std::cos(angle) + north * std::sin(angle)) * off;
    const auto place = to_geodetic(unit(rim) * 6378e3);
    area.outline.push_back({place.latitude_rad, place.longitude_rad});
  }
  return area;
}

/// Ground that the optimum's impact point crosses while the core burns: 40 km around a place 20 km beside its way.
GroundArea in_the_way(const Plan& of) {
  const Flight flight = fly(of, FlyOptions{.record_interval_s = 0.5, .follow_dropped = false});
  const auto at = std::find_if(flight.points.begin(), flight.points.end(), [](const auto& p) { return p.t_s > 240; });
  const auto here = impact_direction(of, *at), later = impact_direction(of, *(at + 4));
  constexpr double beside_rad = 20e3 / 6378e3;
  const auto centre = here * std::cos(beside_rad) + unit(cross(here, later)) * std::sin(beside_rad);
  return ground_around("town", centre, 40e3);
}

TEST(OptimalAscent, LimitLinesTurnTheImpactPointAside) {
  ASSERT_TRUE(free_of_districts().confirmed);
  const GroundArea town = in_the_way(free_of_districts().reflight->plan);
  const auto through = impact_clearances(free_of_districts().reflight->plan, {town});
  ASSERT_EQ(through.size(), 1U);
  EXPECT_NEAR(through[0].edge_m, -20e3, 2e3);
  AscentOptions around = options();
  around.impact_points_off = {town};
  const OptimizedAscent optimum = optimize_ascent(plan(), around);
  ASSERT_TRUE(optimum.confirmed) << optimum.why;
  // On the line itself: it costs payload, so that nothing is left over.
  EXPECT_NEAR(optimum.clearances.at(0).edge_m, 0, 500);
  EXPECT_LT(optimum.payload_kg(), free_of_districts().payload_kg() - 0.1);
  EXPECT_GT(optimum.payload_kg(), 0.97 * free_of_districts().payload_kg());
}

TEST(OptimalAscent, SaysWhichLimitLineCannotBeKept) {
  // A thousand kilometres wide, a little downrange: the way there leads through it.
  const Site& site = plan().mission.site;
  const auto ahead = unit(itrf_position_m(Geodetic<double>{site.latitude_rad, site.longitude_rad + 0.15, 0}));
  const GroundArea sea = ground_around("sea", ahead, 500e3);
  AscentOptions off = in_vain();
  off.impact_points_off = {sea};
  const OptimizedAscent optimum = optimize_ascent(plan(), off);
  EXPECT_FALSE(optimum.confirmed);
  EXPECT_NE(optimum.why.find("limit line of sea"), std::string::npos) << optimum.why;
}

TEST(OptimalAscent, AFreeCoastLiftsMore) {
  AscentOptions coasting = options();
  coasting.free_events = {"upper-stage-ignition-1"};
  const OptimizedAscent optimum = optimize_ascent(plan(), coasting);
  EXPECT_TRUE(optimum.confirmed) << optimum.why;
  EXPECT_GT(optimum.payload_kg(), free_of_districts().payload_kg() + 50);
}

TEST(OptimalAscent, FreedomThroughTheAirLiftsMoreAndKeepsItsLimit) {
  AscentOptions free = options();
  free.free_from_lift_off = true;
  free.most_q_alpha_Pa_rad = 500;
  const OptimizedAscent optimum = optimize_ascent(plan(), free);
  ASSERT_TRUE(optimum.confirmed) << optimum.why;
  EXPECT_GT(optimum.payload_kg(), free_of_districts().payload_kg());
  double worst = 0;
  for (const FlightPoint& point : fly(optimum.reflight->plan).points) {
    worst = std::max(worst, point.dynamic_pressure_Pa * std::sin(point.angle_of_attack_rad));
  }
  EXPECT_GT(worst, 400);
  EXPECT_LT(worst, 1.05 * 500);  // between the points where it is held
}

double peak_dynamic_pressure_Pa(const Flight& flight) {
  double peak = 0;
  for (const FlightPoint& point : flight.points) peak = std::max(peak, point.dynamic_pressure_Pa);
  return peak;
}

TEST(OptimalAscent, ALimitOnDynamicPressureIsKeptAndCostsPayload) {
  const double unlimited = peak_dynamic_pressure_Pa(fly(free_of_districts().reflight->plan));
  AscentOptions limited = options();
  limited.most_dynamic_pressure_Pa = 0.92 * unlimited;
  const OptimizedAscent gentle = optimize_ascent(plan(), limited);
  ASSERT_TRUE(gentle.confirmed) << gentle.why;
  EXPECT_NEAR(peak_dynamic_pressure_Pa(fly(gentle.reflight->plan)), 0.92 * unlimited, 0.002 * unlimited);
  EXPECT_LT(gentle.payload_kg(), free_of_districts().payload_kg() - 1);
  // One that does not bite costs nothing.
  limited.most_dynamic_pressure_Pa = 1.05 * unlimited;
  const OptimizedAscent same = optimize_ascent(plan(), limited);
  ASSERT_TRUE(same.confirmed) << same.why;
  EXPECT_NEAR(same.payload_kg(), free_of_districts().payload_kg(), 1e-5 * same.payload_kg());
}

double heating_at_W_m2(const Flight& flight, const std::string& event) {
  for (const FlightEvent& one : flight.events) {
    if (one.name == event) return one.point.heating_W_m2;
  }
  ADD_FAILURE() << event;
  return 0;
}

/// When the fairing goes is chosen with the path: as soon as the flux is at its limit, wherever the path brings that.
TEST(OptimalAscent, TheFairingLeavesWhenTheHeatingAllows) {
  const std::string event = "fairing-jettison";
  Plan strict = plan();
  double allowed = 0;
  for (std::size_t i = 0; i < strict.items.size(); ++i) {
    if (strict.items[i].name != event) continue;
    allowed = strict.model.condition_value[i];
    strict.model.condition_value[i] = 0.3 * allowed;
  }
  ASSERT_GT(allowed, 0);
  EXPECT_NEAR(heating_at_W_m2(fly(free_of_districts().reflight->plan), event), allowed, 1e-3 * allowed);
  const OptimizedAscent later = optimize_ascent(strict, options());
  ASSERT_TRUE(later.confirmed) << later.why;
  EXPECT_NEAR(heating_at_W_m2(fly(later.reflight->plan), event), 0.3 * allowed, 1e-3 * allowed);
  EXPECT_LT(later.payload_kg(), free_of_districts().payload_kg() - 1);
}

/// From 70 deg instead of the 90 deg that lead straight to an inclination equal to the latitude, and from 85 deg.
TEST(OptimalAscent, AGivenAzimuthIsKeptAndTheWayFromItIsADogLeg) {
  const Mission straight = load_mission(COSMODROME_SOURCE_DIR "/tests/validation/payload/falcon-9-cape.toml");
  double before = optimize_ascent(make_plan(straight), options()).payload_kg();
  for (const double azimuth_deg : {85, 70}) {
    Mission mission = straight;
    mission.launch_azimuth_rad = azimuth_deg * std::numbers::pi / 180;
    const OptimizedAscent optimum = optimize_ascent(make_plan(mission), options());
    ASSERT_TRUE(optimum.confirmed) << azimuth_deg << " deg: " << optimum.why;
    EXPECT_LT(optimum.payload_kg(), before - 10);
    before = optimum.payload_kg();
    const auto& tables = optimum.reflight->plan.mission.steering_tables;
    ASSERT_GE(tables.size(), 2U);
    const SteeringTable& lean = tables.front();
    for (std::size_t i = 0; i < lean.t_s.size(); ++i)
      EXPECT_NEAR(std::cos(lean.pitch_rad[i]) * std::sin(lean.yaw_rad[i]), 0, 1e-5);
    EXPECT_LT(*std::min_element(tables.back().yaw_rad.begin(), tables.back().yaw_rad.end()), -0.02);  // to the right
  }
}

/// A flight plans its gravity turn in calm air; an optimum was found in its wind, and says all of its steering.
TEST(OptimalAscent, InAWindItsOwnMissionFliesIt) {
  Mission mission = luna_25();
  mission.wind.altitude_m = {0, 11e3, 20e3, 30e3};
  mission.wind.east_m_s = {5, 30, 10, 0}, mission.wind.north_m_s = {-5, 10, 0, 0};
  const OptimizedAscent optimum = optimize_ascent(make_plan(mission), options());
  ASSERT_TRUE(optimum.confirmed) << optimum.why;
  const Plan again = make_plan(mission_of(optimum.reflight->plan));
  EXPECT_EQ(fly(again, FlyOptions{.follow_dropped = false}).outcome, Outcome::target_met);
}

TEST(OptimalAscent, WarmStartFindsTheSame) {
  const OptimizedAscent warm = optimize_ascent(plan(), options(), free_of_districts().control.solution);
  EXPECT_TRUE(warm.confirmed) << warm.why;
  EXPECT_NEAR(warm.payload_kg(), free_of_districts().payload_kg(), 1e-5 * warm.payload_kg());
  EXPECT_LT(warm.control.iterations, free_of_districts().control.iterations);
}

TEST(OptimalAscent, BothSolversAgree) {
  AscentOptions by_ipopt = options();
  by_ipopt.control.solver = solve_ipopt;
  const OptimizedAscent theirs = optimize_ascent(plan(), by_ipopt);
  EXPECT_NEAR(theirs.payload_kg(), free_of_districts().payload_kg(), 1e-5 * theirs.payload_kg());
}

TEST(OptimalAscent, SaysWhichOrbitIsOutOfReachAndByHowMuch) {
  // Without an upper stage, and far below the latitude of the pad.
  Mission mission = load_mission(COSMODROME_SOURCE_DIR "/tests/validation/payload/soyuz-2.1b-vostochny.toml");
  mission.targets[0].inclination_rad = 0.3;
  const OptimizedAscent optimum = optimize_ascent(make_plan(mission), options());
  EXPECT_FALSE(optimum.confirmed);
  EXPECT_NE(optimum.why.find("instead of 240.0 x 240.0 km, 17.19 deg"), std::string::npos) << optimum.why;
  EXPECT_NE(optimum.why.find("nearer to the pad's latitude"), std::string::npos) << optimum.why;
}

TEST(OptimalAscent, SaysWhatAVehicleLacksThatCannotLiftOff) {
  Mission mission = luna_25();
  mission.payloads[0].mass_kg = 300e3;
  try {
    optimize_ascent(make_plan(mission), options());
    FAIL() << "it has no thrust to lift off";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("does not lift off"), std::string::npos) << error.what();
  }
}

TEST(OptimalAscent, SaysThatAHighCircleIsOutOfReachAndByHowMuch) {
  // Without a stage that can be lit again.
  Mission mission = load_mission(COSMODROME_SOURCE_DIR "/tests/validation/payload/soyuz-2.1b-vostochny.toml");
  mission.targets[0].perigee_altitude_m = mission.targets[0].apogee_altitude_m = 5e6;
  std::string said;
  try {
    const OptimizedAscent optimum = optimize_ascent(make_plan(mission), in_vain());
    EXPECT_FALSE(optimum.confirmed);
    said = optimum.why;
  } catch (const InputError& error) {
    said = error.what();
  }
  EXPECT_NE(said.find("5000.0 x 5000.0 km"), std::string::npos) << said;
  EXPECT_NE(said.find("m/s"), std::string::npos) << said;
}

TEST(OptimalAscent, SaysWhichDistrictsContradictEachOther) {
  // The core's district put to the west of the pad, where no ascent to the east leads that brings the boosters home.
  Mission mission = luna_25();
  for (DropZone& zone : mission.drop_zones) {
    if (zone.element == "core") zone.outline[0].longitude_rad -= 1;
  }
  AscentOptions kept = in_vain();
  kept.keep_in_zones = {"boosters", "core"};
  const OptimizedAscent optimum = optimize_ascent(make_plan(mission), kept);
  EXPECT_FALSE(optimum.confirmed);
  EXPECT_NE(optimum.why.find("core"), std::string::npos) << optimum.why;
  EXPECT_NE(optimum.why.find("km outside"), std::string::npos) << optimum.why;
}

/// The same program with its objective turned round: what it finds is the worst.
class TurnedRound final : public NonlinearProgram {
 public:
  explicit TurnedRound(const NonlinearProgram& program) : program_(program) {}
  [[nodiscard]] const NlpStructure& structure() const override { return program_.structure(); }
  [[nodiscard]] double objective(std::span<const double> x) const override { return -program_.objective(x); }
  void gradient(std::span<const double> x, std::span<double> g) const override {
    program_.gradient(x, g);
    for (double& one : g) one = -one;
  }
  void constraints(std::span<const double> x, std::span<double> c) const override { program_.constraints(x, c); }
  void jacobian(std::span<const double> x, std::span<double> values) const override { program_.jacobian(x, values); }
  void hessian(std::span<const double> x, double factor, std::span<const double> multipliers,
               std::span<double> values) const override {
    program_.hessian(x, -factor, multipliers, values);
  }

 private:
  const NonlinearProgram& program_;
};

TEST(OptimalAscent, WhatIsWorseThanItsPlanIsNoOptimum) {
  AscentOptions worst = options();
  worst.control.solver = [](const NonlinearProgram& program, const NlpStart& start, const NlpOptions& nlp) {
    return solve_interior_point(TurnedRound(program), start, nlp);
  };
  const OptimizedAscent found = optimize_ascent(plan(), worst, ProofLimits{.relative_error = 1, .primer_angle_rad = 4});
  ASSERT_EQ(found.control.status, NlpStatus::solved);
  ASSERT_LT(found.payload_kg(), plan().model.payload_mass_kg);
  EXPECT_FALSE(found.confirmed);
  EXPECT_NE(found.why.find("no optimum"), std::string::npos) << found.why;
}

TEST(OptimalAscent, NamesWhatIsNotThere) {
  AscentOptions wrong = options();
  wrong.keep_in_zones = {"wings"};
  EXPECT_THROW(optimize_ascent(plan(), wrong), InputError);
  wrong = options();
  wrong.free_events = {"lunch"};
  EXPECT_THROW(optimize_ascent(plan(), wrong), InputError);
}

/// Exact derivatives of the equations of dynamics, in thick air and near the speed of sound.
TEST(OptimalAscent, DerivativesOfALegEqualDifferences) {
  const auto world = std::make_shared<World>(plan().world);
  for (const Leg& leg : fly_legs(with_gravity_turn_law(plan()))) {
    const auto equations = leg::free_axis(world, leg.mode, {.q_alpha = true, .dynamic_pressure = true});
    // Half way, where no ramp begins or ends, and off the path.
    const double half = 0.5 * (leg.end_s() - leg.begin_s());
    std::vector<double> in;
    for (std::size_t i = 0; i < point_mass_size; ++i) in.push_back(0.5 * (leg.y.front()[i] + leg.y.back()[i]));
    for (const double u : {leg.axis[0].x + 0.05, leg.axis[0].y, leg.axis[0].z}) in.push_back(u);
    in.push_back(leg.begin_s() + half);
    if (leg::has_clock(leg.mode)) in.push_back(half);
    const auto outputs = static_cast<std::size_t>(equations->outputs());
    std::vector<double> weights(outputs, 0.7);
    weights[outputs - 2] = 1e-9, weights[outputs - 1] = 1e-5;  // loads are large numbers
    std::vector<double> size{1e4, 1e4, 1e4, 10, 10, 10, 1e2, 1e-2, 1e-2, 1e-2, 1, 0.1};
    size.resize(in.size());
    expect_second_derivatives(*equations, in, weights, size, leg.begin_s());
  }
}

}  // namespace
}  // namespace cosmodrome
