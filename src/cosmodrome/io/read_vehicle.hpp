#pragma once
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

/// The vehicle that a checked, stacked document describes. Names are not yet held against each other: see
/// mission/check.hpp.
Vehicle read_vehicle(const Value& root);

}  // namespace cosmodrome
