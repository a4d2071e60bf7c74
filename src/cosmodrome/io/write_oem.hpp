#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// The flight as a CCSDS Orbit Ephemeris Message, keyword form, version 2.0 (CCSDS 502.0-B-2, section 5).
/// Positions in km and velocities in km/s in GCRF, epochs in UTC.
///
/// A new segment begins at every event, because thrust or mass jump there and a reader must not interpolate
/// across it. `creation_utc` is the time of writing as "2023-08-10T23:10:57", no zone letter. Accelerations are
/// not given. With fewer than two points there is no segment.
std::string write_oem(const Flight& flight, const std::string& creation_utc);

/// The flight on from its first orbit, which must be there, likewise: a segment for each coast and each burn around one
/// centre, the Earth or the Moon. Cubics through places and velocities keep to 10 m between its points.
std::string write_voyage_oem(const Flight& flight, const std::string& creation_utc);

/// The first day of a passenger of a flight with a deployment. Points are 180 s apart: enough for Hermite interpolation
/// of degree 7 in any orbit.
std::string write_passenger_oem(const Flight& flight, const Passenger& passenger, const std::string& creation_utc);

/// What a message says besides its states. For a path that is no launch of ours.
struct OemWords {
  std::vector<std::string> comments;  ///< of the header
  std::string object_name;
  std::string object_id = "UNKNOWN";
  std::string interpolation = "HERMITE";  ///< empty: not stated
  int interpolation_degree = 3;
  std::vector<std::size_t> begins;  ///< index of each segment's first point; empty: a segment begins at every event
  bool since_liftoff = true;        ///< whether t = 0 is a lift-off that a segment's comment may count from
};

/// The same in other words.
std::string write_oem(const Flight& flight, const std::string& creation_utc, const OemWords& words);

/// One of several objects in a message, and what is said of it.
struct OemPath {
  const Flight* flight;
  const OemWords* words;
};

/// Several objects in one message, segments of each in turn.
std::string write_oem(const std::vector<OemPath>& paths, const std::string& creation_utc);

/// What write_oem says of a flight of ours.
OemWords oem_words(const Flight& flight);

}  // namespace cosmodrome
