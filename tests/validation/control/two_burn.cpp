#include <numbers>

#include "benchmarks.hpp"
#include "equinoctial.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

constexpr double pi = std::numbers::pi, degree = pi / 180;
constexpr double thrust_lb = 1.2, impulse_s = 300;

/// Elements (ft) and weight (lb). The thrust has two angles in the frame of the velocity: in the plane of velocity and
/// r x v, then out of it. Source: J. T. Betts, Practical Methods for Optimal Control Using Nonlinear Programming (two-
/// burn orbit transfer), figures as in PSOPT, examples/twoburn.
std::shared_ptr<const SmoothFunction> burn() {
  return smooth_function<10, 7>([](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    const auto &f = in[1], &g = in[2], &w = in[6], &theta = in[7], &phi = in[8];
    const S sin_l = sin(in[5]), cos_l = cos(in[5]);
    const S radial = f * sin_l - g * cos_l, across = 1.0 + f * cos_l + g * sin_l;
    const S speed = sqrt(radial * radial + across * across), a = BettsEarth::gravity * thrust_lb / w;
    const S along = a * cos(theta) * cos(phi) / speed, side = a * sin(theta) / speed;
    const auto slopes = equinoctial_slopes(
        in,
        std::array<S, 3>{along * radial - side * across, along * across + side * radial, -a * cos(theta) * sin(phi)});
    for (std::size_t i = 0; i < 6; ++i) out[i] = slopes[i];
    out[6] = S(-thrust_lb / impulse_s);
  });
}

std::shared_ptr<const SmoothFunction> coast() {
  return smooth_function<8, 7>([](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    const auto slopes = equinoctial_slopes(in, std::array<S, 3>{S(0.0), S(0.0), S(0.0)});
    for (std::size_t i = 0; i < 6; ++i) out[i] = slopes[i];
    out[6] = S(0.0);
  });
}

}  // namespace

Benchmark two_burn_transfer() {
  const Row start = {21837080.052835, 0, 0, -0.25396764647494, 0, pi, 1};
  const double synchronous = 19323 * 6076.1154855643 + BettsEarth::radius;
  const std::vector<double> times = {0, 2690, 2840, 21650, 21700};
  // In-plane and out-of-plane angles that PSOPT begins with.
  const std::vector<Row> angles = {{}, {0, -9 * degree}, {}, {0, 50 * degree}};
  Benchmark b;
  b.problem.name = "two-burn transfer";
  b.problem.times = {{0, 0}, {2000, 3000}, {2100, 3100}, {21600, 21800}, {21650, 21900}};
  b.problem.time_scale = 1000, b.problem.objective_scale = 0.2;
  b.guess.times = times;
  Row state = start;
  for (int p = 0; p < 4; ++p) {
    const auto i = static_cast<std::size_t>(p);
    const bool burns = p % 2 == 1;
    ControlPhase phase;
    phase.name = burns ? "burn" : "coast";
    phase.states = 7, phase.controls = burns ? 2 : 0, phase.start_time = p, phase.end_time = p + 1;
    phase.equations = burns ? burn() : coast();
    phase.state_bounds = {{10e6, 2e8}, {-1, 1}, {-1, 1}, {-1, 1}, {-1, 1}, {pi, 30 * pi}, {0.01, 2}};
    if (burns) phase.control_bounds = {{-pi, pi}, {-pi, pi}};
    phase.state_scale = {5e7, 0.5, 0.5, 0.2, 0.2, 10, 1};
    if (p == 0) {
      for (const double x : start) phase.start_bounds.push_back({x, x});
    }
    if (p == 3) {
      phase.end_bounds = {{synchronous, synchronous}, {0, 0}, {0, 0}, {0, 0}, {0, 0}, {}, {}};
      phase.conditions = {at_end<8, 1>("weight", [](const auto& in, auto& out) { out[0] = -in[6]; })};
    }
    if (p > 0) b.problem.linkages.push_back({p - 1, p, {}});
    b.guess.phases.push_back(
        propagated(phase, times[i], times[i + 1], state, {}, 200, [&](const Row&) { return angles[i]; }));
    state = b.guess.phases.back().states.back();
    b.mesh.push_back(even_mesh(burns ? 2 : 4, 6));
    b.problem.phases.push_back(std::move(phase));
  }
  return b;
}

}  // namespace cosmodrome::control
