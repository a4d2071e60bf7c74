#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/write_oem.hpp"

namespace cosmodrome {

/// A path that was read from a file, as far as the file tells it: a flight whose unknown figures are NaN.
struct Trajectory {
  Flight flight;
  bool dated = true;               ///< false: t = 0 is a lift-off of unknown date
  OemWords words;                  ///< for an orbit file
  std::vector<std::string> notes;  ///< what a reader should know: gaps, a frame that was turned
};

/// Reads `flight.csv` or `flight.json` as `fly` writes them. The two belong together: what stands beside the named
/// file under the other ending is read too, points from the table, all else from the JSON. From JSON alone the path
/// is that of the events. `liftoff` dates a table that stands alone.
/// Throws InputError.
Trajectory read_flight(const std::filesystem::path& path, const std::optional<Epoch>& liftoff = std::nullopt);

/// A text and the name of its file, for messages.
struct NamedText {
  std::string file, text;
};

/// The same from texts, either of which may be missing: the points and events of the flight alone.
Trajectory read_flight_texts(const std::optional<NamedText>& json, const std::optional<NamedText>& table,
                             const std::optional<Epoch>& liftoff = std::nullopt);

/// Reads an orbit file and turns it into GCRF from GCRF, ICRF, EME2000 (J2000), ITRF or TEME. t = 0 is the lift-off
/// that our own files name, else the first epoch. Throws InputError.
Trajectory read_orbit(const std::filesystem::path& path);

struct OemMessage;

/// The same from a message that has been read. Throws InputError.
Trajectory orbit_of(const OemMessage& message);

}  // namespace cosmodrome
