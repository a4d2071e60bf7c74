#pragma once
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// Reads what varies and what may fail, of a document that has been held to the table of fields, into a mission that
/// has its vehicle. Adds what is wrong to `problems`, and what its figures come from to the mission's provenance.
void read_campaign(const Value& root, Mission& mission, std::vector<Problem>& problems);

}  // namespace cosmodrome
