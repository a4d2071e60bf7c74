#include "cosmodrome/orbit/orbit_event_evaluate.hpp"
#include "cosmodrome/orbit/propagate_run.hpp"

namespace cosmodrome {

COSMODROME_PROPAGATE(Dual<6>)
COSMODROME_PROPAGATE(Dual<7>)
COSMODROME_PROPAGATE(Dual<8>)

}  // namespace cosmodrome
