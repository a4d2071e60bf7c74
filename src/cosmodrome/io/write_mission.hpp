#pragma once
#include <filesystem>
#include <string>

#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// A mission file for a mission that was read from `document` and then changed in what an optimiser changes: payload
/// masses, launch azimuth, pitch-over, programmes, events of the sequence, and whether it goes on to the Moon. All else
/// stays as the document says it; files that it names beside itself are named by their whole path. Read again, it is
/// the mission to the last digit but one. `read` is the mission as the document has it.
std::string write_mission(const Value& document, const Mission& read, const Mission& changed);

}  // namespace cosmodrome
