// The backtracking filter line search (section 2.3), with second-order corrections (2.4).
#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/optimize/barrier_method.hpp"

namespace cosmodrome {
namespace {

constexpr double least_tau = 0.99;
constexpr double gamma_theta = 1e-5, gamma_phi = 1e-8;
constexpr double delta = 1.0, s_theta = 1.1, s_phi = 2.3;
constexpr double eta_phi = 1e-8;
constexpr double gamma_alpha = 0.05;
constexpr double kappa_soc = 0.99;
constexpr int most_corrections = 4;
constexpr double kappa_sigma = 1e10;
constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr double least_alpha = 1e-14;  // whatever the filter says

double rounding_of(double phi) { return 10.0 * epsilon * std::abs(phi); }

/// a <= b but for the rounding of phi.
bool not_above(double a, double b, double phi) { return a - b <= rounding_of(phi); }

bool is_tiny(const std::vector<double>& dw, const std::vector<double>& w) {
  for (std::size_t j = 0; j < dw.size(); ++j) {
    if (std::abs(dw[j]) > 10.0 * epsilon * (1.0 + std::abs(w[j]))) return false;
  }
  return true;
}

}  // namespace

void BarrierMethod::start_search() {
  theta_ = violation(values_.residual);
  phi_ = barrier_function(phase_, at_.w, values_.objective, mu_);
}

BarrierMethod::Search BarrierMethod::search() {
  start_search();
  slope_ = 0.0;
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    const bool below = phase_.lower[j] > -unbounded, above = phase_.upper[j] < unbounded;
    double gradient = derivatives_.gradient[j];
    if (below) gradient -= mu_ / (at_.w[j] - phase_.lower[j]);
    if (above) gradient += mu_ / (phase_.upper[j] - at_.w[j]);
    if (below != above) gradient += mu_ * (below ? barrier_damping : -barrier_damping);
    slope_ += gradient * step_.w[j];
  }
  const double longest = longest_primal(step_.w, std::max(least_tau, 1.0 - mu_));
  if (is_tiny(step_.w, at_.w) && try_point(step_.w, longest) &&
      evaluate(bench_.program, phase_, trial_w_, trial_derivatives_)) {
    take(longest, step_);
    return Search::tiny;
  }
  const double shortest = shortest_step();
  for (double alpha = longest; alpha >= shortest; alpha *= 0.5) {
    if (!try_point(step_.w, alpha)) continue;
    if (accepts_trial(alpha)) {
      if (!armijo_) filter_.add((1.0 - gamma_theta) * theta_, phi_ - gamma_phi * theta_);
      take(alpha, step_);
      return Search::accepted;
    }
    if (alpha == longest && trial_theta_ >= theta_ && correct(alpha)) return Search::accepted;
  }
  return Search::failed;
}

/// Evaluates the functions and their derivatives alpha along the way; false if that cannot be done.
bool BarrierMethod::try_point(const std::vector<double>& dw, double alpha) {
  for (std::size_t j = 0; j < dw.size(); ++j) trial_w_[j] = at_.w[j] + alpha * dw[j];
  if (!evaluate(bench_.program, phase_, trial_w_, trial_values_)) return false;
  trial_theta_ = violation(trial_values_.residual);
  trial_phi_ = barrier_function(phase_, trial_w_, trial_values_.objective, mu_);
  return std::isfinite(trial_phi_);
}

/// Whether the trial point is good enough (Algorithm A, steps 5.3 and 5.4), and its derivatives exist.
bool BarrierMethod::accepts_trial(double alpha) {
  armijo_ = false;
  if (trial_theta_ > greatest_theta_ || !filter_.accepts(trial_theta_, trial_phi_ - rounding_of(phi_))) return false;
  const bool switching = slope_ < 0.0 && alpha * pow(-slope_, s_phi) > delta * pow(theta_, s_theta);
  bool good;
  if (theta_ <= least_theta_ && switching) {
    armijo_ = good = not_above(trial_phi_, phi_ + eta_phi * alpha * slope_, phi_);
  } else {
    good = not_above(trial_theta_, (1.0 - gamma_theta) * theta_, theta_) ||
           not_above(trial_phi_, phi_ - gamma_phi * theta_, phi_);
  }
  return good && evaluate(bench_.program, phase_, trial_w_, trial_derivatives_);
}

/// Steps that also undo the curvature of the constraints which the first trial has shown.
bool BarrierMethod::correct(double alpha) {
  double before = trial_theta_;
  for (std::size_t i = 0; i < values_.residual.size(); ++i) {
    corrected_residual_[i] = alpha * values_.residual[i] + trial_values_.residual[i];
  }
  for (int k = 0; k < most_corrections; ++k) {
    for (std::size_t j = 0; j < at_.w.size(); ++j) {
      const bool below = phase_.lower[j] > -unbounded, above = phase_.upper[j] < unbounded;
      double rho = lagrangian_[j];
      if (below) rho -= mu_ / (at_.w[j] - phase_.lower[j]);
      if (above) rho += mu_ / (phase_.upper[j] - at_.w[j]);
      if (below != above) rho += mu_ * (below ? barrier_damping : -barrier_damping);
      corrected_.w[j] = rho;
    }
    solve(corrected_.w, corrected_residual_, corrected_.y);
    const double corrected_alpha = longest_primal(corrected_.w, std::max(least_tau, 1.0 - mu_));
    if (!try_point(corrected_.w, corrected_alpha)) return false;
    if (accepts_trial(alpha)) {
      if (!armijo_) filter_.add((1.0 - gamma_theta) * theta_, phi_ - gamma_phi * theta_);
      compute_bound_steps(mu_, corrected_);
      take(corrected_alpha, corrected_);
      return true;
    }
    if (trial_theta_ > kappa_soc * before) return false;
    before = trial_theta_;
    for (std::size_t i = 0; i < corrected_residual_.size(); ++i) {
      corrected_residual_[i] = corrected_alpha * corrected_residual_[i] + trial_values_.residual[i];
    }
  }
  return false;
}

/// Goes to the trial point, and with the multipliers as far as they stay positive.
void BarrierMethod::take(double alpha, const BarrierStep& step) {
  const double dual = longest_dual(step, std::max(least_tau, 1.0 - mu_));
  std::swap(at_.w, trial_w_);
  std::swap(values_, trial_values_);
  std::swap(derivatives_, trial_derivatives_);
  for (std::size_t i = 0; i < at_.y.size(); ++i) at_.y[i] += alpha * step.y[i];
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    at_.lower[j] += dual * step.lower[j];
    at_.upper[j] += dual * step.upper[j];
  }
  keep_bound_multipliers_near();
}

/// So that Sigma is never far from that of the primal barrier (equation 16).
void BarrierMethod::keep_bound_multipliers_near() {
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    if (phase_.lower[j] > -unbounded) {
      const double central = mu_ / (at_.w[j] - phase_.lower[j]);
      at_.lower[j] = std::clamp(at_.lower[j], central / kappa_sigma, central * kappa_sigma);
    }
    if (phase_.upper[j] < unbounded) {
      const double central = mu_ / (phase_.upper[j] - at_.w[j]);
      at_.upper[j] = std::clamp(at_.upper[j], central / kappa_sigma, central * kappa_sigma);
    }
  }
}

/// The step length below which the violation must be restored instead (equation 23).
double BarrierMethod::shortest_step() const {
  double shortest = gamma_theta;
  if (slope_ < 0.0) {
    shortest = std::min(shortest, gamma_phi * theta_ / -slope_);
    if (theta_ <= least_theta_) {
      shortest = std::min(shortest, delta * pow(theta_, s_theta) / pow(-slope_, s_phi));
    }
  }
  return std::max(least_alpha, gamma_alpha * shortest);
}

}  // namespace cosmodrome
