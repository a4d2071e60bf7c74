#include "benchmarks.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {

/// Two catalysts along a reactor of length 1: the most of the third substance. The share of the first one is 1, then
/// a singular arc on which it is constant, then 0. Source: E. D. Dolan, J. J. More, T. S. Munson, COPS 3.0,
/// ANL/MCS-TM-273 (2004), problem 8; its structure from R. Jackson, Journal of Optimization Theory and Applications 2
/// (1968) 240-259.
Benchmark catalyst_mixing() {
  const auto equations = smooth_function<4, 2>([](const auto& in, auto& out) {
    const auto &x = in[0], &y = in[1], &share = in[2];
    out[0] = share * (10.0 * y - x);
    out[1] = -out[0] - (1.0 - share) * y;
  });
  Benchmark b;
  b.problem.name = "catalyst mixing";
  const std::vector<Bounds> shares = {{1, 1}, {0, 1}, {0, 0}};
  for (int p = 0; p < 3; ++p) {
    ControlPhase phase;
    phase.name = p == 0 ? "one" : p == 1 ? "both" : "other";
    phase.states = 2, phase.controls = 1, phase.start_time = p, phase.end_time = p + 1;
    phase.steady_controls = true;
    phase.equations = equations;
    phase.control_bounds = {shares[static_cast<std::size_t>(p)]};
    if (p == 0) phase.start_bounds = {{1, 1}, {0, 0}};
    if (p > 0) b.problem.linkages.push_back({p - 1, p, {}});
    if (p == 2) {
      phase.conditions = {at_end<3, 1>("product", [](const auto& in, auto& out) { out[0] = in[0] + in[1] - 1.0; })};
    }
    b.problem.phases.push_back(std::move(phase));
    b.guess.phases.push_back(straight(p / 3.0, (p + 1) / 3.0, {1, 0}, {0.9, 0.05}, {0.5}));
    b.mesh.push_back(even_mesh(1, 6));
  }
  b.problem.times = {{0, 0}, {0, 1}, {0, 1}, {1, 1}};
  b.problem.objective_scale = 0.05;
  b.guess.times = {0, 1 / 3.0, 2 / 3.0, 1};
  return b;
}

}  // namespace cosmodrome::control
