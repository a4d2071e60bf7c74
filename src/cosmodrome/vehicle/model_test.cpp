#include "cosmodrome/vehicle/model.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {
namespace {

/// Two boosters with two engines each that spend peroxide besides, and a stage for vacuum only.
Vehicle example() {
  Engine booster_engine;
  booster_engine.id = "big";
  booster_engine.thrust_vacuum_N = 1'000'000;
  booster_engine.thrust_sea_level_N = 800'000;
  booster_engine.isp_vacuum_s = 300;
  booster_engine.drive_flow_kg_s = 9;
  booster_engine.start_up_s = 0.5;
  booster_engine.tail_off_s = 0.3;
  Engine vacuum_engine;
  vacuum_engine.id = "small";
  vacuum_engine.thrust_vacuum_N = 50'000;
  vacuum_engine.isp_vacuum_s = 350;

  Stage boosters;
  boosters.id = "boosters";
  boosters.count = 2;
  boosters.dry_mass_kg = 4000;
  boosters.inert_mass_kg = 250;
  boosters.propellant_kg = 40'000;
  boosters.residual_kg = 500;
  boosters.drive_propellant_kg = 1200;
  boosters.engine = "big";
  boosters.engine_count = 2;
  Stage upper;
  upper.id = "upper";
  upper.dry_mass_kg = 1000;
  upper.propellant_kg = 5000;
  upper.residual_kg = 50;
  upper.engine = "small";

  Vehicle vehicle;
  vehicle.engines = {booster_engine, vacuum_engine};
  vehicle.stages = {boosters, upper};
  vehicle.parts.resize(2);
  vehicle.parts[0].id = "fairing", vehicle.parts[0].mass_kg = 700;
  vehicle.parts[1].id = "ring", vehicle.parts[1].mass_kg = 30;
  SequenceItem first, second;
  first.when.value = -3;
  second.when.value = 1135;
  vehicle.sequence = {first, second};
  return vehicle;
}

// All figures are products and quotients of a few numbers: what may differ is rounding, some 1e-15 of them.
constexpr double rounding = 4e-15;

TEST(VehicleModel, AddsUpAllBodiesOfAStage) {
  const VehicleModel<double> model = make_model(example(), 900);
  ASSERT_EQ(model.stage_count, 2);
  EXPECT_EQ(model.stages[0].empty_mass_kg, 2 * (4000 + 250 + 500));
  EXPECT_EQ(model.stages[0].propellant_kg, 2 * (40'000 - 500));
  EXPECT_EQ(model.stages[0].drive_propellant_kg, 2 * 1200);
  EXPECT_EQ(model.stages[0].thrust_vacuum_N, 4e6);
  EXPECT_EQ(model.stages[0].start_up_s, 0.5);
  EXPECT_EQ(model.stages[0].tail_off_s, 0.3);
}

TEST(VehicleModel, ExitAreaGivesTheThrustAtSeaLevel) {
  const StageModel<double> stage = make_model(example(), 0).stages[0];
  EXPECT_NEAR(stage.thrust_vacuum_N - 101'325 * stage.exit_area_m2, 4 * 800'000.0, rounding * 4e6);
  EXPECT_NEAR(stage.exit_area_m2, 4 * 200'000 / 101'325.0, rounding * 8);
}

TEST(VehicleModel, AnEngineWithoutSeaLevelThrustFeelsNoPressure) {
  EXPECT_EQ(make_model(example(), 0).stages[1].exit_area_m2, 0);
}

TEST(VehicleModel, FlowIsThrustOverExhaustSpeed) {
  const VehicleModel<double> model = make_model(example(), 0);
  EXPECT_NEAR(model.stages[0].flow_kg_s, 4e6 / (300 * 9.80665), rounding * 1360);
  EXPECT_NEAR(model.stages[1].flow_kg_s, 5e4 / (350 * 9.80665), rounding * 15);
}

TEST(VehicleModel, DrivePropellantIsSpentBesideTheRest) {
  const StageModel<double> stage = make_model(example(), 0).stages[0];
  EXPECT_NEAR(stage.drive_ratio * stage.flow_kg_s, 4 * 9.0, rounding * 36);
  EXPECT_NEAR(stage.total_flow_kg_s(), 4e6 / (300 * 9.80665) + 36, rounding * 1400);
  EXPECT_EQ(make_model(example(), 0).stages[1].drive_ratio, 0);
}

TEST(VehicleModel, LiftOffMassIsAllThatStandsOnThePad) {
  const VehicleModel<double> model = make_model(example(), 900);
  const double boosters = 2 * (4000 + 250 + 40'000 + 1200.0), upper = 1000 + 5000.0;
  EXPECT_EQ(model.lift_off_mass_kg(), boosters + upper + 700 + 30 + 900);
  EXPECT_EQ(model.stages[0].total_mass_kg(), boosters);
}

TEST(VehicleModel, TakesTheThresholdsOfTheSequence) {
  const VehicleModel<double> model = make_model(example(), 0);
  ASSERT_EQ(model.item_count, 2);
  EXPECT_EQ(model.condition_value[0], -3);
  EXPECT_EQ(model.condition_value[1], 1135);
  EXPECT_EQ(model.density_factor, 1);
  EXPECT_EQ(model.drag_factor, 1);
}

TEST(VehicleModel, AStageWithoutEngineIsDeadWeight) {
  Vehicle vehicle = example();
  vehicle.stages[1].engine.clear();
  const StageModel<double> stage = make_model(vehicle, 0).stages[1];
  EXPECT_EQ(stage.thrust_vacuum_N, 0);
  EXPECT_EQ(stage.flow_kg_s, 0);
  EXPECT_EQ(stage.total_mass_kg(), 6000);
}

TEST(VehicleModel, RefusesMoreThanFits) {
  Vehicle vehicle = example();
  vehicle.stages.resize(max_stages + 1);
  EXPECT_THROW(make_model(vehicle, 0), std::length_error);
  vehicle = example();
  vehicle.parts.resize(max_parts + 1);
  EXPECT_THROW(make_model(vehicle, 0), std::length_error);
  vehicle = example();
  vehicle.sequence.resize(max_items + 1);
  EXPECT_THROW(make_model(vehicle, 0), std::length_error);
}

TEST(VehicleModel, FindsByName) {
  const Vehicle vehicle = example();
  EXPECT_EQ(stage_index(vehicle, "upper"), 1);
  EXPECT_EQ(stage_index(vehicle, "nothing"), -1);
  EXPECT_EQ(part_index(vehicle, "ring"), 1);
  EXPECT_EQ(part_index(vehicle, ""), -1);
  ASSERT_NE(find_engine(vehicle, "small"), nullptr);
  EXPECT_EQ(find_engine(vehicle, "small")->thrust_vacuum_N, 50'000);
  EXPECT_EQ(find_engine(vehicle, "none"), nullptr);
}

}  // namespace
}  // namespace cosmodrome
