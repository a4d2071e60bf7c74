// What a nonlinear program of the size of an ascent costs: one factorisation of its linear system, and the whole
// solution by our solver and by IPOPT with MUMPS. Counters say where the time of a solution goes.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/optimize/kkt_system.hpp"
#include "cosmodrome/optimize/transcription.hpp"

namespace cosmodrome {
namespace {

struct Stage {
  double thrust, exhaust_speed, start_mass, end_mass;
};

// In units of the Earth's radius, its circular speed, and the mass at lift-off.
constexpr std::array<Stage, 4> stages{
    {{1.5, 0.37, 1.0, 0.55}, {0.9, 0.40, 0.50, 0.25}, {0.35, 0.42, 0.22, 0.12}, {0.12, 0.44, 0.105, 0.05}}};

double burn_time(const Stage& stage) {
  return (stage.start_mass - stage.end_mass) * stage.exhaust_speed / stage.thrust;
}

/// Four stages from the equator to a circular orbit, inclined, without air; the last stage burns as little as it can.
OptimalControlProblem ascent() {
  OptimalControlProblem problem;
  problem.times = {{0.0, 0.0}};
  double t = 0.0;
  for (std::size_t p = 0; p < stages.size(); ++p) {
    const Stage stage = stages[p];
    t += burn_time(stage);
    problem.times.push_back(p + 1 < stages.size() ? Bounds{t, t} : Bounds{t - 0.2, t + 0.1});
    ControlPhase phase;
    phase.states = 7, phase.controls = 3, phase.paths = 1;
    phase.equations = smooth_function<11, 8>([stage](const auto& in, auto& out) {
      const auto r2 = in[0] * in[0] + in[1] * in[1] + in[2] * in[2];
      const auto gravity = -1.0 / (r2 * sqrt(r2)), push = stage.thrust / in[6];
      for (std::size_t i = 0; i < 3; ++i) {
        out[i] = in[3 + i];
        out[3 + i] = gravity * in[i] + push * in[7 + i];
      }
      out[6] = -stage.thrust / stage.exhaust_speed + 0.0 * in[10];
      out[7] = in[7] * in[7] + in[8] * in[8] + in[9] * in[9];
    });
    phase.path_bounds = {{1.0, 1.0}};
    phase.state_bounds.assign(6, {-2.0, 2.0});
    phase.state_bounds.push_back({0.01, 1.0});
    phase.control_bounds.assign(3, {-1.1, 1.1});
    phase.start_time = static_cast<int>(p), phase.end_time = phase.start_time + 1;
    if (p == 0) phase.start_bounds = {{1, 1}, {0, 0}, {0, 0}, {0, 0}, {0.06, 0.06}, {0, 0}, {1, 1}};
    if (p > 0) {
      problem.linkages.push_back({static_cast<int>(p) - 1,
                                  static_cast<int>(p),
                                  {0, 0, 0, 0, 0, 0, stage.start_mass - stages[p - 1].end_mass}});
    }
    problem.phases.push_back(phase);
  }
  EndCondition orbit;
  orbit.function = smooth_function<8, 4>([](const auto& in, auto& out) {
    out[0] = in[0] * in[0] + in[1] * in[1] + in[2] * in[2];
    out[1] = in[3] * in[3] + in[4] * in[4] + in[5] * in[5];
    out[2] = in[0] * in[3] + in[1] * in[4] + in[2] * in[5];
    out[3] = in[0] * in[4] - in[1] * in[3];
  });
  const double radius = 1.03, momentum = std::sqrt(radius) * std::cos(0.3);
  orbit.bounds = {{radius * radius, radius * radius}, {1 / radius, 1 / radius}, {0, 0}, {momentum, momentum}};
  EndCondition mass;
  mass.function = smooth_function<8, 1>([](const auto& in, auto& out) { out[0] = -in[6]; });
  problem.phases.back().conditions = {orbit, mass};
  problem.objective_scale = 0.1;
  return problem;
}

/// A straight line from the pad to the orbit.
ControlGuess straight() {
  ControlGuess guess;
  guess.times.push_back(0.0);
  double total = 0.0;
  for (const Stage& stage : stages) total += burn_time(stage);
  for (const Stage& stage : stages) {
    PhaseGuess phase;
    for (const double mass : {stage.start_mass, stage.end_mass}) {
      const double t = guess.times.back() + (mass == stage.end_mass ? burn_time(stage) : 0.0), share = t / total;
      phase.t.push_back(t);
      phase.states.push_back(
          {1 + 0.02 * share, 0.3 * share, 0.05 * share, 0.05, 0.06 + 0.9 * share, 0.25 * share, mass});
      phase.controls.push_back({1 - share, share, 0.1});
    }
    guess.times.push_back(phase.t.back());
    guess.phases.push_back(phase);
  }
  return guess;
}

struct Case {
  OptimalControlProblem problem = ascent();
  Transcription program;
  NlpStart start;

  Case(int intervals, int points)
      : program(problem, std::vector<PhaseMesh>(stages.size(), even_mesh(intervals, points))),
        start(program.start_from(straight())) {}
};

void factorisation(benchmark::State& state) {
  const Case ascent_case(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  ScaledProgram scaled(ascent_case.program, ascent_case.start.x);
  KktSystem kkt(scaled);
  const NlpStructure& s = scaled.structure();
  const auto n = static_cast<std::size_t>(s.variables()), m = static_cast<std::size_t>(s.constraints());
  std::vector<double> g(n), jacobian(s.jacobian.rows.size()), hessian(s.hessian.rows.size()), y(m, 0.1);
  scaled.derivatives(ascent_case.start.x, g, jacobian);
  scaled.hessian(ascent_case.start.x, 1.0, y, hessian);
  const std::vector<double> a(n, 1.0), b(m, 0.0);
  for (auto _ : state) benchmark::DoNotOptimize(kkt.factor(hessian, jacobian, a, b));
  state.counters["variables"] = static_cast<double>(n);
  state.counters["constraints"] = static_cast<double>(m);
}

template <auto solve>
void solution(benchmark::State& state) {
  const Case ascent_case(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  NlpSolution s;
  double linear_algebra_s = 0.0, evaluation_s = 0.0;
  for (auto _ : state) {
    s = solve(ascent_case.program, ascent_case.start, {});
    linear_algebra_s += s.linear_algebra_s;
    evaluation_s += s.evaluation_s;
  }
  if (s.status != NlpStatus::solved) state.SkipWithError(describe(s.status));
  state.counters["iterations"] = s.iterations;
  state.counters["factorisations"] = s.factorisations;
  state.counters["objective"] = s.objective;
  state.counters["algebra_ms"] = benchmark::Counter(1e3 * linear_algebra_s, benchmark::Counter::kAvgIterations);
  state.counters["functions_ms"] = benchmark::Counter(1e3 * evaluation_s, benchmark::Counter::kAvgIterations);
}

template <auto solve>
void warm_solution(benchmark::State& state) {
  const Case ascent_case(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const NlpStart start = warm_start(solve(ascent_case.program, ascent_case.start, {}));
  NlpSolution s;
  for (auto _ : state) s = solve(ascent_case.program, start, {});
  if (s.status != NlpStatus::solved) state.SkipWithError(describe(s.status));
  state.counters["iterations"] = s.iterations;
}

#define SIZES Args({2, 9})->Args({6, 8})->Unit(benchmark::kMillisecond)
BENCHMARK(factorisation)->SIZES;
BENCHMARK(solution<solve_interior_point>)->SIZES;
BENCHMARK(solution<solve_ipopt>)->SIZES;
BENCHMARK(warm_solution<solve_interior_point>)->SIZES;
BENCHMARK(warm_solution<solve_ipopt>)->SIZES;

}  // namespace
}  // namespace cosmodrome
