#pragma once
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace cosmodrome {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Where the entries of a sparse matrix stand, counted from 0. Entries that share a place are summed.
struct SparsityPattern {
  std::vector<int> rows, columns;
};

/// The order in which a solver may eliminate the unknowns: a tree of groups.
///
/// A variable, and a constraint's multiplier, belong each to one group. `parent` is larger than the group's own number;
/// the last group is the root, whose parent is -1. Two unknowns that meet in an entry of the Jacobian or the Hessian
/// must be in one group, or one in an ancestor of the other's group. Small groups at the leaves and few unknowns near
/// the root make a solver fast; a constraint that is put at or above the variables that can satisfy it makes it stable.
/// All empty: one dense group.
struct Elimination {
  std::vector<int> group_of_variable;
  std::vector<int> group_of_constraint;
  std::vector<int> parent;
};

/// What about a program does not change with x. Infinite bounds are none; equal bounds fix a variable, or make a
/// constraint an equality.
struct NlpStructure {
  std::vector<double> x_lower, x_upper;
  std::vector<double> c_lower, c_upper;
  SparsityPattern jacobian;  ///< of c: a row is a constraint, a column a variable
  SparsityPattern hessian;   ///< of the Lagrangian, lower triangle: row >= column
  Elimination elimination;   ///< a hint; may stay empty

  [[nodiscard]] int variables() const { return static_cast<int>(x_lower.size()); }
  [[nodiscard]] int constraints() const { return static_cast<int>(c_lower.size()); }
};

/// Minimise f(x) subject to c_lower <= c(x) <= c_upper and x_lower <= x <= x_upper, f and c twice differentiable.
///
///     L = f + lambda^T c - z_lower^T (x - x_lower) - z_upper^T (x_upper - x)
///
/// so that a positive lambda presses against an upper bound; z_lower, z_upper >= 0. A result that is not finite means
/// that the function cannot be evaluated at this x: the solver takes a shorter step. Solvers call objective() and
/// constraints() at a trial point first and derivatives only at points where these were finite, so an implementation
/// may keep what it computed for the last x. One object is used by one solver at a time.
class NonlinearProgram {
 public:
  virtual ~NonlinearProgram() = default;

  [[nodiscard]] virtual const NlpStructure& structure() const = 0;
  [[nodiscard]] virtual double objective(std::span<const double> x) const = 0;
  virtual void gradient(std::span<const double> x, std::span<double> g) const = 0;
  virtual void constraints(std::span<const double> x, std::span<double> c) const = 0;
  /// The values in the order of structure().jacobian.
  virtual void jacobian(std::span<const double> x, std::span<double> values) const = 0;
  /// objective_factor * Hessian(f) + sum of multipliers[i] * Hessian(c[i]), in the order of structure().hessian.
  virtual void hessian(std::span<const double> x, double objective_factor, std::span<const double> multipliers,
                       std::span<double> values) const = 0;
};

/// Where to begin. Only x is needed: cold. With multipliers and a small barrier, as a solution gives them: warm.
struct NlpStart {
  std::vector<double> x;
  std::vector<double> multipliers;        ///< lambda, one a constraint; empty: estimated by least squares
  std::vector<double> lower_multipliers;  ///< z_lower, one a variable; empty: from the barrier
  std::vector<double> upper_multipliers;  ///< z_upper
  std::optional<double> barrier;          ///< of the scaled problem; none: chosen
};

/// What is known after an iteration, unscaled.
struct NlpProgress {
  int iteration = 0;
  double objective = 0.0;
  double primal_infeasibility = 0.0;  ///< largest violation of a constraint or bound
  double dual_infeasibility = 0.0;    ///< largest component of the Lagrangian's gradient
  double barrier = 0.0;
  std::span<const double> x;
};

struct NlpOptions {
  double tolerance = 1e-9;  ///< of the scaled optimality error; see docs/theory/interior_point.md
  int max_iterations = 500;
  std::function<bool(const NlpProgress&)> callback;  ///< after each iteration; false asks to stop
};

enum class NlpStatus {
  solved,              ///< the scaled optimality error is within the tolerance
  locally_infeasible,  ///< a point of least violation (l1): no step from it makes the constraints less violated
  stopped,             ///< the callback asked for it
  iteration_limit,
  cannot_evaluate,  ///< not finite at the start, or wherever a step could lead
  stalled,          ///< no progress is possible in double precision, or the objective has no lower bound
};

/// "solved", "locally infeasible", ...
const char* describe(NlpStatus status);

/// How a solver ended; the best point it knows, also when it did not solve.
struct NlpSolution {
  NlpStatus status = NlpStatus::stalled;
  std::vector<double> x;
  std::vector<double> multipliers, lower_multipliers, upper_multipliers;
  double objective = 0.0;
  double primal_infeasibility = 0.0;  ///< largest violation of a constraint or bound
  double dual_infeasibility = 0.0;    ///< largest component of the Lagrangian's gradient
  double complementarity = 0.0;       ///< largest product of a multiplier and its distance from the bound
  double barrier = 0.0;               ///< the last one: with the multipliers, a warm start
  int iterations = 0;
  int evaluations = 0;  ///< of the objective, trial points included
  int factorisations = 0;
  double total_s = 0.0;
  double linear_algebra_s = 0.0;  ///< of total_s
  double evaluation_s = 0.0;      ///< of total_s
};

/// What a warm start from a solution needs.
NlpStart warm_start(const NlpSolution& solution);

/// Solves by Cosmodrome's own primal-dual interior-point method, which follows the elimination hint. Threads may solve
/// at once, each its own program. Throws std::invalid_argument if sizes do not fit, a lower bound is above its upper
/// bound, or the elimination is not such a tree.
NlpSolution solve_interior_point(const NonlinearProgram& program, const NlpStart& start,
                                 const NlpOptions& options = {});

/// Solves by IPOPT with MUMPS, as an independent check. The same arguments and answers; the elimination hint is not
/// used. MUMPS holds global state: calls from several threads wait for one another.
NlpSolution solve_ipopt(const NonlinearProgram& program, const NlpStart& start, const NlpOptions& options = {});

}  // namespace cosmodrome
