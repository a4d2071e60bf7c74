#pragma once
// A launcher of round figures, whose flight can be worked by hand, on an Earth whose axes stand still.
#include <cmath>
#include <utility>
#include <vector>

#include "cosmodrome/flight/aim.hpp"
#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome::small_launcher {

using Kind = Condition::Kind;
using Do = Action::Kind;

/// The Earth as a sphere of mass that does not turn; the axes of GCRF, ITRF and CIRF are one.
inline World still_world() {
  return World{.earth = {},
               .earth_rate_rad_s = {0, 0, 0},
               .atmosphere = Atmosphere::us76(),
               .gravity = Gravity::earth(0),
               .wind = {},
               .aerodynamics = {},
               .programmes = {},
               .third_bodies = {}};
}

/// The pad is on the equator at longitude zero; downrange is east.
inline constexpr double pad_gravity_m_s2 = 10;
inline constexpr double pad_pressure_Pa = 1e5;

/// Two bodies side by side: 2 MN in vacuum and 1.8 MN on the pad, 500 kg/s and a twentieth of it for the pumps.
inline StageModel<double> first_stage() {
  return {.empty_mass_kg = 20e3,
          .propellant_kg = 80e3,
          .drive_propellant_kg = 4e3,
          .thrust_vacuum_N = 2e6,
          .exit_area_m2 = 2,
          .flow_kg_s = 500,
          .drive_ratio = 0.05,
          .start_up_s = 2,
          .tail_off_s = 1};
}

/// 0.3 MN, 100 kg/s, at full thrust at once.
inline StageModel<double> second_stage() {
  return {.empty_mass_kg = 3e3,
          .propellant_kg = 12e3,
          .drive_propellant_kg = 0,
          .thrust_vacuum_N = 3e5,
          .exit_area_m2 = 0,
          .flow_kg_s = 100,
          .drive_ratio = 0,
          .start_up_s = 0,
          .tail_off_s = 0};
}

/// All of it with 0.8 t of fairing and 2.2 t of payload.
inline constexpr double lift_off_mass_kg = 20e3 + 80e3 + 4e3 + 3e3 + 12e3 + 800 + 2200;

inline CompiledAction act(Do kind, int index = -1) { return {.kind = kind, .index = index}; }
inline CompiledAction throttle(int stage, double level, double over_s) {
  return {.kind = Do::throttle, .index = stage, .level = level, .over_s = over_s};
}
inline CompiledAction steer(Steering law, int target = -1) {
  return {.kind = Do::steer, .steering = law, .target = target};
}

/// Item numbers, in the order of the sequence.
enum Item : int { ignition, pitch_over, turn, step, first_cut_off, staging, fairing, guidance, second_cut_off, end };

inline void add_item(Plan& plan, const char* name, Kind kind, double value, int after, int stage,
                     std::vector<CompiledAction> actions) {
  CompiledItem item;
  item.name = name;
  item.kind = kind;
  item.after = after;
  item.stage = stage;
  item.target = kind == Kind::guidance_cut_off ? 0 : -1;
  item.actions = std::move(actions);
  plan.model.condition_value[plan.items.size()] = value;
  plan.items.push_back(item);
  plan.model.item_count = static_cast<int>(plan.items.size());
}

inline void add_sequence(Plan& plan) {
  add_item(plan, "ignition", Kind::time, 0, -1, -1, {act(Do::ignite, 0), steer(Steering::vertical)});
  add_item(plan, "pitch-over", Kind::time, 10, -1, -1, {steer(Steering::pitch_over)});
  add_item(plan, "gravity-turn", Kind::gravity_turn_ready, 0, pitch_over, -1, {steer(Steering::gravity_turn)});
  // 10 t in each of the two bodies.
  add_item(plan, "step", Kind::propellant_below, 10e3, -1, 0, {throttle(0, 0.5, 1)});
  add_item(plan, "first-cut-off", Kind::burn_time_left, 2, step, 0, {act(Do::cut_off, 0)});
  add_item(plan, "staging", Kind::delay, 3, first_cut_off, -1, {act(Do::separate, 0), act(Do::ignite, 1)});
  add_item(plan, "fairing", Kind::heating_below, 1135, staging, -1, {act(Do::jettison, 0)});
  add_item(plan, "guidance", Kind::delay, 1, staging, -1, {steer(Steering::guided, 0)});
  add_item(plan, "second-cut-off", Kind::guidance_cut_off, 0, guidance, -1,
           {act(Do::cut_off, 1), steer(Steering::hold)});
  add_item(plan, "end", Kind::delay, 5, second_cut_off, -1, {act(Do::end)});
  add_item(plan, "impact", Kind::impact, -20, -1, -1, {});
}

/// The target is a circle at 200 km over the equator.
inline constexpr double target_radius_m = wgs84_equatorial_radius_m + 200e3;

inline Plan make() {
  Plan plan{.mission = {}, .world = still_world()};
  Vehicle& vehicle = plan.mission.vehicle;
  vehicle.stages.resize(2);
  vehicle.stages[0].id = "first", vehicle.stages[0].count = 2;
  vehicle.stages[1].id = "second";
  vehicle.parts.resize(1);
  vehicle.parts[0].id = "shroud";
  plan.model.stage_count = 2, plan.model.part_count = 1;
  plan.model.stages[0] = first_stage(), plan.model.stages[1] = second_stage();
  plan.model.part_mass_kg[0] = 800;
  plan.model.payload_mass_kg = 2200;
  add_sequence(plan);
  plan.drag_table_stage = {0, -1};
  plan.drag_reference_area_m2 = {10, 4};
  plan.mission.targets.resize(1);
  plan.mission.targets[0].name = "orbit";
  plan.mission.targets[0].perigee_altitude_m = plan.mission.targets[0].apogee_altitude_m = 200e3;
  plan.targets.resize(1);
  plan.targets[0].orbit = plan.mission.targets[0];
  plan.targets[0].guidance =
      guidance_target(plan.targets[0].orbit, TargetDeparture<double>{}, plan.world.gravity.gm_m3_s2(), {});
  plan.pitch_over_rad = 0.05, plan.pitch_over_rate_rad_s = 0.01;
  plan.time_limit_s = 1000;
  plan.pad_m = {wgs84_equatorial_radius_m, 0, 0}, plan.pad_up = {1, 0, 0}, plan.pad_downrange = {0, 1, 0};
  return plan;
}

}  // namespace cosmodrome::small_launcher
