#pragma once
#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

/// An optimised ascent as a plan that fly() flies: the payload found, the steering found as programmes by time, the
/// target's cut-offs at their times. All other events stay as the sequence has them.
Plan plan_of(const Plan& planned, const AscentProblem& ascent, const ControlSolution& solution);

/// What a flight with adaptive steps of its own makes of an optimiser's answer.
struct Reflight {
  Plan plan;
  double place_error_m = 0;  ///< of the state after the last cut-off, from the optimiser's
  double speed_error_m_s = 0;
  double mass_error_kg = 0;
  double relative_error = 0;  ///< the largest of the three, over orbital radius, orbital speed and mass
  bool flown = false;         ///< it came as far as the last cut-off
};

/// Flies the answer again, steps controlled to 1e-11.
Reflight refly(const Plan& planned, const AscentProblem& ascent, const ControlSolution& solution);

/// By how much the thrust axis is off the primer vector (less the costate of the velocity), at worst, where nothing but
/// thrust depends on it. For an optimum it is zero. Legs whose direction is worth less than the solver decides do not
/// count: of propellant that is to spare. Radians.
double worst_primer_angle_rad(const AscentProblem& ascent, const ControlSolution& solution);

}  // namespace cosmodrome
