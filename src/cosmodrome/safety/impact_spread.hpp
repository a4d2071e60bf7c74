#pragma once
#include <cstdint>
#include <vector>

#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// How far beside the planned flight's impact points those of flights lie that vary as the mission says and do not
/// fail: where they pass the normal of the planned trace, metres to its left.
struct ImpactSpread {
  std::vector<double> t_s;                      ///< of the planned flight
  std::vector<double> mean_m, sigma_m;          ///< at each of them
  std::vector<std::vector<float>> offsets_m{};  ///< of each flight at each of them; not a number: it does not come by

  struct Sides {
    double left_m = 0, right_m = 0;
  };
  /// Within so much to each side are the impact points of normal flights: three sigma, 99.7 % of a normal distribution.
  [[nodiscard]] Sides three_sigma(double t_s) const;
};

/// Flies a mission so often with all its dispersions and without its failures, up to a time, and looks each second
/// where it would come down in vacuum. By Kepler's ellipse, for planned and dispersed flights alike: what a flattened
/// Earth does to an impact point (kilometres) it does to its neighbour as well. Same bits however many threads.
ImpactSpread normal_impact_spread(const Plan& plan, std::uint64_t flights, double until_s, int threads);

}  // namespace cosmodrome
