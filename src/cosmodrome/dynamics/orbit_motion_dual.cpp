#include "cosmodrome/dynamics/orbit_motion_evaluate.hpp"

namespace cosmodrome {

COSMODROME_ORBIT_MOTION(Dual<6>)  // by position and velocity: transition matrices
COSMODROME_ORBIT_MOTION(Dual<7>)  // and by mass
COSMODROME_ORBIT_MOTION(Dual<8>)

}  // namespace cosmodrome
