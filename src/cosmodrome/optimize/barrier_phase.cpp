#include "cosmodrome/optimize/barrier_phase.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {
namespace {

constexpr double greatest_multiplier = 100.0;  // s_max: the mean above which multipliers count as large

bool has_lower(const BarrierPhase& phase, std::size_t j) { return phase.lower[j] > -unbounded; }
bool has_upper(const BarrierPhase& phase, std::size_t j) { return phase.upper[j] < unbounded; }

double mean_scale(double sum, std::size_t count) {
  return count == 0 ? 1.0 : std::max(greatest_multiplier, sum / static_cast<double>(count)) / greatest_multiplier;
}

}  // namespace

double OptimalityError::total() const {
  return std::max({dual / dual_scale, primal, complementarity / complementarity_scale});
}

BarrierPhase first_phase(const ScaledProgram& program) {
  const NlpStructure& s = program.structure();
  BarrierPhase phase;
  phase.lower = s.x_lower;
  phase.upper = s.x_upper;
  for (int j = 0; j < program.variables(); ++j) {
    if (program.is_fixed(j)) phase.lower[j] = -unbounded, phase.upper[j] = unbounded;
  }
  for (int i = 0; i < program.constraints(); ++i) {
    if (program.is_equality(i) || program.is_free_row(i)) continue;
    phase.extras.push_back({i, -1.0, 0.0});
    phase.lower.push_back(program.row_scale(i) * s.c_lower[i]);
    phase.upper.push_back(program.row_scale(i) * s.c_upper[i]);
  }
  return phase;
}

bool evaluate(ScaledProgram& program, const BarrierPhase& phase, const std::vector<double>& w, PhaseValues& values) {
  const std::span x(w.data(), static_cast<std::size_t>(program.variables()));
  values.residual.resize(static_cast<std::size_t>(program.constraints()));
  if (!program.values(x, values.program_objective, values.residual)) return false;
  for (int i = 0; i < program.constraints(); ++i) {
    if (program.is_free_row(i)) values.residual[i] = 0.0;
  }
  values.objective = phase.objective_factor() * values.program_objective;
  for (std::size_t k = 0; k < phase.extras.size(); ++k) {
    const Extra& extra = phase.extras[k];
    const double e = w[x.size() + k];
    values.residual[extra.row] += extra.coefficient * e;
    values.objective += extra.cost * e;
  }
  for (std::size_t j = 0; j < phase.weight.size(); ++j) {
    const double away = phase.weight[j] * (w[j] - phase.reference[j]);
    values.objective += 0.5 * phase.proximity * away * away;
  }
  return std::isfinite(values.objective);
}

bool evaluate(ScaledProgram& program, const BarrierPhase& phase, const std::vector<double>& w,
              PhaseDerivatives& derivatives) {
  const std::span x(w.data(), static_cast<std::size_t>(program.variables()));
  derivatives.gradient.resize(w.size());
  derivatives.jacobian.resize(program.structure().jacobian.rows.size());
  if (!program.derivatives(x, std::span(derivatives.gradient.data(), x.size()), derivatives.jacobian)) return false;
  if (phase.restores) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      derivatives.gradient[j] = phase.proximity * phase.weight[j] * phase.weight[j] * (w[j] - phase.reference[j]);
    }
  }
  for (std::size_t k = 0; k < phase.extras.size(); ++k) derivatives.gradient[x.size() + k] = phase.extras[k].cost;
  return true;
}

void lagrangian_gradient(const ScaledProgram& program, const BarrierPhase& phase, const PhaseDerivatives& derivatives,
                         const std::vector<double>& y, std::vector<double>& result) {
  result = derivatives.gradient;
  const SparsityPattern& pattern = program.structure().jacobian;
  for (std::size_t k = 0; k < pattern.rows.size(); ++k) {
    result[pattern.columns[k]] += derivatives.jacobian[k] * y[pattern.rows[k]];
  }
  const auto n = static_cast<std::size_t>(program.variables());
  for (std::size_t k = 0; k < phase.extras.size(); ++k) {
    result[n + k] += phase.extras[k].coefficient * y[phase.extras[k].row];
  }
  for (int j = 0; j < program.variables(); ++j) {
    if (program.is_fixed(j)) result[j] = 0.0;
  }
}

OptimalityError optimality_error(const BarrierPhase& phase, const Iterate& at, const PhaseValues& values,
                                 const std::vector<double>& gradient, double mu) {
  OptimalityError error;
  double bound_sum = 0.0, y_sum = 0.0;
  std::size_t bounds = 0;
  for (std::size_t j = 0; j < at.w.size(); ++j) {
    error.dual = std::max(error.dual, std::abs(gradient[j] - at.lower[j] + at.upper[j]));
    if (has_lower(phase, j)) {
      error.complementarity = std::max(error.complementarity, std::abs((at.w[j] - phase.lower[j]) * at.lower[j] - mu));
      bound_sum += at.lower[j];
      ++bounds;
    }
    if (has_upper(phase, j)) {
      error.complementarity = std::max(error.complementarity, std::abs((phase.upper[j] - at.w[j]) * at.upper[j] - mu));
      bound_sum += at.upper[j];
      ++bounds;
    }
  }
  for (const double y : at.y) y_sum += std::abs(y);
  for (const double r : values.residual) error.primal = std::max(error.primal, std::abs(r));
  error.dual_scale = mean_scale(y_sum + bound_sum, at.y.size() + bounds);
  error.complementarity_scale = mean_scale(bound_sum, bounds);
  return error;
}

double barrier_function(const BarrierPhase& phase, const std::vector<double>& w, double objective, double mu) {
  double logarithms = 0.0, linear = 0.0;
  for (std::size_t j = 0; j < w.size(); ++j) {
    const bool below = has_lower(phase, j), above = has_upper(phase, j);
    if (below) logarithms += log(w[j] - phase.lower[j]);
    if (above) logarithms += log(phase.upper[j] - w[j]);
    if (below != above) linear += below ? w[j] - phase.lower[j] : phase.upper[j] - w[j];
  }
  return objective + mu * (barrier_damping * linear - logarithms);
}

double violation(const std::vector<double>& residual) {
  double sum = 0.0;
  for (const double r : residual) sum += std::abs(r);
  return sum;
}

void push_inside(std::span<const double> lower, std::span<const double> upper, double push, std::span<double> w) {
  for (std::size_t j = 0; j < w.size(); ++j) {
    const double most = push * (upper[j] - lower[j]);
    if (lower[j] > -unbounded) {
      w[j] = std::max(w[j], lower[j] + std::min(push * std::max(1.0, std::abs(lower[j])), most));
    }
    if (upper[j] < unbounded) {
      w[j] = std::min(w[j], upper[j] - std::min(push * std::max(1.0, std::abs(upper[j])), most));
    }
  }
}

}  // namespace cosmodrome
