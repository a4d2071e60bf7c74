#pragma once
// What a flight to the Moon is asked to do, as a plain value.
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/time/epoch.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// The flight on from the first orbit to one around the Moon: injection by the last stage, corrections and capture by
/// engines of the payload. What is not given here is found.
struct LunarFlight {
  /// A burn whose length is found, unless it is given.
  struct Burn {
    std::string name;
    std::string what;         ///< in words; may be empty
    std::string engine;       ///< of the payload, by id
    std::optional<Epoch> at;  ///< ignition; none: follows the one before
    double delay_s = 0;       ///< after the end of the one before, where that counts
    std::optional<double> duration_s;
  };
  Epoch arrival;                  ///< ignition of the first burn of the capture
  double altitude_m = 0;          ///< of the circle around the Moon, above its mean radius
  double inclination_rad = 0;     ///< to the Moon's equator
  std::string stage;              ///< that injects, by id
  double most_coast_s = 7200;     ///< in the first orbit, before the injection
  double pass_altitude_m = 0;     ///< over the Moon, that the injection aims at
  double separation_delay_s = 0;  ///< of the payload, after the injection
  std::vector<Engine> engines;    ///< of the payload
  std::vector<Burn> corrections;  ///< in the order of time
  std::vector<Burn> capture;      ///< likewise; without a length that is found: one of them
  double coast_s = 0;             ///< followed so long after the capture
};

}  // namespace cosmodrome
