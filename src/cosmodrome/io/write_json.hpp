#pragma once
#include <string>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// What `--json` prints: mission, outcome, cause, events, targets, impacts, margins. One object, UTF-8,
/// two spaces an indent, a line feed at the end. `mission_hash` is left out if empty. A number that is not
/// finite becomes null. The keys are explained in docs/guide/products.md.
std::string write_json(const Flight& flight, const std::string& mission_hash = {});

}  // namespace cosmodrome
