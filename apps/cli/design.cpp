#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <numbers>
#include <tuple>

#include "commands.hpp"
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/read_box.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/write_opm.hpp"
#include "cosmodrome/orbit/track_design.hpp"
#include "launch_guess.hpp"
#include "orbit_options.hpp"

namespace cosmodrome::cli {
namespace {

struct DesignArguments {
  std::string repeat;       ///< "233/16": revolutions and days; or
  std::string altitude;     ///< "500 km"
  std::string inclination;  ///< empty: sun-synchronous
  std::string local_time;   ///< of the ascending node, "22:30"; or
  std::string node;         ///< its longitude; neither: 0
  std::string epoch = "2026-06-01T00:00:00Z";
  std::filesystem::path output;  ///< an OPM; empty: none
  bool json = false;
};

constexpr double day_s = 86400;

[[noreturn]] void refuse(const char* name, const std::string& text, const char* remedy) {
  throw InputError(fmt::format("{}: \"{}\" will not do", name, shortened(text)), remedy);
}

TrackRequest request_of(const DesignArguments& arguments) {
  TrackRequest request;
  try {
    request.epoch = Epoch::from_utc(arguments.epoch);
  } catch (const std::exception& error) {
    throw InputError(fmt::format("--epoch: {}", error.what()), "write it as 2026-06-01T00:00:00Z");
  }
  if (arguments.repeat.empty() == arguments.altitude.empty()) {
    throw InputError(arguments.repeat.empty() ? "neither --repeat nor --altitude is given"
                                              : "--repeat and --altitude are both given",
                     "give one of them: a repeating track has one altitude");
  }
  if (!arguments.repeat.empty())
    std::tie(request.revolutions, request.days) = read_repetition("--repeat", arguments.repeat);
  if (!arguments.altitude.empty()) {
    request.altitude_m = option_value("--altitude", arguments.altitude, "km");
    if (!(request.altitude_m >= 150e3 && request.altitude_m <= 6000e3))
      refuse("--altitude", arguments.altitude, "give 150 km to 6000 km");
  }
  request.sun_synchronous = arguments.inclination.empty();
  if (!request.sun_synchronous) {
    request.inclination_rad = option_value("--inclination", arguments.inclination, "deg");
    const bool possible = request.inclination_rad > 0.5 * degree_rad && request.inclination_rad < 179.5 * degree_rad;
    if (!possible) refuse("--inclination", arguments.inclination, "give 0.5 deg to 179.5 deg");
  }
  if (!arguments.local_time.empty() && !arguments.node.empty())
    throw InputError("--local-time and --node are both given", "give one of them");
  if (!arguments.local_time.empty()) {
    request.node_longitude_rad =
        longitude_of_local_time_rad(request.epoch, read_local_time_s("--local-time", arguments.local_time) / 3600);
  } else if (!arguments.node.empty()) {
    request.node_longitude_rad = option_value("--node", arguments.node, "deg");
  }
  return request;
}

double local_time_of(const TrackRequest& request) {
  return cosmodrome::local_time_h(request.epoch, request.node_longitude_rad);
}

std::string clock_text(double hours) {
  const long minutes = std::lround(hours * 60) % (24 * 60);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string json_text(const TrackRequest& request, const TrackDesign& design) {
  const auto &r = design.state.r_m, &v = design.state.v_m_s;
  nlohmann::ordered_json json = {{"epoch_utc", request.epoch.to_utc_string(3)},
                                 {"altitude_m", design.altitude_m},
                                 {"node_altitude_m", design.node_altitude_m},
                                 {"inclination_deg", to_degrees(design.inclination_rad)},
                                 {"nodal_period_s", design.nodal_period_s},
                                 {"node_rate_deg_day", to_degrees(design.node_rate_rad_s) * day_s},
                                 {"node_longitude_deg", to_longitude_degrees(request.node_longitude_rad)},
                                 {"local_time_h", local_time_of(request)},
                                 {"track_spacing_m", design.track_spacing_m},
                                 {"position_m", {r.x, r.y, r.z}},
                                 {"velocity_m_s", {v.x, v.y, v.z}}};
  if (request.revolutions > 0) {
    json["revolutions"] = request.revolutions, json["days"] = request.days, json["closure_m"] = design.closure_m;
  }
  return json.dump(2) + "\n";
}

std::string summary(const TrackRequest& request, const TrackDesign& design) {
  std::string text = fmt::format(
      "  altitude {:.3f} km (mean semi-major axis {:.3f} km), {:.3f} km over the equator\n  inclination {:.4f} deg\n  "
      "nodal period {:.3f} s, "
      "{:.5f} revolutions a day\n  plane turns {:+.5f} deg a day\n  node at {} mean local time, longitude {:.3f} deg, "
      "{}\n",
      design.altitude_m / 1e3, (design.altitude_m + 6378137) / 1e3, design.node_altitude_m / 1e3,
      to_degrees(design.inclination_rad), design.nodal_period_s, day_s / design.nodal_period_s,
      to_degrees(design.node_rate_rad_s) * day_s, clock_text(local_time_of(request)),
      to_longitude_degrees(request.node_longitude_rad), request.epoch.to_utc_string(0));
  text += fmt::format("  tracks {:.1f} km apart from one revolution to the next\n", design.track_spacing_m / 1e3);
  if (request.revolutions > 0) {
    text += fmt::format("  repeats after {} revolutions in {} days, {:.1f} km apart then; closes to {:.2f} m\n",
                        request.revolutions, request.days, 2 * std::numbers::pi * 6378.137 / request.revolutions,
                        design.closure_m);
  }
  return text;
}

/// The state as a flight that ends where it begins: what write_opm() writes.
Flight flight_of(const TrackRequest& request, const TrackDesign& design) {
  Flight flight;
  flight.mission.name = flight.mission.vehicle.name = "Designed orbit";
  flight.mission.liftoff = request.epoch;
  FlightPoint point;
  point.position_m = design.state.r_m, point.velocity_m_s = design.state.v_m_s;
  point.mass_kg = std::numeric_limits<double>::quiet_NaN();
  flight.points.push_back(point);
  return flight;
}

int run_design(const DesignArguments& arguments) {
  const TrackRequest request = request_of(arguments);
  const TrackDesign design = design_track(request, OrbitData::shipped());
  if (!design.found) {
    throw InputError("there is no such orbit between 150 km and 6000 km",
                     request.sun_synchronous ? "fewer revolutions a day lie higher; above 5970 km no plane turns with "
                                               "the Sun"
                                             : "about 11 to 16.4 revolutions a day lie there");
  }
  if (!arguments.output.empty()) {
    write_file(arguments.output, write_opm(flight_of(request, design), now_utc()));
  }
  std::fputs(arguments.json ? json_text(request, design).c_str() : summary(request, design).c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_design(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<DesignArguments>();
  CLI::App* command = app.add_subcommand("design", "Design a circular orbit by its ground track and its plane");
  command->add_option("--repeat", wanted->repeat, "Revolutions and days after which the track repeats")
      ->type_name("REVOLUTIONS/DAYS");
  command
      ->add_option("--altitude", wanted->altitude, "In place of a repetition: mean semi-major axis above the equator")
      ->type_name("ALTITUDE");
  command->add_option("--inclination", wanted->inclination, "Default: so that the plane keeps up with the Sun")
      ->type_name("ANGLE");
  command->add_option("--local-time", wanted->local_time, "Mean local time of the ascending node, such as 22:30")
      ->type_name("HH:MM");
  command->add_option("--node", wanted->node, "Longitude of the ascending node at the epoch (default: 0)")
      ->type_name("ANGLE");
  command->add_option("--epoch", wanted->epoch, "When it passes that node, UTC")
      ->type_name("TIME")
      ->capture_default_str();
  command->add_option("-o,--output", wanted->output, "Write the state there, as an OPM")->type_name("FILE");
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome design --repeat 233/16 --local-time 22:00 -o watcher.opm\n"
      "Under zonal gravity; cosmodrome propagate flies the state on with all forces.\n"
      "Exit codes: 0 done; 2 wrong input or no such orbit, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_design(*wanted); }; });
}

}  // namespace cosmodrome::cli
