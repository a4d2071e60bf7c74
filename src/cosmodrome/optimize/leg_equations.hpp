#pragma once
#include <memory>

#include "cosmodrome/dynamics/mode.hpp"
#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/mission/mission.hpp"
#include "cosmodrome/optimize/smooth_function.hpp"

namespace cosmodrome {

/// The equations of motion of dynamics/ during one leg, for a phase of an optimal-control problem: position, velocity
/// (GCRF, m, m/s) and mass (kg) by time (s since lift-off). Ramps of thrust run by the leg's own clock, so that a leg
/// may begin at another time than in the flight from which its mode was taken.
namespace leg {

inline constexpr int states = 7;
inline constexpr int axis_controls = 3;

/// Whether the equations take the leg's own clock after the time: only where thrust is not steady.
bool has_clock(const Mode<double>& mode);

/// Steered by the leg's own law: no controls.
std::shared_ptr<const SmoothFunction> steered(std::shared_ptr<const World> world, const Mode<double>& mode);

/// The thrust axis is the control. First path function: the axis' squared length, which must be 1.
std::shared_ptr<const SmoothFunction> free_axis(std::shared_ptr<const World> world, const Mode<double>& mode);

/// The same with a second path function: (q sin alpha)^2 in Pa^2, of dynamic pressure and angle of attack.
std::shared_ptr<const SmoothFunction> free_axis_in_air(std::shared_ptr<const World> world, const Mode<double>& mode);

/// A condition of the sequence at one end of a leg: flight's watch(), which is zero where it comes true. It sees no
/// thrust.
std::shared_ptr<const SmoothFunction> condition(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                Condition::Kind kind, double threshold);

}  // namespace leg
}  // namespace cosmodrome
