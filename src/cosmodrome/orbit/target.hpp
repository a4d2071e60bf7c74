#pragma once
// Finds what to do so that something comes out: differential correction, and the cheapest way where there is a choice.
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace cosmodrome {

/// What may be chosen: an ignition time, a length, an angle.
struct Control {
  std::string name;
  double start = 0;
  double scale = 1;           ///< a change that matters: what steps are measured by
  double difference = 1e-4;   ///< of the scale, for derivatives by central differences
  double largest_step = 1e3;  ///< of the scale, in one iteration
};

/// What must come out: the value that is wanted, and how near.
struct Goal {
  std::string name;
  double wanted = 0;
  double tolerance = 1;
};

/// What a try gives. `ok` false: it cannot be flown, and a shorter step is tried.
struct Trial {
  std::vector<double> goals;
  double cost = 0;  ///< to be least, if there are more controls than goals; else not looked at
  bool ok = true;
};

/// Rows are goals (and the cost, last, where it is looked at), columns controls.
using GoalJacobian = std::vector<std::vector<double>>;

struct TargetOptions {
  int most_iterations = 40;
  bool minimize = false;         ///< the cost; else of the solutions the one nearest to the start is taken
  double cost_tolerance = 1e-6;  ///< of cost_scale: where what can still be gained is given up
  double cost_scale = 1;
};

/// How it ended. `trial` is of a flight of its own with `controls`.
struct TargetSolution {
  bool converged = false;
  std::string why;  ///< if it did not
  std::vector<double> controls;
  Trial trial;
  GoalJacobian jacobian;  ///< d goals / d controls where it ended
  int iterations = 0;
  int flights = 0;
};

/// Newton's method with a line search on the goals, each measured by its tolerance; with more controls than goals, the
/// step of least length measured by the scales. With `minimize`, sequential quadratic programming with equality
/// constraints: BFGS with Powell's damping on the Lagrangian, and an exact penalty for the line search.
///
/// `jacobian`, where given, replaces central differences: for instance by Dual.
/// Source: J. Nocedal, S. J. Wright: Numerical Optimization, 2nd ed. Springer, 2006, sections 11.2 and 18.1 to 18.4.
/// Throws std::invalid_argument if there are more goals than controls, or the numbers do not fit.
TargetSolution find_target(const std::vector<Control>& controls, const std::vector<Goal>& goals,
                           const std::function<Trial(std::span<const double>)>& fly, const TargetOptions& options = {},
                           const std::function<GoalJacobian(std::span<const double>)>& jacobian = {});

/// The Jacobian as a table for people.
std::string jacobian_text(const std::vector<Control>& controls, const std::vector<Goal>& goals,
                          const GoalJacobian& jacobian);

}  // namespace cosmodrome
