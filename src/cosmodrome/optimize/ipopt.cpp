// The adapter to IPOPT: Waechter and Biegler's own implementation of their method, https://github.com/coin-or/Ipopt.
#include <IpIpoptApplication.hpp>
#include <IpIpoptCalculatedQuantities.hpp>
#include <IpIpoptData.hpp>
#include <IpTNLP.hpp>
#include <IpTimingStatistics.hpp>
#include <algorithm>
#include <cmath>
#include <mutex>

#include "cosmodrome/optimize/scaled_program.hpp"

namespace cosmodrome {
namespace {

using Ipopt::Index;
using Ipopt::Number;

constexpr double ipopt_infinity = 1e20;  // what IPOPT takes for no bound: greater ones only occur as infinite

void copy_bounds(const std::vector<double>& from, Number* to) {
  std::transform(from.begin(), from.end(), to, [](double b) { return std::clamp(b, -ipopt_infinity, ipopt_infinity); });
}

bool all_finite(const Number* values, Index count) {
  return std::all_of(values, values + count, [](double v) { return std::isfinite(v); });
}

NlpStatus status_of(Ipopt::SolverReturn status) {
  switch (status) {
    case Ipopt::SUCCESS:
      return NlpStatus::solved;
    case Ipopt::MAXITER_EXCEEDED:
      return NlpStatus::iteration_limit;
    case Ipopt::LOCAL_INFEASIBILITY:
      return NlpStatus::locally_infeasible;
    case Ipopt::USER_REQUESTED_STOP:
      return NlpStatus::stopped;
    case Ipopt::INVALID_NUMBER_DETECTED:
      return NlpStatus::cannot_evaluate;
    default:
      return NlpStatus::stalled;
  }
}

class Adapter : public Ipopt::TNLP {
 public:
  Adapter(const NonlinearProgram& program, const NlpStart& start, const NlpOptions& options, NlpSolution& solution)
      : program_(program), s_(program.structure()), start_(start), options_(options), solution_(solution) {}

  bool get_nlp_info(Index& n, Index& m, Index& jacobian, Index& hessian, IndexStyleEnum& style) override {
    n = s_.variables();
    m = s_.constraints();
    jacobian = static_cast<Index>(s_.jacobian.rows.size());
    hessian = static_cast<Index>(s_.hessian.rows.size());
    style = C_STYLE;
    return true;
  }

  bool get_bounds_info(Index, Number* x_lower, Number* x_upper, Index, Number* c_lower, Number* c_upper) override {
    copy_bounds(s_.x_lower, x_lower);
    copy_bounds(s_.x_upper, x_upper);
    copy_bounds(s_.c_lower, c_lower);
    copy_bounds(s_.c_upper, c_upper);
    return true;
  }

  bool get_starting_point(Index n, bool init_x, Number* x, bool init_z, Number* z_lower, Number* z_upper, Index m,
                          bool init_lambda, Number* lambda) override {
    const auto give = [](const std::vector<double>& from, Index count, double otherwise, Number* to) {
      if (from.empty()) {
        std::fill(to, to + count, otherwise);
      } else {
        std::copy(from.begin(), from.end(), to);
      }
    };
    if (init_x) give(start_.x, n, 0.0, x);
    if (init_z) give(start_.lower_multipliers, n, 1.0, z_lower);
    if (init_z) give(start_.upper_multipliers, n, 1.0, z_upper);
    if (init_lambda) give(start_.multipliers, m, 0.0, lambda);
    return true;
  }

  bool eval_f(Index n, const Number* x, bool, Number& f) override {
    const Stopwatch stopwatch(solution_.evaluation_s);
    ++solution_.evaluations;
    f = program_.objective({x, static_cast<std::size_t>(n)});
    return std::isfinite(f);
  }
  bool eval_grad_f(Index n, const Number* x, bool, Number* g) override {
    const Stopwatch stopwatch(solution_.evaluation_s);
    last_x_.assign(x, x + n);
    program_.gradient({x, static_cast<std::size_t>(n)}, {g, static_cast<std::size_t>(n)});
    return all_finite(g, n);
  }
  bool eval_g(Index n, const Number* x, bool, Index m, Number* c) override {
    const Stopwatch stopwatch(solution_.evaluation_s);
    program_.constraints({x, static_cast<std::size_t>(n)}, {c, static_cast<std::size_t>(m)});
    return all_finite(c, m);
  }
  bool eval_jac_g(Index n, const Number* x, bool, Index, Index count, Index* rows, Index* columns,
                  Number* values) override {
    if (values == nullptr) return give_pattern(s_.jacobian, rows, columns);
    const Stopwatch stopwatch(solution_.evaluation_s);
    program_.jacobian({x, static_cast<std::size_t>(n)}, {values, static_cast<std::size_t>(count)});
    return all_finite(values, count);
  }
  bool eval_h(Index n, const Number* x, bool, Number factor, Index m, const Number* lambda, bool, Index count,
              Index* rows, Index* columns, Number* values) override {
    if (values == nullptr) return give_pattern(s_.hessian, rows, columns);
    const Stopwatch stopwatch(solution_.evaluation_s);
    program_.hessian({x, static_cast<std::size_t>(n)}, factor, {lambda, static_cast<std::size_t>(m)},
                     {values, static_cast<std::size_t>(count)});
    return all_finite(values, count);
  }

  bool intermediate_callback(Ipopt::AlgorithmMode, Index iteration, Number f, Number primal, Number dual, Number mu,
                             Number, Number, Number, Number, Index, const Ipopt::IpoptData*,
                             Ipopt::IpoptCalculatedQuantities*) override {
    solution_.iterations = iteration;
    solution_.barrier = mu;
    if (!options_.callback) return true;
    NlpProgress progress{iteration, f, primal, dual, mu, last_x_};
    return options_.callback(progress);
  }

  void finalize_solution(Ipopt::SolverReturn status, Index n, const Number* x, const Number* z_lower,
                         const Number* z_upper, Index m, const Number*, const Number* lambda, Number f,
                         const Ipopt::IpoptData*, Ipopt::IpoptCalculatedQuantities* quantities) override {
    solution_.status = status_of(status);
    solution_.x.assign(x, x + n);
    solution_.multipliers.assign(lambda, lambda + m);
    solution_.lower_multipliers.assign(z_lower, z_lower + n);
    solution_.upper_multipliers.assign(z_upper, z_upper + n);
    solution_.objective = f;
    if (quantities == nullptr) return;
    solution_.primal_infeasibility = quantities->unscaled_curr_nlp_constraint_violation(Ipopt::NORM_MAX);
    solution_.dual_infeasibility = quantities->unscaled_curr_dual_infeasibility(Ipopt::NORM_MAX);
    solution_.complementarity = quantities->unscaled_curr_complementarity(0.0, Ipopt::NORM_MAX);
  }

 private:
  static bool give_pattern(const SparsityPattern& pattern, Index* rows, Index* columns) {
    std::copy(pattern.rows.begin(), pattern.rows.end(), rows);
    std::copy(pattern.columns.begin(), pattern.columns.end(), columns);
    return true;
  }

  const NonlinearProgram& program_;
  const NlpStructure& s_;
  const NlpStart& start_;
  const NlpOptions& options_;
  NlpSolution& solution_;
  std::vector<double> last_x_;
};

void set_options(Ipopt::OptionsList& list, const NlpStart& start, const NlpOptions& options) {
  list.SetIntegerValue("print_level", 0);
  list.SetStringValue("sb", "yes");
  list.SetStringValue("linear_solver", "mumps");
  list.SetStringValue("mu_strategy", "adaptive");
  list.SetStringValue("mu_oracle", "probing");
  list.SetNumericValue("tol", options.tolerance);
  list.SetIntegerValue("max_iter", options.max_iterations);
  list.SetIntegerValue("acceptable_iter", 0);       // solved means solved
  list.SetNumericValue("bound_relax_factor", 0.0);  // and bounds are bounds
  if (!start.barrier && start.lower_multipliers.empty()) return;
  const double mu = start.barrier.value_or(1e-6), push = std::min(1e-2, mu);
  list.SetStringValue("warm_start_init_point", "yes");
  list.SetStringValue("mu_strategy", "monotone");
  list.SetNumericValue("mu_init", mu);
  for (const char* name : {"warm_start_bound_push", "warm_start_bound_frac", "warm_start_slack_bound_push",
                           "warm_start_slack_bound_frac", "warm_start_mult_bound_push"}) {
    list.SetNumericValue(name, push);
  }
}

double linear_algebra_s(Ipopt::TimingStatistics& times) {
  return times.LinearSystemSymbolicFactorization().TotalWallclockTime() +
         times.LinearSystemFactorization().TotalWallclockTime() + times.LinearSystemBackSolve().TotalWallclockTime();
}

}  // namespace

NlpSolution solve_ipopt(const NonlinearProgram& program, const NlpStart& start, const NlpOptions& options) {
  check_program(program.structure(), start);
  static std::mutex mumps;  // its state is global
  const std::lock_guard lock(mumps);
  NlpSolution solution;
  {
    const Stopwatch stopwatch(solution.total_s);
    Ipopt::SmartPtr<Ipopt::IpoptApplication> application = new Ipopt::IpoptApplication(false);
    set_options(*application->Options(), start, options);
    // The empty name: no options are read from a file that happens to lie where the user stands.
    if (application->Initialize("") != Ipopt::Solve_Succeeded) return solution;
    application->OptimizeTNLP(new Adapter(program, start, options, solution));
    if (solution.x.size() == start.x.size()) price_fixed_variables(program, solution);
    const auto data = application->IpoptDataObject();
    if (IsValid(data)) solution.linear_algebra_s = linear_algebra_s(data->TimingStats());
  }
  return solution;
}

}  // namespace cosmodrome
