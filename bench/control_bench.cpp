// What an optimal-control problem costs from its crude guess to the mesh tolerance, by our solver and by IPOPT, with
// its accuracy beside it: how far the objective is from the truth, relative, and the mesh error.
#include <benchmark/benchmark.h>

#include <cmath>

#include "control_cases.hpp"
#include "cosmodrome/optimize/solve_control.hpp"

namespace cosmodrome::control {
namespace {

void solve_to_the_truth(benchmark::State& state, const Case& which, const NlpSolver& solver) {
  const Benchmark b = which.make();
  ControlOptions options;
  options.mesh_tolerance = which.mesh_tolerance;
  options.most_meshes = 20;
  options.solver = solver;
  ControlResult result;
  for (auto _ : state) result = solve_control(b.problem, b.guess, b.mesh, options);
  if (!result.solved()) state.SkipWithError(describe(result.status));
  state.counters["off"] = std::abs(result.solution.objective * which.unit / which.truth - 1);
  state.counters["mesh_error"] = result.mesh_error;
  state.counters["meshes"] = result.meshes;
  state.counters["iterations"] = result.iterations;
}

const int registered = [] {
  for (const Case& which : cases()) {
    const auto add = [&](const char* name, const NlpSolver& solver) {
      benchmark::RegisterBenchmark((which.name + "/" + name).c_str(), [which, solver](benchmark::State& state) {
        solve_to_the_truth(state, which, solver);
      })->Unit(benchmark::kMillisecond);
    };
    add("ours", [](const auto&... arguments) { return solve_interior_point(arguments...); });
    add("ipopt", [](const auto&... arguments) { return solve_ipopt(arguments...); });
  }
  return 0;
}();

}  // namespace
}  // namespace cosmodrome::control
