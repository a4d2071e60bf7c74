#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// One line of an orbit file: components along the axes of the segment's frame.
struct OemState {
  Epoch epoch;
  double position_m[3] = {};
  double velocity_m_s[3] = {};
};

/// A piece of an orbit file that may be interpolated within, not across.
struct OemSegment {
  int line = 0;  ///< of its META_START
  std::string object_name;
  std::string object_id;
  Body center = Body::earth;  ///< or the Moon
  std::string ref_frame;      ///< as written: "GCRF", "EME2000", "ITRF2014", "TEME"
  int frame_line = 0;         ///< where that is written
  int frame_column = 0;
  std::string interpolation;
  int interpolation_degree = 0;
  std::vector<OemState> states;  ///< at least one; epochs rise
};

/// The ephemeris that a CCSDS Orbit Ephemeris Message gives of what flies around the Earth, or from there to the Moon.
struct OemMessage {
  std::string file;
  std::string creation_date;
  std::string originator;
  std::vector<std::string> comments;  ///< of the header
  std::vector<OemSegment> segments;   ///< at least one
};

/// Reads keyword form (KVN) or XML, versions 1 to 3, strictly; accelerations and covariances are checked and left out
/// (read_ndm keeps them). The time systems UTC, TAI, TT, GPS and TDB are understood; the centre has to be the Earth
/// or the Moon.
/// Throws InputError with line and column.
OemMessage read_oem(const std::filesystem::path& path);

/// The same from text; `file` is the name for messages.
OemMessage read_oem_text(std::string_view text, const std::string& file);

/// The same from a message that has been read. Throws InputError if it is no ephemeris around the Earth or
/// the Moon.
OemMessage oem_message(const NdmMessage& message);

}  // namespace cosmodrome
