#pragma once
#include <vector>

namespace cosmodrome {

/// Collocation at the flipped Legendre-Gauss-Radau points of one interval, -1 < tau_1 < ... < tau_K = 1.
///
/// The state is a polynomial of degree K through the interval's beginning, tau_0 = -1, and the K points; the control
/// one of degree K - 1 through the points. The last point is the interval's end, so that intervals share their states.
/// Source: Garg et al., Automatica 46 (2010) 1843-1851, with the interval turned round.
struct RadauRule {
  int points = 0;                     ///< K, 1 to 40
  std::vector<double> tau;            ///< K + 1 nodes: -1 and the points
  std::vector<double> weights;        ///< K: quadrature over [-1, 1], exact to degree 2 K - 2
  std::vector<double> differences;    ///< K x (K + 1) by rows: dx/dtau at the points from x at the nodes
  std::vector<double> node_weights;   ///< K + 1: barycentric, of the nodes
  std::vector<double> point_weights;  ///< K: of the points alone
  std::vector<double> integrals;      ///< K x K by rows: the integral from -1 to each point from f at the points
};

/// The rule of so many points, made once and kept. Throws std::invalid_argument if there are fewer than 1 or more
/// than 40.
const RadauRule& radau_rule(int points);

/// The weights by which values at the nodes, or at the points alone, make the value of their polynomial at tau
/// (barycentric form, Berrut and Trefethen, SIAM Review 46 (2004) 501-517).
std::vector<double> weights_of_nodes(const RadauRule& rule, double tau);
std::vector<double> weights_of_points(const RadauRule& rule, double tau);

}  // namespace cosmodrome
