#include "station_options.hpp"

#include <fmt/format.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_station.hpp"
#include "orbit_options.hpp"

namespace cosmodrome::cli {
namespace {

constexpr double longest_s = 398 * 86400.0;
constexpr double most_points = 2e6;

}  // namespace

void add_station_options(CLI::App& command, StationOptions& options) {
  command
      .add_option("--station", options.stations,
                  "Who looks up: a pad, or NAME=LATITUDE,LONGITUDE[,ALTITUDE] in degrees and metres; again for more")
      ->allow_extra_args(false)
      ->type_name("STATION");
  command.add_option("--mask", options.mask, "Least elevation, as the air shows it")
      ->type_name("ANGLE")
      ->capture_default_str();
}

std::vector<GroundStation> stations_of(const StationOptions& options) {
  const double mask_rad = option_within("--mask", options.mask, "deg", 0, 89 * degree_rad, "0 deg to 89 deg");
  std::vector<GroundStation> stations;
  for (const std::string& text : options.stations) stations.push_back(read_station("--station", text, mask_rad));
  return stations;
}

double point_step_s(const std::string& step, double length_s) {
  const double step_s = option_within("--step", step, "s", 1e-3, longest_s, "0.001 s to 398 d");
  if (length_s / step_s > most_points)
    throw InputError(fmt::format("--step: {} makes more than two million points", step), "take a longer step");
  return step_s;
}

}  // namespace cosmodrome::cli
