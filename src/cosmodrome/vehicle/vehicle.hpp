#pragma once
#include <string>
#include <vector>

namespace cosmodrome {

/// Where one figure of a file comes from. `path` is dotted, as `stage.core.dry_mass`.
struct Provenance {
  std::string path;
  std::string text;        ///< as the file writes it: "85.6 tf"
  std::string source;      ///< key into data/sources.toml
  std::string confidence;  ///< A official, B one good source, C conflicting, D derived, R unsourced
  std::string estimated;   ///< the reasoning, if the figure is an estimate; else empty
  std::string note;
};

/// A rocket engine or solid motor. Thrust is u T_vacuum - p A_exit for a throttle u > 0.
struct Engine {
  std::string id;
  std::string name;
  double thrust_vacuum_N = 0;
  double thrust_sea_level_N = 0;  ///< 0 for an engine that never burns in air: no back-pressure
  double isp_vacuum_s = 0;        ///< of the propellant that gives thrust
  double isp_sea_level_s = 0;     ///< 0: not stated; only compared with the thrusts
  double drive_flow_kg_s = 0;     ///< extra flow that gives no thrust (peroxide for the turbopumps)
  double throttle_min = 1;
  double throttle_max = 1;
  double start_up_s = 0;  ///< from 0 to full thrust, linear
  double tail_off_s = 0;  ///< from the last level to 0, linear
  int ignitions_max = 1;
};

/// One body of the vehicle, or several equal ones side by side (the four boosters of Soyuz).
/// Masses are of one body.
struct Stage {
  std::string id;
  std::string name;
  int count = 1;
  double dry_mass_kg = 0;
  double inert_mass_kg = 0;        ///< fluids that stay aboard (nitrogen)
  double propellant_kg = 0;        ///< loaded, the kind that gives thrust
  double residual_kg = 0;          ///< of it, what cannot be burned
  double drive_propellant_kg = 0;  ///< loaded, the kind that gives no thrust
  std::string engine;              ///< id; empty for none
  int engine_count = 1;            ///< on one body
  double fall_drag_area_m2 = 0;    ///< Cd A of one body as it tumbles down
};

/// A part that is dropped on its own: fairing, interstage, tail section, escape tower.
struct Part {
  std::string id;
  std::string name;
  std::string role;              ///< fairing, interstage, tail, tower, adapter
  double mass_kg = 0;            ///< all pieces together
  int pieces = 1;                ///< fairing halves: 2
  double fall_drag_area_m2 = 0;  ///< Cd A of one piece
};

/// Drag and lift while the named stage is still attached; the first table whose stage is attached holds.
/// An empty stage holds always.
struct Aerodynamics {
  std::string while_attached;
  double reference_area_m2 = 0;
  std::vector<double> mach;
  std::vector<double> drag_coefficient;                        ///< at zero angle of attack, power on
  std::vector<double> angle_of_attack_rad;                     ///< optional second axis
  std::vector<std::vector<double>> drag_coefficient_by_angle;  ///< [angle][mach], if angles are given
  std::vector<double> normal_force_slope_per_rad;              ///< by Mach, optional
};

/// When an item of the sequence happens. All that is given must hold; the item is armed after `after`.
struct Condition {
  enum class Kind {
    time,              ///< value_s after lift-off
    delay,             ///< value_s after the event `after`
    propellant_below,  ///< of `stage`, per body, above its residual: value_kg
    burn_time_left,    ///< of `stage` at its present full flow: value_s
    altitude_above,    ///< value_m, geodetic
    altitude_below,
    heating_below,           ///< free-molecular flux 1/2 rho v^3, falling through value_W_m2
    dynamic_pressure_below,  ///< falling through value_Pa
    acceleration_above,      ///< non-gravitational, value_m_s2
    speed_above,             ///< relative to the ground, value_m_s
    gravity_turn_ready,      ///< the air-relative velocity has come round to the axis
    guidance_cut_off,        ///< the guidance has met the target `target`
    apogee,
    perigee,  ///< of the osculating orbit, value_s before (half a burn)
    impact,   ///< ground
  };
  Kind kind = Kind::time;
  std::string after;  ///< event that arms it; empty: armed from the start
  std::string stage;
  std::string target;
  double value = 0;  ///< SI; its unit follows from kind
};

/// What an item does, at an instant.
struct Action {
  enum class Kind {
    ignite,              ///< engines of `what` start up
    cut_off,             ///< engines of `what` tail off
    throttle,            ///< engines of `what` go to `level` within `over_s`
    separate,            ///< stage `what` leaves
    jettison,            ///< part `what` leaves
    steer,               ///< the law `what` takes over
    limit_acceleration,  ///< throttle all burning engines so as not to exceed `level` m/s2
    end,                 ///< the flight is over
    lose_thrust,         ///< a failure: engines of `what` give less from now on and burn as much
    lose_engines,        ///< a failure: a share of the engines of `what` is out from now on
    shut_down,           ///< a failure: engines of `what` are out for good, and the sequence goes on
  };
  Kind kind = Kind::steer;
  std::string what;
  std::string target;  ///< steer guided: the mission's target
  double level = 1;
  double over_s = 0;
  double from_rad = 0;    ///< steer turn: the angle that the platform reads
  double to_rad = 0;      ///< steer turn: the angle that is commanded; the vehicle turns by to - from, as written
  double rate_rad_s = 0;  ///< steer turn: how fast
};

/// One event of the flight: a name, when it happens and what it does.
struct SequenceItem {
  std::string name;
  std::string what;  ///< in words: "Blocks B, V, G, D separate"; may be empty
  Condition when;
  std::vector<Action> actions;
};

/// A rocket, whole: stages from the ground up, parts, engines, aerodynamics, usual sequence. SI.
struct Vehicle {
  std::string id;  ///< "soyuz-2.1b/fregat" after stacking
  std::string name;
  std::string description;
  bool has_upper_stage = false;  ///< stacked from a launcher and an upper stage
  std::vector<Engine> engines;
  std::vector<Stage> stages;
  std::vector<Part> parts;
  std::vector<Aerodynamics> aerodynamics;
  std::vector<SequenceItem> sequence;
  double hold_down_s = 0;  ///< engines burn this long on the pad before release
  double length_m = 0;
  std::vector<Provenance> provenance;
};

}  // namespace cosmodrome
