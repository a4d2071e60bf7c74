#pragma once
#include <string>
#include <vector>

#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// Something about a mission that will not do, or that is worth knowing.
struct Finding {
  std::string path;  ///< dotted, as a file has it: "sequence.core-cut-off.when.stage"
  std::string found;
  std::string remedy;
};

/// What keeps a vehicle from being flown: names that do not fit together, figures that cannot be.
std::vector<Finding> errors_in(const Vehicle& vehicle);

/// The same for a mission: its vehicle and what the two say of each other.
std::vector<Finding> errors_in(const Mission& mission);

/// What does not keep it from being flown but may surprise.
std::vector<Finding> warnings_in(const Mission& mission);

}  // namespace cosmodrome
