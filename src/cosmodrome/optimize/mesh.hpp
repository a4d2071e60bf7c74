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

/// Where an interval of a phase that breaks at corners is to be cut, as a share of the phase; 0: nowhere. It is cut if
/// its control passes a bound between the points by more than `corner_tolerance` of the distance between the bounds: a
/// sign of a corner within, which polynomials do not follow. It is cut where the control is thought to come to the
/// bound.
///
/// corners[phase][interval].
std::vector<std::vector<double>> corners(const OptimalControlProblem& problem, const ControlSolution& solution);

inline constexpr double corner_tolerance = 2e-4;

double largest(const std::vector<std::vector<double>>& errors);

struct MeshLimits {
  int fewest_points = 4;
  int most_points = 10;
  int points_of_parts = 8;  ///< at most, after an interval has been cut
};

/// The mesh with more points where an interval misses the tolerance, by the rate at which polynomials converge, and
/// with shorter intervals where more points would be too many; and cut at corners.
std::vector<PhaseMesh> refine(const ControlSolution& solution, const std::vector<std::vector<double>>& errors,
                              const std::vector<std::vector<double>>& corners, double tolerance,
                              const MeshLimits& limits);

}  // namespace cosmodrome
