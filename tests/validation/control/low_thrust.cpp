#include <cmath>
#include <numbers>

#include "benchmarks.hpp"
#include "equinoctial.hpp"
#include "guesses.hpp"

namespace cosmodrome::control {
namespace {

constexpr double pi = std::numbers::pi;

/// Along the speed, and across the plane so that the plane turns about the line of nodes.
Row raise_and_turn(const Row& x) {
  const double sin_l = std::sin(x[5]), cos_l = std::cos(x[5]);
  const double q = 1 + x[1] * cos_l + x[2] * sin_l, radial = x[1] * sin_l - x[2] * cos_l;
  const double length = std::hypot(q, radial), along = 0.95;
  const double across = std::sqrt(1 - along * along) * (x[3] * cos_l + x[4] * sin_l > 0 ? 1 : -1);
  return {along * radial / length, along * q / length, across};
}

}  // namespace

/// Elements (ft) and weight (lb); the direction of the thrust along the radius, across it, across the plane; the
/// parameter tau by which the thrust is lowered. Source: J. T. Betts, Practical Methods for Optimal Control Using
/// Nonlinear Programming, section 6.3 (6.7 of the third edition), figures as in PSOPT, examples/low_thrust.
Benchmark low_thrust_transfer(int revolutions, double direction_tolerance) {
  ControlPhase phase;
  phase.name = "transfer";
  phase.states = 7, phase.controls = 3, phase.paths = 1, phase.end_time = 1;
  phase.equations = smooth_function<12, 8>([](const auto& in, auto& out) {
    using S = std::decay_t<decltype(in[0])>;
    constexpr double full_thrust = 4.446618e-3, impulse_s = 450;
    const auto &w = in[6], &tau = in[11];
    const S thrust = full_thrust * (1.0 + 0.01 * tau), a = BettsEarth::gravity * thrust / w;
    const auto slopes = equinoctial_slopes(in, std::array<S, 3>{a * in[7], a * in[8], a * in[9]});
    for (std::size_t i = 0; i < 6; ++i) out[i] = slopes[i];
    out[6] = -thrust / impulse_s;
    out[7] = in[7] * in[7] + in[8] * in[8] + in[9] * in[9];
  });
  phase.path_bounds = {{1 - direction_tolerance, 1 + direction_tolerance}};
  phase.state_bounds = {{10e6, 60e6}, {-0.2, 0.2}, {-0.1, 1}, {-1, 1}, {-0.2, 0.2}, {pi, 20 * pi}, {0.01, 2}};
  phase.control_bounds = {{-1.1, 1.1}, {-1.1, 1.1}, {-1.1, 1.1}};
  const Row start = {21837080.052835, 0, 0, -0.25396764647494, 0, pi, 1};
  for (const double x : start) phase.start_bounds.push_back({x, x});
  phase.end_bounds.assign(7, {});
  phase.end_bounds[0] = {40007346.015232, 40007346.015232};
  phase.end_bounds[5] = {pi + 2 * pi * (revolutions - 0.3), pi + 2 * pi * (revolutions + 0.7)};
  phase.state_scale = {3e7, 0.2, 0.5, 0.5, 0.2, 30, 1};
  phase.conditions = {
      at_end<9, 4>("target orbit",
                   [](const auto& in, auto& out) {
                     const auto &f = in[1], &g = in[2], &h = in[3], &k = in[4];
                     out[0] = sqrt(f * f + g * g);
                     out[1] = sqrt(h * h + k * k);
                     out[2] = f * h + g * k;
                     out[3] = g * h - k * f;
                   },
                   {{0.73550320568829, 0.73550320568829}, {0.61761258786099, 0.61761258786099}, {0, 0}, {-10, 0}}),
      at_end<9, 1>("weight", [](const auto& in, auto& out) { out[0] = -in[6]; })};
  Benchmark b;
  b.problem.name = "low-thrust transfer";
  b.problem.times = {{0, 0}, {50000, 100000}};
  b.problem.time_scale = 1e5, b.problem.objective_scale = 0.2;
  b.problem.parameter_names = {"tau"};
  b.problem.parameters = {{-50, 0}}, b.problem.parameter_scale = {50};
  const double tau = -25 - 15 * (revolutions - 8);  // makes about as many
  b.guess = {{propagated(phase, 0, 86810, start, {tau}, 400, raise_and_turn)}, {0, 86810}, {tau}};
  b.problem.phases = {std::move(phase)};
  b.mesh = {even_mesh(40, 4)};
  return b;
}

}  // namespace cosmodrome::control
