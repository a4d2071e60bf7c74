#pragma once
#include <functional>

#include "cosmodrome/io/fly_orbit.hpp"
#include "cosmodrome/io/read_manoeuvres.hpp"

namespace cosmodrome {

/// A file of manoeuvres, solved and flown.
struct FlownManoeuvres {
  ManoeuvreFile file;
  ManoeuvreSolution solution;
  OrbitFlight orbit;

  /// Why it is not as asked: stranded, goals that are not met, too little propellant. Empty: it is.
  [[nodiscard]] std::string shortfall() const;
  /// For the writers, with a break where each burn begins and ends. It refers to this flight.
  [[nodiscard]] OrbitAnalysis analysis() const;
};

/// Solves and flies it with the data that ships; files have a point every `step_s`. `look` as for solve_manoeuvres().
/// Throws std::out_of_range where the ephemeris ends.
FlownManoeuvres fly_manoeuvre_file(const ManoeuvreFile& file, double step_s, const std::vector<GroundStation>& stations,
                                   const std::function<void(int flights)>& look = {});

}  // namespace cosmodrome
