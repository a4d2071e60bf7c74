#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/fly_ends.hpp"

namespace cosmodrome {

std::vector<FlightEnd> fly_ends_in_lanes(const Plan& plan, std::span<const VehicleModel<double>> models,
                                         const FlyOptions& options) {
  if (options.reference) return fly_ends_on<Lanes, Dop853>(plan, models, 1e-13);
  return fly_ends_on<Lanes, DormandPrince54>(plan, models, options.tolerance);
}

}  // namespace cosmodrome
