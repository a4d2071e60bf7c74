#include "cosmodrome/optimize/scaled_program.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cosmodrome {
namespace {

constexpr double greatest_gradient = 100.0, least_scale = 1e-8;

bool all_finite(std::span<const double> values) {
  // A sum of products with zero is zero unless a factor is not finite: no branch a number.
  double sum = 0.0;
  for (const double v : values) sum += 0.0 * v;
  return sum == 0.0;
}

/// Whether x is where something was evaluated last; it is from now on.
bool at_same(std::vector<double>& last, std::span<const double> x) {
  if (std::equal(x.begin(), x.end(), last.begin(), last.end())) return true;
  last.assign(x.begin(), x.end());
  return false;
}

double scale_for(double gradient) { return std::max(least_scale, std::min(1.0, greatest_gradient / gradient)); }

void check_size(const char* what, std::size_t size, std::size_t expected, bool may_be_empty = false) {
  if (size == expected || (may_be_empty && size == 0)) return;
  throw std::invalid_argument("nonlinear program: " + std::string(what) + " has " + std::to_string(size) +
                              " numbers, expected " + std::to_string(expected));
}

void check_bounds(const char* what, const std::vector<double>& lower, const std::vector<double>& upper) {
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (lower[i] <= upper[i] && lower[i] < unbounded && upper[i] > -unbounded) continue;
    throw std::invalid_argument("nonlinear program: bounds of " + std::string(what) + " " + std::to_string(i) +
                                " are " + std::to_string(lower[i]) + " and " + std::to_string(upper[i]));
  }
}

void check_pattern(const char* what, const SparsityPattern& pattern, int rows, int columns, bool lower_triangle) {
  check_size(what, pattern.columns.size(), pattern.rows.size());
  for (std::size_t i = 0; i < pattern.rows.size(); ++i) {
    const int r = pattern.rows[i], c = pattern.columns[i];
    if (r >= 0 && r < rows && c >= 0 && c < columns && (!lower_triangle || c <= r)) continue;
    throw std::invalid_argument("nonlinear program: " + std::string(what) + " has an entry at (" + std::to_string(r) +
                                ", " + std::to_string(c) + ")");
  }
}

}  // namespace

void check_program(const NlpStructure& s, const NlpStart& start) {
  const std::size_t n = s.x_lower.size(), m = s.c_lower.size();
  check_size("x_upper", s.x_upper.size(), n);
  check_size("c_upper", s.c_upper.size(), m);
  check_bounds("variable", s.x_lower, s.x_upper);
  check_bounds("constraint", s.c_lower, s.c_upper);
  check_pattern("jacobian", s.jacobian, s.constraints(), s.variables(), false);
  check_pattern("hessian", s.hessian, s.variables(), s.variables(), true);
  if (!s.elimination.parent.empty()) {
    check_size("elimination.group_of_variable", s.elimination.group_of_variable.size(), n);
    check_size("elimination.group_of_constraint", s.elimination.group_of_constraint.size(), m);
  }
  check_size("start.x", start.x.size(), n);
  check_size("start.multipliers", start.multipliers.size(), m, true);
  check_size("start.lower_multipliers", start.lower_multipliers.size(), n, true);
  check_size("start.upper_multipliers", start.upper_multipliers.size(), n, true);
}

void price_fixed_variables(const NonlinearProgram& program, NlpSolution& solution) {
  const NlpStructure& s = program.structure();
  const auto is_fixed = [&](std::size_t j) { return s.x_lower[j] == s.x_upper[j]; };
  std::size_t fixed = 0;
  for (std::size_t j = 0; j < s.x_lower.size(); ++j) fixed += is_fixed(j) ? 1 : 0;
  if (fixed == 0) return;
  std::vector<double> g(s.x_lower.size()), jacobian(s.jacobian.rows.size());
  program.gradient(solution.x, g);
  program.jacobian(solution.x, jacobian);
  for (std::size_t k = 0; k < jacobian.size(); ++k) {
    g[s.jacobian.columns[k]] += solution.multipliers[s.jacobian.rows[k]] * jacobian[k];
  }
  for (std::size_t j = 0; j < g.size(); ++j) {
    if (!is_fixed(j)) continue;
    solution.lower_multipliers[j] = std::max(g[j], 0.0);
    solution.upper_multipliers[j] = std::max(-g[j], 0.0);
  }
}

ScaledProgram::ScaledProgram(const NonlinearProgram& program, std::span<const double> x)
    : program_(program), structure_(program.structure()) {
  const auto n = static_cast<std::size_t>(variables()), m = static_cast<std::size_t>(constraints());
  row_scale_.assign(m, 1.0);
  target_.assign(m, 0.0);
  scaled_y_.resize(m);
  c_.resize(m);
  gradient_.resize(n);
  jacobian_.resize(structure_.jacobian.rows.size());
  std::vector<double> gradient(n), jacobian(structure_.jacobian.rows.size()), c(m);
  double f = 0.0;
  if (values(x, f, c) && derivatives(x, gradient, jacobian)) {
    double most = 0.0;
    std::vector<double> most_of_row(m, 0.0);
    for (const double g : gradient) most = std::max(most, std::abs(g));
    for (std::size_t i = 0; i < jacobian.size(); ++i) {
      double& row = most_of_row[structure_.jacobian.rows[i]];
      row = std::max(row, std::abs(jacobian[i]));
    }
    objective_scale_ = scale_for(most);
    std::transform(most_of_row.begin(), most_of_row.end(), row_scale_.begin(), scale_for);
  }
  for (int i = 0; i < constraints(); ++i) {
    if (is_equality(i)) target_[i] = row_scale_[i] * structure_.c_lower[i];
  }
}

bool ScaledProgram::is_fixed(int j) const { return structure_.x_lower[j] == structure_.x_upper[j]; }
bool ScaledProgram::is_equality(int i) const { return structure_.c_lower[i] == structure_.c_upper[i]; }
bool ScaledProgram::is_free_row(int i) const {
  return structure_.c_lower[i] == -unbounded && structure_.c_upper[i] == unbounded;
}

bool ScaledProgram::values(std::span<const double> x, double& f, std::span<double> c) {
  const Stopwatch stopwatch(evaluation_s_);
  if (!at_same(values_x_, x)) {
    ++evaluations_;
    f_ = program_.objective(x);
    if (std::isfinite(f_)) program_.constraints(x, c_);
  }
  f = objective_scale_ * f_;
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = row_scale_[i] * c_[i] - target_[i];
  return std::isfinite(f) && all_finite(c);
}

bool ScaledProgram::derivatives(std::span<const double> x, std::span<double> gradient, std::span<double> jacobian) {
  const Stopwatch stopwatch(evaluation_s_);
  if (!at_same(derivatives_x_, x)) {
    program_.gradient(x, gradient_);
    program_.jacobian(x, jacobian_);
  }
  for (std::size_t j = 0; j < gradient.size(); ++j) gradient[j] = objective_scale_ * gradient_[j];
  const int* row = structure_.jacobian.rows.data();
  for (std::size_t i = 0; i < jacobian.size(); ++i) jacobian[i] = jacobian_[i] * row_scale_[row[i]];
  return all_finite(gradient) && all_finite(jacobian);
}

bool ScaledProgram::hessian(std::span<const double> x, double objective_factor, std::span<const double> y,
                            std::span<double> values) {
  const Stopwatch stopwatch(evaluation_s_);
  for (std::size_t i = 0; i < y.size(); ++i) scaled_y_[i] = row_scale_[i] * y[i];
  program_.hessian(x, objective_factor * objective_scale_, scaled_y_, values);
  return all_finite(values);
}

}  // namespace cosmodrome
