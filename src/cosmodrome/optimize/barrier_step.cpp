// The primal-dual step: the linear system, the correction of its inertia, and how far one may go.
#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/optimize/barrier_method.hpp"

namespace cosmodrome {
namespace {

// Section 3.1.
constexpr double first_shift = 1e-4, least_shift = 1e-20, greatest_shift = 1e40;
constexpr double first_growth = 100.0, growth = 8.0, decay = 1.0 / 3.0;
constexpr double constraint_shift = 1e-8;  // times mu^(1/4)

}  // namespace

/// False if it is not finite.
bool BarrierMethod::evaluate_hessian() {
  const std::span x(at_.w.data(), static_cast<std::size_t>(bench_.program.variables()));
  return bench_.program.hessian(x, phase_.objective_factor(), at_.y, hessian_);
}

/// Factors the matrix at this point, with the smallest shift that gives it the inertia of a minimum. False if no shift
/// will do.
bool BarrierMethod::factor() {
  const std::span x(at_.w.data(), static_cast<std::size_t>(bench_.program.variables()));
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    double sigma = 0.0;
    if (phase_.lower[j] > -unbounded) sigma += at_.lower[j] / (at_.w[j] - phase_.lower[j]);
    if (phase_.upper[j] < unbounded) sigma += at_.upper[j] / (phase_.upper[j] - at_.w[j]);
    sigma_[j] = sigma;
  }
  const double shift_c = constraint_shift * pow(std::max(mu_, least_mu()), 0.25);
  constexpr int habit = 3;
  double shift = 0.0, shifted_c = singular_ >= habit ? shift_c : 0.0;
  for (;;) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      diagonal_x_[j] = sigma_[j] + shift;
      if (phase_.restores) diagonal_x_[j] += phase_.proximity * phase_.weight[j] * phase_.weight[j];
    }
    std::fill(diagonal_c_.begin(), diagonal_c_.end(), -shifted_c);
    for (std::size_t k = 0; k < phase_.extras.size(); ++k) {
      const Extra& extra = phase_.extras[k];
      diagonal_c_[extra.row] -= extra.coefficient * extra.coefficient / (sigma_[x.size() + k] + shift);
    }
    const Inertia inertia = bench_.kkt.factor(hessian_, derivatives_.jacobian, diagonal_x_, diagonal_c_);
    const bool deficient = inertia.zero > 0 || inertia.negative < bench_.kkt.constraints();
    if (!deficient && inertia.negative == bench_.kkt.constraints()) break;
    if (deficient && shifted_c == 0.0) {
      shifted_c = shift_c;
      ++singular_;
      continue;
    }
    if (shift == 0.0) {
      shift = last_shift_ == 0.0 ? first_shift : std::max(least_shift, decay * last_shift_);
    } else {
      shift *= last_shift_ == 0.0 ? first_growth : growth;
    }
    if (shift > greatest_shift) return false;
  }
  if (shifted_c == 0.0) singular_ = 0;
  if (shift > 0.0) last_shift_ = shift;
  for (std::size_t k = x.size(); k < sigma_.size(); ++k) sigma_[k] += shift;
  return true;
}

/// rho becomes dw, and dy is found, of [W + Sigma, A^T; A, -delta_c] [dw; dy] = -[rho; residual]. The extras are
/// eliminated by hand: each has a diagonal only, and one entry in A.
void BarrierMethod::solve(std::vector<double>& rho, const std::vector<double>& residual, std::vector<double>& dy) {
  const auto n = static_cast<std::size_t>(bench_.program.variables());
  for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = -residual[i];
  for (std::size_t k = 0; k < phase_.extras.size(); ++k) {
    dy[phase_.extras[k].row] += phase_.extras[k].coefficient * rho[n + k] / sigma_[n + k];
  }
  for (std::size_t j = 0; j < n; ++j) rho[j] = -rho[j];
  bench_.kkt.solve(std::span(rho.data(), n), dy);
  for (std::size_t k = 0; k < phase_.extras.size(); ++k) {
    const Extra& extra = phase_.extras[k];
    rho[n + k] = -(rho[n + k] + extra.coefficient * dy[extra.row]) / sigma_[n + k];
  }
}

/// Both parts of the step, which is linear in mu: affine_ at mu = 0, and centring_ by which it grows with mu.
void BarrierMethod::compute_steps() {
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    affine_.w[j] = lagrangian_[j];
    const bool below = phase_.lower[j] > -unbounded, above = phase_.upper[j] < unbounded;
    double rho = 0.0;
    if (below) rho -= 1.0 / (at_.w[j] - phase_.lower[j]);
    if (above) rho += 1.0 / (phase_.upper[j] - at_.w[j]);
    if (below != above) rho += below ? barrier_damping : -barrier_damping;
    centring_.w[j] = rho;
  }
  solve(affine_.w, values_.residual, affine_.y);
  compute_bound_steps(0.0, affine_);
  std::fill(corrected_residual_.begin(), corrected_residual_.end(), 0.0);
  solve(centring_.w, corrected_residual_, centring_.y);
}

void BarrierMethod::compute_bound_steps(double mu, BarrierStep& step) const {
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    if (phase_.lower[j] > -unbounded) {
      const double distance = at_.w[j] - phase_.lower[j];
      step.lower[j] = (mu - at_.lower[j] * step.w[j]) / distance - at_.lower[j];
    }
    if (phase_.upper[j] < unbounded) {
      const double distance = phase_.upper[j] - at_.w[j];
      step.upper[j] = (mu + at_.upper[j] * step.w[j]) / distance - at_.upper[j];
    }
  }
}

void BarrierMethod::combine_steps() {
  for (std::size_t j = 0; j < step_.w.size(); ++j) step_.w[j] = affine_.w[j] + mu_ * centring_.w[j];
  for (std::size_t i = 0; i < step_.y.size(); ++i) step_.y[i] = affine_.y[i] + mu_ * centring_.y[i];
  compute_bound_steps(mu_, step_);
}

/// The fraction-to-the-boundary rule (equation 15).
double BarrierMethod::longest_primal(const std::vector<double>& dw, double tau) const {
  double alpha = 1.0;
  for (std::size_t j = 0; j < dw.size(); ++j) {
    if (dw[j] < 0.0) alpha = std::min(alpha, tau * (at_.w[j] - phase_.lower[j]) / -dw[j]);
    if (dw[j] > 0.0) alpha = std::min(alpha, tau * (phase_.upper[j] - at_.w[j]) / dw[j]);
  }
  return alpha;
}

double BarrierMethod::longest_dual(const BarrierStep& step, double tau) const {
  double alpha = 1.0;
  for (std::size_t j = 0; j < step.w.size(); ++j) {
    if (step.lower[j] < 0.0) alpha = std::min(alpha, tau * at_.lower[j] / -step.lower[j]);
    if (step.upper[j] < 0.0) alpha = std::min(alpha, tau * at_.upper[j] / -step.upper[j]);
  }
  return alpha;
}

}  // namespace cosmodrome
