// The command `cosmodrome`: turns words into values, calls the library, prints. See commands.hpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/sequence.hpp"
#include "cosmodrome/io/convert_file.hpp"
#include "signals.hpp"
#include "wrong_words.hpp"

namespace {

using namespace cosmodrome::cli;

/// All that the command line can be asked, and what `parse` makes of it.
struct Asked {
  FlyArguments fly;
  DisperseArguments disperse;
  SafetyArguments safety;
  PropagateArguments propagate;
  DesignArguments design;
  LifetimeArguments lifetime;
  OptimizeArguments optimize;
  PayloadArguments payload;
  WindowsArguments windows;
  CheckArguments check;
  CatalogueArguments vehicles, sites, show;
  NewArguments start;
  SchemaArguments schema;
  ConvertArguments convert;
  std::string shell;
  std::function<int()> run;
};

void add_fly(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("fly", "Plan and fly a mission, print its timeline, write its report and files");
  command->add_option("mission", asked.fly.mission, "Mission file")->required()->type_name("MISSION");
  command->add_option("-o,--output", asked.fly.output, "Folder for the files (default: out/MISSION)")
      ->type_name("FOLDER");
  command->add_flag("--json", asked.fly.json, "Print one JSON object instead of the timeline");
  command->add_flag("-q,--quiet", asked.fly.quiet, "Print nothing but errors");
  command->add_flag("--no-files", asked.fly.no_files, "Write no files");
  command->add_option("--sample", asked.fly.sample, "Fly this flight of the mission's campaign, by its number from 0")
      ->check(CLI::NonNegativeNumber.description(""))
      ->type_name("NUMBER");
  command->add_flag("--reference", asked.fly.reference, "Fly with the high-order method at a tolerance of 1e-13");
  command->footer(
      "Example: cosmodrome fly missions/luna-25.toml -o out/luna-25\n"
      "Exit codes: 0 every target reached; 2 wrong input, nothing written; 3 a target missed (flown and written).");
  command->callback([&] { asked.run = [&] { return run_fly(asked.fly); }; });
}

void add_disperse(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "disperse", "Fly a mission many times with all that can vary varying, and say how likely what is");
  DisperseArguments& wanted = asked.disperse;
  command->add_option("mission", wanted.mission, "Mission file")->required()->type_name("MISSION");
  command->add_option("-n,--flights", wanted.flights, "How many flights (default: as the mission says)")
      ->check(CLI::Range(1LL, 1'000'000'000LL).description(""))
      ->type_name("COUNT");
  command->add_option("--until", wanted.until, "Stop when an outcome's probability or a column's mean is known so well")
      ->type_name("NAME:WIDTH");
  command->add_flag("--resume", wanted.resume, "Go on with the campaign in the folder; needs nothing else");
  command->add_flag("--list", wanted.list, "List all figures that can vary, and fly nothing");
  command->add_option("-o,--output", wanted.output, "Folder for the flights (default: out/MISSION-campaign)")
      ->type_name("FOLDER");
  command->add_option("--jobs", wanted.jobs, "Threads (default: as many as the machine has)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("COUNT");
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary");
  command->add_flag("-q,--quiet", wanted.quiet, "Print nothing but errors");
  command->footer(
      "Example: cosmodrome disperse missions/luna-25.toml -n 20000\n"
      "Writes flights/block-*.parquet, one row a flight, and summary.json. Stopped by Ctrl-C it keeps all flights; "
      "--resume goes on.\n"
      "One flight with its full record: cosmodrome fly MISSION --sample NUMBER\n"
      "Exit codes: 0 flown; 2 wrong input, or a folder that holds other flights; 130 stopped by Ctrl-C.");
  command->callback([&] { asked.run = [&] { return run_disperse(asked.disperse); }; });
}

void add_safety(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("safety", "Find where a flight comes down: planned falls, and impact points at every second");
  SafetyArguments& wanted = asked.safety;
  command->add_option("mission", wanted.mission, "Mission file")->required()->type_name("MISSION");
  command->add_option("-o,--output", wanted.output, "Folder for the files (default: out/MISSION-safety)")
      ->type_name("FOLDER");
  command
      ->add_option("--ballistic-coefficient", wanted.ballistic_coefficient,
                   "Let bodies with this mass / (Cd area) fall through the air too, such as \"100 kg/m2\"")
      ->type_name("QUANTITY");
  command
      ->add_option("--assumptions", wanted.assumptions,
                   "Safety file: how falls scatter, what failures lead to, what a vehicle breaks into")
      ->type_name("FILE");
  command
      ->add_option("--population", wanted.population,
                   "Map of people, an ESRI ASCII grid or a GeoTIFF in degrees (default: the map that ships)")
      ->type_name("FILE");
  command->add_option("--criteria", wanted.criteria, "Limits of risk (default: those of 14 CFR 450.101)")
      ->type_name("FILE");
  command->add_option("-n,--flights", wanted.flights, "Dispersed flights whose planned falls are followed")
      ->check(CLI::Range(0LL, 1'000'000LL))
      ->capture_default_str();
  command->add_option("--debris-falls", wanted.falls, "Falls of debris in all; 0: no failures")
      ->check(CLI::Range(0LL, 1'000'000'000LL))
      ->capture_default_str();
  command
      ->add_option("--probability-of-failure", wanted.probability,
                   "Of one flight (default: 0.1, which 14 CFR 420 lays down for siting)")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--history", wanted.history,
                   "Flights and failures of the vehicle, such as 150:2, from which that probability follows")
      ->type_name("FLIGHTS:FAILURES");
  command->add_option("-j,--jobs", wanted.jobs, "Threads (default: as many as the machine has)")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome safety missions/luna-25.toml -o out/luna-25-safety\n"
      "Writes safety.json, impact-points.csv, falls.csv, failures.csv, safety.geojson and safety.kml: an engineering "
      "tool, no "
      "licence.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written; 3 done, but the flight missed a target; 130 stopped by "
      "Ctrl-C, nothing written.");
  command->callback([&] { asked.run = [&] { return run_safety(asked.safety); }; });
}

void add_propagate(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand(
      "propagate", "Fly an orbit on from a state: its path, its eclipses, its passes over ground stations");
  PropagateArguments& wanted = asked.propagate;
  command->add_option("input", wanted.input, "OPM, OEM or flight (its last state), TLE or OMM (by SGP4, at its epoch)")
      ->required()
      ->type_name("FILE");
  command->add_option("--for", wanted.length, "How long")->type_name("TIME")->capture_default_str();
  command->add_option("--model", wanted.model, "Forces")
      ->check(CLI::IsMember({"accurate", "fast", "two-body"}).description(""))
      ->type_name("accurate|fast|two-body")
      ->capture_default_str();
  command
      ->add_option("--station", wanted.stations,
                   "Who looks up: a pad, or NAME=LATITUDE,LONGITUDE[,ALTITUDE] in degrees and metres; again for more")
      ->allow_extra_args(false)
      ->type_name("STATION");
  command->add_option("--mask", wanted.mask, "Least elevation, as the air shows it")
      ->type_name("ANGLE")
      ->capture_default_str();
  command->add_option("--mass", wanted.mass, "In place of the file's; without either 1000 kg")->type_name("MASS");
  command->add_option("--drag-area", wanted.drag_area, "Area with drag coefficient, in place of the file's")
      ->type_name("AREA");
  command->add_option("--light-area", wanted.light_area, "Area with reflectivity, in place of the file's")
      ->type_name("AREA");
  command->add_option("--step", wanted.step, "Between points of the files")->type_name("TIME")->capture_default_str();
  command->add_option("-o,--output", wanted.output, "Folder for the files (default: out/FILE-orbit)")
      ->type_name("FOLDER");
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome propagate out/luna-25/flight.opm --for \"3 d\" --station vostochny/1S\n"
      "Writes orbit.oem, .csv, .czml, .kml, .geojson, .json, passes.csv and eclipses.csv.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written.");
  command->callback([&] { asked.run = [&] { return run_propagate(asked.propagate); }; });
}

void add_design(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("design", "Design a circular orbit by its ground track and its plane");
  DesignArguments& wanted = asked.design;
  command->add_option("--repeat", wanted.repeat, "Revolutions and days after which the track repeats")
      ->type_name("REVOLUTIONS/DAYS");
  command->add_option("--altitude", wanted.altitude, "In place of a repetition: mean semi-major axis above the equator")
      ->type_name("ALTITUDE");
  command->add_option("--inclination", wanted.inclination, "Default: so that the plane keeps up with the Sun")
      ->type_name("ANGLE");
  command->add_option("--local-time", wanted.local_time, "Mean local time of the ascending node, such as 22:30")
      ->type_name("HH:MM");
  command->add_option("--node", wanted.node, "Longitude of the ascending node at the epoch (default: 0)")
      ->type_name("ANGLE");
  command->add_option("--epoch", wanted.epoch, "When it passes that node, UTC")
      ->type_name("TIME")
      ->capture_default_str();
  command->add_option("-o,--output", wanted.output, "Write the state there, as an OPM")->type_name("FILE");
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome design --repeat 233/16 --local-time 22:00 -o watcher.opm\n"
      "Under zonal gravity; cosmodrome propagate flies the state on with all forces.\n"
      "Exit codes: 0 done; 2 wrong input or no such orbit, nothing written.");
  command->callback([&] { asked.run = [&] { return run_design(asked.design); }; });
}

void add_lifetime(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("lifetime", "Say how long an orbit lasts, beside the rules of 25 and 5 years");
  LifetimeArguments& wanted = asked.lifetime;
  command->add_option("input", wanted.input, "OPM, OEM or flight (its last state), TLE or OMM")
      ->required()
      ->type_name("FILE");
  command->add_option("--mass", wanted.mass, "In place of the file's")->type_name("MASS");
  command->add_option("--drag-area", wanted.drag_area, "Mean area with drag coefficient, in place of the file's")
      ->type_name("AREA");
  command
      ->add_option("--flux", wanted.flux,
                   "Steady solar flux at 10.7 cm, 70 quiet, 150 mean, 230 active (default: measured and forecast)")
      ->check(CLI::Range(60.0, 400.0).description(""))
      ->type_name("NUMBER");
  command->add_option("--years", wanted.years, "Look no farther")
      ->check(CLI::Range(0.01, 200.0).description(""))
      ->type_name("NUMBER")
      ->capture_default_str();
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome lifetime out/luna-25/flight.opm --drag-area \"22 m2\"\n"
      "Exit codes: 0 done; 2 wrong input.");
  command->callback([&] { asked.run = [&] { return run_lifetime(asked.lifetime); }; });
}

void add_optimize(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("optimize", "Find the best ascent of a mission, fly it again, write its files");
  OptimizeArguments& wanted = asked.optimize;
  command->add_option("mission", wanted.mission, "Mission file")->required()->type_name("MISSION");
  command->add_option("-o,--output", wanted.output, "Folder for the files (default: out/MISSION-optimal)")
      ->type_name("FOLDER");
  command->add_option("--solver", wanted.solver, "Own interior-point method, or IPOPT as an independent check")
      ->check(CLI::IsMember({"interior-point", "ipopt"}).description(""))
      ->type_name("interior-point|ipopt")
      ->capture_default_str();
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the summary and the timeline");
  command->add_flag("-q,--quiet", wanted.quiet, "Print nothing but errors");
  command->add_flag("--no-files", wanted.no_files, "Write no files");
  command->footer(
      "Example: cosmodrome optimize missions/luna-25.toml -o out/luna-25-optimal\n"
      "What is to be found stands in the mission's section [optimize]. The files are those of fly, and "
      "optimized.toml,\n"
      "which cosmodrome fly flies to the same end, and steering.csv.\n"
      "Exit codes: 0 found and confirmed by its flight; 2 wrong input; 3 not solved or not confirmed;\n"
      "            130 stopped by Ctrl-C, the best so far printed. Files are written with 0 alone.");
  command->callback([&] { asked.run = [&] { return run_optimize(asked.optimize); }; });
}

void add_payload(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("payload", "Map the heaviest payload of a vehicle over orbits it can reach");
  PayloadArguments& wanted = asked.payload;
  command->add_option("vehicle", wanted.vehicle, "Vehicle, or LAUNCHER/UPPER-STAGE")->required()->type_name("VEHICLE");
  command->add_option("--site", wanted.site, "Pad")->required()->type_name("SITE");
  command->add_option("--altitude", wanted.altitude, "Of circles: one, or FIRST:LAST:STEP (default: ten that suit)")
      ->type_name("ALTITUDE");
  command->add_option("--orbit", wanted.orbit, "\"200 km x 500 km\", in place of altitudes")->type_name("ORBIT");
  command->add_option("--inclination", wanted.inclination, "One, or FIRST:LAST:STEP (default: twenty of the pad)")
      ->type_name("ANGLE");
  command->add_option("-o,--output", wanted.output, "Folder for the files (default: out/payload-VEHICLE-SITE)")
      ->type_name("FOLDER");
  command->add_option("--jobs", wanted.jobs, "Threads (default: as many as the machine has)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("COUNT");
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the table");
  command->footer(
      "Example: cosmodrome payload soyuz-2.1b --site vostochny/1S --altitude \"200 km:1000 km:100 km\"\n"
      "Writes payload.csv, payload.json and payload.html. Stopped, it keeps what is done, and the same command goes "
      "on.\n"
      "Exit codes: 0 all points done, those not confirmed marked; 2 wrong input; 130 stopped by Ctrl-C.");
  command->callback([&] { asked.run = [&] { return run_payload(asked.payload); }; });
}

void add_windows(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("windows", "Find each day's best lift-off for a flight to the Moon");
  WindowsArguments& wanted = asked.windows;
  command->add_option("mission", wanted.mission, "Mission file with a section [moon]")
      ->required()
      ->type_name("MISSION");
  command->add_option("--from", wanted.from, "First day (default: of the month of the mission's lift-off)")
      ->type_name("DAY");
  command->add_option("--to", wanted.to, "Last day (default: of the month of the first)")->type_name("DAY");
  command
      ->add_option("--flight-time", wanted.flight_time,
                   "From lift-off to the Moon: one, or LEAST:MOST (default: \"4 d:6 d\")")
      ->type_name("TIME");
  command->add_option("-o,--output", wanted.output, "Folder for the files (default: out/MISSION-windows)")
      ->type_name("FOLDER");
  command->add_option("--jobs", wanted.jobs, "Threads (default: as many as the machine has)")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("COUNT");
  command->add_flag("--json", wanted.json, "Print one JSON object instead of the table");
  command->footer(
      "Example: cosmodrome windows missions/luna-25.toml --from 2023-08-05 --to 2023-08-20\n"
      "Writes windows.csv, windows.json and windows.html.\n"
      "Exit codes: 0 found on some day; 2 wrong input; 3 on no day, or the first orbit was missed; 130 stopped by "
      "Ctrl-C, nothing written.");
  command->callback([&] { asked.run = [&] { return run_windows(asked.windows); }; });
}

void add_check(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("check", "Read a mission file, say all that is wrong or doubtful, fly nothing");
  command->add_option("mission", asked.check.mission, "Mission file")->required()->type_name("MISSION");
  command->add_flag("--json", asked.check.json, "Print one JSON object");
  command->footer("Example: cosmodrome check my-mission.toml\nExit codes: 0 sound, perhaps with doubts; 2 wrong.");
  command->callback([&] { asked.run = [&] { return run_check(asked.check); }; });
}

void add_new(CLI::App& app, Asked& asked) {
  CLI::App* command =
      app.add_subcommand("new", "Write a mission file to start from, with comments, that flies as it is");
  NewArguments& start = asked.start;
  command->add_option("file", start.file, "File to write, - for the terminal; one that is there is left alone")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_option("--site", start.site, "Pad")->type_name("SITE")->capture_default_str();
  command->add_option("--vehicle", start.vehicle, "Vehicle, or LAUNCHER/UPPER-STAGE")
      ->type_name("VEHICLE")
      ->capture_default_str();
  command->add_option("--payload", start.payload, "Its mass, such as \"4 t\" (default: well within reach)")
      ->type_name("MASS");
  command->add_option("--orbit", start.orbit, "Altitude, or \"200 km x 500 km\" (default: 200 km)")->type_name("ORBIT");
  command->add_option("--inclination", start.inclination, "Such as \"97.3 deg\" (default: the lowest of the pad)")
      ->type_name("ANGLE");
  command->add_option("--liftoff", start.liftoff, "Date and time")->type_name("TIME")->capture_default_str();
  command->footer(
      "Example: cosmodrome new my-mission.toml --site kourou/ELS --vehicle soyuz-2.1b/fregat --orbit \"400 km\"\n"
      "Exit codes: 0 written; 2 wrong input, or the file is there.");
  command->callback([&] { asked.run = [&] { return run_new(asked.start); }; });
}

void add_catalogue(CLI::App& app, const char* name, const char* help, const char* example, const char* id_kind,
                   CatalogueArguments& arguments, std::function<int()> run, std::function<int()>& chosen) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_flag("--json", arguments.json, "Print one JSON object");
  command->add_flag("--ids", arguments.ids, "Print ids alone, one a line");
  CLI::App* show = command->add_subcommand("show", "Show all figures of one with their sources");
  show->add_option("id", arguments.id, "Id of the catalogue, or ./FILE.toml")->required()->type_name(id_kind);
  show->add_flag("--json", arguments.json, "Print one JSON object");
  const std::string codes = std::string("Example: cosmodrome ") + name + " show " + example +
                            "\nExit codes: 0 printed; 2 there is no such entry.";
  command->footer(codes);
  show->footer(codes);
  command->callback([&chosen, run] { chosen = run; });
}

void add_show(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("show", "Show a vehicle or a site: all figures with their sources");
  command->add_option("id", asked.show.id, "Id of the catalogue, or ./FILE.toml")->required()->type_name("ENTRY");
  command->add_flag("--json", asked.show.json, "Print one JSON object");
  command->footer("Example: cosmodrome show soyuz-2.1b/fregat\nExit codes: 0 printed; 2 there is no such entry.");
  command->callback([&] { asked.run = [&] { return run_show(asked.show); }; });
}

void add_schema(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("schema", "Print the JSON Schema of a kind of file, for editors");
  command->add_option("kind", asked.schema.kind, "Kind of file")
      ->required()
      ->check(CLI::IsMember({"mission", "vehicle", "site", "safety"}).description(""))
      ->type_name("mission|vehicle|site|safety");
  command->footer("Example: cosmodrome schema mission > mission.schema.json\nExit codes: 0 printed; 2 no such kind.");
  command->callback([&] { asked.run = [&] { return run_schema(asked.schema); }; });
}

void add_convert(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("convert", "Turn an orbit file or a flight into another format");
  command
      ->add_option("input", asked.convert.input,
                   "CCSDS message, SP3, TLE, OMM as JSON or CSV, flight.csv or flight.json")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("-o,--output", asked.convert.output, "File to write, - for the terminal; its ending is the format")
      ->required()
      ->type_name("FILE");
  command->add_option("--to", asked.convert.to, "Format, if the ending does not tell it")
      ->check(CLI::IsMember(cosmodrome::convert_format_names()).description(""))
      ->type_name(fmt::format("{}", fmt::join(cosmodrome::convert_format_names(), "|")));
  command
      ->add_option("--message-version", asked.convert.message_version, "Version of the CCSDS message that is written")
      ->check(CLI::IsMember({"1.0", "2.0", "3.0"}).description(""))
      ->type_name("1.0|2.0|3.0");
  command->add_option("--liftoff", asked.convert.liftoff, "Date and time of t = 0 of a flight.csv that stands alone")
      ->type_name("TIME");
  command->footer(
      "Example: cosmodrome convert out/luna-25/flight.oem -o luna-25.czml\n"
      "A message becomes XML, keyword form or another version with all that it says; ephemerides become paths on "
      "maps.\n"
      "Exit codes: 0 written; 2 wrong input, nothing written.");
  command->callback([&] { asked.run = [&] { return run_convert(asked.convert); }; });
}

OptionWords words_of(const CLI::Option& option) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.help = option.get_description();
  if (option.get_items_expected_max() > 0) words.value = option.get_type_name();
  return words;
}

std::vector<CommandWords> words_of(const CLI::App& app) {
  std::vector<CommandWords> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    CommandWords words{command->get_name(), command->get_description(), {}, {}};
    for (const CLI::Option* option : command->get_options()) words.options.push_back(words_of(*option));
    for (const CLI::App* own : command->get_subcommands([](const CLI::App*) { return true; })) {
      words.commands.push_back(own->get_name());
    }
    commands.push_back(std::move(words));
  }
  return commands;
}

void add_completion(CLI::App& app, Asked& asked) {
  CLI::App* command = app.add_subcommand("completion", "Print a script that lets a shell complete commands and names");
  command->add_option("shell", asked.shell, "Shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
      ->type_name("bash|zsh|fish");
  command->footer("Example: source <(cosmodrome completion bash)\nExit codes: 0 printed; 2 no such shell.");
  command->callback([&] { asked.run = [&] { return run_completion(asked.shell, words_of(app)); }; });
}

void add_all(CLI::App& app, Asked& asked) {
  app.name("cosmodrome");
  app.require_subcommand(1);
  app.set_version_flag("--version", "cosmodrome " COSMODROME_VERSION);
  app.footer(
      "Examples:\n"
      "  cosmodrome fly missions/luna-25.toml     the built-in flight; its report is out/luna-25/report.html\n"
      "  cosmodrome disperse missions/luna-25.toml   many flights, each a little different\n"
      "  cosmodrome propagate out/luna-25/flight.opm   the orbit after the flight: path, eclipses, passes\n"
      "  cosmodrome optimize my-mission.toml      the heaviest payload that it can carry\n"
      "  cosmodrome payload soyuz-2.1b --site vostochny/1S   what it carries to which orbit\n"
      "  cosmodrome windows missions/luna-25.toml    each day's lift-off for the Moon\n"
      "  cosmodrome new my-mission.toml           a mission of your own to start from\n"
      "  cosmodrome check my-mission.toml         what is wrong or doubtful with it\n"
      "  cosmodrome COMMAND --help                each command with an example\n"
      "Exit codes: 0 done; 1 a fault of the program or the machine; 2 wrong input, nothing written;\n"
      "            3 flown, but a target was missed, or no optimum was confirmed; 130 stopped by Ctrl-C.");
  add_fly(app, asked);
  add_disperse(app, asked);
  add_safety(app, asked);
  add_propagate(app, asked);
  add_design(app, asked);
  add_lifetime(app, asked);
  add_optimize(app, asked);
  add_payload(app, asked);
  add_windows(app, asked);
  add_check(app, asked);
  add_new(app, asked);
  add_catalogue(
      app, "vehicles", "List the rockets that are built in, or show one", "soyuz-2.1b", "VEHICLE", asked.vehicles,
      [&] { return run_vehicles(asked.vehicles); }, asked.run);
  add_catalogue(
      app, "sites", "List the launch pads that are built in, or show one", "vostochny/1S", "SITE", asked.sites,
      [&] { return run_sites(asked.sites); }, asked.run);
  add_show(app, asked);
  add_convert(app, asked);
  add_schema(app, asked);
  add_completion(app, asked);
}

/// What was not understood, with what may have been meant. Exit code 2; 0 for --help and --version.
int tell_wrong_words(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  if (error.get_exit_code() == 0) return app.exit(error);
  const std::string text = wrong_words({argv + 1, argv + argc}, words_of(app), error.what());
  std::fprintf(stderr, "%s\n", text.c_str());
  return exit_wrong_input;
}

int run(const Asked& asked) {
  const int status = asked.run();
  if (std::fflush(stdout) == 0) return status;
  std::fputs("cosmodrome: standard output cannot be written\n", stderr);
  return exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
  handle_signals();
  CLI::App app{"A spaceport in software: plan and fly a launch from the pad to its orbit."};
  Asked asked;
  try {
    add_all(app, asked);
    app.parse(argc, argv);
    return run(asked);
  } catch (const CLI::ParseError& error) {
    return tell_wrong_words(app, error, argc, argv);
  } catch (const cosmodrome::InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_wrong_input;
  } catch (const cosmodrome::InvalidMission& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_wrong_input;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cosmodrome: %s\n", error.what());
    return exit_failed;
  }
}
