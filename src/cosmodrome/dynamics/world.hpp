#pragma once
#include <vector>

#include "cosmodrome/base/surface_table.hpp"
#include "cosmodrome/base/table.hpp"
#include "cosmodrome/environment/atmosphere.hpp"
#include "cosmodrome/environment/even_splines.hpp"
#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/environment/profile_shapes.hpp"
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

/// The thrust axis by time since lift-off, in axes that stand still in space: splines between even times, four times
/// continuously differentiable, so that steps of the integrator need not end at them. Before and after, the axis is as
/// at the nearer end.
class SteeringProgramme {
 public:
  /// Always along the x axis.
  SteeringProgramme();
  /// Unit vectors at even times from `from_s` to `to_s`: six or more.
  SteeringProgramme(double from_s, double to_s, const std::vector<Vec3<double, Gcrf>>& axes);

  /// The same in axes that are turned: `turn` of each axis.
  template <class Turn>
  [[nodiscard]] SteeringProgramme turned(Turn&& turn) const {
    std::vector<Vec3<double, Gcrf>> axes;
    for (double row = 0; row <= intervals_; ++row) axes.push_back(turn((*this)(from_s_ + row / per_s_)));
    return {from_s_, from_s_ + intervals_ / per_s_, axes};
  }

  /// Along the axis; of unit length at the given times, between them nearly.
  template <Scalar S>
  COSMODROME_INLINE Vec3<S, Gcrf> operator()(const S& t_s) const {
    const auto [x, y, z] = axis_(min(S(intervals_), max(S(0.0), (t_s - S(from_s_)) * S(per_s_))));
    return {x, y, z};
  }

 private:
  double from_s_, per_s_, intervals_;
  EvenSplines<3, 5> axis_;
};

/// Everything outside the vehicle's own state that forces depend on: const while a flight is flown, shared by all
/// lanes and threads.
struct World {
  EarthOrientation earth;
  Vec3<double, Gcrf> earth_rate_rad_s;  ///< at lift-off: its direction moves by 1e-11 in a day
  Atmosphere atmosphere;
  Gravity gravity;
  Wind wind;
  ProfileShapes<wind_shapes> wind_shapes_m_s{};    ///< what winds of single flights are put together from
  ProfileShapes<density_shapes> density_shares{};  ///< the same of densities, as shares
  std::vector<AerodynamicTable> aerodynamics;
  std::vector<SteeringProgramme> programmes;
  std::vector<ThirdBody> third_bodies;  ///< Sun, Moon, if the mission asks for them
  double sphere_radius_m = 0;           ///< of an Earth that is a sphere; 0: the WGS84 ellipsoid
};

}  // namespace cosmodrome
