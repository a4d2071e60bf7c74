#include <numbers>

#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// To 185 km and 1,627 m/s level at a constant acceleration of three times the Moon's gravity. Source: dymos,
/// examples/ssto/ex_ssto_moon.py, there with a specific impulse of 1e6 s, here with an infinite one.
Benchmark lunar_ascent() {
  constexpr double gravity = 1.61544, half_pi = std::numbers::pi / 2;
  ControlPhase phase;
  phase.states = 4, phase.controls = 1, phase.end_time = 1;
  phase.equations = smooth_function<6, 4>([](const auto& in, auto& out) {
    const auto &vx = in[2], &vy = in[3], &angle = in[4];
    out[0] = vx;
    out[1] = vy;
    out[2] = 3 * gravity * cos(angle);
    out[3] = 3 * gravity * sin(angle) - gravity;
  });
  phase.control_bounds = {{-half_pi, half_pi}};
  phase.start_bounds = {{0, 0}, {0, 0}, {0, 0}, {0, 0}}, phase.end_bounds = {{}, {185e3, 185e3}, {1627, 1627}, {0, 0}};
  phase.state_scale = {4e5, 2e5, 1600, 800};
  phase.conditions = {at_end<5, 1>("time", [](const auto& in, auto& out) { out[0] = in[4]; })};
  Benchmark b;
  b.problem.name = "lunar ascent";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {10, 2000}};
  b.problem.time_scale = b.problem.objective_scale = 500;
  b.guess = {{straight(0, 500, {0, 0, 0, 0}, {3.5e5, 185e3, 1627, 0}, {0.5})}, {0, 500}, {}};
  b.mesh = {even_mesh(2, 5)};
  return b;
}

}  // namespace cosmodrome::control
