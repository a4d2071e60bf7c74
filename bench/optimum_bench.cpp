// What the best ascent costs to find: from a planned flight (cold), and from the answer itself (warm), by the
// interior-point method made for it and by IPOPT. Each measurement carries its objective and mesh error.
#include <benchmark/benchmark.h>

#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/optimize_ascent.hpp"

namespace cosmodrome {
namespace {

struct Problem {
  Plan plan;
  AscentOptions options;
  AscentProblem ascent;

  explicit Problem(const std::string& file)
      : plan(make_plan(load_mission(COSMODROME_DATA_DIR "/../" + file))),
        options(ascent_options(plan.mission.optimize)),
        ascent(make_ascent_problem(plan, options)) {}
};

const Problem& problem(int which) {
  static const Problem delta("missions/benchmarks/delta-iii.toml");
  static const Problem soyuz("tests/validation/payload/soyuz-2.1b-vostochny.toml");
  static const Problem luna("missions/luna-25.toml");
  return which == 0 ? delta : which == 1 ? soyuz : luna;
}

void report(benchmark::State& state, const ControlResult& result) {
  state.counters["objective_kg"] = -result.solution.objective;
  state.counters["mesh_error"] = result.mesh_error;
  state.counters["iterations"] = result.iterations;
  state.counters["meshes"] = result.meshes;
}

void cold(benchmark::State& state, const NlpSolver& solver) {
  const Problem& of = problem(static_cast<int>(state.range(0)));
  ControlOptions options = of.options.control;
  options.solver = solver;
  ControlResult result;
  for (auto _ : state) result = solve_control(of.ascent.problem, of.ascent.guess, of.ascent.mesh, options);
  report(state, result);
}

void warm(benchmark::State& state) {
  const Problem& of = problem(static_cast<int>(state.range(0)));
  const ControlResult first = solve_control(of.ascent.problem, of.ascent.guess, of.ascent.mesh, of.options.control);
  ControlResult result;
  for (auto _ : state) result = solve_control_warm(of.ascent.problem, first.solution, of.options.control);
  report(state, result);
}

/// With the plan that it begins from, the problem and the proof: what `cosmodrome optimize` does but for its files.
void whole(benchmark::State& state) {
  const Problem& of = problem(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(optimize_ascent(of.plan, of.options));
}

void each(benchmark::internal::Benchmark* bench) {
  bench->ArgName("0:delta-iii,1:soyuz-2.1b,2:luna-25")->Unit(benchmark::kMillisecond)->DenseRange(0, 2);
}

BENCHMARK_CAPTURE(cold, interior_point, NlpSolver(solve_interior_point))->Apply(each);
BENCHMARK_CAPTURE(cold, ipopt, NlpSolver(solve_ipopt))->Apply(each);
BENCHMARK(warm)->Apply(each);
BENCHMARK(whole)->Apply(each);

}  // namespace
}  // namespace cosmodrome
