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

/// Solves on the mesh, then on finer ones. `start` says how the first begins.
template <class Start>
ControlResult solve_on_meshes(const OptimalControlProblem& problem, std::vector<PhaseMesh> mesh,
                              const ControlOptions& options, Start&& start) {
  const auto began = std::chrono::steady_clock::now();
  ControlResult result;
  for (;;) {
    const Transcription program(problem, mesh);
    const NlpStart from = result.meshes == 0 ? start(program) : program.start_from(result.solution);
    const double barrier = result.nlp.barrier;
    NlpStart begin = from;
    if (result.meshes > 0) begin.barrier = std::max(barrier, 1e-6);
    result.nlp = options.solver(program, begin, options.nlp);
    result.status = result.nlp.status;
    result.iterations += result.nlp.iterations;
    ++result.meshes;
    result.solution = program.unpack(result.nlp);
    const auto errors = mesh_errors(problem, result.solution);
    result.mesh_error = largest(errors);
    result.mesh_is_fine = result.mesh_error <= options.mesh_tolerance;
    if (result.status != NlpStatus::solved) {
      name_worst_violation(result, program);
      break;
    }
    if (result.mesh_is_fine || result.meshes >= options.most_meshes) break;
    mesh = refine(result.solution, errors, options.mesh_tolerance, options.limits);
  }
  result.solve_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return result;
}

}  // namespace

ControlResult solve_control(const OptimalControlProblem& problem, const ControlGuess& guess,
                            std::vector<PhaseMesh> mesh, const ControlOptions& options) {
  return solve_on_meshes(problem, std::move(mesh), options,
                         [&](const Transcription& program) { return program.start_from(guess); });
}

ControlResult solve_control_warm(const OptimalControlProblem& problem, const ControlSolution& like,
                                 const ControlOptions& options) {
  std::vector<PhaseMesh> mesh;
  for (const PhaseSolution& phase : like.phases) mesh.push_back(phase.mesh);
  return solve_on_meshes(problem, std::move(mesh), options, [&](const Transcription& program) {
    NlpStart start = program.start_from(like);
    start.barrier = 1e-6;
    return start;
  });
}

}  // namespace cosmodrome
