#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cosmodrome/optimize/optimize_ascent.hpp"

namespace cosmodrome {

/// Heights of an orbit above the equatorial radius of WGS84.
struct Apsides {
  double perigee_m = 0;
  double apogee_m = 0;
  bool operator==(const Apsides&) const = default;
};

/// What shall be mapped: the heaviest payload to each of these orbits at each of these inclinations.
struct PayloadMapRequest {
  /// The launch. Its last target is moved over the map, earlier ones keep their perigee and get the orbit's apogee; its
  /// payload should be one that the launch carries to the first orbit.
  Mission mission;
  std::vector<Apsides> orbits;
  std::vector<double> inclinations_rad;
  AscentOptions ascent;
  ProofLimits limits;
  int threads = 1;
  std::function<bool()> stop;  ///< asked often, by all threads; true: points begun are left, those done are kept

  [[nodiscard]] int points() const { return static_cast<int>(orbits.size() * inclinations_rad.size()); }
  [[nodiscard]] int number(int orbit, int inclination) const {
    return orbit * static_cast<int>(inclinations_rad.size()) + inclination;
  }
  [[nodiscard]] Apsides orbit_of(int point) const {
    return orbits[static_cast<std::size_t>(point) / inclinations_rad.size()];
  }
  [[nodiscard]] double inclination_rad_of(int point) const {
    return inclinations_rad[static_cast<std::size_t>(point) % inclinations_rad.size()];
  }
};

/// One orbit of the map.
struct MapPoint {
  double payload_kg = 0;   ///< if it was solved
  bool solved = false;     ///< the optimiser has an answer
  bool confirmed = false;  ///< and its flight shows it: see OptimizedAscent::confirmed
  bool warm = false;       ///< begun from a neighbour's answer
  std::string why;         ///< if it is not confirmed
  double mesh_error = 0;
  double reflight_error = 0;  ///< relative
  int iterations = 0;
  double seconds = 0;        ///< that it took, planning included
  ControlSolution solution;  ///< for its neighbours to begin with; empty if there is none
};

/// Sees a point as soon as it is done, one at a time.
using MapWatch = std::function<void(int point, const MapPoint& done)>;

/// Solves the map's points, each begun from its neighbour's answer: from the middle of the lowest orbit along the
/// inclinations, and up from there. Which point begins from which is settled beforehand, so that the answers depend
/// neither on the number of threads nor on the order in which they finish. `known` points are taken as they are.
/// Returns all that are done, by number. Throws InputError if the first point cannot even be planned.
std::map<int, MapPoint> payload_map(const PayloadMapRequest& request, std::map<int, MapPoint> known,
                                    const MapWatch& watch = {});

}  // namespace cosmodrome
