#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/payload_map_state.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_payload_map.hpp"
#include "cosmodrome/io/write_toml.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "launch_guess.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct PayloadArguments {
  std::string vehicle;
  std::string site;
  std::string altitude;     ///< "200 km:1500 km:100 km", or one; empty: ten that suit the vehicle
  std::string orbit;        ///< "200 km x 500 km", in place of altitudes
  std::string inclination;  ///< likewise a range or one; empty: twenty that the pad reaches
  std::filesystem::path output;
  int jobs = 0;  ///< threads; 0: as many as the machine has
  bool json = false;
};

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int most_points = 10'000;

// ---- what is asked

/// "200 km", or "200 km:1500 km:100 km": first, last, step.
std::vector<double> option_range(const char* name, const std::string& text, const char* unit) {
  const auto first_end = text.find(':');
  if (first_end == std::string::npos) return {option_value(name, text, unit)};
  const auto second_end = text.find(':', first_end + 1);
  const char* remedy = "write first, last and step, such as \"200 km:1500 km:100 km\"";
  if (second_end == std::string::npos) throw InputError(fmt::format("{}: \"{}\" has no step", name, text), remedy);
  const double first = option_value(name, text.substr(0, first_end), unit);
  const double last = option_value(name, text.substr(first_end + 1, second_end - first_end - 1), unit);
  const double step = option_value(name, text.substr(second_end + 1), unit);
  if (!(step > 0) || last < first || (last - first) / step > most_points) {
    throw InputError(fmt::format("{}: \"{}\" is no range", name, text), remedy);
  }
  std::vector<double> values;
  // A last value that rounding has put just beyond the end belongs to the range.
  for (int i = 0; first + i * step <= last + 1e-6 * step; ++i) values.push_back(first + i * step);
  return values;
}

std::vector<double> evenly(double first, double last, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(first + (last - first) * i / (count - 1));
  return values;
}

/// Two hundred points: ten altitudes, twenty inclinations between the lowest and the highest of the pad.
std::vector<Apsides> orbits_asked(const PayloadArguments& arguments, bool by_ellipse) {
  if (!arguments.orbit.empty() && !arguments.altitude.empty()) {
    throw InputError("--orbit and --altitude: there are both", "give one of them");
  }
  std::vector<Apsides> orbits;
  if (const auto cross = arguments.orbit.find(" x "); !arguments.orbit.empty()) {
    const double perigee_m = option_value("--orbit", arguments.orbit.substr(0, cross), "km");
    const double apogee_m =
        cross == std::string::npos ? perigee_m : option_value("--orbit", arguments.orbit.substr(cross + 3), "km");
    orbits.push_back({perigee_m, apogee_m});
  } else {
    const std::string usual = by_ellipse ? "300 km:1200 km:100 km" : "200 km:650 km:50 km";
    const std::string& text = arguments.altitude.empty() ? usual : arguments.altitude;
    for (const double altitude_m : option_range("--altitude", text, "km")) orbits.push_back({altitude_m, altitude_m});
  }
  for (const Apsides& orbit : orbits) {
    if (orbit.perigee_m < 100e3 || orbit.apogee_m < orbit.perigee_m) {
      throw InputError(fmt::format("{} is no orbit to fly to", apsides_text(orbit)),
                       "give altitudes of 100 km and more, perigee before apogee");
    }
  }
  return orbits;
}

std::vector<double> inclinations_asked(const PayloadArguments& arguments, const Site& site, const Orbit& lowest) {
  if (arguments.inclination.empty()) {
    return evenly(lowest.inclination_rad, std::max(highest_inclination_rad(site), lowest.inclination_rad + 0.1), 20);
  }
  const auto inclinations = option_range("--inclination", arguments.inclination, "deg");
  if (inclinations.front() < 0 || inclinations.back() > M_PI) {
    throw InputError(fmt::format("--inclination: {} is outside 0 to 180 deg", arguments.inclination), "stay within");
  }
  return inclinations;
}

/// The launch as a mission file would have it, to the orbit and inclination that the map begins with.
Mission launch_mission(const PayloadArguments& arguments, const Orbit& first, double payload_kg,
                       const std::vector<std::string>& further) {
  const auto target = [&](const std::string& name, double perigee_m) {
    return fmt::format(
        "[[target]]\nat = {}\norbit = {{ perigee = \"{} m\", apogee = \"{} m\", inclination = \"{} deg\", descending = "
        "{} "
        "}}\n",
        toml_text(name), perigee_m, first.apogee_m, to_degrees(first.inclination_rad), first.descending);
  };
  std::string text = fmt::format(
      "[mission]\nname = \"Payload map\"\nsite = {}\nvehicle = {}\nliftoff = 2026-06-01T12:00:00Z\n[[payload]]\nname = "
      "\"Payload\"\nmass = \"{} kg\"\n",
      toml_text(arguments.site), toml_text(arguments.vehicle), payload_kg);
  constexpr double transfer_perigee_m = 200e3;
  text += target(further.empty() ? "orbit" : "transfer-orbit", further.empty() ? first.perigee_m : transfer_perigee_m);
  for (const std::string& name : further) text += target(name, first.perigee_m);
  return read_mission_text(text, "payload-map.toml");
}

PayloadMapRequest request_for(const PayloadArguments& arguments) {
  const Site site = load_site(arguments.site);
  const Vehicle vehicle = load_vehicle(arguments.vehicle);
  const auto further = further_targets(vehicle);
  PayloadMapRequest request;
  request.orbits = orbits_asked(arguments, !further.empty());
  Orbit first;
  choose_inclination(site, first);
  request.inclinations_rad = inclinations_asked(arguments, site, first);
  if (request.points() > most_points) {
    throw InputError(fmt::format("the map has {} points", request.points()),
                     fmt::format("{} are allowed: widen the steps", most_points));
  }
  first.perigee_m = request.orbits.front().perigee_m;
  first.apogee_m = request.orbits.front().apogee_m;
  first.inclination_rad = request.inclinations_rad[request.inclinations_rad.size() / 2];
  request.mission = launch_mission(arguments, first, guessed_payload_kg(vehicle, first), further);
  request.ascent = ascent_options(request.mission.optimize);
  // A point that needs more would cost as much as all others; it is marked.
  request.ascent.control.most_meshes = 8;
  request.threads = arguments.jobs > 0 ? arguments.jobs : static_cast<int>(std::thread::hardware_concurrency());
  request.stop = [] { return Interruptible::asked(); };
  return request;
}

// ---- solving

std::string progress_text(std::size_t done, int all, std::size_t known, Clock::time_point began) {
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const double rate = static_cast<double>(done - known) / seconds;
  return fmt::format("payload map: {} of {} points, {:.1f} a second, {:.0f} s left", done, all, rate,
                     (all - static_cast<double>(done)) / rate);
}

std::map<int, MapPoint> solved(const PayloadMapRequest& request, PayloadMapState& state, bool silent) {
  ProgressLine line(!silent);
  const auto began = Clock::now();
  std::size_t done = state.known().size();
  return payload_map(request, state.known(), [&](int number, const MapPoint& point) {
    state.add(number, point);
    ++done;
    if (line.due()) line.show(progress_text(done, request.points(), state.known().size(), began));
  });
}

std::vector<FileText> files_of(const PayloadMap& map) {
  std::vector<FileText> files{{"payload.csv", write_payload_csv(map)}, {"payload.json", write_payload_json(map)}};
  if (const std::string page = payload_template(); !page.empty()) {
    files.push_back({"payload.html", write_payload_page(map, page)});
  }
  return files;
}

fs::path folder_of(const PayloadArguments& arguments, const Mission& mission) {
  if (!arguments.output.empty()) return arguments.output;
  std::string name = fmt::format("payload-{}-{}", mission.vehicle.id, mission.site.id);
  for (char& c : name) c = c == '/' ? '-' : c;
  return fs::path("out") / name;
}

int run_payload(const PayloadArguments& arguments) {
  const PayloadMapRequest request = request_for(arguments);
  const auto folder = folder_of(arguments, request.mission);
  const auto began = Clock::now();
  PayloadMapState state(folder / "payload.state.jsonl", request);
  const bool resumed = !state.known().empty();
  std::map<int, MapPoint> points;
  {
    const Interruptible interruptible;
    points = solved(request, state, arguments.json);
  }
  if (static_cast<int>(points.size()) < request.points()) {
    std::fputs(fmt::format("stopped: {} of {} points are kept; the same command goes on from there\n", points.size(),
                           request.points())
                   .c_str(),
               stderr);
    return exit_interrupted;
  }
  const double seconds = resumed ? 0 : std::chrono::duration<double>(Clock::now() - began).count();
  const PayloadMap map{request, points, seconds};
  {
    const Undisturbed undisturbed;
    replace_files(folder, files_of(map));
    state.remove();
  }
  if (arguments.json) {
    std::fputs(write_payload_json(map).c_str(), stdout);
    return exit_done;
  }
  fmt::print("{} from {}: the heaviest payload, kg\n\n{}", request.mission.vehicle.name, request.mission.site.name,
             write_payload_table(map));
  if (seconds > 0) fmt::print("\n{} points in {:.1f} s on {} threads", request.points(), seconds, request.threads);
  fmt::print("\nMap: {}\n", (folder / (payload_template().empty() ? "payload.csv" : "payload.html")).string());
  return exit_done;
}

}  // namespace

void add_payload(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<PayloadArguments>();
  CLI::App* command = app.add_subcommand("payload", "Map the heaviest payload of a vehicle over orbits it can reach");
  command->add_option("vehicle", wanted->vehicle, "Vehicle, or LAUNCHER/UPPER-STAGE")->required()->type_name("VEHICLE");
  command->add_option("--site", wanted->site, "Pad")->required()->type_name("SITE");
  command->add_option("--altitude", wanted->altitude, "Of circles: one, or FIRST:LAST:STEP (default: ten that suit)")
      ->type_name("ALTITUDE");
  command->add_option("--orbit", wanted->orbit, "\"200 km x 500 km\", in place of altitudes")->type_name("ORBIT");
  command->add_option("--inclination", wanted->inclination, "One, or FIRST:LAST:STEP (default: twenty of the pad)")
      ->type_name("ANGLE");
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/payload-VEHICLE-SITE)")
      ->type_name("FOLDER");
  add_jobs_option(*command, wanted->jobs);
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the table");
  command->footer(
      "Example: cosmodrome payload soyuz-2.1b --site vostochny/1S --altitude \"200 km:1000 km:100 km\"\n"
      "Writes payload.csv, payload.json and payload.html. Stopped, it keeps what is done, and the same command goes "
      "on.\n"
      "Exit codes: 0 all points done, those not confirmed marked; 2 wrong input; 130 stopped by Ctrl-C.");
  command->callback([&run, wanted] { run = [wanted] { return run_payload(*wanted); }; });
}

}  // namespace cosmodrome::cli
