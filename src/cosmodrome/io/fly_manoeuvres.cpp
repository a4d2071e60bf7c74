#include "cosmodrome/io/fly_manoeuvres.hpp"

#include <fmt/format.h>

#include <utility>

namespace cosmodrome {

std::string FlownManoeuvres::shortfall() const {
  if (!solution.flight.stranded.empty()) return solution.flight.stranded;
  if (!solution.met) return solution.target.why.empty() ? "the goals are not met" : solution.target.why;
  if (solution.flight.propellant_kg > solution.plan.propellant_kg) {
    return fmt::format("it needs {:.1f} kg of propellant, and there are {:.1f} kg", solution.flight.propellant_kg,
                       solution.plan.propellant_kg);
  }
  return {};
}

OrbitAnalysis FlownManoeuvres::analysis() const {
  OrbitAnalysis analysis = orbit.analysis();
  for (const FlownBurn& burn : solution.flight.burns) {
    if (burn.duration_s > 0) analysis.breaks.push_back({burn.begin_s, burn.before});
    analysis.breaks.push_back({burn.ignition_s + burn.duration_s, burn.after});
  }
  return analysis;
}

FlownManoeuvres fly_manoeuvre_file(const ManoeuvreFile& file, double step_s, const std::vector<GroundStation>& stations,
                                   const std::function<void(int flights)>& look) {
  FlownManoeuvres flown;
  flown.file = file;
  OrbitRequest& request = flown.orbit.request;
  request = {start_of(file), file.model, file.plan.length_s, step_s, stations};
  OrbitWorld& world = flown.orbit.world;
  world = make_orbit_world(file.model, request.start.epoch, 0, file.plan.length_s, OrbitData::shipped());
  flown.solution = solve_manoeuvres(world, craft_of(request.start), point_mass_of(request.start), file.plan,
                                    file.least_change, look);
  flown.orbit.arc = std::move(flown.solution.flight.arc);
  flown.orbit.passes = find_passes(world, flown.orbit.arc, stations);
  if (world.sun >= 0) flown.orbit.eclipses = find_eclipses(world, flown.orbit.arc);
  return flown;
}

}  // namespace cosmodrome
