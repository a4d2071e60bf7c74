#pragma once
// The products of a deployment: what the owner of each passenger wants to have. For the .cpp files of io/ only: it
// brings in the JSON library.
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/flight_json.hpp"
#include "cosmodrome/io/replace_files.hpp"

namespace cosmodrome {

/// The part of the timeline, as lines: passengers, nearest approaches, first passes, the fall of the stage.
std::string passengers_text(const Flight& flight);

/// Passengers, approaches and the stage's descent, added to the JSON of a voyage.
void add_passengers(nlohmann::ordered_json& json, const Voyage& voyage);

/// passengers.csv, approaches.csv, passes.csv, passengers.tle and passengers.omm.json (mean elements, with numbers that
/// catalogues leave free for such: 80001 and on), and for each passenger passenger-NAME.opm, its state with covariance,
/// and passenger-NAME.oem, its first day. Empty without passengers.
std::vector<FileText> passenger_files(const Flight& flight, const std::string& creation_utc);

}  // namespace cosmodrome
