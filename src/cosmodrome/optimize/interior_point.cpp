#include <algorithm>
#include <cmath>

#include "cosmodrome/optimize/barrier_method.hpp"

namespace cosmodrome {
namespace {

constexpr double cold_push = 1e-2;     // kappa_1, kappa_2 of section 3.6
constexpr double cold_barrier = 0.1;   // mu_0
constexpr double warm_barrier = 1e-6;  // where multipliers are given and no barrier

bool is_warm(const NlpStart& start) {
  return start.barrier || !start.lower_multipliers.empty() || !start.upper_multipliers.empty();
}

double starting_barrier(const NlpStart& start) {
  return start.barrier.value_or(is_warm(start) ? warm_barrier : cold_barrier);
}

double starting_push(const NlpStart& start) {
  return is_warm(start) ? std::min(cold_push, starting_barrier(start)) : cold_push;
}

std::vector<double> starting_x(const NlpStructure& s, const NlpStart& start) {
  std::vector<double> x = start.x;
  push_inside(s.x_lower, s.x_upper, starting_push(start), x);
  return x;
}

/// x, and slacks that are the constraints' values, inside their bounds.
std::vector<double> starting_point(ScaledProgram& program, const BarrierPhase& phase, double push,
                                   const std::vector<double>& x) {
  std::vector<double> w = x, c(static_cast<std::size_t>(program.constraints()), 0.0);
  double f = 0.0;
  if (!program.values(x, f, c)) std::fill(c.begin(), c.end(), 0.0);
  for (const Extra& extra : phase.extras) w.push_back(c[extra.row]);
  const std::size_t n = x.size();
  push_inside(std::span(phase.lower).subspan(n), std::span(phase.upper).subspan(n), push, std::span(w).subspan(n));
  return w;
}

/// Multipliers of bounds: those given, those that follow from the constraints', or the cold ones.
void starting_bound_multipliers(const ScaledProgram& program, const BarrierPhase& phase, const NlpStart& start,
                                Iterate& at) {
  const bool warm = is_warm(start);
  const double mu = starting_barrier(start);
  const std::size_t n = start.x.size();
  for (std::size_t j = 0; j < at.w.size(); ++j) {
    const bool below = phase.lower[j] > -unbounded, above = phase.upper[j] < unbounded;
    double lower = 1.0, upper = 1.0;
    if (warm) {
      lower = below ? mu / (at.w[j] - phase.lower[j]) : 0.0;
      upper = above ? mu / (phase.upper[j] - at.w[j]) : 0.0;
      if (j < n && !start.lower_multipliers.empty())
        lower = std::max(1e-2 * lower, start.lower_multipliers[j] * program.objective_scale());
      if (j < n && !start.upper_multipliers.empty())
        upper = std::max(1e-2 * upper, start.upper_multipliers[j] * program.objective_scale());
      if (j >= n && !start.multipliers.empty()) {
        const double y = at.y[phase.extras[j - n].row];
        lower = std::max(1e-2 * lower, -y);
        upper = std::max(1e-2 * upper, y);
      }
    }
    at.lower[j] = below ? lower : 0.0;
    at.upper[j] = above ? upper : 0.0;
  }
}

NlpSolution describe_end(BarrierWorkbench& bench, const BarrierMethod& method, NlpStatus status) {
  const ScaledProgram& program = bench.program;
  const double scale = program.objective_scale();
  const Iterate& at = method.at();
  NlpSolution solution;
  solution.status = status;
  solution.x.assign(at.w.begin(), at.w.begin() + program.variables());
  for (int i = 0; i < program.constraints(); ++i) {
    solution.multipliers.push_back(at.y[i] * program.row_scale(i) / scale);
  }
  for (int j = 0; j < program.variables(); ++j) {
    solution.lower_multipliers.push_back(at.lower[j] / scale);
    solution.upper_multipliers.push_back(at.upper[j] / scale);
  }
  solution.objective = method.values().program_objective / scale;
  solution.primal_infeasibility = method.program_violation();
  solution.dual_infeasibility = method.error().dual / scale;
  solution.complementarity = method.error().complementarity / scale;
  solution.barrier = method.mu();
  solution.iterations = bench.iterations;
  return solution;
}

}  // namespace

NlpSolution solve_interior_point(const NonlinearProgram& program, const NlpStart& start, const NlpOptions& options) {
  double total_s = 0.0;
  NlpSolution solution;
  {
    const Stopwatch stopwatch(total_s);
    check_program(program.structure(), start);
    const std::vector<double> x = starting_x(program.structure(), start);
    ScaledProgram scaled(program, x);
    KktSystem kkt(scaled);
    BarrierWorkbench bench{scaled, kkt, options};
    BarrierPhase phase = first_phase(scaled);
    const double mu = starting_barrier(start);

    Iterate at;
    at.w = starting_point(scaled, phase, starting_push(start), x);
    at.lower.resize(at.w.size());
    at.upper.resize(at.w.size());
    at.y.assign(static_cast<std::size_t>(scaled.constraints()), 0.0);
    for (std::size_t i = 0; i < start.multipliers.size(); ++i) {
      at.y[i] = start.multipliers[i] * scaled.objective_scale() / scaled.row_scale(static_cast<int>(i));
    }
    starting_bound_multipliers(scaled, phase, start, at);
    BarrierMethod method(bench, std::move(phase), std::move(at), mu);
    if (start.multipliers.empty()) method.estimate_multipliers();
    const auto status = method.run();
    if (status != NlpStatus::solved && status != NlpStatus::locally_infeasible) method.return_to_best();
    solution = describe_end(bench, method, status.value_or(NlpStatus::stalled));
    price_fixed_variables(program, solution);
    solution.evaluations = scaled.evaluations();
    solution.factorisations = kkt.factorisations();
    solution.evaluation_s = scaled.evaluation_s();
    solution.linear_algebra_s = kkt.seconds();
  }
  solution.total_s = total_s;
  return solution;
}

}  // namespace cosmodrome
