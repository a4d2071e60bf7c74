#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <memory>
#include <numbers>
#include <optional>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/write_orbit.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"
#include "orbit_options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct PropagateArguments {
  std::filesystem::path input;
  std::string length = "1 d";
  std::string step = "60 s";
  std::string model = "accurate";     ///< a name that OrbitModel knows
  std::vector<std::string> stations;  ///< pads, or NAME=LATITUDE,LONGITUDE[,ALTITUDE]
  std::string mask = "5 deg";
  CraftOptions craft;
  std::filesystem::path output;  ///< empty: out/<input>-orbit
  bool json = false;
};

constexpr double day_s = 86400, longest_s = 398 * day_s, degree = std::numbers::pi / 180;
constexpr double comes_down_m = 80e3;
constexpr double most_points = 2e6;

// ---- stations

/// "55.75,37.62" or "55.75,37.62,150": degrees north and east, metres.
std::optional<Geodetic<double>> place_of(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const auto number = decimal_number(trimmed(text, from, to).text);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    from = to + 1;
  }
  if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
  const double altitude_m = numbers.size() == 3 ? numbers[2] : 0;
  const bool possible = std::abs(numbers[0]) <= 90 && std::abs(numbers[1]) <= 360 && std::abs(altitude_m) <= 9000;
  if (!possible) return std::nullopt;
  return Geodetic<double>{numbers[0] * degree, std::remainder(numbers[1], 360.0) * degree, altitude_m};
}

/// A pad of the catalogue, or NAME=LATITUDE,LONGITUDE[,ALTITUDE].
GroundStation station_of(const std::string& text, double mask_rad) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    const Site site = load_site(text);
    return {text, {site.latitude_rad, site.longitude_rad, site.altitude_m}, mask_rad, true};
  }
  const std::string name = text.substr(0, equals);
  const bool plain = !name.empty() && name.size() <= 60 && std::none_of(name.begin(), name.end(), [](char c) {
    return c == '"' || static_cast<unsigned char>(c) < 0x20;
  });
  const auto place = place_of(text.substr(equals + 1));
  if (plain && place) return {name, *place, mask_rad, true};
  throw InputError(fmt::format("--station: \"{}\" is no station", shortened(text)),
                   "write a pad of the catalogue, or a name with degrees north and east and metres: "
                   "\"Moscow=55.75,37.62,150\"");
}

std::vector<GroundStation> stations_of(const PropagateArguments& arguments) {
  const double mask_rad = option_within("--mask", arguments.mask, "deg", 0, 89 * degree, "0 deg to 89 deg");
  std::vector<GroundStation> stations;
  for (const std::string& text : arguments.stations) stations.push_back(station_of(text, mask_rad));
  return stations;
}

// ---- the flight

/// Flies a day at a time, so that it can be told how far it is and stopped.
OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, bool quiet) {
  ProgressLine progress(!quiet);
  const std::vector<OrbitEvent<double>> events{height<double>(comes_down_m, -1, 1)};
  OrbitArc<double> whole;
  whole.begin = whole.end = begin;
  while (whole.end_s < length_s && !whole.stopped && !whole.failed) {
    if (progress.due()) {
      progress.show(fmt::format("flying, day {:.0f} of {:.0f}", whole.end_s / day_s, length_s / day_s));
    }
    auto day =
        propagate<double>(world, craft, whole.end, whole.end_s, std::min(length_s, whole.end_s + day_s), {}, events);
    std::move(day.steps.begin(), day.steps.end(), std::back_inserter(whole.steps));
    whole.end_s = day.end_s, whole.end = day.end, whole.stopped = day.stopped, whole.failed = day.failed;
    whole.evaluations += day.evaluations;
  }
  return whole;
}

int run_propagate(const PropagateArguments& arguments) {
  const double length_s = option_within("--for", arguments.length, "s", 1, longest_s, "1 s to 398 d");
  const double step_s = option_within("--step", arguments.step, "s", 1e-3, longest_s, "0.001 s to 398 d");
  if (length_s / step_s > most_points) {
    throw InputError(fmt::format("--step: {} makes more than two million points", arguments.step),
                     "take a longer step");
  }
  const auto stations = stations_of(arguments);
  const OrbitModel model = OrbitModel::named(arguments.model);
  SpacecraftState start = read_spacecraft_state(arguments.input);
  set_figures(start, arguments.craft);
  const OrbitWorld world = make_orbit_world(model, start.epoch, 0, length_s, OrbitData::shipped());
  const auto &r = start.position_m, &v = start.velocity_m_s;
  const PointMassState<double> begin{r.x, r.y, r.z, v.x, v.y, v.z, start.mass_kg.value_or(1000)};
  const Spacecraft<double> craft{start.drag_area_m2.value_or(0), start.light_area_m2.value_or(0)};
  if (!start.drag_area_m2 && model.air != AirModel::none) {
    start.notes.emplace_back("no drag area is known: it flies without drag (--drag-area)");
  }
  const auto arc = fly_days(world, craft, begin, length_s, arguments.json);
  const auto passes = find_passes(world, arc, stations);
  const auto eclipses = world.sun < 0 ? std::vector<Eclipse>{} : find_eclipses(world, arc);
  const OrbitAnalysis analysis{start, world, arc, model.name, step_s, stations, passes, eclipses};
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
  command->add_option("input", wanted->input, "OPM, OEM or flight (its last state), TLE or OMM (by SGP4, at its epoch)")
      ->required()
      ->type_name("FILE");
  command->add_option("--for", wanted->length, "How long")->type_name("TIME")->capture_default_str();
  command->add_option("--model", wanted->model, "Forces")
      ->check(CLI::IsMember({"accurate", "fast", "two-body"}).description(""))
      ->type_name("accurate|fast|two-body")
      ->capture_default_str();
  command
      ->add_option("--station", wanted->stations,
                   "Who looks up: a pad, or NAME=LATITUDE,LONGITUDE[,ALTITUDE] in degrees and metres; again for more")
      ->allow_extra_args(false)
      ->type_name("STATION");
  command->add_option("--mask", wanted->mask, "Least elevation, as the air shows it")
      ->type_name("ANGLE")
      ->capture_default_str();
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
