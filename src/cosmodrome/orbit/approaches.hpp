#pragma once
// How near to each other what flies free comes.
#include <string>
#include <vector>

#include "cosmodrome/flight/passenger.hpp"
#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {

/// The path of one body, as arcs with dense output that follow each other.
struct FreePath {
  std::string name;
  std::vector<OrbitArc<double>> arcs;

  [[nodiscard]] double from_s() const { return arcs.front().from_s; }
  [[nodiscard]] double end_s() const { return arcs.back().end_s; }
  [[nodiscard]] PointMassState<double> at(double t_s) const;
};

/// The nearest approach of each pair while both fly: the least of all minima of the distance, and the distance at the
/// end of the span if they then still come nearer. Two that only part, as they should, have none. Distances are looked
/// at every `look_s`, and minima found to the rounding of the states; in an orbit of 90 minutes two minima are never
/// nearer to each other than half a minute, unless both bodies are within metres for hours. The nearest pair first.
std::vector<Approach> nearest_approaches(const std::vector<FreePath>& paths, double too_near_m, double look_s = 30);

}  // namespace cosmodrome
