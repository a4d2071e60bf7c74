#pragma once
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

}  // namespace cosmodrome
