#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// Source: A. E. Bryson, Y.-C. Ho, Applied Optimal Control (1975), section 2.5, in its units; the controls are the
/// direction cosines of the thrust, as in YAPSS, examples/orbit_raising.py.
Benchmark orbit_raising() {
  ControlPhase phase;
  phase.states = 3, phase.controls = 2, phase.paths = 1, phase.end_time = 1;
  phase.equations = smooth_function<6, 4>([](const auto& in, auto& out) {
    const auto &r = in[0], &radial = in[1], &across = in[2], &u1 = in[3], &u2 = in[4], &t = in[5];
    const auto acceleration = 0.1405 / (1.0 - 0.0749 * t);
    out[0] = radial;
    out[1] = across * across / r - 1.0 / (r * r) + acceleration * u1;
    out[2] = -radial * across / r + acceleration * u2;
    out[3] = u1 * u1 + u2 * u2;
  });
  phase.path_bounds = {{-unbounded, 1}};  // less would be a waste
  phase.state_bounds = {{0.5, 10}, {-10, 10}, {-10, 10}};
  phase.control_bounds = {{-1.1, 1.1}, {-1.1, 1.1}};
  phase.start_bounds = {{1, 1}, {0, 0}, {1, 1}}, phase.end_bounds = {{}, {0, 0}, {}};
  phase.conditions = {
      at_end<4, 1>("circular", [](const auto& in, auto& out) { out[0] = in[2] - sqrt(1.0 / in[0]); }, {{0, 0}}),
      at_end<4, 1>("radius", [](const auto& in, auto& out) { out[0] = -in[0]; })};
  Benchmark b;
  b.problem.name = "orbit raising";
  b.problem.phases = {phase};
  b.problem.times = {{0, 0}, {3.32, 3.32}};
  b.guess = {{PhaseGuess{{0, 3.32}, {{1, 0, 1}, {1.5, 0, 0.8}}, {{0.5, 0.8}, {-0.8, 0.5}}}}, {0, 3.32}, {}};
  b.mesh = {even_mesh(6, 5)};
  return b;
}

}  // namespace cosmodrome::control
