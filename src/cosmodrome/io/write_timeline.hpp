#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

struct TimelineOptions {
  bool colour = false;  ///< ANSI escape codes; for a terminal only
};

/// The flight as a person reads it in a terminal, at most 120 columns wide: a table of events beside the
/// published times, the targets asked and reached, where what was dropped came down, the propellant left,
/// and the outcome in one sentence. UTF-8.
std::string write_timeline(const Flight& flight, const TimelineOptions& options = {});

}  // namespace cosmodrome
