// How the barrier parameter is chosen: by probing while that makes progress, otherwise held until its problem is
// solved.
#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/optimize/barrier_method.hpp"

namespace cosmodrome {
namespace {

constexpr double solved_factor = 10.0;                 // kappa_epsilon: a barrier problem is solved to this times mu
constexpr double linear_factor = 0.2, exponent = 1.5;  // kappa_mu, theta_mu
constexpr double progress_margin = 1e-5;
constexpr double greatest_centring = 100.0;  // sigma
constexpr double of_violation = 1e-6;        // no lower mu while constraints are violated by more
constexpr double greatest_rise = 1e3;        // of mu over the mean complementarity at the start

}  // namespace

double BarrierMethod::least_mu() const { return 0.01 * bench_.options.tolerance; }

double BarrierMethod::mean_complementarity() const { return complementarity_after(affine_, 0.0, 0.0); }

/// The mean product of multiplier and distance after these parts of a step.
double BarrierMethod::complementarity_after(const BarrierStep& step, double primal, double dual) const {
  double sum = 0.0;
  int count = 0;
  for (std::size_t j = 0; j < at_.w.size(); ++j) {
    const double w = at_.w[j] + primal * step.w[j];
    if (phase_.lower[j] > -unbounded) {
      sum += (w - phase_.lower[j]) * (at_.lower[j] + dual * step.lower[j]);
      ++count;
    }
    if (phase_.upper[j] < unbounded) {
      sum += (phase_.upper[j] - w) * (at_.upper[j] + dual * step.upper[j]);
      ++count;
    }
  }
  return count == 0 ? 0.0 : sum / count;
}

bool BarrierMethod::progresses() const {
  const double margin = progress_margin * std::min(1.0, error_.total());
  return progress_.accepts(violation(values_.residual) + margin, values_.objective + margin);
}

bool BarrierMethod::barrier_problem_solved() const {
  return optimality_error(phase_, at_, values_, lagrangian_, mu_).total() <= solved_factor * mu_;
}

void BarrierMethod::hold_at(double mu) {
  adaptive_ = false;
  mu_ = std::clamp(mu, least_mu(), std::max(most_mu_, least_mu()));
  filter_.clear();
}

/// Changes between both modes, and in the held mode lowers mu. False if steps are tiny and mu is as low as it gets.
bool BarrierMethod::update_barrier() {
  if (most_mu_ == 0.0) most_mu_ = std::max(greatest_rise * mean_complementarity(), mu_);
  const bool tiny = tiny_steps_ > 0;
  if (adaptive_ && (tiny || !progresses())) {
    hold_at(0.8 * mean_complementarity());
  } else if (!adaptive_ && !phase_.restores && !tiny && barrier_problem_solved() && progresses()) {
    adaptive_ = true;
  }
  if (adaptive_) {
    const double margin = progress_margin * std::min(1.0, error_.total());
    progress_.add(violation(values_.residual) - margin, values_.objective - margin);
    return true;
  }
  bool forced = tiny;
  while (mu_ > least_mu()) {
    if (!forced && !barrier_problem_solved()) return true;
    forced = false;
    mu_ = std::max(least_mu(), std::min(linear_factor * mu_, pow(mu_, exponent)));
    filter_.clear();
    if (phase_.restores) loosen_proximity();
  }
  return !(tiny && tiny_steps_ > 1);
}

/// zeta = sqrt(mu), so that in the end only the violation counts.
void BarrierMethod::loosen_proximity() {
  phase_.proximity = std::sqrt(mu_);
  evaluate(bench_.program, phase_, at_.w, values_);
  evaluate(bench_.program, phase_, at_.w, derivatives_);
  measure();
}

/// Mehrotra's probing: how far the step without a barrier would come says how much centring is needed.
void BarrierMethod::choose_barrier() {
  const double mean = mean_complementarity();
  if (mean <= 0.0) {
    mu_ = least_mu();
  } else {
    const double after = complementarity_after(affine_, longest_primal(affine_.w, 1.0), longest_dual(affine_, 1.0));
    const double ratio = after / mean;
    const double least = std::max(least_mu(), of_violation * std::min(1.0, error_.primal));
    mu_ = std::clamp(std::min(greatest_centring, ratio * ratio * ratio) * mean, least, std::max(most_mu_, least));
  }
  filter_.clear();
}

}  // namespace cosmodrome
