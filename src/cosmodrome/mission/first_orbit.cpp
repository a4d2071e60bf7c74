#include "cosmodrome/mission/first_orbit.hpp"

#include <algorithm>

namespace cosmodrome {

void end_in_first_orbit(Mission& mission) {
  const auto beyond = [](const std::string& path) { return path.starts_with("moon."); };
  mission.moon.reset(), mission.deployment.reset();
  std::erase_if(mission.failures,
                [](const Failure& failure) { return failure.kind == Failure::Kind::velocity_unseen; });
  std::erase_if(mission.disperse.figures, [&](const Dispersion& one) { return beyond(one.path); });
  std::erase_if(mission.disperse.sets,
                [&](const CorrelatedSet& set) { return std::any_of(set.paths.begin(), set.paths.end(), beyond); });
}

}  // namespace cosmodrome
