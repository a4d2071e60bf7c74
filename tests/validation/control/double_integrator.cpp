#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

/// x'' = u from x = 0 in a time of 1, min 1/2 int(u^2).
Benchmark least_effort(const char* name, Bounds x, std::vector<Bounds> start, std::vector<Bounds> end) {
  ControlPhase phase;
  phase.states = 2, phase.controls = 1, phase.has_integrand = true, phase.end_time = 1;
  phase.equations = smooth_function<4, 3>([](const auto& in, auto& out) {
    const auto &v = in[1], &u = in[2];
    out[0] = v;
    out[1] = u;
    out[2] = 0.5 * u * u;
  });
  phase.state_bounds = {x, {}};
  phase.start_bounds = std::move(start), phase.end_bounds = std::move(end);
  Benchmark b;
  b.problem.name = name;
  b.guess = {{straight(0, 1, {0, phase.start_bounds[1].lower}, {0, phase.end_bounds[1].lower}, {0})}, {0, 1}, {}};
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {1, 1}};
  b.mesh = {even_mesh(1, 4)};
  return b;
}

}  // namespace

Benchmark double_integrator() { return least_effort("double integrator", {}, {{0, 0}, {0, 0}}, {{1, 1}, {0, 0}}); }

/// Source: A. E. Bryson, Y.-C. Ho, Applied Optimal Control (1975), section 3.11. The limit touches from 3 l to 1 - 3 l,
/// so l = 1/9 is resolved exactly by three equal intervals, and any other by intervals that end there.
Benchmark bryson_denham(double l) {
  Benchmark b = least_effort("Bryson-Denham", {-unbounded, l}, {{0, 0}, {1, 1}}, {{0, 0}, {-1, -1}});
  b.mesh = {{{0, 3 * l, 1 - 3 * l, 1}, {4, 4, 4}}};
  return b;
}

}  // namespace cosmodrome::control
