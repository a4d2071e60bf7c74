#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <numbers>
#include <stdexcept>
#include <tuple>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read_box.hpp"
#include "cosmodrome/io/write_keeping.hpp"
#include "orbit_options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct KeepArguments {
  std::filesystem::path input;
  std::string box;
  double years = 1;
  std::string repeat;  ///< of the reference track
  std::string thrust = "10 N", isp = "220 s";
  std::string reserve = "10 %";
  std::string burn_error = "0 %", pointing_error = "0 deg", late = "0 s";
  std::uint64_t seed = 1;
  std::string step;  ///< between points of keep.oem; empty: none is written
  CraftOptions craft;
  std::filesystem::path output;  ///< empty: out/<input>-keep
  bool json = false;
};

constexpr double day_s = 86400, year_s = 365.25 * day_s, degree = std::numbers::pi / 180;
constexpr double most_points = 2e6;

BurnErrors errors_of(const KeepArguments& arguments) {
  BurnErrors errors;
  errors.size = option_within("--burn-error", arguments.burn_error, "%", 0, 0.5, "0 % to 50 %");
  errors.direction_rad =
      option_within("--pointing-error", arguments.pointing_error, "deg", 0, 30 * degree, "0 deg to 30 deg");
  errors.late_s = option_within("--late", arguments.late, "s", 0, 30 * day_s, "0 s to 30 d");
  errors.seed = arguments.seed;
  return errors;
}

void set_track(KeepRequest& request, const std::string& repeat) {
  const bool track = std::any_of(request.box.begin(), request.box.end(),
                                 [](const BoxSide& side) { return side.quantity == BoxQuantity::track; });
  if (track && repeat.empty())
    throw InputError("--box has a track, and no --repeat says which", "give --repeat with revolutions/days: 233/16");
  if (!repeat.empty()) std::tie(request.revolutions, request.days) = read_repetition("--repeat", repeat);
}

KeepRequest request_of(const KeepArguments& arguments, const SpacecraftState& start) {
  KeepRequest request;
  request.epoch = start.epoch, request.state = point_mass_of(start), request.craft = craft_of(start);
  request.engine.thrust_N = option_within("--thrust", arguments.thrust, "N", 1e-3, 1e6, "0.001 N to 1 MN");
  request.engine.isp_s = option_within("--isp", arguments.isp, "s", 30, 20000, "30 s to 20000 s");
  request.box = read_box("--box", arguments.box);
  set_track(request, arguments.repeat);
  request.length_s = arguments.years * year_s;
  request.reserve = option_within("--reserve", arguments.reserve, "%", 0, 0.8, "0 % to 80 %");
  request.errors = errors_of(arguments);
  if (!arguments.step.empty()) {
    request.path_step_s = option_within("--step", arguments.step, "s", 1, 366 * day_s, "1 s to 366 d");
    if (request.length_s / request.path_step_s > most_points)
      throw InputError(fmt::format("--step: {} makes more than two million points", arguments.step),
                       "take a longer step");
  }
  return request;
}

Keeping keep(const KeepArguments& arguments, const KeepRequest& request) {
  ProgressLine progress(!arguments.json);
  const Interruptible interruptible;
  try {
    return keep_station(request, OrbitData::shipped(), [&](double t_s, std::size_t burns) {
      if (progress.due())
        progress.show(
            fmt::format("keeping: day {:.0f} of {:.0f}, {} burns", t_s / day_s, request.length_s / day_s, burns));
      return !Interruptible::asked();
    });
  } catch (const std::invalid_argument& error) {
    throw InputError(Problem{arguments.input.string(), 0, 0, "", error.what(),
                             "see cosmodrome keep --help for boxes, --thrust and --reserve"});
  } catch (const std::out_of_range& error) {
    throw InputError(
        Problem{arguments.input.string(), 0, 0, "", error.what(), "Sun and Moon are known from 1990 to 2050"});
  }
}

int run_keep(const KeepArguments& arguments) {
  SpacecraftState start = read_spacecraft_state(arguments.input);
  set_figures(start, arguments.craft);
  const KeepRequest request = request_of(arguments, start);
  if (!start.drag_area_m2) start.notes.emplace_back("no drag area is known: it flies without drag (--drag-area)");
  if (!start.light_area_m2)
    start.notes.emplace_back("no light area is known: sunlight does not push it (--light-area)");
  const Keeping kept = keep(arguments, request);
  const KeepReport report{start, request, kept};
  const auto folder = output_folder(arguments.output, arguments.input, "keep");
  {
    const Undisturbed undisturbed;
    replace_files(folder, keep_files(report, now_utc()));
  }
  if (arguments.json) {
    std::fputs(write_keep_json(report).c_str(), stdout);
  } else {
    fmt::print("{}Files: {}\n", write_keep_summary(report), (folder / "burns.csv").string());
  }
  if (kept.stopped) return exit_interrupted;
  return kept.held() ? exit_done : exit_target_missed;
}

}  // namespace

void add_keep(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<KeepArguments>();
  CLI::App* command = app.add_subcommand("keep", "Keep a satellite in a box for years: its burns and what they cost");
  command
      ->add_option("input", wanted->input,
                   "OPM, OEM, SP3 or flight (its last state), TLE or OMM (by SGP4, at its epoch)")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--box", wanted->box,
                   "Sides with centre and half width: longitude and latitude (geostationary); track, altitude, "
                   "local-time, inclination (others); without a centre it is where the satellite is")
      ->required()
      ->type_name("SIDE=[CENTRE+-]WIDTH,...");
  command->add_option("--years", wanted->years, "How long")
      ->check(CLI::Range(0.01, 20.0).description(""))
      ->type_name("NUMBER")
      ->capture_default_str();
  command->add_option("--repeat", wanted->repeat, "Revolutions and days after which the reference of a track repeats")
      ->type_name("REVOLUTIONS/DAYS");
  command->add_option("--thrust", wanted->thrust, "Of the engine")->type_name("FORCE")->capture_default_str();
  command->add_option("--isp", wanted->isp, "Its specific impulse")->type_name("TIME")->capture_default_str();
  command->add_option("--reserve", wanted->reserve, "Of the half width, left free by plans")
      ->type_name("SHARE")
      ->capture_default_str();
  command->add_option("--burn-error", wanted->burn_error, "Of each burn's size, standard deviation")
      ->type_name("SHARE")
      ->capture_default_str();
  command->add_option("--pointing-error", wanted->pointing_error, "Of each burn's direction, standard deviation")
      ->type_name("ANGLE")
      ->capture_default_str();
  command->add_option("--late", wanted->late, "Each burn comes so much later than planned")
      ->type_name("TIME")
      ->capture_default_str();
  command->add_option("--seed", wanted->seed, "Of the errors")->type_name("NUMBER")->capture_default_str();
  add_craft_options(*command, wanted->craft);
  command->add_option("--step", wanted->step, "Write keep.oem with points so far apart")->type_name("TIME");
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/FILE-keep)")
      ->type_name("FOLDER");
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Examples: cosmodrome keep station.opm --box longitude=75.0+-0.05deg,latitude=0.05deg\n"
      "          cosmodrome keep watcher.opm --repeat 233/16 --box track=1km,local-time=5min --years 3\n"
      "Writes keep.json, keep.csv (the box's quantities by time) and burns.csv. Ctrl-C ends it with what was flown.\n"
      "Exit codes: 0 held; 2 wrong input, nothing written; 3 flown and written, but the box was left; 130 stopped.");
  command->callback([&run, wanted] { run = [wanted] { return run_keep(*wanted); }; });
}

}  // namespace cosmodrome::cli
