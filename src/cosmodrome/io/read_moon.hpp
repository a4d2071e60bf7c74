#pragma once
#include <vector>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/section.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// A date and time with its offset from UTC. Throws std::invalid_argument if there is no such date.
Epoch read_epoch(const WrittenInstant& written);

/// The section [moon] of a mission that has been checked.
LunarFlight read_moon(const Section& from);

/// Dates that do not exist, in [moon].
void check_moon_dates(const Value& moon, std::vector<Problem>& problems);

/// Adds a problem if the instant under a key does not exist.
void check_date(const Value& table, std::string_view key, const std::string& path, std::vector<Problem>& problems);

}  // namespace cosmodrome
