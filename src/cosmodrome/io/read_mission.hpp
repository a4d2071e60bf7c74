#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// What a checked mission document says by itself: all but its site, vehicle and drop zones. Files it names are
/// looked for in `folder`.
Mission read_mission(const Value& root, const std::filesystem::path& folder);

/// What the table of fields cannot say of a mission document: keys that exclude or need each other.
void check_mission_form(const Value& root, std::vector<Problem>& problems);

}  // namespace cosmodrome
