#include "cosmodrome/io/fly_orbit.hpp"

#include <utility>

#include "cosmodrome/orbit/fly_days.hpp"

namespace cosmodrome {

OrbitAnalysis OrbitFlight::analysis() const {
  return {request.start, world, arc, request.model.name, request.step_s, request.stations, passes, eclipses};
}

OrbitFlight fly_orbit(OrbitRequest request, const std::function<void(double t_s)>& day_begins) {
  const SpacecraftState& start = request.start;
  OrbitFlight flight;
  flight.world = make_orbit_world(request.model, start.epoch, 0, request.length_s, OrbitData::shipped());
  flight.arc = fly_days(flight.world, craft_of(start), point_mass_of(start), request.length_s, day_begins);
  flight.passes = find_passes(flight.world, flight.arc, request.stations);
  if (flight.world.sun >= 0) flight.eclipses = find_eclipses(flight.world, flight.arc);
  flight.request = std::move(request);
  return flight;
}

}  // namespace cosmodrome
