#pragma once
#include <functional>

#include "cosmodrome/optimize/control_solution.hpp"
#include "cosmodrome/optimize/mesh.hpp"

namespace cosmodrome {

using NlpSolver = std::function<NlpSolution(const NonlinearProgram&, const NlpStart&, const NlpOptions&)>;

struct ControlOptions {
  double mesh_tolerance = 1e-8;  ///< see mesh_errors()
  int most_meshes = 14;
  MeshLimits limits;
  NlpOptions nlp;
  NlpSolver solver = solve_interior_point;
};

/// How the search for an answer went.
struct ControlResult {
  NlpStatus status = NlpStatus::stalled;  ///< of the last mesh
  ControlSolution solution;
  double mesh_error = 0;
  bool mesh_is_fine = false;  ///< mesh_error is within the tolerance
  int meshes = 0;
  int iterations = 0;            ///< on all meshes
  double solve_s = 0;            ///< all told
  NlpSolution nlp;               ///< of the last mesh
  std::string worst_constraint;  ///< if not solved: what is violated most, in words
  double worst_violation = 0;    ///< in its natural size

  [[nodiscard]] bool solved() const { return status == NlpStatus::solved && mesh_is_fine; }
};

/// Solves a problem on finer and finer meshes until the mesh error is within the tolerance, each from the answer
/// before.
ControlResult solve_control(const OptimalControlProblem& problem, const ControlGuess& guess,
                            std::vector<PhaseMesh> mesh, const ControlOptions& options = {});

/// Begins from an answer of a problem like this one, on its mesh and with its multipliers.
ControlResult solve_control_warm(const OptimalControlProblem& problem, const ControlSolution& like,
                                 const ControlOptions& options = {});

}  // namespace cosmodrome
