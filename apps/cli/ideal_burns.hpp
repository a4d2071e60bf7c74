#pragma once
#include <string>
#include <vector>

#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome::cli {

/// A while in which the same stages burn, in vacuum, without gravity or drag.
struct IdealBurn {
  std::vector<std::string> stages;
  double from_s = 0;  ///< since lift-off
  double to_s = 0;
  double mass_before_kg = 0;
  double mass_after_kg = 0;
  double velocity_m_s = 0;
};

struct IdealFlight {
  double ignition_mass_kg = 0;
  double liftoff_mass_kg = 0;  ///< after the burn on the pad
  std::vector<IdealBurn> burns;
  double velocity_m_s = 0;  ///< of all burns
};

/// The velocity a vehicle would gain with a payload: its sequence run through with vacuum thrust, each engine until
/// its stage is empty. What waits for air, height or guidance happens as soon as it may; guidance cuts off last.
/// Tsiolkovsky's equation, v = c ln(m0 / m1), burn by burn.
IdealFlight ideal_flight(const Vehicle& vehicle, double payload_kg);

}  // namespace cosmodrome::cli
