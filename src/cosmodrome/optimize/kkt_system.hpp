#pragma once
#include <span>
#include <vector>

#include "cosmodrome/optimize/multifrontal.hpp"
#include "cosmodrome/optimize/scaled_program.hpp"

namespace cosmodrome {

/// The linear system of an interior-point step,
///
///     [H + diag(a)   J^T    ] [dx]   [rx]
///     [J             diag(b)] [dy] = [rc]
///
/// without the variables that are fixed and the constraints that have no bound: their dx and dy are zero.
class KktSystem {
 public:
  explicit KktSystem(const ScaledProgram& program);

  /// a: one a variable; b: one a constraint.
  Inertia factor(std::span<const double> hessian, std::span<const double> jacobian, std::span<const double> a,
                 std::span<const double> b);
  /// The right-hand sides become the solution, refined until its residual is down to rounding.
  void solve(std::span<double> rx, std::span<double> rc);

  [[nodiscard]] int variables() const { return variables_; }      ///< that are not fixed
  [[nodiscard]] int constraints() const { return constraints_; }  ///< that have a bound
  [[nodiscard]] int factorisations() const { return factorisations_; }
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  Multifrontal plan(const ScaledProgram& program);
  void find_residual();
  [[nodiscard]] double relative_residual() const;

  int variables_ = 0, constraints_ = 0;
  std::vector<int> unknown_of_x_, unknown_of_c_;  // -1: none
  SparsityPattern pattern_;                       // of unknowns: kept Hessian, kept Jacobian, diagonal
  std::vector<int> kept_hessian_, kept_jacobian_;
  Multifrontal factors_;
  std::vector<double> values_, right_, solution_, residual_;
  int factorisations_ = 0;
  double seconds_ = 0.0;
};

}  // namespace cosmodrome
