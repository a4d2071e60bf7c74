#include "cosmodrome/orbit/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

namespace cosmodrome {
namespace {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

/// Solves A x = b by elimination with pivots; empty if A is singular. Small systems only.
Vector solve_linear(Matrix a, Vector b) {
  const std::size_t n = b.size();
  double largest = 0;
  for (const auto& row : a)
    for (const double entry : row) largest = std::max(largest, std::abs(entry));
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(a[i][k]) > std::abs(a[pivot][k])) pivot = i;
    if (!(std::abs(a[pivot][k]) > 1e-15 * largest)) return {};
    std::swap(a[k], a[pivot]);
    std::swap(b[k], b[pivot]);
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
  return b;
}

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double largest_of(const Vector& a) {
  double largest = 0;
  for (const double x : a) largest = std::max(largest, std::abs(x));
  return largest;
}

/// The search, in controls measured by their scales and goals by their tolerances.
class Search {
 public:
  Search(const std::vector<Control>& controls, const std::vector<Goal>& goals,
         const std::function<Trial(std::span<const double>)>& fly, const TargetOptions& options,
         const std::function<GoalJacobian(std::span<const double>)>& jacobian)
      : controls_(controls), goals_(goals), fly_(fly), options_(options), given_jacobian_(jacobian) {
    n_ = controls.size(), m_ = goals.size();
    if (m_ > n_) throw std::invalid_argument("find_target: more goals than controls");
    for (const Control& control : controls) x_.push_back(control.start / control.scale);
    hessian_.assign(n_, Vector(n_, 0.0));
    for (std::size_t i = 0; i < n_; ++i) hessian_[i][i] = 1;
  }

  TargetSolution run() {
    Trial here = fly(x_);
    if (!here.ok) return ended(here, "the start cannot be flown");
    for (iterations_ = 0; iterations_ < options_.most_iterations; ++iterations_) {
      const bool met = largest_of(misses(here)) <= 1;
      if (met && !options_.minimize) return ended(here, "");
      if (!differentiate()) return ended(here, "a neighbour of the path cannot be flown");
      update_hessian();
      const Vector step = next_step(here);
      if (step.empty())
        return ended(here, "the goals cannot be met independently of each other: their Jacobian is singular");
      if (met && options_.minimize && std::abs(dot(gradient_, step)) < options_.cost_tolerance) return ended(here, "");
      if (!advance(step, here)) return ended(here, met ? "" : "no step comes nearer to the goals");
    }
    return ended(here, largest_of(misses(here)) <= 1 ? "" : "the goals were not met within the iterations allowed");
  }

 private:
  Vector real(const Vector& x) const {
    Vector values(n_);
    for (std::size_t i = 0; i < n_; ++i) values[i] = x[i] * controls_[i].scale;
    return values;
  }

  Trial fly(const Vector& x) {
    ++flights_;
    Trial trial = fly_(real(x));
    if (trial.ok && trial.goals.size() != m_) throw std::invalid_argument("find_target: goals that do not fit");
    for (const double goal : trial.goals) trial.ok = trial.ok && std::isfinite(goal);
    return trial;
  }

  Vector misses(const Trial& trial) const {
    Vector c(m_);
    for (std::size_t i = 0; i < m_; ++i) c[i] = (trial.goals[i] - goals_[i].wanted) / goals_[i].tolerance;
    return c;
  }

  double cost_of(const Trial& trial) const { return options_.minimize ? trial.cost / options_.cost_scale : 0; }

  bool differentiate() {
    last_slopes_ = slopes_, last_gradient_ = gradient_;
    slopes_.assign(m_, Vector(n_)), gradient_.assign(n_, 0.0);
    if (given_jacobian_) {
      const auto given = given_jacobian_(real(x_));
      for (std::size_t k = 0; k < n_; ++k) {
        for (std::size_t i = 0; i < m_; ++i) slopes_[i][k] = given[i][k] * controls_[k].scale / goals_[i].tolerance;
        if (options_.minimize) gradient_[k] = given[m_][k] * controls_[k].scale / options_.cost_scale;
      }
      return true;
    }
    for (std::size_t k = 0; k < n_; ++k) {
      Vector above = x_, below = x_;
      above[k] += controls_[k].difference, below[k] -= controls_[k].difference;
      const Trial up = fly(above), down = fly(below);
      if (!up.ok || !down.ok) return false;
      const double width = above[k] - below[k];
      for (std::size_t i = 0; i < m_; ++i)
        slopes_[i][k] = (up.goals[i] - down.goals[i]) / (width * goals_[i].tolerance);
      gradient_[k] = (cost_of(up) - cost_of(down)) / width;
    }
    return true;
  }

  Vector gradient_of_lagrangian(const Vector& gradient, const Matrix& slopes) const {
    Vector sum = gradient;
    for (std::size_t i = 0; i < m_; ++i)
      for (std::size_t k = 0; k < n_; ++k) sum[k] += multipliers_[i] * slopes[i][k];
    return sum;
  }

  /// BFGS, damped so that the matrix stays positive definite (Nocedal and Wright, procedure 18.2).
  void update_hessian() {
    if (!options_.minimize || last_step_.empty() || last_slopes_.empty()) return;
    const Vector now = gradient_of_lagrangian(gradient_, slopes_);
    const Vector before = gradient_of_lagrangian(last_gradient_, last_slopes_);
    Vector y(n_), bs(n_);
    for (std::size_t i = 0; i < n_; ++i) y[i] = now[i] - before[i], bs[i] = dot(hessian_[i], last_step_);
    const double sbs = dot(last_step_, bs);
    double sy = dot(last_step_, y);
    if (!(sbs > 0)) return;
    if (sy < 0.2 * sbs) {
      const double theta = 0.8 * sbs / (sbs - sy);
      for (std::size_t i = 0; i < n_; ++i) y[i] = theta * y[i] + (1 - theta) * bs[i];
      sy = dot(last_step_, y);
    }
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) hessian_[i][j] += y[i] * y[j] / sy - bs[i] * bs[j] / sbs;
  }

  /// The step that meets the linear goals and is least, or costs least: from the Karush-Kuhn-Tucker conditions.
  Vector next_step(const Trial& here) {
    const Vector c = misses(here);
    Matrix kkt(n_ + m_, Vector(n_ + m_, 0.0));
    Vector right(n_ + m_);
    // Rows of goals are brought to the size of one, as tolerances may be tiny.
    for (std::size_t i = 0; i < m_; ++i) {
      const double size = std::max(largest_of(slopes_[i]), 1e-300);
      for (std::size_t k = 0; k < n_; ++k) kkt[n_ + i][k] = kkt[k][n_ + i] = slopes_[i][k] / size;
      right[n_ + i] = -c[i] / size;
    }
    for (std::size_t k = 0; k < n_; ++k) {
      for (std::size_t j = 0; j < n_; ++j) kkt[k][j] = options_.minimize ? hessian_[k][j] : k == j;
      right[k] = -gradient_[k];
    }
    Vector found = solve_linear(kkt, right);
    if (found.empty()) return found;
    multipliers_.assign(m_, 0.0);
    for (std::size_t i = 0; i < m_; ++i) multipliers_[i] = found[n_ + i] / std::max(largest_of(slopes_[i]), 1e-300);
    found.resize(n_);
    double shorten = 1;
    for (std::size_t k = 0; k < n_; ++k)
      shorten = std::min(shorten, controls_[k].largest_step / std::max(std::abs(found[k]), 1e-300));
    for (double& x : found) x *= shorten;
    return found;
  }

  double merit(const Trial& trial) const {
    double sum = cost_of(trial);
    const Vector c = misses(trial);
    for (std::size_t i = 0; i < m_; ++i) sum += weight(i) * std::abs(c[i]);
    return sum;
  }
  /// Above the multiplier, so that no cost is worth a miss.
  double weight(std::size_t i) const { return options_.minimize ? 2 * std::abs(multipliers_[i]) + 1e-9 : 1; }

  bool advance(const Vector& step, Trial& here) {
    const double before = merit(here), missed = largest_of(misses(here));
    for (double length = 1; length > 1e-4; length *= 0.5) {
      Vector x = x_;
      for (std::size_t k = 0; k < n_; ++k) x[k] += length * step[k];
      const Trial there = fly(x);
      if (!there.ok) continue;
      // A full step near a curved constraint may raise the penalty though it is right (Maratos' effect): what comes
      // much nearer to the goals is taken as well.
      const bool nearer = missed > 1 && largest_of(misses(there)) < 0.5 * missed;
      if (!nearer && merit(there) > before * (1 - 1e-4 * length * (before > 0))) continue;
      last_step_.resize(n_);
      for (std::size_t k = 0; k < n_; ++k) last_step_[k] = x[k] - x_[k];
      x_ = x, here = there;
      return true;
    }
    return false;
  }

  TargetSolution ended(const Trial& here, std::string why) {
    TargetSolution solution;
    solution.why = std::move(why);
    solution.converged = here.ok && solution.why.empty();
    solution.controls = real(x_);
    if (here.ok && differentiate()) {
      solution.jacobian = slopes_;
      for (std::size_t i = 0; i < m_; ++i)
        for (std::size_t k = 0; k < n_; ++k) solution.jacobian[i][k] *= goals_[i].tolerance / controls_[k].scale;
    }
    solution.trial = fly(x_);
    solution.iterations = iterations_, solution.flights = flights_;
    return solution;
  }

  const std::vector<Control>& controls_;
  const std::vector<Goal>& goals_;
  const std::function<Trial(std::span<const double>)>& fly_;
  const TargetOptions& options_;
  const std::function<GoalJacobian(std::span<const double>)>& given_jacobian_;
  std::size_t n_ = 0, m_ = 0;
  Vector x_, gradient_, last_gradient_, last_step_, multipliers_;
  Matrix slopes_, last_slopes_, hessian_;
  int iterations_ = 0, flights_ = 0;
};

}  // namespace

TargetSolution find_target(const std::vector<Control>& controls, const std::vector<Goal>& goals,
                           const std::function<Trial(std::span<const double>)>& fly, const TargetOptions& options,
                           const std::function<GoalJacobian(std::span<const double>)>& jacobian) {
  return Search(controls, goals, fly, options, jacobian).run();
}

std::string jacobian_text(const std::vector<Control>& controls, const std::vector<Goal>& goals,
                          const GoalJacobian& jacobian) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "{:<28}", "");
  for (const Control& control : controls) fmt::format_to(out, " {:>20}", control.name);
  for (std::size_t i = 0; i < jacobian.size(); ++i) {
    fmt::format_to(out, "\n{:<28}", i < goals.size() ? goals[i].name : "cost");
    for (const double slope : jacobian[i]) fmt::format_to(out, " {:>20.8g}", slope);
  }
  return fmt::to_string(text) + "\n";
}

}  // namespace cosmodrome
