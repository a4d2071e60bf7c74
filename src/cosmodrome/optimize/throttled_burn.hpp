#pragma once
#include <string>
#include <vector>

#include "cosmodrome/flight/legs.hpp"

namespace cosmodrome {

/// What an optimiser may do with the throttle during a leg.
struct ThrottledBurn {
  int burn = -1;  ///< of the leg's mode; -1: the throttle is the flight's own
  int stage = -1;
  double least = 1, most = 1;    ///< throttle; equal where it cannot be chosen but a limit is to be watched
  double thrust_limit_m_s2 = 0;  ///< that the sequence sets on thrust over mass; 0: none
  std::vector<double> level;     ///< as flown, at the leg's times
  int fades = -1;                ///< a burn of the mode that tails off from the throttle at the end of the leg before

  [[nodiscard]] bool watched() const { return burn >= 0; }
  [[nodiscard]] bool free() const { return burn >= 0 && least < most; }
};

/// Finds for each leg of a flight what may be throttled, of the stages named. Throws InputError for a stage that is not
/// there or has one level, if two of them burn at once, and if another stage has a table of throttle.
std::vector<ThrottledBurn> throttled_burns(const Plan& plan, const std::vector<Leg>& legs,
                                           const std::vector<std::string>& stages);

}  // namespace cosmodrome
