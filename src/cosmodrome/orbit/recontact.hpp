#pragma once
// How near to each other bodies that fly free may come, by what did not go as planned before.
#include <cstdint>
#include <limits>
#include <vector>

#include "cosmodrome/flight/passenger.hpp"
#include "cosmodrome/orbit/dispersed_path.hpp"

namespace cosmodrome {

/// Beyond that two are far from each other.
inline constexpr double recontact_farthest_m = 5e3;

struct RecontactOptions {
  double too_near_m = 100;
  double contact_m = 5;  ///< the two radii together
  int samples = 10000;
  std::uint64_t seed = 1;
};

/// The least distance that two come to after they have parted, in each of so many flights with errors drawn from the
/// normal distribution; infinite where they only part. Errors move each path to first order by its transition, along
/// coordinates that bend with the orbit (height, arc along the path, distance from the plane of the first), so that
/// kilometres along the path do not lead off it; between two looks the way from one to the other is straight. Within
/// 30 s that is off by n v (30 s)^2 / 4, 0.2 m at a speed v of 1 m/s in a low orbit. While one of them burns nothing is
/// looked at. Distances above `farthest_m` are
/// not looked for, and come back as infinite or larger than they are.
std::vector<double> sampled_distances_m(const DispersedPath& a, const DispersedPath& b, int samples,
                                        std::uint64_t seed = 1,
                                        double farthest_m = std::numeric_limits<double>::infinity());

/// For each pair of which one flight in ten comes together again within `recontact_farthest_m`, or a single one within
/// `too_near_m`: its figures. Probabilities count who comes into the sphere from outside, so not who is in it from the
/// release on; percentiles of what is farther than ten times its radius are by a thousand flights.
/// The likeliest contact first, then the nearest.
std::vector<Recontact> recontacts(const std::vector<DispersedPath>& paths, const RecontactOptions& options);

}  // namespace cosmodrome
