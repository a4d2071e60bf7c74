#pragma once
// What the commands that look from the ground have in common.
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cosmodrome/orbit/ground_station.hpp"

namespace cosmodrome::cli {

struct StationOptions {
  std::vector<std::string> stations;  ///< pads, or NAME=LATITUDE,LONGITUDE[,ALTITUDE]
  std::string mask = "5 deg";
};
void add_station_options(CLI::App& command, StationOptions& options);
std::vector<GroundStation> stations_of(const StationOptions& options);

/// The option --step of a flight of so long. Throws InputError if it would make too many points.
double point_step_s(const std::string& step, double length_s);

}  // namespace cosmodrome::cli
