#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/products.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_json.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/orbit/fly_on.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct FlyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>
  bool json = false;
  bool quiet = false;
  bool no_files = false;
  bool reference = false;  ///< fly with the high-order method at 1e-13
  long long sample = -1;   ///< a flight of the mission's campaign, by its number; below 0: the nominal one
};
int run_fly(const FlyArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  const Plan nominal = plan_with_progress(mission, arguments.quiet || arguments.json);
  const Plan plan =
      arguments.sample < 0 ? nominal : Campaign(nominal).plan_of(static_cast<std::uint64_t>(arguments.sample));
  FlyOptions options;
  options.reference = arguments.reference;
  Flight flight = fly(plan, options);
  fly_on(flight);

  Products products;
  const auto folder = arguments.output.empty() ? std::filesystem::path("out") / mission.id : arguments.output;
  if (!arguments.no_files) {
    ProductOptions product_options;
    product_options.mission_hash = mission_hash(mission);
    const Undisturbed undisturbed;
    products = write_products(flight, folder, product_options);
  }
  if (arguments.json) {
    std::fputs(write_json(flight, mission_hash(mission)).c_str(), stdout);
  } else if (!arguments.quiet) {
    TimelineOptions timeline;
    timeline.colour = isatty(STDOUT_FILENO) != 0;
    std::fputs(write_timeline(flight, timeline).c_str(), stdout);
    for (const auto& note : products.notes) fmt::print("{}\n", note);
    if (!arguments.no_files) fmt::print("\nReport: {}\n", (folder / "report.html").string());
  }
  return flight.outcome == Outcome::target_met ? exit_done : exit_target_missed;
}

}  // namespace

void add_fly(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<FlyArguments>();
  CLI::App* command =
      app.add_subcommand("fly", "Plan and fly a mission, print its timeline, write its report and files");
  add_mission_option(*command, wanted->mission);
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/MISSION)")
      ->type_name("FOLDER");
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the timeline");
  command->add_flag("-q,--quiet", wanted->quiet, "Print nothing but errors");
  command->add_flag("--no-files", wanted->no_files, "Write no files");
  command->add_option("--sample", wanted->sample, "Fly this flight of the mission's campaign, by its number from 0")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("NUMBER");
  command->add_flag("--reference", wanted->reference, "Fly with the high-order method at a tolerance of 1e-13");
  command->footer(
      "Example: cosmodrome fly missions/luna-25.toml -o out/luna-25\n"
      "Exit codes: 0 every target reached; 2 wrong input, nothing written; 3 a target missed (flown and written).");
  command->callback([&run, wanted] { run = [wanted] { return run_fly(*wanted); }; });
}

}  // namespace cosmodrome::cli
