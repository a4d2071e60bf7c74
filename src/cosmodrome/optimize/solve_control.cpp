#include "cosmodrome/optimize/solve_control.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "cosmodrome/optimize/transcription.hpp"

namespace cosmodrome {
namespace {

void name_worst_violation(ControlResult& result, const Transcription& program) {
  const NlpStructure& structure = program.structure();
  std::vector<double> c(static_cast<std::size_t>(structure.constraints()));
  program.constraints(result.nlp.x, c);
  int worst = -1;
  for (std::size_t i = 0; i < c.size(); ++i) {
    const double violation = std::max({0.0, structure.c_lower[i] - c[i], c[i] - structure.c_upper[i]});
    if (violation > result.worst_violation) result.worst_violation = violation, worst = static_cast<int>(i);
  }
  if (worst >= 0) result.worst_constraint = program.constraint_name(worst);
}

constexpr double enough_to_refine = 1e-7;  // of the solver's error, on a mesh that is not the last
constexpr double barrier_of_refined = 1e-6;

/// Solves on the mesh, then on finer ones. `start` says how the first begins. A first mesh that `may_be_coarse` is
/// solved no better than it takes to refine it; if it turns out fine, the solver goes on from there.
template <class Start>
ControlResult solve_on_meshes(const OptimalControlProblem& problem, std::vector<PhaseMesh> mesh,
                              const ControlOptions& options, bool may_be_coarse, Start&& start) {
  const auto began = std::chrono::steady_clock::now();
  ControlResult result;
  std::vector<std::vector<double>> errors, cuts;
  const auto solve = [&](const Transcription& program, const NlpStart& from, const NlpOptions& nlp) {
    result.nlp = options.solver(program, from, nlp);
    result.status = result.nlp.status;
    result.iterations += result.nlp.iterations;
    result.solution = program.unpack(result.nlp);
    errors = mesh_errors(problem, result.solution);
    result.mesh_error = largest(errors);
    cuts = corners(problem, result.solution);
    result.mesh_is_fine = result.mesh_error <= options.mesh_tolerance && largest(cuts) == 0;
  };
  for (;;) {
    const Transcription program(problem, mesh);
    if (result.meshes == 0) {
      NlpOptions nlp = options.nlp;
      const bool tentative = may_be_coarse && options.most_meshes > 1 && nlp.tolerance < enough_to_refine;
      if (tentative) nlp.tolerance = enough_to_refine;
      solve(program, start(program), nlp);
      if (tentative && result.solved()) solve(program, warm_start(result.nlp), options.nlp);
    } else {
      NlpStart from = program.start_from(result.solution);
      from.barrier = std::max(result.nlp.barrier, barrier_of_refined);
      solve(program, from, options.nlp);
    }
    ++result.meshes;
    if (result.status != NlpStatus::solved) {
      name_worst_violation(result, program);
      break;
    }
    if (result.mesh_is_fine || result.meshes >= options.most_meshes) break;
    mesh = refine(result.solution, errors, cuts, options.mesh_tolerance, options.limits);
  }
  result.solve_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return result;
}

}  // namespace

ControlResult solve_control(const OptimalControlProblem& problem, const ControlGuess& guess,
                            std::vector<PhaseMesh> mesh, const ControlOptions& options) {
  return solve_on_meshes(problem, std::move(mesh), options, true,
                         [&](const Transcription& program) { return program.start_from(guess); });
}

ControlResult solve_control_warm(const OptimalControlProblem& problem, const ControlSolution& like,
                                 const ControlOptions& options) {
  std::vector<PhaseMesh> mesh;
  for (const PhaseSolution& phase : like.phases) mesh.push_back(phase.mesh);
  return solve_on_meshes(problem, std::move(mesh), options, false, [&](const Transcription& program) {
    NlpStart start = program.start_from(like);
    start.barrier = 1e-6;
    return start;
  });
}

}  // namespace cosmodrome
