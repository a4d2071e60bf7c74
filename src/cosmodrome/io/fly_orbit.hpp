#pragma once
#include <functional>
#include <vector>

#include "cosmodrome/io/read_state.hpp"
#include "cosmodrome/io/write_orbit.hpp"
#include "cosmodrome/orbit/ground_station.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// A free flight around the Earth that is asked for.
struct OrbitRequest {
  SpacecraftState start;
  OrbitModel model = OrbitModel::accurate();
  double length_s = 86400;
  double step_s = 60;  ///< between points of tables and files
  std::vector<GroundStation> stations;
};

/// It, flown, and what is seen of it.
struct OrbitFlight {
  OrbitRequest request;
  OrbitWorld world;
  OrbitArc<double> arc;
  std::vector<Pass> passes;
  std::vector<Eclipse> eclipses;

  /// For the writers. It refers to this flight.
  [[nodiscard]] OrbitAnalysis analysis() const;
};

/// Flies it with the data that ships. `day_begins` as for fly_days(). Throws std::out_of_range where the ephemeris
/// ends.
OrbitFlight fly_orbit(OrbitRequest request, const std::function<void(double t_s)>& day_begins = {});

}  // namespace cosmodrome
