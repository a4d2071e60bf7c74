#include "cosmodrome/optimize/kkt_system.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cosmodrome {
namespace {

constexpr int most_refinements = 6;
constexpr double good_residual = 1e-9;

double largest(const std::vector<double>& v, std::size_t begin, std::size_t end) {
  double most = 0.0;
  for (std::size_t i = begin; i < end; ++i) most = std::max(most, std::abs(v[i]));
  return most;
}

}  // namespace

KktSystem::KktSystem(const ScaledProgram& program) : factors_(plan(program)) {
  const auto unknowns = static_cast<std::size_t>(variables_) + constraints_;
  values_.resize(pattern_.rows.size());
  right_.resize(unknowns);
  solution_.resize(unknowns);
  residual_.resize(unknowns);
}

Multifrontal KktSystem::plan(const ScaledProgram& program) {
  for (int j = 0; j < program.variables(); ++j) unknown_of_x_.push_back(program.is_fixed(j) ? -1 : variables_++);
  for (int i = 0; i < program.constraints(); ++i) {
    unknown_of_c_.push_back(program.is_free_row(i) ? -1 : variables_ + constraints_++);
  }
  const auto keep = [&](int row, int column, std::vector<int>& kept, std::size_t entry) {
    if (row < 0 || column < 0) return;
    pattern_.rows.push_back(row);
    pattern_.columns.push_back(column);
    kept.push_back(static_cast<int>(entry));
  };
  const NlpStructure& s = program.structure();
  const std::size_t entries = s.hessian.rows.size() + s.jacobian.rows.size() + variables_ + constraints_;
  pattern_.rows.reserve(entries);
  pattern_.columns.reserve(entries);
  kept_hessian_.reserve(s.hessian.rows.size());
  kept_jacobian_.reserve(s.jacobian.rows.size());
  for (std::size_t k = 0; k < s.hessian.rows.size(); ++k) {
    keep(unknown_of_x_[s.hessian.rows[k]], unknown_of_x_[s.hessian.columns[k]], kept_hessian_, k);
  }
  for (std::size_t k = 0; k < s.jacobian.rows.size(); ++k) {
    keep(unknown_of_c_[s.jacobian.rows[k]], unknown_of_x_[s.jacobian.columns[k]], kept_jacobian_, k);
  }
  for (int u = 0; u < variables_ + constraints_; ++u) {
    pattern_.rows.push_back(u);
    pattern_.columns.push_back(u);
  }

  const Elimination& hint = s.elimination;
  const bool dense = hint.parent.empty();
  std::vector<int> group(static_cast<std::size_t>(variables_) + constraints_, 0);
  for (std::size_t j = 0; j < unknown_of_x_.size() && !dense; ++j) {
    if (unknown_of_x_[j] >= 0) group[unknown_of_x_[j]] = hint.group_of_variable[j];
  }
  for (std::size_t i = 0; i < unknown_of_c_.size() && !dense; ++i) {
    if (unknown_of_c_[i] >= 0) group[unknown_of_c_[i]] = hint.group_of_constraint[i];
  }
  return {group, dense ? std::vector<int>{-1} : hint.parent, pattern_};
}

Inertia KktSystem::factor(std::span<const double> hessian, std::span<const double> jacobian, std::span<const double> a,
                          std::span<const double> b) {
  const Stopwatch stopwatch(seconds_);
  ++factorisations_;
  double* value = values_.data();
  for (const int k : kept_hessian_) *value++ = hessian[k];
  for (const int k : kept_jacobian_) *value++ = jacobian[k];
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (unknown_of_x_[j] >= 0) *value++ = a[j];
  }
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (unknown_of_c_[i] >= 0) *value++ = b[i];
  }
  return factors_.factor(values_);
}

/// residual_ = right-hand side - matrix * solution.
void KktSystem::find_residual() {
  residual_ = right_;
  double* r = residual_.data();
  const double* x = solution_.data();
  const std::size_t off_diagonal = values_.size() - residual_.size();
  for (std::size_t k = 0; k < off_diagonal; ++k) {
    const int i = pattern_.rows[k], j = pattern_.columns[k];
    r[i] -= values_[k] * x[j];
    r[j] -= i == j ? 0.0 : values_[k] * x[i];
  }
  for (std::size_t u = 0; u < residual_.size(); ++u) r[u] -= values_[off_diagonal + u] * x[u];
}

/// The residual relative to the right-hand side: the worse of the variables' rows and the constraints', whose sizes may
/// be far apart.
double KktSystem::relative_residual() const {
  const double x = largest(right_, 0, variables_), c = largest(right_, variables_, right_.size());
  constexpr double at_least = 1e-6;  // of the other rows' size
  const double of_x = largest(residual_, 0, variables_), of_c = largest(residual_, variables_, right_.size());
  const double tiny = std::numeric_limits<double>::min();
  return std::max(of_x / std::max({x, at_least * c, tiny}), of_c / std::max({c, at_least * x, tiny}));
}

void KktSystem::solve(std::span<double> rx, std::span<double> rc) {
  const Stopwatch stopwatch(seconds_);
  for (std::size_t j = 0; j < rx.size(); ++j) {
    if (unknown_of_x_[j] >= 0) right_[unknown_of_x_[j]] = rx[j];
  }
  for (std::size_t i = 0; i < rc.size(); ++i) {
    if (unknown_of_c_[i] >= 0) right_[unknown_of_c_[i]] = rc[i];
  }
  solution_ = right_;
  factors_.solve(solution_);
  double last = std::numeric_limits<double>::infinity();
  for (int k = 0; k < most_refinements; ++k) {
    find_residual();
    const double now = relative_residual();
    if (now <= good_residual || !(now < 0.5 * last)) break;
    last = now;
    factors_.solve(residual_);
    for (std::size_t u = 0; u < solution_.size(); ++u) solution_[u] += residual_[u];
  }
  for (std::size_t j = 0; j < rx.size(); ++j) rx[j] = unknown_of_x_[j] < 0 ? 0.0 : solution_[unknown_of_x_[j]];
  for (std::size_t i = 0; i < rc.size(); ++i) rc[i] = unknown_of_c_[i] < 0 ? 0.0 : solution_[unknown_of_c_[i]];
}

}  // namespace cosmodrome
