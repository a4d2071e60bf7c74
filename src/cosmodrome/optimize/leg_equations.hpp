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

/// Loads of the air that a phase is to limit, each a path function.
struct AirLoads {
  bool q_alpha = false;           ///< (q sin alpha)^2 in Pa^2, of dynamic pressure and angle of attack
  bool dynamic_pressure = false;  ///< in Pa
};

/// Steered by the leg's own law: no controls, and no angle of attack to speak of. Path function: the dynamic pressure,
/// if it is to be limited.
std::shared_ptr<const SmoothFunction> steered(std::shared_ptr<const World> world, const Mode<double>& mode,
                                              bool limits_dynamic_pressure = false);

/// The thrust axis is the control. Path functions: the axis' squared length, which must be 1, and the loads in the
/// order in which AirLoads has them.
std::shared_ptr<const SmoothFunction> free_axis(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                AirLoads loads = {});

/// Path functions of a leg that is throttled.
struct ThrottledLoads {
  AirLoads air;                     ///< q_alpha only where it steers
  bool axial_acceleration = false;  ///< m/s^2, without gravity, along the axis
  bool thrust_per_mass = false;     ///< m/s^2
  double fuller =
      0;  ///< if not 0, an integrand: this, a second, times the square of what lacks to the fullest throttle
  double fullest = 1;
};

/// The throttle of one of the mode's burns is the last control, the thrust axis comes before it if `steers`; the other
/// burns are steady. Path functions: the axis' squared length if it steers, then the loads in the order above; then the
/// integrand.
std::shared_ptr<const SmoothFunction> throttled(std::shared_ptr<const World> world, const Mode<double>& mode, int burn,
                                                bool steers, const ThrottledLoads& loads);

/// A condition of the sequence at one end of a leg: flight's watch(), which is zero where it comes true. It sees no
/// thrust.
std::shared_ptr<const SmoothFunction> condition(std::shared_ptr<const World> world, const Mode<double>& mode,
                                                Condition::Kind kind, double threshold);

}  // namespace leg
}  // namespace cosmodrome
