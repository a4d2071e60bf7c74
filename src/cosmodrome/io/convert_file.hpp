#pragma once
// Turns a file of one format into text of another.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/io/mean_path.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

struct ConvertOptions {
  std::optional<Epoch> liftoff;  ///< of a flight.csv that stands alone
  std::string message_version;   ///< of CCSDS messages that are written: "2.0"; empty: as read
  std::string creation_utc;      ///< for messages that are new, as for write_oem()
  MeanSpan span;                 ///< of the path that mean elements become
  std::string covariance_axes;   ///< that covariances are turned along; empty: they stay as they are
};

struct Converted {
  std::string text;
  std::vector<std::string> notes;  ///< what a reader should know: a frame that was turned, digits that a format lacks
};

/// Names of formats that are written, which are their files' endings. "oem", "opm", "omm", "aem" and "cdm" are keyword
/// form, "xml" is the same in XML.
const std::vector<std::string>& convert_format_names();

/// Reads CCSDS messages, SP3, SPK, TLE, OMM in JSON or CSV, and flights, by what the file holds, and writes one of
/// convert_format_names(). A message rewritten as its own kind keeps all that it says; a path drawn as CZML, KML,
/// GeoJSON or table is turned into GCRF first. Throws InputError.
Converted convert_file(const std::filesystem::path& path, const std::string& format, const ConvertOptions& options);

}  // namespace cosmodrome
