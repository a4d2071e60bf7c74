#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// x' = u, x(0) = 1, x(2) = 1/2. Source: PSOPT, examples/lqr_gauss.
Benchmark linear_quadratic() {
  ControlPhase phase;
  phase.states = 1, phase.controls = 1, phase.has_integrand = true, phase.end_time = 1;
  phase.equations = smooth_function<3, 2>([](const auto& in, auto& out) {
    const auto &x = in[0], &u = in[1];
    out[0] = u;
    out[1] = 0.5 * (x * x + u * u);
  });
  phase.start_bounds = {{1, 1}}, phase.end_bounds = {{0.5, 0.5}};
  Benchmark b;
  b.problem.name = "linear-quadratic";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {2, 2}};
  b.guess = {{straight(0, 2, {1}, {0.5}, {0})}, {0, 2}, {}};
  b.mesh = {even_mesh(1, 4)};
  return b;
}

}  // namespace cosmodrome::control
