#pragma once
#include <array>

#include "cosmodrome/flight/fall_stream.hpp"

namespace cosmodrome {

/// Where and how something came down.
struct Landed {
  double t_s = 0;  ///< since lift-off
  double latitude_rad = 0;
  double longitude_rad = 0;
  double speed_m_s = 0;    ///< relative to the ground
  double descent_rad = 0;  ///< of the velocity below the horizon: pi / 2 is straight down
};

/// What the end of a fall that reached the ground means on the Earth of a world.
Landed landed(const World& world, const FallEnd<double>& end);

/// Altitudes that part the air where aircraft fly, the highest first; the ground is the last floor. Airliners fly up to
/// 13 km, and hardly any aircraft above 18 km, where controlled airspace ends in many states. Estimated.
inline constexpr std::array<double, 6> air_levels_m{18e3, 15e3, 12e3, 9e3, 6e3, 3e3};

/// A place on the way down. `t_s` below 0: it never was there.
struct AirPoint {
  float t_s = -1;
  float latitude_rad = 0, longitude_rad = 0;  ///< to a metre: enough for aircraft
};

/// The way down through the air: where the fall began, and where it passed each level that it began above.
struct AirPath {
  AirPoint begin;
  float begin_altitude_m = 0;
  std::array<AirPoint, air_levels_m.size()> passed{};
};

AirPath air_path(const World& world, const Faller& from);
AirPoint air_point(const World& world, double t_s, const PointMassState<double>& y);

}  // namespace cosmodrome
