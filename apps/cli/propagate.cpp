#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/fly_orbit.hpp"
#include "cosmodrome/io/write_orbit.hpp"
#include "orbit_options.hpp"
#include "progress.hpp"
#include "signals.hpp"
#include "station_options.hpp"

namespace cosmodrome::cli {
namespace {

struct PropagateArguments {
  std::filesystem::path input;
  std::string length = "1 d";
  std::string step = "60 s";
  std::string model = "accurate";  ///< a name that OrbitModel knows
  StationOptions stations;
  CraftOptions craft;
  std::filesystem::path output;  ///< empty: out/<input>-orbit
  bool json = false;
};

constexpr double day_s = 86400, longest_s = 398 * day_s;

OrbitFlight fly(OrbitRequest request, bool quiet) {
  ProgressLine progress(!quiet);
  const double length_s = request.length_s;
  return fly_orbit(std::move(request), [&](double t_s) {
    if (progress.due()) progress.show(fmt::format("flying, day {:.0f} of {:.0f}", t_s / day_s, length_s / day_s));
  });
}

int run_propagate(const PropagateArguments& arguments) {
  const double length_s = option_within("--for", arguments.length, "s", 1, longest_s, "1 s to 398 d");
  const double step_s = point_step_s(arguments.step, length_s);
  const auto stations = stations_of(arguments.stations);
  OrbitRequest request{read_spacecraft_state(arguments.input), OrbitModel::named(arguments.model), length_s, step_s,
                       stations};
  set_figures(request.start, arguments.craft);
  if (!request.start.drag_area_m2 && request.model.air != AirModel::none)
    request.start.notes.emplace_back("no drag area is known: it flies without drag (--drag-area)");
  const OrbitFlight flight = fly(std::move(request), arguments.json);
  const OrbitAnalysis analysis = flight.analysis();
  const auto folder = output_folder(arguments.output, arguments.input, "orbit");
  {
    const Undisturbed undisturbed;
    replace_files(folder, orbit_files(analysis, now_utc()));
  }
  if (arguments.json) {
    std::fputs(write_orbit_json(analysis).c_str(), stdout);
  } else {
    fmt::print("{}Files: {}\n", write_orbit_summary(analysis), (folder / "orbit.oem").string());
  }
  return exit_done;
}

}  // namespace

void add_propagate(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<PropagateArguments>();
  CLI::App* command = app.add_subcommand(
      "propagate", "Fly an orbit on from a state: its path, its eclipses, its passes over ground stations");
  command
      ->add_option("input", wanted->input,
                   "OPM, OEM, SP3 or flight (its last state), TLE or OMM (by SGP4, at its epoch)")
      ->required()
      ->type_name("FILE");
  command->add_option("--for", wanted->length, "How long")->type_name("TIME")->capture_default_str();
  command->add_option("--model", wanted->model, "Forces")
      ->check(CLI::IsMember({"accurate", "fast", "two-body"}).description(""))
      ->type_name("accurate|fast|two-body")
      ->capture_default_str();
  add_station_options(*command, wanted->stations);
  add_craft_options(*command, wanted->craft);
  command->add_option("--step", wanted->step, "Between points of the files")->type_name("TIME")->capture_default_str();
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/FILE-orbit)")
      ->type_name("FOLDER");
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome propagate out/luna-25/flight.opm --for \"3 d\" --station vostochny/1S\n"
      "Writes orbit.oem, .csv, .czml, .kml, .geojson, .json, passes.csv and eclipses.csv.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_propagate(*wanted); }; });
}

}  // namespace cosmodrome::cli
