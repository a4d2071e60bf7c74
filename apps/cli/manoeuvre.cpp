#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/write_manoeuvres.hpp"
#include "orbit_options.hpp"
#include "progress.hpp"
#include "signals.hpp"
#include "station_options.hpp"

namespace cosmodrome::cli {
namespace {

struct ManoeuvreArguments {
  std::filesystem::path plan;
  std::string step = "60 s";
  StationOptions stations;
  std::filesystem::path output;  ///< empty: out/<plan>-manoeuvres
  bool json = false;
};

FlownManoeuvres solve(const ManoeuvreArguments& arguments) {
  const ManoeuvreFile file = load_manoeuvres(arguments.plan);
  const double step_s = point_step_s(arguments.step, file.plan.length_s);
  ProgressLine progress(!arguments.json);
  try {
    return fly_manoeuvre_file(file, step_s, stations_of(arguments.stations), [&](int flights) {
      if (progress.due()) progress.show(fmt::format("looking, {} flights", flights));
    });
  } catch (const std::out_of_range& error) {
    throw InputError(
        Problem{arguments.plan.string(), 0, 0, "start", error.what(), "Sun and Moon are known from 1990 to 2050"});
  }
}

int run_manoeuvre(const ManoeuvreArguments& arguments) {
  const FlownManoeuvres flown = solve(arguments);
  const auto folder = output_folder(arguments.output, arguments.plan, "manoeuvres");
  {
    const Undisturbed undisturbed;
    replace_files(folder, manoeuvre_files(flown, now_utc()));
  }
  if (arguments.json) {
    std::fputs(write_manoeuvres_json(flown).c_str(), stdout);
  } else {
    fmt::print("{}Files: {}\n", write_manoeuvres_summary(flown), (folder / "manoeuvres.json").string());
  }
  return flown.shortfall().empty() ? exit_done : exit_target_missed;
}

}  // namespace

void add_manoeuvre(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<ManoeuvreArguments>();
  CLI::App* command = app.add_subcommand("manoeuvre", "Find the burns of a plan that meet its goals, and fly them");
  command->add_option("plan", wanted->plan, "File of manoeuvres: a start, burns, goals")->required()->type_name("PLAN");
  add_station_options(*command, wanted->stations);
  command->add_option("--step", wanted->step, "Between points of the files")->type_name("TIME")->capture_default_str();
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/PLAN-manoeuvres)")
      ->type_name("FOLDER");
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome manoeuvre raise.toml\n"
      "Writes manoeuvres.json, and of the flight orbit.oem, .csv, .czml, .kml, .geojson, .json, passes.csv, "
      "eclipses.csv.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written; 3 flown, but a goal was missed.");
  command->callback([&run, wanted] { run = [wanted] { return run_manoeuvre(*wanted); }; });
}

}  // namespace cosmodrome::cli
