#pragma once
#include "cosmodrome/dynamics/point_mass.hpp"

namespace cosmodrome {

/// Something that left the vehicle, with its state then.
struct DroppedPiece {
  int index = -1;  ///< of the stage, or of the part
  bool is_part = false;
  double t_s = 0;
  PointMassState<double> y{};  ///< the vehicle's place, velocity and mass just after
};

}  // namespace cosmodrome
