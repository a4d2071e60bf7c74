#pragma once
#include <functional>

#include "cosmodrome/optimize/optimal_control.hpp"

namespace cosmodrome::control {

using Row = std::vector<double>;

/// A straight line.
inline PhaseGuess straight(double t0, double t1, Row from, Row to, Row control) {
  return {{t0, t1}, {std::move(from), std::move(to)}, {control, control}};
}

/// What the phase's equations make of a control: RK4 in equal steps.
inline PhaseGuess propagated(const ControlPhase& phase, double t0, double t1, Row state, const Row& parameters,
                             int steps, const std::function<Row(const Row&)>& control) {
  Row in, out(static_cast<std::size_t>(phase.equations->outputs()));
  const auto slopes = [&](double t, const Row& x) {
    in = x;
    const Row u = control(x);
    in.insert(in.end(), u.begin(), u.end());
    in.push_back(t);
    in.insert(in.end(), parameters.begin(), parameters.end());
    phase.equations->values(in.data(), out.data());
    return Row(out.begin(), out.begin() + phase.states);
  };
  const auto along = [](Row x, double h, const Row& slope) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += h * slope[i];
    return x;
  };
  PhaseGuess guess;
  const double h = (t1 - t0) / steps;
  for (int step = 0; step <= steps; ++step) {
    const double t = t0 + step * h;
    guess.t.push_back(t), guess.states.push_back(state), guess.controls.push_back(control(state));
    const Row k1 = slopes(t, state), k2 = slopes(t + h / 2, along(state, h / 2, k1)),
              k3 = slopes(t + h / 2, along(state, h / 2, k2)), k4 = slopes(t + h, along(state, h, k3));
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return guess;
}

/// The objective, or a condition, as a function of the end.
template <int In, int Out, class F>
EndCondition at_end(std::string name, F f, std::vector<Bounds> bounds = {}, std::vector<double> scale = {}) {
  return {std::move(name), true, smooth_function<In, Out>(std::move(f)), std::move(bounds), std::move(scale)};
}

}  // namespace cosmodrome::control
