#pragma once
#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/flight/legs.hpp"
#include "cosmodrome/optimize/solve_control.hpp"
#include "cosmodrome/optimize/throttled_burn.hpp"

namespace cosmodrome {

enum class AscentObjective {
  payload,     ///< the heaviest payload that reaches the target
  final_mass,  ///< the payload as it is, with the most propellant left
};

/// Options of the search that suit ascents: what needs more iterations is better begun from another flight.
inline ControlOptions for_ascents() {
  ControlOptions options;
  options.nlp.max_iterations = 200;
  return options;
}

struct AscentOptions {
  AscentObjective objective = AscentObjective::payload;
  bool free_from_lift_off = false;  ///< steer freely all the way; else the gravity turn stays without angle of attack
  double most_q_alpha_Pa_rad = 0;   ///< of dynamic pressure times angle of attack, where steering is free; 0: no limit
  double most_dynamic_pressure_Pa = 0;        ///< 0: no limit
  double most_axial_acceleration_m_s2 = 0;    ///< without gravity, along the axis; 0: no limit
  double reserve_kg = 0;                      ///< propellant that must be left in the last stage
  std::vector<std::string> free_events;       ///< events of the sequence whose time may be chosen: the end of a coast
  std::vector<std::string> free_throttle;     ///< stages whose throttle may be chosen, as far as their engines allow
  std::vector<std::string> keep_in_zones;     ///< stages and parts that must fall into the districts closed for them
  std::vector<GroundArea> impact_points_off;  ///< where the impact point in vacuum must never be
  ControlOptions control = for_ascents();
};

/// An ascent as an optimal-control problem: what may be chosen along a flight that plan() has planned.
///
/// The phases are the legs of that flight. The axis is free where the sequence leans over or guides; elsewhere it
/// follows the sequence's law. Tanks and clocks end legs when they do in the flight; conditions on the state (heating,
/// dynamic pressure, the target) end them where the optimiser puts them, and hold there.
struct AscentProblem {
  OptimalControlProblem problem;
  ControlGuess guess;
  std::vector<PhaseMesh> mesh;
  std::shared_ptr<const World> world;    ///< in which the equations hold
  std::vector<Leg> legs;                 ///< one a phase; phases after them are of what falls
  std::vector<ThrottledBurn> throttled;  ///< one a leg
  double payload_kg = 0;                 ///< of the planned flight
  double final_mass_kg = 0;              ///< then
  int last_target = -1;
};

/// Puts the throttle that each throttled stage has at its cut-off into the tail-off that follows, and returns by how
/// much it was another. What an engine gives while it tails off depends on the throttle from which it does.
double match_tail_offs(AscentProblem& ascent, const ControlSolution& solution, const AscentOptions& options);

/// Makes the problem from the flight of a plan. Throws InputError if the mission has no target that guidance reaches.
AscentProblem make_ascent_problem(const Plan& plan, const AscentOptions& options);

}  // namespace cosmodrome
