#pragma once
// How long a satellite stays in orbit.
#include <functional>
#include <optional>
#include <vector>

#include "cosmodrome/almanac/space_weather.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

struct LifetimeRequest {
  Epoch epoch;
  PositionVelocity<double, Gcrf> state;  ///< osculating
  double drag_m2_kg = 0;                 ///< drag coefficient times area over mass
  double most_years = 100;
  std::optional<double> f107;  ///< a steady solar flux (and ap 10) in place of the table, whose last cycle comes again
};

struct LifetimePoint {
  double t_s = 0;                                        ///< since the epoch
  double perigee_altitude_m = 0, apogee_altitude_m = 0;  ///< mean, above the equatorial radius
};

struct Lifetime {
  double seconds = 0;  ///< until it comes down, or the search ended
  bool came_down = false;
  std::vector<LifetimePoint> history;
};

/// Flies the mean orbit down. Once a step the drag of a revolution is summed along the orbit, with NRLMSISE-00 turning
/// with the Earth up to 1000 km and the orbit's plane and perigee turning by J2; axis and eccentricity then go on by
/// these sums (Runge-Kutta of fourth order, a step at most a tenth of what would bring the perigee down by a scale
/// height). It has come down when the perigee is below 120 km: from there it is a matter of hours.
///
/// Sun, Moon and sunlight are left out: not for orbits whose perigee they lift and lower (eccentricity above 0.2, or
/// very light). Mean elements to first order in J2: of the lifetime some per cent. What is not known beforehand, the
/// Sun's activity, counts for more. Throws std::invalid_argument for a state that is no ellipse above the ground, or a
/// drag below or at 0. `step_begins` hears the time before each step, and what it throws stops the search.
Lifetime orbit_lifetime(const LifetimeRequest& request, const SpaceWeather& weather,
                        const std::function<void(double t_s)>& step_begins = {});

}  // namespace cosmodrome
