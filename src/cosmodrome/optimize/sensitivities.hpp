#pragma once
#include "cosmodrome/optimize/optimize_ascent.hpp"

namespace cosmodrome {

/// What one figure of the vehicle is worth: the change of the best payload (or of the final mass, if that is what was
/// asked for) when it changes, everything else being optimised anew.
struct Sensitivity {
  std::string figure;  ///< "stage.third.thrust_vacuum"
  double value = 0;    ///< as flown, all bodies of a stage together
  std::string unit;    ///< "N"
  double kg_per_unit = 0;
  double kg_per_percent = 0;
};

/// Of every mass, thrust and flow of the vehicle, and of air density and drag. To first order the best payload changes
/// as the Lagrangian does at fixed states, controls and multipliers (envelope theorem: Fiacco, Introduction to
/// Sensitivity and Stability Analysis in Nonlinear Programming, 1983, section 3.4), so that no figure needs a solution
/// of its own. A thrust changes at constant flow, that is with its specific impulse; a flow at constant thrust.
std::vector<Sensitivity> sensitivities(const Plan& planned, const OptimizedAscent& optimum,
                                       const AscentOptions& options);

}  // namespace cosmodrome
