// The feasibility restoration phase (section 3.3): the same method on
//
//     rho sum(p + n) + zeta / 2 |D (x - x_R)|^2   subject to   c(x) - p + n = 0,   p, n >= 0
//
// until the first phase's filter takes the point, or the violation is as small as it gets near here.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "cosmodrome/optimize/barrier_method.hpp"

namespace cosmodrome {
namespace {

constexpr double rho = 1000.0;  // cost of a violation
constexpr double enough = 0.9;  // of the violation where the phase began
constexpr double gamma_theta = 1e-5, gamma_phi = 1e-8;
constexpr double push = 1e-3;                // off the bounds, as at a start
constexpr double greatest_multiplier = 1e3;  // that is kept through the phase

/// The least p and n with p - n = residual on the barrier's central path (equation 33).
std::pair<double, double> split(double residual, double mu) {
  const double half = (mu - rho * residual) / (2.0 * rho);
  const double n = half + std::sqrt(half * half + mu * residual / (2.0 * rho));
  return {residual + n, n};
}

BarrierPhase restoration_phase(const ScaledProgram& program, const BarrierPhase& first, const Iterate& from) {
  BarrierPhase phase = first;
  phase.restores = true;
  for (Extra& extra : phase.extras) extra.cost = 0.0;
  for (const double coefficient : {-1.0, 1.0}) {
    for (int i = 0; i < program.constraints(); ++i) {
      if (program.is_free_row(i)) continue;
      phase.extras.push_back({i, coefficient, rho});
      phase.lower.push_back(0.0);
      phase.upper.push_back(unbounded);
    }
  }
  for (int j = 0; j < program.variables(); ++j) {
    phase.reference.push_back(from.w[j]);
    phase.weight.push_back(std::min(1.0, 1.0 / std::abs(from.w[j])));
  }
  return phase;
}

/// What the first phase would see: its residuals at the point of the restoration phase.
void first_residuals(const BarrierPhase& phase, std::size_t n, std::size_t first_extras, const std::vector<double>& w,
                     std::vector<double>& residual) {
  for (std::size_t k = first_extras; k < phase.extras.size(); ++k) {
    residual[phase.extras[k].row] -= phase.extras[k].coefficient * w[n + k];
  }
}

/// A point of the first phase that keeps off the bounds, where its iterates may have been caught, with slacks that
/// agree with the constraints as far as they may. The residuals there are in `values`.
std::vector<double> off_the_bounds(ScaledProgram& program, const BarrierPhase& first, const std::vector<double>& from,
                                   PhaseValues& values) {
  const auto n = static_cast<std::size_t>(program.variables());
  std::vector<double> w = from;
  push_inside(first.lower, first.upper, push, w);
  if (!evaluate(program, first, w, values)) {
    w = from;
    evaluate(program, first, w, values);
  }
  std::vector<double> agreed = w;
  for (std::size_t k = 0; k < first.extras.size(); ++k) agreed[n + k] += values.residual[first.extras[k].row];
  push_inside(first.lower, first.upper, push, agreed);
  for (std::size_t k = 0; k < first.extras.size(); ++k) {
    values.residual[first.extras[k].row] -= agreed[n + k] - w[n + k];
    w[n + k] = agreed[n + k];
  }
  return w;
}

/// Violations and multipliers with which the restoration phase begins at w.
Iterate restoration_start(const BarrierPhase& phase, const Iterate& at, std::vector<double> w,
                          const std::vector<double>& residual, double mu) {
  Iterate start;
  start.y.assign(at.y.size(), 0.0);
  const auto keep = [](double z) { return std::min(z, rho); };
  std::transform(at.lower.begin(), at.lower.end(), std::back_inserter(start.lower), keep);
  std::transform(at.upper.begin(), at.upper.end(), std::back_inserter(start.upper), keep);
  start.w = std::move(w);
  for (std::size_t k = phase.extras.size() - (phase.lower.size() - start.w.size()); k < phase.extras.size(); ++k) {
    const auto [p, n] = split(residual[phase.extras[k].row], mu);
    start.w.push_back(phase.extras[k].coefficient < 0.0 ? p : n);
    start.lower.push_back(mu / start.w.back());
    start.upper.push_back(0.0);
  }
  return start;
}

}  // namespace

/// In the restoration phase: sets p and n to what suits x and the slacks best. False if that does not lower the barrier
/// function.
bool BarrierMethod::reset_violations() {
  const auto n = static_cast<std::size_t>(bench_.program.variables());
  std::vector<double> residual = values_.residual;
  std::size_t violations = 0;
  while (phase_.extras[violations].cost == 0.0) ++violations;
  first_residuals(phase_, n, violations, at_.w, residual);
  Iterate next = at_;
  for (std::size_t k = violations; k < phase_.extras.size(); ++k) {
    const auto [p, minus] = split(residual[phase_.extras[k].row], mu_);
    next.w[n + k] = phase_.extras[k].coefficient < 0.0 ? p : minus;
    next.lower[n + k] = mu_ / next.w[n + k];
  }
  PhaseValues values;
  if (!evaluate(bench_.program, phase_, next.w, values)) return false;
  const double before = barrier_function(phase_, at_.w, values_.objective + rho * violation(values_.residual), mu_);
  const double after = barrier_function(phase_, next.w, values.objective + rho * violation(values.residual), mu_);
  if (!(after < before - 1e-8 * std::abs(before))) return false;
  at_ = std::move(next);
  filter_.clear();
  return evaluate(bench_.program, phase_, at_.w, values_) && evaluate(bench_.program, phase_, at_.w, derivatives_);
}

/// Leaves this method at a better point, or says how the whole solution ends.
std::optional<NlpStatus> BarrierMethod::restore() {
  ScaledProgram& program = bench_.program;
  const auto n = static_cast<std::size_t>(program.variables());
  const double theta = violation(values_.residual);
  filter_.add((1.0 - gamma_theta) * theta, phi_ - gamma_phi * theta);
  const double tolerance = bench_.options.tolerance;
  if (error_.primal <= tolerance) return NlpStatus::stalled;

  const std::size_t first_extras = phase_.extras.size();
  BarrierPhase phase = restoration_phase(program, phase_, at_);
  PhaseValues values;
  std::vector<double> w = off_the_bounds(program, phase_, at_.w, values);
  double mu = mu_;
  for (const double r : values.residual) mu = std::max(mu, std::abs(r));
  phase.proximity = std::sqrt(mu);
  Iterate start = restoration_start(phase, at_, std::move(w), values.residual, mu);

  BarrierMethod restoration(bench_, std::move(phase), std::move(start), mu);
  restoration.hold_barrier();
  Iterate found = at_;
  double found_theta = theta;
  const auto look = [&](const BarrierMethod& method) {
    std::vector<double> residual = method.values().residual;
    first_residuals(method.phase(), n, first_extras, method.at().w, residual);
    std::copy_n(method.at().w.begin(), found.w.size(), found.w.begin());
    found_theta = violation(residual);
  };
  const auto status = restoration.run([&](const BarrierMethod& method) {
    look(method);
    const double phi = barrier_function(phase_, found.w, method.values().program_objective, mu_);
    return found_theta <= enough * theta && found_theta <= greatest_theta_ && filter_.accepts(found_theta, phi);
  });
  if (status) look(restoration);
  const bool feasible = found_theta <= tolerance;
  std::copy_n(restoration.at().lower.begin(), found.lower.size(), found.lower.begin());
  std::copy_n(restoration.at().upper.begin(), found.upper.size(), found.upper.begin());
  double most = 0.0;
  for (const auto* z : {&found.lower, &found.upper}) {
    for (const double v : *z) most = std::max(most, v);
  }
  at_ = std::move(found);
  if (most > greatest_multiplier) {
    for (std::size_t j = 0; j < at_.w.size(); ++j) {
      at_.lower[j] = phase_.lower[j] > -unbounded ? 1.0 : 0.0;
      at_.upper[j] = phase_.upper[j] < unbounded ? 1.0 : 0.0;
    }
  }
  last_shift_ = 0.0;
  estimate_multipliers();
  if (!evaluate(bench_.program, phase_, at_.w, values_) || !evaluate(bench_.program, phase_, at_.w, derivatives_)) {
    return NlpStatus::cannot_evaluate;
  }
  measure();
  if (!status || feasible) return {};
  constexpr double nearly = 1e-6;  // of the restoration phase's own optimality, when rounding stops it
  const bool least =
      status == NlpStatus::solved || (status == NlpStatus::stalled && restoration.error().total() <= nearly);
  return least ? NlpStatus::locally_infeasible : *status;
}

}  // namespace cosmodrome
