#pragma once
#include <span>
#include <vector>

namespace cosmodrome {

/// What a spline does at its ends.
enum class SplineEnds {
  not_a_knot,  ///< the outermost two cubics are one: exact for cubics, the choice for tabulated physics
  natural,     ///< no curvature
  flat,        ///< no slope: joins smoothly to the constant beyond the table
};

/// Slopes at the knots that make the piecewise cubic through (x, y) twice continuously differentiable.
/// Source: de Boor, A Practical Guide to Splines (1978), chapter IV.
std::vector<double> spline_slopes(std::span<const double> x, std::span<const double> y, SplineEnds ends);

/// Slopes that leave the piecewise cubic no overshoot: where the data rise it rises, where they turn it is flat. Once
/// continuously differentiable. Source: Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300, with the
/// three-point ends of Fritsch and Carlson's PCHIP.
std::vector<double> monotone_slopes(std::span<const double> x, std::span<const double> y);

}  // namespace cosmodrome
