#include "cosmodrome/optimize/barrier_method.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cosmodrome {
namespace {

constexpr double greatest_multiplier = 1e3;  // that a least-squares estimate may have, lambda_max
constexpr double greatest_variable = 1e20;   // beyond it, the objective is taken to have no lower bound
constexpr int most_tiny_steps = 3;
constexpr double unscaled_factor = 1e3;
constexpr double run_away_multiplier = 1e8;

}  // namespace

BarrierMethod::BarrierMethod(BarrierWorkbench& bench, BarrierPhase phase, Iterate start, double mu)
    : bench_(bench), phase_(std::move(phase)), at_(std::move(start)), mu_(mu) {
  const std::size_t nw = at_.w.size(), m = at_.y.size();
  hessian_.resize(bench.program.structure().hessian.rows.size());
  for (auto* v : {&lagrangian_, &sigma_, &trial_w_, &rho_}) v->resize(nw);
  diagonal_x_.resize(static_cast<std::size_t>(bench.program.variables()));
  for (auto* v : {&diagonal_c_, &corrected_residual_}) v->resize(m);
  for (auto* s : {&affine_, &centring_, &step_, &corrected_}) {
    for (auto* v : {&s->w, &s->lower, &s->upper}) v->resize(nw);
    s->y.resize(m);
  }
}

std::optional<NlpStatus> BarrierMethod::run(const Goal& goal) {
  if (!evaluate(bench_.program, phase_, at_.w, values_) || !evaluate(bench_.program, phase_, at_.w, derivatives_)) {
    return NlpStatus::cannot_evaluate;
  }
  const double theta = std::max(1.0, violation(values_.residual));
  least_theta_ = 1e-4 * theta;
  greatest_theta_ = 1e4 * theta;
  for (bool first = true;; first = false) {
    measure();
    if (goal && !first && goal(*this)) return {};
    if (is_solved()) return NlpStatus::solved;
    if (const auto stop = report_and_check()) return stop;
    if (!update_barrier()) return NlpStatus::stalled;
    if (!evaluate_hessian()) return NlpStatus::cannot_evaluate;
    const bool factored = factor();
    if (!factored && phase_.restores) return NlpStatus::stalled;
    if (!phase_.restores && (!factored || multipliers_run_away())) {
      start_search();
      if (const auto end = restore()) return end;
      continue;
    }
    compute_steps();
    if (adaptive_) choose_barrier();
    combine_steps();
    Search found = search();
    if (found == Search::failed && adaptive_) {
      hold_at(0.8 * mean_complementarity());
      combine_steps();
      found = search();
    }
    tiny_steps_ = found == Search::tiny ? tiny_steps_ + 1 : 0;
    if (tiny_steps_ > most_tiny_steps) return NlpStatus::stalled;
    if (found != Search::failed) continue;
    if (phase_.restores ? reset_violations() : false) continue;
    if (phase_.restores) return NlpStatus::stalled;
    if (const auto end = restore()) return end;
  }
}

void BarrierMethod::measure() {
  lagrangian_gradient(bench_.program, phase_, derivatives_, at_.y, lagrangian_);
  error_ = optimality_error(phase_, at_, values_, lagrangian_, 0.0);
  if (error_.total() < best_error_) {
    best_error_ = error_.total();
    best_ = at_;
  }
}

/// Whether the scaled error is within the tolerance, and so are, less strictly, the constraints as they were given.
bool BarrierMethod::is_solved() const {
  const double tolerance = bench_.options.tolerance;
  return error_.total() <= tolerance && (phase_.restores || program_violation() <= unscaled_factor * tolerance);
}

void BarrierMethod::return_to_best() {
  if (best_error_ == unbounded || best_error_ == error_.total()) return;
  at_ = best_;
  evaluate(bench_.program, phase_, at_.w, values_);
  evaluate(bench_.program, phase_, at_.w, derivatives_);
  measure();
}

/// Whether constraints that are violated have gradients so nearly dependent that no step will mend them.
bool BarrierMethod::multipliers_run_away() const {
  if (error_.primal < 1e3 * bench_.options.tolerance) return false;
  double most = 0.0;
  for (const double y : at_.y) most = std::max(most, std::abs(y));
  return most > run_away_multiplier;
}

double BarrierMethod::program_violation() const {
  const ScaledProgram& program = bench_.program;
  const NlpStructure& s = program.structure();
  std::vector<double> c = values_.residual;
  for (std::size_t k = 0; k < phase_.extras.size(); ++k) {
    const Extra& extra = phase_.extras[k];
    c[extra.row] -= extra.coefficient * at_.w[static_cast<std::size_t>(program.variables()) + k];
  }
  double most = 0.0;
  for (int i = 0; i < program.constraints(); ++i) {
    const double unscaled = c[i] / program.row_scale(i);
    if (program.is_equality(i)) {
      most = std::max(most, std::abs(unscaled));
    } else {
      most = std::max({most, s.c_lower[i] - unscaled, unscaled - s.c_upper[i]});
    }
  }
  return most;
}

std::optional<NlpStatus> BarrierMethod::report_and_check() {
  const ScaledProgram& program = bench_.program;
  for (const double w : at_.w) {
    if (!(std::abs(w) < greatest_variable)) return NlpStatus::stalled;
  }
  if (bench_.options.callback) {
    NlpProgress progress;
    progress.iteration = bench_.iterations;
    progress.objective = values_.program_objective / program.objective_scale();
    progress.primal_infeasibility = program_violation();
    progress.dual_infeasibility = error_.dual / program.objective_scale();
    progress.barrier = mu_;
    progress.x = std::span(at_.w.data(), static_cast<std::size_t>(program.variables()));
    if (!bench_.options.callback(progress)) return NlpStatus::stopped;
  }
  if (bench_.iterations >= bench_.options.max_iterations) return NlpStatus::iteration_limit;
  ++bench_.iterations;
  return {};
}

void BarrierMethod::estimate_multipliers() {
  std::fill(at_.y.begin(), at_.y.end(), 0.0);
  if (!evaluate(bench_.program, phase_, at_.w, derivatives_)) return;
  std::fill(hessian_.begin(), hessian_.end(), 0.0);
  std::fill(sigma_.begin(), sigma_.end(), 1.0);
  std::fill(diagonal_x_.begin(), diagonal_x_.end(), 1.0);
  std::fill(diagonal_c_.begin(), diagonal_c_.end(), 0.0);
  for (const Extra& extra : phase_.extras) diagonal_c_[extra.row] -= extra.coefficient * extra.coefficient;
  bench_.kkt.factor(hessian_, derivatives_.jacobian, diagonal_x_, diagonal_c_);
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    rho_[j] = derivatives_.gradient[j] - at_.lower[j] + at_.upper[j];
  }
  std::fill(corrected_residual_.begin(), corrected_residual_.end(), 0.0);
  solve(rho_, corrected_residual_, at_.y);
  double most = 0.0;
  for (const double y : at_.y) most = std::max(most, std::abs(y));
  if (!(most <= greatest_multiplier)) std::fill(at_.y.begin(), at_.y.end(), 0.0);
}

}  // namespace cosmodrome
