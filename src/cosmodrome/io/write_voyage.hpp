#pragma once
// The products of a flight that goes on from its first orbit. For the .cpp files of io/ only: it brings in the JSON
// library.
#include <string>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/flight_json.hpp"

namespace cosmodrome {

/// The part of the timeline, as lines: burns beside what was published, marks, orbits.
std::string voyage_text(const Flight& flight);

/// All points: time, centre, position and velocity from it along the axes of the GCRF, mass. One row a point.
std::string write_voyage_csv(const Voyage& voyage);

/// Burns, marks and orbits.
nlohmann::ordered_json voyage_json(const Voyage& voyage);

/// For pictures: the way around the Earth in a plane with the Moon of the arrival, and the last of it around the Moon
/// in the plane of the orbit there; kilometres. Of a deployment the heights of the stage over time.
nlohmann::ordered_json voyage_picture(const Voyage& voyage);

}  // namespace cosmodrome
