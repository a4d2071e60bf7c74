#pragma once
// What a flight to the Moon is asked to do, as a plain value.
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/time/epoch.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// How the burn before a landing departs from its plan. As it stands here: not at all.
struct DescentDeparture {
  double thrust_factor = 1;      ///< the flow goes with it
  double pitch_rad = 0;          ///< of the thrust, outward from where it should point
  double yaw_rad = 0;            ///< along the normal of the orbit
  double velocity_factor = 1;    ///< of the velocity gained when it is taken to be enough
  bool velocity_unseen = false;  ///< the timer alone ends it
};

/// The flight on from the first orbit to one around the Moon: injection by the last stage, corrections and capture by
/// engines of the payload, and a burn that lowers the orbit for a landing; or round the Moon and home. What is not
/// given here is found.
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
  Epoch arrival;                  ///< ignition of the first burn of the capture; of a free return, about the pass
  double altitude_m = 0;          ///< of the circle around the Moon, above its mean radius
  double inclination_rad = 0;     ///< to the Moon's equator
  std::string stage;              ///< that injects, by id
  double most_coast_s = 7200;     ///< in the first orbit, before the injection
  double pass_altitude_m = 0;     ///< over the Moon, that the injection aims at; of a free return, the pass itself
  double separation_delay_s = 0;  ///< of the payload, after the injection
  std::vector<Engine> engines;    ///< of the payload
  std::vector<Burn> corrections;  ///< in the order of time
  std::vector<Burn> capture;      ///< likewise; without a length that is found: one of them. None: it flies by
  /// A free return: the injection leads behind the Moon and, without any further burn, back to the Earth.
  struct FreeReturn {
    double perigee_altitude_m = 0;  ///< that it leads to, above the equatorial radius, as if there were no air
    double entry_altitude_m = 0;    ///< above the ellipsoid, where the flight ends
  };
  std::optional<FreeReturn> free_return;
  /// The burn that lowers the orbit before the landing, against the velocity. It is cut off when it has gained the
  /// velocity that was planned, or by a timer if that comes first.
  struct Descent {
    Burn burn;
    double periapsis_altitude_m = 0;  ///< above the mean radius, that it leads to
    double tolerance_m = 0;           ///< of that: farther off, it is missed
    double time_limit_s = 0;          ///< at which the timer ends it
    double clearance_m = 0;           ///< least height of a periapsis that is above all mountains
    DescentDeparture departure;       ///< of one flight of a campaign
  };
  std::optional<Descent> descent;
  double coast_s = 0;  ///< followed so long after the last burn
};

}  // namespace cosmodrome
