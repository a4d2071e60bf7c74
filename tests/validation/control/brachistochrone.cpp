#include <numbers>

#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// From rest to x = 1 ft, wherever below. Source: YAPSS, examples/brachistochrone_minimal.py.
Benchmark brachistochrone() {
  ControlPhase phase;
  phase.states = 3, phase.controls = 1, phase.end_time = 1;
  phase.equations = smooth_function<5, 3>([](const auto& in, auto& out) {
    const auto &v = in[2], &angle = in[3];
    out[0] = v * cos(angle);
    out[1] = v * sin(angle);
    out[2] = 32.174 * sin(angle);
  });
  // It begins straight down; a bound there, as in the source, would be met without pressing.
  phase.control_bounds = {{-std::numbers::pi, std::numbers::pi}};
  phase.start_bounds = {{0, 0}, {0, 0}, {0, 0}}, phase.end_bounds = {{1, 1}, {}, {}};
  phase.state_scale = {1, 1, 5};
  phase.conditions = {at_end<4, 1>("time", [](const auto& in, auto& out) { out[0] = in[3]; })};
  Benchmark b;
  b.problem.name = "brachistochrone";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {0.01, 10}};
  b.guess = {{straight(0, 1, {0, 0, 0}, {1, 1, 5}, {0.5})}, {0, 1}, {}};
  b.mesh = {even_mesh(2, 5)};
  return b;
}

}  // namespace cosmodrome::control
