#pragma once
#include <chrono>
#include <span>
#include <vector>

#include "cosmodrome/optimize/nlp.hpp"

namespace cosmodrome {

/// Adds the time until its end to a sum.
class Stopwatch {
 public:
  explicit Stopwatch(double& sum_s) : sum_s_(sum_s) {}
  ~Stopwatch() { sum_s_ += std::chrono::duration<double>(Clock::now() - begin_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  double& sum_s_;
  Clock::time_point begin_ = Clock::now();
};

/// Throws std::invalid_argument, and says what is wrong, if the parts of a program or its start do not fit together.
void check_program(const NlpStructure& structure, const NlpStart& start);

/// Sets the bound multipliers of fixed variables, which no solver has as unknowns, so that the Lagrangian is
/// stationary.
void price_fixed_variables(const NonlinearProgram& program, NlpSolution& solution);

/// A program whose objective and constraints are multiplied so that no gradient has a component above 100 at the start
/// (Waechter and Biegler 2006, section 3.8). Equalities are c(x) - target = 0. Counts and times evaluations, and knows
/// the last ones.
class ScaledProgram {
 public:
  /// Scale factors 1 where the derivatives at x are not finite.
  ScaledProgram(const NonlinearProgram& program, std::span<const double> x);

  [[nodiscard]] const NlpStructure& structure() const { return structure_; }
  [[nodiscard]] int variables() const { return structure_.variables(); }
  [[nodiscard]] int constraints() const { return structure_.constraints(); }
  [[nodiscard]] bool is_fixed(int variable) const;
  [[nodiscard]] bool is_equality(int row) const;
  [[nodiscard]] bool is_free_row(int row) const;  ///< without any bound

  /// f and c at a point; false if anything is not finite.
  bool values(std::span<const double> x, double& f, std::span<double> c);
  /// The gradient of f and the Jacobian; false if anything is not finite.
  bool derivatives(std::span<const double> x, std::span<double> gradient, std::span<double> jacobian);
  /// false if anything is not finite.
  bool hessian(std::span<const double> x, double objective_factor, std::span<const double> y, std::span<double> values);

  [[nodiscard]] double objective_scale() const { return objective_scale_; }
  [[nodiscard]] double row_scale(int row) const { return row_scale_[row]; }
  [[nodiscard]] int evaluations() const { return evaluations_; }
  [[nodiscard]] double evaluation_s() const { return evaluation_s_; }

 private:
  const NonlinearProgram& program_;
  const NlpStructure& structure_;
  double objective_scale_ = 1.0;
  std::vector<double> row_scale_, target_, scaled_y_;
  // Unscaled, as last evaluated.
  std::vector<double> values_x_, c_, derivatives_x_, gradient_, jacobian_;
  double f_ = 0.0;
  int evaluations_ = 0;
  double evaluation_s_ = 0.0;
};

}  // namespace cosmodrome
