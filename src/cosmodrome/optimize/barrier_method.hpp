#pragma once
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "cosmodrome/optimize/barrier_filter.hpp"
#include "cosmodrome/optimize/barrier_phase.hpp"
#include "cosmodrome/optimize/kkt_system.hpp"

namespace cosmodrome {

/// What the phases of one solution share.
struct BarrierWorkbench {
  ScaledProgram& program;
  KktSystem& kkt;
  const NlpOptions& options;
  int iterations = 0;
};

/// A step of all unknowns.
struct BarrierStep {
  std::vector<double> w, y, lower, upper;
};

/// Filter line-search primal-dual interior-point method: Waechter and Biegler, Math. Program. 106 (2006), whose symbols
/// and section numbers are used, with the adaptive barrier parameter of Nocedal, Waechter and Waltz, SIAM J. Optim. 19
/// (2009). docs/theory/interior_point.md says where it departs from them.
class BarrierMethod {
 public:
  /// Asked at each iterate of the restoration phase: whether the first phase may go on from here.
  using Goal = std::function<bool(const BarrierMethod&)>;

  BarrierMethod(BarrierWorkbench& bench, BarrierPhase phase, Iterate start, double mu);

  /// In the first phase until the program is solved; nothing if it is the goal that ended the restoration phase.
  std::optional<NlpStatus> run(const Goal& goal = {});

  /// Multipliers of the constraints that fit the point best (section 3.6).
  void estimate_multipliers();
  /// To the iterate with the least optimality error.
  void return_to_best();
  /// The barrier parameter stays as it is until its problem is solved.
  void hold_barrier() { adaptive_ = false; }

  [[nodiscard]] const BarrierPhase& phase() const { return phase_; }
  [[nodiscard]] const Iterate& at() const { return at_; }
  [[nodiscard]] const PhaseValues& values() const { return values_; }
  [[nodiscard]] const OptimalityError& error() const { return error_; }
  [[nodiscard]] const std::vector<double>& gradient() const { return lagrangian_; }
  [[nodiscard]] double mu() const { return mu_; }

  /// Largest violation of the program's constraints at x, unscaled.
  [[nodiscard]] double program_violation() const;

 private:
  enum class Search { accepted, failed, tiny };

  void measure();
  bool is_solved() const;
  bool multipliers_run_away() const;
  std::optional<NlpStatus> report_and_check();

  // The barrier parameter: barrier_parameter.cpp.
  bool update_barrier();
  bool progresses() const;
  bool barrier_problem_solved() const;
  void hold_at(double mu);
  void choose_barrier();
  void loosen_proximity();
  double mean_complementarity() const;
  double complementarity_after(const BarrierStep& step, double primal, double dual) const;
  double least_mu() const;

  // The step: barrier_step.cpp.
  bool evaluate_hessian();
  bool factor();
  void compute_steps();
  void solve(std::vector<double>& rho, const std::vector<double>& residual, std::vector<double>& dy);
  void compute_bound_steps(double mu, BarrierStep& step) const;
  void combine_steps();
  double longest_primal(const std::vector<double>& dw, double tau) const;
  double longest_dual(const BarrierStep& step, double tau) const;

  // The line search: barrier_line_search.cpp.
  Search search();
  void start_search();
  bool try_point(const std::vector<double>& dw, double alpha);
  bool accepts_trial(double alpha);
  bool correct(double alpha);
  void take(double alpha, const BarrierStep& step);
  void keep_bound_multipliers_near();
  double shortest_step() const;
  std::optional<NlpStatus> restore();
  bool reset_violations();

  BarrierWorkbench& bench_;
  BarrierPhase phase_;
  Iterate at_, best_;
  double best_error_ = unbounded;
  PhaseValues values_, trial_values_;
  PhaseDerivatives derivatives_, trial_derivatives_;
  std::vector<double> lagrangian_, hessian_, sigma_, diagonal_x_, diagonal_c_, trial_w_;
  OptimalityError error_;
  double mu_, most_mu_ = 0.0;
  bool adaptive_ = true;
  BarrierFilter filter_, progress_;

  double last_shift_ = 0.0;  // of the Hessian's diagonal that was needed last, delta_w
  int singular_ = 0;         // how often in a row the Jacobian was found deficient

  BarrierStep affine_, centring_, step_, corrected_;  // step_ = affine_ + mu centring_
  std::vector<double> rho_, corrected_residual_;

  // Of the line search.
  double phi_ = 0.0, theta_ = 0.0, slope_ = 0.0, trial_phi_ = 0.0, trial_theta_ = 0.0;
  double least_theta_ = 0.0, greatest_theta_ = 0.0;
  bool armijo_ = false;
  int tiny_steps_ = 0;
};

}  // namespace cosmodrome
