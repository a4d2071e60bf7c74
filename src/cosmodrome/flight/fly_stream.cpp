#include "cosmodrome/flight/fly_stream.hpp"

#include "cosmodrome/flight/fly_stream_on.hpp"

namespace cosmodrome {

void fly_stream(const Plan& plan, FlightStream& stream, const FlyOptions& options) {
  if (options.reference) {
    StreamFlyer<double, Dop853>(plan, stream, 1e-13).run();
  } else {
    StreamFlyer<double, DormandPrince54>(plan, stream, options.tolerance).run();
  }
}

}  // namespace cosmodrome
