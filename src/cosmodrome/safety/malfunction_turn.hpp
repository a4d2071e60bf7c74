#pragma once
#include <span>

#include "cosmodrome/safety/assumptions.hpp"
#include "cosmodrome/safety/failure_instants.hpp"

namespace cosmodrome {

/// A turn of the thrust axis away from where it should point: its rate, and to which side of the trajectory's plane.
struct Turn {
  double rate_rad_s = 0;
  double roll_rad = 0;  ///< to which side, about the axis
};

struct TurnEnd {
  enum class How { broke_up, on_ground, ended };
  How how = How::ended;
  double t_s = 0;
  PointMassState<double> y{};
};

/// Flies turns that begin at one instant, sixteen at a time, each as it would fly alone: with the engines, air and
/// gravity of the flight, the thrust axis turning from where it was by the direction n + (t - t_0) w d, d across, that
/// is by atan of the angle. They end where dynamic pressure times angle of attack is greater than the limit, at the
/// ground, or when the vehicle ends them or has burned out. Three degrees of freedom: the attitude is the turn itself.
void fly_turns(const World& world, const FailureInstant& from, std::span<const Turn> turns, const TurnSpread& limits,
               std::span<TurnEnd> ends);

}  // namespace cosmodrome
