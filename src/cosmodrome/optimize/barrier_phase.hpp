#pragma once
#include <vector>

#include "cosmodrome/optimize/scaled_program.hpp"

namespace cosmodrome {

/// A variable beside x that one constraint has linearly: the slack of an inequality, or, in the restoration phase, how
/// much a constraint is violated.
struct Extra {
  int row = 0;
  double coefficient = 0.0;
  double cost = 0.0;  ///< in the objective, per unit
};

/// What the barrier method minimises: over w = (x, extras), within bounds,
///
///     f(x) + cost^T extras + proximity / 2 |weight (x - reference)|^2   subject to   c(x) + coefficients extras = 0
///
/// The first phase has the objective f and slacks; the restoration phase has no f, but costs and proximity.
struct BarrierPhase {
  bool restores = false;
  std::vector<Extra> extras;
  std::vector<double> lower, upper;  ///< of w; infinite at a variable that is fixed, since it never moves
  double proximity = 0.0;
  std::vector<double> weight, reference;  ///< of x; empty in the first phase

  [[nodiscard]] double objective_factor() const { return restores ? 0.0 : 1.0; }
};

/// The program itself, with a slack for each inequality.
BarrierPhase first_phase(const ScaledProgram& program);

/// A point with its multipliers.
struct Iterate {
  std::vector<double> w, y, lower, upper;  ///< lower, upper: multipliers of the bounds of w, 0 where there is none
};

/// The functions' values at a point.
struct PhaseValues {
  double program_objective = 0.0;  ///< f(x), scaled
  double objective = 0.0;          ///< of the phase
  std::vector<double> residual;    ///< c(x) + coefficients extras
};

/// Their derivatives.
struct PhaseDerivatives {
  std::vector<double> gradient;  ///< of the phase's objective by w
  std::vector<double> jacobian;  ///< of c by x, in the program's pattern
};

/// Optimality errors (Waechter and Biegler 2006, equation 5), largest components.
struct OptimalityError {
  double dual = 0.0, primal = 0.0, complementarity = 0.0;  ///< as they are
  double dual_scale = 1.0, complementarity_scale = 1.0;    ///< s_d, s_c

  [[nodiscard]] double total() const;
};

/// False if anything is not finite.
bool evaluate(ScaledProgram& program, const BarrierPhase& phase, const std::vector<double>& w, PhaseValues& values);
bool evaluate(ScaledProgram& program, const BarrierPhase& phase, const std::vector<double>& w,
              PhaseDerivatives& derivatives);

/// The gradient by w of the Lagrangian without the bounds: gradient + A^T y. Zero at fixed variables.
void lagrangian_gradient(const ScaledProgram& program, const BarrierPhase& phase, const PhaseDerivatives& derivatives,
                         const std::vector<double>& y, std::vector<double>& result);

/// The error of the barrier problem with parameter mu; mu = 0: of the phase itself. `gradient` is
/// lagrangian_gradient().
OptimalityError optimality_error(const BarrierPhase& phase, const Iterate& at, const PhaseValues& values,
                                 const std::vector<double>& gradient, double mu);

/// The barrier function phi and its measures: f - mu sum(log distance) + kappa_d mu (distance where only one bound is).
double barrier_function(const BarrierPhase& phase, const std::vector<double>& w, double objective, double mu);

/// |residual|_1.
double violation(const std::vector<double>& residual);

/// Moves w inside its bounds by at least `push` of the bound's size or of the bounds' distance (section 3.6). What has
/// equal bounds goes to them.
void push_inside(std::span<const double> lower, std::span<const double> upper, double push, std::span<double> w);

/// The weight of the linear term that keeps a variable with one bound from running away.
inline constexpr double barrier_damping = 1e-5;

}  // namespace cosmodrome
