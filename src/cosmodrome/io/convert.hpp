#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cosmodrome/io/trajectory.hpp"

namespace cosmodrome {

/// The forms that a path can be written in.
enum class PathFormat { oem, csv, czml, kml, geojson };

/// Their names, which are their files' endings: "oem", "csv", "czml", "kml", "geojson".
const std::vector<std::string>& path_format_names();

/// The format of a name or ending, without its dot; empty if there is none of that name.
std::optional<PathFormat> path_format(std::string_view name);

/// Reads a path from an orbit file (.oem), or from flight.csv or flight.json; by ending, others by their first line.
/// Throws InputError.
Trajectory read_path(const std::filesystem::path& path, const std::optional<Epoch>& liftoff = std::nullopt);

/// Writes a path with the writers that flights have. `creation_utc` as for write_oem().
/// Throws InputError if the format needs a date and the path has none.
std::string write_path(const Trajectory& path, PathFormat format, const std::string& creation_utc);

/// The same of several objects in one file. Throws InputError for a table, which has no column for the object.
std::string write_paths(const std::vector<Trajectory>& paths, PathFormat format, const std::string& creation_utc);

}  // namespace cosmodrome
