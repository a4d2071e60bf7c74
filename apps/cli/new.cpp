#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_toml.hpp"
#include "launch_guess.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct NewArguments {
  std::string file = "-";  ///< "-": standard output
  std::string site = "vostochny/1S";
  std::string vehicle = "soyuz-2.1b";
  std::string payload;      ///< empty: well within what the vehicle lifts
  std::string orbit;        ///< empty: 200 km, 500 km for a vehicle that goes there by an ellipse
  std::string inclination;  ///< empty: the lowest that the site reaches
  std::string liftoff = "2026-06-01T12:00:00Z";
};

namespace fs = std::filesystem;

// ---- the orbit

/// "200 km", or "200 km x 500 km".
Orbit parse_orbit(const NewArguments& arguments, const std::string& written, const Site& site) {
  Orbit orbit;
  const auto cross = written.find(" x ");
  const std::string perigee = written.substr(0, cross);
  orbit.perigee_m = orbit.apogee_m = option_value("--orbit", perigee, "km");
  orbit.text = fmt::format("altitude = {}", toml_text(perigee));
  if (cross != std::string::npos) {
    const std::string apogee = written.substr(cross + 3);
    orbit.apogee_m = option_value("--orbit", apogee, "km");
    orbit.text = fmt::format("perigee = {}, apogee = {}", toml_text(perigee), toml_text(apogee));
  }
  if (orbit.perigee_m > orbit.apogee_m || orbit.perigee_m < 100e3) {
    throw InputError(fmt::format("--orbit: \"{}\" is no orbit to fly to", written),
                     "write its altitude, such as \"200 km\", or perigee and apogee, \"200 km x 500 km\"");
  }
  choose_inclination(site, orbit);
  std::string inclination = fmt::format("{:.1f} deg", to_degrees(orbit.inclination_rad));
  if (!arguments.inclination.empty()) {
    inclination = arguments.inclination;
    const double asked_rad = option_value("--inclination", inclination, "deg");
    if (asked_rad < 0 || asked_rad > M_PI) {
      throw InputError(fmt::format("--inclination: {} is outside 0 to 180 deg", inclination), "write one within");
    }
    orbit.inclination_rad = asked_rad;
  }
  orbit.text += fmt::format(", inclination = {}", toml_text(inclination));
  if (orbit.descending) orbit.text += ", descending = true";
  return orbit;
}

// ---- the file

std::string target_text(const std::string& name, const std::string& orbit) {
  return fmt::format("[[target]]\nat    = {}\norbit = {{ {} }}\n", toml_text(name), orbit);
}

/// A vehicle that needs two targets first reaches an ellipse that touches the orbit, then the orbit.
std::string targets_text(const NewArguments& arguments, const Site& site, const std::vector<std::string>& further,
                         const std::string& orbit) {
  if (further.empty()) return target_text("orbit", parse_orbit(arguments, orbit, site).text);
  const std::string apogee = orbit.substr(0, orbit.find(" x "));
  std::string text = target_text("transfer-orbit", parse_orbit(arguments, "200 km x " + apogee, site).text);
  for (const std::string& name : further) text += "\n" + target_text(name, parse_orbit(arguments, orbit, site).text);
  return text;
}

/// The mission with everything but its payload decided.
struct Draft {
  Site site;
  Vehicle vehicle;
  Orbit orbit;
  std::string targets;
};

Draft make_draft(const NewArguments& arguments, const fs::path& folder) {
  Draft draft{load_site(arguments.site, folder), load_vehicle(arguments.vehicle, folder), {}, {}};
  const auto further = further_targets(draft.vehicle);
  const std::string usual = further.empty() ? "200 km" : "500 km";
  const std::string written = arguments.orbit.empty() ? usual : arguments.orbit;
  draft.orbit = parse_orbit(arguments, written, draft.site);
  draft.targets = targets_text(arguments, draft.site, further, written);
  return draft;
}

std::string mission_text(const NewArguments& arguments, const Draft& draft, const std::string& payload) {
  constexpr const char* text =
      R"(# A mission for cosmodrome. Quantities have their unit; what is not said has a sensible value.
#   cosmodrome check FILE     says what is wrong or doubtful
#   cosmodrome fly FILE       plans it, flies it, writes its report

[mission]
name    = {name}
site    = {site}  # others: cosmodrome sites
vehicle = {vehicle}  # others: cosmodrome vehicles; an upper stage behind a stroke: soyuz-2.1b/fregat
liftoff = {liftoff}
# launch_azimuth = "90 deg"   # is found if it is not given
# pitch_over     = "1.5 deg"  # the lean after the vertical rise; is found if it is not given

[[payload]]
name = "Payload"
mass = {payload}

{targets}# altitude stands for a circle; else: perigee = "200 km", apogee = "500 km". Heights are above 6378.137 km.

# [wind]  # none if it is not given. Altitude, speed, and where it comes from:
# profile = [["0 km", "3 m/s", "290 deg"], ["10 km", "40 m/s", "270 deg"], ["25 km", "0 m/s", "270 deg"]]

# [override]  # one figure of the vehicle, as cosmodrome vehicles show {id} names it
# "stage.{stage}.dry_mass" = "2000 kg"
)";
  const Vehicle& vehicle = draft.vehicle;
  const std::string stage = vehicle.stages.empty() ? "first" : vehicle.stages.back().id;
  return fmt::format(fmt::runtime(text), fmt::arg("name", toml_text(vehicle.name + " to orbit")),
                     fmt::arg("site", toml_text(arguments.site)), fmt::arg("vehicle", toml_text(arguments.vehicle)),
                     fmt::arg("liftoff", arguments.liftoff), fmt::arg("payload", toml_text(payload)),
                     fmt::arg("targets", draft.targets), fmt::arg("id", vehicle.id), fmt::arg("stage", stage));
}

/// Flies lighter and lighter payloads until one reaches the orbit, so that what is written flies at once.
std::string flown_mission_text(const NewArguments& arguments, const Draft& draft, const fs::path& file) {
  std::string first, cause;
  double payload_kg = guessed_payload_kg(draft.vehicle, draft.orbit);
  for (int tries = 0; tries < 8 && payload_kg >= 1; ++tries, payload_kg = two_digits(0.8 * payload_kg)) {
    const std::string text = mission_text(arguments, draft, fmt::format("{:g} kg", payload_kg));
    const Flight flight = fly(make_plan(read_mission_text(text, file)));
    if (flight.outcome == Outcome::target_met) return text;
    if (first.empty()) first = text;
    cause = flight.cause;
  }
  std::fputs(fmt::format("doubtful: no payload was found that reaches this orbit: {}\n", cause).c_str(), stderr);
  return first;
}

std::string new_text(const NewArguments& arguments, const fs::path& file) {
  const Draft draft = make_draft(arguments, file.parent_path());
  if (arguments.payload.empty()) return flown_mission_text(arguments, draft, file);
  if (option_value("--payload", arguments.payload, "kg") < 0) {
    throw InputError(fmt::format("--payload: {} is less than nothing", arguments.payload),
                     "write a mass such as \"4 t\"");
  }
  return mission_text(arguments, draft, arguments.payload);
}

/// Writes a file that is not there yet, whole or not at all.
void write_new(const fs::path& file, const std::string& text) {
  const Undisturbed undisturbed;
  std::FILE* stream = std::fopen(file.c_str(), "wbx");
  if (stream == nullptr) {
    const bool exists = errno == EEXIST;
    throw InputError(
        Problem{file.string(), 0, 0, "",
                exists ? "there is such a file" : fmt::format("cannot be written: {}", std::strerror(errno)),
                exists ? "choose another name, or remove it" : "choose a folder that is there and may be written to"});
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
  const bool closed = std::fclose(stream) == 0;
  if (written && closed) return;
  std::error_code ignored;
  fs::remove(file, ignored);
  throw InputError(Problem{file.string(), 0, 0, "", "cannot be written", "make room on the disk"});
}

void refuse_existing(const fs::path& file, bool to_stdout) {
  std::error_code ignored;
  if (to_stdout || !fs::exists(fs::symlink_status(file, ignored))) return;
  throw InputError(Problem{file.string(), 0, 0, "", "there is such a file", "choose another name, or remove it"});
}

int run_new(const NewArguments& arguments) {
  const bool to_stdout = arguments.file == "-";
  const fs::path file = to_stdout ? fs::path("mission.toml") : fs::path(arguments.file);
  refuse_existing(file, to_stdout);
  const std::string text = new_text(arguments, file);
  const Mission mission = read_mission_text(text, file);  // what is written can be read
  if (to_stdout) {
    std::fputs(text.c_str(), stdout);
    return exit_done;
  }
  write_new(file, text);
  fmt::print("{} is written: {} from {}. Fly it: cosmodrome fly {}\n", file.string(), mission.vehicle.name,
             mission.site.name, file.string());
  for (const Problem& warning : mission_warnings(load_mission(file))) fmt::print("doubtful: {}\n", describe(warning));
  return exit_done;
}

}  // namespace

void add_new(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<NewArguments>();
  CLI::App* command =
      app.add_subcommand("new", "Write a mission file to start from, with comments, that flies as it is");
  command->add_option("file", wanted->file, "File to write, - for the terminal; one that is there is left alone")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_option("--site", wanted->site, "Pad")->type_name("SITE")->capture_default_str();
  command->add_option("--vehicle", wanted->vehicle, "Vehicle, or LAUNCHER/UPPER-STAGE")
      ->type_name("VEHICLE")
      ->capture_default_str();
  command->add_option("--payload", wanted->payload, "Its mass, such as \"4 t\" (default: well within reach)")
      ->type_name("MASS");
  command->add_option("--orbit", wanted->orbit, "Altitude, or \"200 km x 500 km\" (default: 200 km)")
      ->type_name("ORBIT");
  command->add_option("--inclination", wanted->inclination, "Such as \"97.3 deg\" (default: the lowest of the pad)")
      ->type_name("ANGLE");
  command->add_option("--liftoff", wanted->liftoff, "Date and time")->type_name("TIME")->capture_default_str();
  command->footer(
      "Example: cosmodrome new my-mission.toml --site kourou/ELS --vehicle soyuz-2.1b/fregat --orbit \"400 km\"\n"
      "Exit codes: 0 written; 2 wrong input, or the file is there.");
  command->callback([&run, wanted] { run = [wanted] { return run_new(*wanted); }; });
}

}  // namespace cosmodrome::cli
