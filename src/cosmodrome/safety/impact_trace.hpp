#pragma once
#include <optional>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// Where something comes down.
struct Landing {
  double t_s = 0;  ///< since lift-off
  double latitude_rad = 0;
  double longitude_rad = 0;
};

/// The instantaneous impact point: where the vehicle comes down if its thrust ends at this point of the flight.
struct TracePoint {
  double t_s = 0;  ///< since lift-off
  /// In vacuum, by the gravity of the mission's world. None: in orbit, or leaving, at least for one revolution.
  std::optional<Landing> vacuum;
  double range_m = 0;            ///< of the vacuum point from the pad, along the ground
  double speed_m_s = 0;          ///< of the vacuum point over the ground; 0 where there is no neighbour
  double kepler_distance_m = 0;  ///< of the vacuum point from the one by the closed form: what J2 and the like do
  std::optional<Landing>
      in_air{};  ///< of a body with the ballistic coefficient asked for, in the mission's air and wind
};

struct TraceOptions {
  std::optional<double> ballistic_coefficient_kg_m2{};  ///< m / (C_D A), of mass; none: no falls through the air
};

/// The impact points of all recorded points of a flight, sixteen at a time.
///
/// A point whose closed form (vacuum_impact) has it come down, or whose perigee is below 60 km, is flown in vacuum for
/// one revolution by the equations of motion; J2 moves a perigee by some 10 km in that time. The speed is that between
/// the neighbours, on one side only at an event, where thrust jumps.
std::vector<TracePoint> impact_trace(const Plan& plan, const Flight& flight, const TraceOptions& options = {});

}  // namespace cosmodrome
