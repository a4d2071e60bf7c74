#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cosmodrome/optimize/nlp.hpp"
#include "cosmodrome/optimize/smooth_function.hpp"

namespace cosmodrome {

struct Bounds {
  double lower = -unbounded;
  double upper = unbounded;
  [[nodiscard]] bool fixed() const { return lower == upper; }
};

/// A condition on one end of a phase, or a part of the objective.
struct EndCondition {
  std::string name;  ///< "inclination": for messages
  bool at_end = true;
  /// Of the state, the time and, if it takes as many, the parameters, in this order; one output a bound, or one output
  /// for the objective.
  std::shared_ptr<const SmoothFunction> function;
  std::vector<Bounds> bounds;  ///< empty: the output is added to the objective
  std::vector<double> scale;   ///< the outputs' natural sizes; empty: 1
  bool asked = false;          ///< somebody's wish, which may be impossible, and not how things are
};

/// One stretch of the flight in which the equations do not change.
struct ControlPhase {
  std::string name;
  int states = 0;
  int controls = 0;
  int paths = 0;                 ///< path constraints
  bool steady_controls = false;  ///< the controls do not change during the phase; path constraints hold at its end only
  bool has_integrand = false;    ///< its integral over the phase is added to the objective
  bool breaks_at_corners = false;  ///< the mesh breaks where the controls come to bounds, or leave them
  bool sees_own_clock = false;     ///< the equations take the time since the phase's beginning after the time
  /// Of state, controls, time and, if it takes as many, parameters: the slopes, the path constraints, the integrand.
  std::shared_ptr<const SmoothFunction> equations;
  std::vector<Bounds> state_bounds, control_bounds, path_bounds;
  std::vector<Bounds> start_bounds, end_bounds;                ///< of the state at the ends; empty: state_bounds
  std::vector<double> state_scale, control_scale, path_scale;  ///< natural sizes; empty: 1
  int start_time = 0, end_time = 0;                            ///< which of the problem's times
  double start_delay = 0, end_delay = 0;  ///< after those times: a phase from 2 s to 5 s after an event
  std::vector<EndCondition> conditions;
};

/// The state at the beginning of phase `to` is that at the end of phase `from`, and `jump`. A jump that is NaN leaves
/// its component free: conditions at the beginning say what it is.
struct Linkage {
  int from = 0, to = 0;
  std::vector<double> jump;
};

/// Minimise what the phases' integrands and end conditions add up to. Phases stand in the order of time.
struct OptimalControlProblem {
  std::string name;
  std::vector<ControlPhase> phases;
  std::vector<Linkage> linkages;
  std::vector<Bounds> times;  ///< begins and ends of phases; equal bounds fix one
  double time_scale = 1;
  std::vector<std::string> parameter_names;
  std::vector<Bounds> parameters;
  std::vector<double> parameter_scale;  ///< empty: 1
  double objective_scale = 1;           ///< its natural size
};

/// What a phase is thought to do before it is solved: rows of time, state and control.
struct PhaseGuess {
  std::vector<double> t;
  std::vector<std::vector<double>> states, controls;  ///< [row][component]
};

struct ControlGuess {
  std::vector<PhaseGuess> phases;
  std::vector<double> times, parameters;
};

/// How a phase is cut: intervals as shares of its length, and collocation points in each.
struct PhaseMesh {
  std::vector<double> breaks{0, 1};
  std::vector<int> points{4};
  [[nodiscard]] int intervals() const { return static_cast<int>(points.size()); }
};

/// Equal intervals of equal degree.
PhaseMesh even_mesh(int intervals, int points);

}  // namespace cosmodrome
