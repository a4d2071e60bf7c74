#include "cosmodrome/io/convert.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/io/write_csv.hpp"
#include "cosmodrome/io/write_czml.hpp"
#include "cosmodrome/io/write_geojson.hpp"
#include "cosmodrome/io/write_kml.hpp"

namespace cosmodrome {
namespace {

bool needs_date(PathFormat format) { return format != PathFormat::csv && format != PathFormat::geojson; }

}  // namespace

const std::vector<std::string>& path_format_names() {
  static const std::vector<std::string> names{"oem", "csv", "czml", "kml", "geojson"};
  return names;
}

std::optional<PathFormat> path_format(std::string_view name) {
  const auto& names = path_format_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<PathFormat>(found - names.begin());
}

Trajectory read_path(const std::filesystem::path& path, const std::optional<Epoch>& liftoff) {
  const std::string ending = path.extension().string();
  if (ending == ".csv" || ending == ".json") return read_flight(path, liftoff);
  if (ending == ".oem" || read_text_file(path).starts_with("CCSDS_OEM_VERS")) return read_orbit(path);
  throw InputError(Problem{path.string(), 0, 0, "", "this is neither an orbit file nor a flight",
                           "give a CCSDS message, SP3, SPK, TLE, OMM as JSON or CSV, a flight.csv or a flight.json"});
}

std::string write_path(const Trajectory& path, PathFormat format, const std::string& creation_utc) {
  if (!path.dated && needs_date(format)) {
    throw InputError(
        fmt::format("{} has dates, a table alone has none", path_format_names()[static_cast<std::size_t>(format)]),
        "give --liftoff 2023-08-10T23:10:57Z, or put flight.json beside the table");
  }
  switch (format) {
    case PathFormat::oem:
      return write_oem(path.flight, creation_utc, path.words);
    case PathFormat::csv:
      return write_csv(path.flight);
    case PathFormat::czml:
      return write_czml(path.flight);
    case PathFormat::kml:
      return write_kml(path.flight);
    case PathFormat::geojson:
      return write_geojson(path.flight);
  }
  return {};
}

std::string write_paths(const std::vector<Trajectory>& paths, PathFormat format, const std::string& creation_utc) {
  if (paths.size() == 1) return write_path(paths.front(), format, creation_utc);
  std::vector<const Flight*> flights;
  std::vector<OemPath> oem;
  for (const Trajectory& path : paths) {
    flights.push_back(&path.flight);
    oem.push_back({&path.flight, &path.words});
  }
  switch (format) {
    case PathFormat::oem:
      return write_oem(oem, creation_utc);
    case PathFormat::czml:
      return write_czml(flights);
    case PathFormat::kml:
      return write_kml(flights);
    case PathFormat::geojson:
      return write_geojson(flights);
    case PathFormat::csv:
      break;
  }
  throw InputError(fmt::format("a table has no column for which of {} objects a line is of", paths.size()),
                   "give each object a file of its own, or take oem, czml, kml, geojson or bsp");
}

}  // namespace cosmodrome
