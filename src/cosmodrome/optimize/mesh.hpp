#pragma once
#include "cosmodrome/optimize/control_solution.hpp"

namespace cosmodrome {

/// How far each interval's collocation polynomial is from the motion that it stands for.
///
/// The polynomials of state and control are put through the equations at one Radau point more than the interval has,
/// and integrated over it: the largest difference from the state's polynomial, of any state at any of these points,
/// over 1 + the state's largest size (both in natural sizes). Source: Patterson, Hager, Rao, Optimal Control
/// Applications and Methods 36 (2015) 398-421. To this comes, where the objective has an integral, how far the
/// interval's quadrature is from that with one point more, over 1 + the objective's size: else a motion that is a
/// polynomial whatever the control, as x' = u, would hide how coarse the mesh is.
///
/// errors[phase][interval].
std::vector<std::vector<double>> mesh_errors(const OptimalControlProblem& problem, const ControlSolution& solution);

double largest(const std::vector<std::vector<double>>& errors);

struct MeshLimits {
  int fewest_points = 4;
  int most_points = 10;
  int points_of_parts = 8;  ///< at most, after an interval has been cut
};

/// The mesh with more points where an interval misses the tolerance, by the rate at which polynomials converge, and
/// with shorter intervals where more points would be too many.
std::vector<PhaseMesh> refine(const ControlSolution& solution, const std::vector<std::vector<double>>& errors,
                              double tolerance, const MeshLimits& limits);

}  // namespace cosmodrome
