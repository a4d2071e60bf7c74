#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "cosmodrome/flight/flight.hpp"

// For the .cpp files of io/ only: it brings in the JSON library.

namespace cosmodrome {

/// The object that write_json() prints; the report holds it too.
nlohmann::ordered_json flight_json(const Flight& flight, const std::string& mission_hash);

}  // namespace cosmodrome
