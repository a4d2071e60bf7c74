#pragma once
#include <vector>

#include "cosmodrome/base/surface_table.hpp"
#include "cosmodrome/base/table.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/environment/third_body.hpp"
#include "cosmodrome/environment/wind.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {

/// Drag and normal force of one shape by Mach number, and the angle of attack where the vehicle's file gives it.
struct AerodynamicTable {
  CubicTable drag_coefficient;
  SurfaceTable drag_by_angle;  ///< by Mach number and angle of attack
  bool has_drag_by_angle = false;
  CubicTable normal_slope_per_rad;  ///< empty: no lift
  bool has_lift = false;
};

/// Pitch and yaw of the thrust axis by time since lift-off, in axes that stood still in space when the vehicle left:
/// up and downrange as they were at the pad, and to the left of both.
struct SteeringProgramme {
  CubicTable pitch_rad;  ///< above the pad's horizontal
  CubicTable yaw_rad;    ///< to the left of the launch azimuth
  Vec3<double, Gcrf> up, downrange, left;
};

/// Everything outside the vehicle's own state that forces depend on: const while a flight is flown, shared by all
/// lanes and threads.
struct World {
  EarthOrientation earth;
  Vec3<double, Gcrf> earth_rate_rad_s;  ///< at lift-off: its direction moves by 1e-11 in a day
  Atmosphere atmosphere;
  Gravity gravity;
  Wind wind;
  std::vector<AerodynamicTable> aerodynamics;
  std::vector<SteeringProgramme> programmes;
  std::vector<ThirdBody> third_bodies;  ///< Sun, Moon, if the mission asks for them
};

}  // namespace cosmodrome
