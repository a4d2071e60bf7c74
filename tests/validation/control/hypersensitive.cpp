#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// x(0) = 1.5, x(50) = 1. Source: A. V. Rao, K. D. Mease, Optimal Control Applications and Methods 21 (2000) 1-19;
/// the figures are those of PSOPT, examples/hypersensitive.
Benchmark hypersensitive() {
  ControlPhase phase;
  phase.states = 1, phase.controls = 1, phase.has_integrand = true, phase.end_time = 1;
  phase.equations = smooth_function<3, 2>([](const auto& in, auto& out) {
    const auto &x = in[0], &u = in[1];
    out[0] = u - x * x * x;
    out[1] = 0.5 * (x * x + u * u);
  });
  phase.start_bounds = {{1.5, 1.5}}, phase.end_bounds = {{1, 1}};
  Benchmark b;
  b.problem.name = "hyper-sensitive";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {50, 50}};
  b.guess = {{straight(0, 50, {1.5}, {1}, {0})}, {0, 50}, {}};
  b.mesh = {even_mesh(10, 4)};
  return b;
}

}  // namespace cosmodrome::control
