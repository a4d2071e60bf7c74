#include "cosmodrome/dynamics/orbit_motion_evaluate.hpp"

namespace cosmodrome {

COSMODROME_ORBIT_MOTION(double)
COSMODROME_ORBIT_MOTION(Lanes)

}  // namespace cosmodrome
