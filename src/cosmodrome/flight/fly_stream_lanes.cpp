#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/fly_stream_on.hpp"

namespace cosmodrome {

void fly_stream_in_lanes(const Plan& plan, FlightStream& stream, const FlyOptions& options) {
  if (options.reference) {
    StreamFlyer<Lanes, Dop853>(plan, stream, 1e-13).run();
  } else {
    StreamFlyer<Lanes, DormandPrince54>(plan, stream, options.tolerance).run();
  }
}

}  // namespace cosmodrome
