#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/fly_safety.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/unfinished_safety.hpp"
#include "launch_guess.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct SafetyArguments {
  std::filesystem::path mission;
  std::filesystem::path output;       ///< empty: out/<mission>-safety
  std::string ballistic_coefficient;  ///< "100 kg/m2"; empty: no falls through the air
  std::filesystem::path assumptions;  ///< a safety file; empty: the generic one
  std::filesystem::path population;   ///< a map of people; empty: the one that ships
  std::filesystem::path criteria;     ///< limits of risk; empty: those of 14 CFR 450.101
  std::filesystem::path closed;       ///< GeoJSON of ground that is closed; empty: only what the analysis finds
  std::filesystem::path protect;      ///< GeoJSON of ground that nothing may fall on; empty: the towns in reach
  long long flights = 2048;           ///< whose planned falls are followed
  long long falls = 200'000;          ///< of debris, in all
  double probability = 0.1;           ///< that the flight fails
  std::string history;                ///< "150:2", flights and failures of the vehicle; empty: as `probability` says
  int jobs = 0;                       ///< threads; 0: as many as the machine has
  bool json = false;
};

TraceOptions trace_options(const SafetyArguments& arguments) {
  TraceOptions options;
  if (arguments.ballistic_coefficient.empty()) return options;
  const char* name = "--ballistic-coefficient";
  const double asked = option_value(name, arguments.ballistic_coefficient, "kg/m2");
  if (!(asked >= 1 && asked <= 1e6)) {
    throw InputError(fmt::format("{}: {} is outside 1 kg/m2 to 1000000 kg/m2", name, arguments.ballistic_coefficient),
                     "give mass / (drag coefficient x area): an empty stage that tumbles has some 100 kg/m2");
  }
  options.ballistic_coefficient_kg_m2 = asked;
  return options;
}

int run_safety(const SafetyArguments& arguments) {
  SafetyRequest request;
  request.assumptions = arguments.assumptions, request.population = arguments.population;
  request.criteria = arguments.criteria, request.closed = arguments.closed;
  request.protect = arguments.protect;
  request.trace = trace_options(arguments);
  request.flights = static_cast<std::uint64_t>(arguments.flights);
  request.falls = static_cast<std::uint64_t>(arguments.falls);
  request.probability = arguments.history.empty() ? arguments.probability : probability_of_history(arguments.history);
  request.threads = arguments.jobs;
  const Plan plan = plan_with_progress(mission_for_safety(load_mission(arguments.mission), request), arguments.json);
  std::optional<ProgressLine> line(std::in_place, !arguments.json);
  request.stop = [] { return Interruptible::asked(); };
  std::string last;
  request.progress = [&](const std::string& text) {
    if (line->due()) line->show(text);
    last = text;
  };
  const auto folder =
      arguments.output.empty() ? std::filesystem::path("out") / (plan.mission.id + "-safety") : arguments.output;
  request.unfinished = folder / UnfinishedSafety::name;
  std::optional<Interruptible> interruptible(std::in_place);
  const SafetyResult result(plan, request);
  interruptible.reset(), line.reset();
  if (result.stopped()) {
    fmt::print(stderr, "stopped at {}; the same command goes on from {}\n", last, request.unfinished.string());
    return exit_interrupted;
  }
  const SafetyAnalysis& analysis = result.analysis();
  {
    const Undisturbed undisturbed;
    replace_files(folder, safety_files(analysis));
    std::filesystem::remove(request.unfinished);
  }
  if (arguments.json) {
    std::fputs(write_safety_json(analysis).c_str(), stdout);
  } else {
    const char* map = report_template().empty() ? "safety.kml" : "safety.html";
    fmt::print("{}\nMap: {}\n", write_safety_summary(analysis), (folder / map).string());
  }
  return analysis.flight.outcome == Outcome::target_met ? exit_done : exit_target_missed;
}

}  // namespace

void add_safety(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<SafetyArguments>();
  CLI::App* command =
      app.add_subcommand("safety", "Find where a flight comes down: planned falls, and impact points at every second");
  add_mission_option(*command, wanted->mission);
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/MISSION-safety)")
      ->type_name("FOLDER");
  command
      ->add_option("--ballistic-coefficient", wanted->ballistic_coefficient,
                   "Let bodies with this mass / (Cd area) fall through the air too, such as \"100 kg/m2\"")
      ->type_name("QUANTITY");
  command
      ->add_option("--assumptions", wanted->assumptions,
                   "Safety file: how falls scatter, what failures lead to, what a vehicle breaks into")
      ->type_name("FILE");
  command
      ->add_option("--population", wanted->population,
                   "Map of people, an ESRI ASCII grid or a GeoTIFF in degrees (default: the map that ships)")
      ->type_name("FILE");
  command->add_option("--criteria", wanted->criteria, "Limits of risk (default: those of 14 CFR 450.101)")
      ->type_name("FILE");
  command
      ->add_option("--closed", wanted->closed,
                   "GeoJSON of ground that is cleared of people for the launch, beside what the analysis would close")
      ->type_name("FILE");
  command
      ->add_option("--protect", wanted->protect,
                   "GeoJSON of ground that nothing may fall on, for limit lines and gates (default: towns in reach)")
      ->type_name("FILE");
  command->add_option("-n,--flights", wanted->flights, "Dispersed flights whose planned falls are followed")
      ->check(CLI::Range(0LL, 1'000'000LL))
      ->capture_default_str();
  command->add_option("--debris-falls", wanted->falls, "Falls of debris in all; 0: no failures")
      ->check(CLI::Range(0LL, 1'000'000'000LL))
      ->capture_default_str();
  command
      ->add_option("--probability-of-failure", wanted->probability,
                   "Of one flight (default: 0.1, which 14 CFR 420 lays down for siting)")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--history", wanted->history,
                   "Flights and failures of the vehicle, such as 150:2, from which that probability follows")
      ->type_name("FLIGHTS:FAILURES");
  add_jobs_option(*command, wanted->jobs);
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->footer(
      "Example: cosmodrome safety missions/luna-25.toml -o out/luna-25-safety\n"
      "Writes safety.html, safety.json, impact-points.csv, falls.csv, failures.csv, safety.geojson, safety.kml, "
      "safety.czml and notice.txt: an engineering tool, no licence.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written; 3 done, but the flight missed a target; 130 stopped by "
      "Ctrl-C: the same command goes on.");
  command->callback([&run, wanted] { run = [wanted] { return run_safety(*wanted); }; });
}

}  // namespace cosmodrome::cli
