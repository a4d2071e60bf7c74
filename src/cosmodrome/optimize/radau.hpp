#pragma once
#include <vector>

namespace cosmodrome {

/// Collocation at the flipped Legendre-Gauss-Radau points of one interval, -1 < tau_1 < ... < tau_K = 1.
///
/// The state is a polynomial of degree K through the interval's beginning, tau_0 = -1, and the K points; the control
/// one of degree K - 1 through the points. The last point is the interval's end, so that intervals share their states.
/// Source: Garg et al., Automatica 46 (2010) 1843-1851, with the interval turned round.
struct RadauRule {
  int points = 0;                   ///< K, 1 to 40
  std::vector<double> tau;          ///< K + 1 nodes: -1 and the points
  std::vector<double> weights;      ///< K: quadrature over [-1, 1], exact to degree 2 K - 2
  std::vector<double> differences;  ///< K x (K + 1) by rows: dx/dtau at the points from x at the nodes
  std::vector<double> integrals;    ///< K x K by rows: the integral from -1 to each point from f at the points
};

/// Throws std::invalid_argument if there are fewer than 1 or more than 40 points.
RadauRule make_radau_rule(int points);

/// The weights by which values at `nodes` make the value of their polynomial at x (barycentric form, Berrut and
/// Trefethen, SIAM Review 46 (2004) 501-517).
std::vector<double> interpolation_weights(const double* nodes, int count, double x);

}  // namespace cosmodrome
