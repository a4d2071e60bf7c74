#pragma once
#include <string>
#include <vector>

#include "cosmodrome/optimize/optimal_control.hpp"

namespace cosmodrome {

/// One phase of an answer. Nodes are the phase's beginning and then every collocation point; the control, the costate
/// and the path multipliers belong to the points, so their row j goes with node j + 1.
struct PhaseSolution {
  PhaseMesh mesh;
  double start_t = 0, end_t = 0;
  std::vector<double> t;                              ///< at the nodes
  std::vector<std::vector<double>> states;            ///< [node][component]
  std::vector<std::vector<double>> controls;          ///< [point][component]
  std::vector<std::vector<double>> costates;          ///< [point][component]: dJ*/dx
  std::vector<std::vector<double>> path_multipliers;  ///< [point][path]: dJ* by the constraint, per time
};

/// An answer to an optimal-control problem on one mesh.
struct ControlSolution {
  std::vector<PhaseSolution> phases;
  std::vector<double> times, parameters;
  double objective = 0;
  std::vector<double> end_multipliers;  ///< of the end conditions and linkages, in the program's order and scale
};

/// The state of a phase at a time: the collocation polynomial.
std::vector<double> state_at(const PhaseSolution& phase, double t);
/// The control likewise: the polynomial through the points of the interval, which is one degree lower.
std::vector<double> control_at(const PhaseSolution& phase, double t);

/// An answer as what the next solution, on another mesh, begins with.
ControlGuess guess_from(const ControlSolution& solution);

}  // namespace cosmodrome
