#pragma once
#include <optional>
#include <vector>

#include "cosmodrome/environment/gravity.hpp"
#include "cosmodrome/environment/lunar_gravity.hpp"
#include "cosmodrome/environment/orbit_air.hpp"
#include "cosmodrome/environment/third_body.hpp"
#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {

/// Everything around a spacecraft that acts on it, for a span of time: const while it is flown, shared by all lanes and
/// threads. Positions are along the axes of the GCRF from the centre of `center`.
struct OrbitWorld {
  Body center = Body::earth;  ///< the Earth or the Moon
  Epoch reference;            ///< t_s = 0
  double from_s = 0, to_s = 0;
  double gm_m3_s2 = 0;     ///< of the centre
  double radius_m = 0;     ///< of the centre, as its shadow and the heights above it have it
  int gravity_degree = 0;  ///< of the centre's field

  EarthOrientation earth;
  Vec3<double, Gcrf> earth_rate_rad_s;
  std::optional<Gravity> gravity;            ///< of the Earth, where that is the centre; none: a point mass
  MoonOrientation moon;                      ///< where the Moon is the centre
  std::optional<LunarGravity> moon_gravity;  ///< none: a point mass
  std::optional<OrbitAir> air;
  std::vector<ThirdBody> bodies;  ///< whose gm is 0: that are seen and not felt
  int sun = -1;                   ///< which of the bodies; -1: none
  int other = -1;                 ///< the Moon around the Earth, the Earth around the Moon; -1: none
  double other_radius_m = 0;
  double sunlight_N_m2 = 0;  ///< at one astronomical unit; 0: sunlight does not push
  bool relativity = false;
  bool solid_tides = false;  ///< of the Earth, raised by Sun and Moon

  static constexpr std::size_t most_bodies = 11;
};

/// What of a spacecraft the forces see, beside its mass.
template <Scalar S>
struct Spacecraft {
  S drag_area_m2{};   ///< with the drag coefficient: Cd A
  S light_area_m2{};  ///< with the reflectivity coefficient: Cr A
};

/// The axes in which a burn's direction is given.
///
///     rtn   x away from the centre, z along r x v, y completes them
///     vnc   x along the velocity, y along r x v, z completes them
enum class BurnAxes : int { inertial, rtn, vnc };

/// Along the axes that BurnAxes says.
struct Burning {};

/// An engine that burns steadily. Its axis is unit(direction + turn (t - reference_t)).
template <Scalar S>
struct OrbitThrust {
  S thrust_N{};
  S flow_kg_s{};
  BurnAxes axes = BurnAxes::inertial;
  Vec3<S, Burning> direction{S(1.0), S(0.0), S(0.0)};
  Vec3<S, Burning> turn_per_s;
  S reference_t_s{};
};

}  // namespace cosmodrome
