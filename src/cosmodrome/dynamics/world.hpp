#pragma once
#include <vector>

#include "cosmodrome/base/table.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {

/// Drag and normal force of one shape by Mach number, and the angle of attack where the vehicle's file gives it.
struct AerodynamicTable {
  CubicTable drag_coefficient;
  CubicTable normal_slope_per_rad;  ///< empty: no lift
  bool has_lift = false;
};

/// Pitch and yaw of the thrust axis by time since lift-off, as a smooth unit vector in inertial space.
struct SteeringProgramme {
  CubicTable x, y, z;  ///< GCRF components; renormalised after evaluation
  bool given = false;
};

/// Everything outside the vehicle's own state that forces depend on: const while a flight is flown, shared by all
/// lanes and threads.
struct World {
  EarthOrientation earth;
  Vec3<double, Gcrf> earth_rate_rad_s;  ///< at lift-off: its direction moves by 1e-11 in a day
  Atmosphere atmosphere;
  Gravity gravity;
  std::vector<AerodynamicTable> aerodynamics;
  SteeringProgramme programme;
};

}  // namespace cosmodrome
