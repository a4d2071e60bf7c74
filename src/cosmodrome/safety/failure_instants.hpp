#pragma once
#include <vector>

#include "cosmodrome/dynamics/mode.hpp"
#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// The vehicle at an instant of its nominal flight, with all that a failure then needs to know.
struct FailureInstant {
  double t_s = 0;
  PointMassState<double> y{};
  Mode<double> mode;          ///< with its engines as they burn
  int stage = -1;             ///< that burns; of several that which was lit last; -1: none
  double burn_left_s = 0;     ///< of all propellant of the stage that runs dry first
  double propellant_kg = 0;   ///< aboard, all stages together
  double drag_area_m2 = 0;    ///< of all stages and parts aboard, as they tumble
  double since_change_s = 0;  ///< since an engine was lit or something was dropped
  [[nodiscard]] double dry_mass_kg() const { return y[6] - propellant_kg; }
};

/// The nominal flight at even intervals from half an interval after lift-off, until the end of its sequence or a time.
std::vector<FailureInstant> failure_instants(const Plan& plan, double interval_s, double until_t_s);

}  // namespace cosmodrome
