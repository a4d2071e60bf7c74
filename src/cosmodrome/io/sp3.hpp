#pragma once
// Standard Product 3 orbits (SP3), as the analysis centres of satellite geodesy publish them.
// Source of the format: S. Hilla, "The Extended Standard Product 3 Orbit Format (SP3-d)", NGS (2016), and its
// predecessors SP3-a and SP3-c.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// One satellite at one epoch, in the file's frame, which turns with the Earth.
struct Sp3State {
  Epoch epoch;
  double position_km[3] = {};
  std::optional<double> clock_us;
  bool has_velocity = false;
  double velocity_dm_s[3] = {};      ///< decimetres a second, as the format has it
  std::optional<double> clock_rate;  ///< 1e-4 microseconds a second
  bool manoeuvre = false, predicted = false;
};

struct Sp3Satellite {
  std::string id;                ///< "L52", "G01"
  std::vector<Sp3State> states;  ///< without those that the file marks as absent; epochs rise
};

struct Sp3File {
  char version = 'c';             ///< a, c or d
  std::string coordinate_system;  ///< "IGS14", "SLR08"
  std::string orbit_type, agency;
  std::string time_system;  ///< "GPS", "UTC", "TAI"
  std::vector<std::string> comments;
  std::vector<Sp3Satellite> satellites;  ///< in the order of the header
};

/// Whether a text begins as an SP3 file does.
bool looks_like_sp3(std::string_view text);

/// Reads versions a, c and d. Throws InputError with line and column.
Sp3File read_sp3_text(std::string_view text, const std::string& file);

/// The orbits as an OEM, a segment a satellite. Velocities that the file does not give come from a polynomial of degree
/// 9 through the ten nearest positions, which for GPS at 900 s differs from theirs by less than a millimetre a second.
NdmMessage to_oem(const Sp3File& orbits, const std::string& file, const std::string& creation_utc);

}  // namespace cosmodrome
