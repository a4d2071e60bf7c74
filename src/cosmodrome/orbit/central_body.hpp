#pragma once
#include "cosmodrome/almanac/bodies.hpp"

namespace cosmodrome {

/// A body as closed forms see it: a point that pulls, and a ground.
struct CentralBody {
  const char* name;  ///< "the Earth"
  double gm_m3_s2;
  double radius_m;       ///< from which altitudes count: of the equator, mean of the Moon
  double farthest_m;     ///< altitude at which others pull as strongly: its sphere of influence, rounded down
  const char* farthest;  ///< the same in words
};

/// The Earth, as the propagator has it, or the Moon. Throws InputError for another body.
const CentralBody& central_body(Body body);

}  // namespace cosmodrome
