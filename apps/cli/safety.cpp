#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_criteria.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/io/write_safety.hpp"
#include "cosmodrome/safety/failure_probability.hpp"
#include "cosmodrome/safety/failure_risk.hpp"
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

constexpr double cell_side_m = 5e3;
constexpr double sliding_friction = 0.5;  // of metal on soil, 0.4 to 0.7

int threads_of(const SafetyArguments& arguments) {
  return arguments.jobs > 0 ? arguments.jobs : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

double failure_probability_of(const SafetyArguments& arguments) {
  if (arguments.history.empty()) return arguments.probability;
  FlightHistory history;
  const auto colon = arguments.history.find(':');
  const auto read = [&](const std::string& text, int& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (colon == std::string::npos || !read(arguments.history.substr(0, colon), history.flights) ||
      !read(arguments.history.substr(colon + 1), history.failures)) {
    throw InputError(fmt::format("--history: \"{}\" is no number of flights and failures", arguments.history),
                     "write for example 150:2");
  }
  return history.flights < 2 ? new_vehicle_failure_probability(history) : failure_probability(history);
}

/// Up to where the flight would come down by itself.
double last_impact_t_s(const std::vector<TracePoint>& trace) {
  double last_s = 0;
  for (const TracePoint& point : trace) last_s = point.vacuum ? point.t_s : last_s;
  return last_s;
}

/// False if the user stopped it.
bool follow_failures(const Plan& plan, const SafetyAssumptions& assumptions, const SafetyArguments& arguments,
                     double until_t_s, DebrisSink& sink) {
  const double probability = failure_probability_of(arguments);
  if (arguments.falls == 0 || probability <= 0) return true;
  const auto schedule = failure_schedule(failure_instants(plan, 1, until_t_s), assumptions, probability);
  FailureRequest request;
  request.falls = static_cast<std::uint64_t>(arguments.falls);
  request.seed = plan.mission.disperse.seed;
  request.threads = threads_of(arguments);
  request.stop = [] { return Interruptible::asked(); };
  ProgressLine line(!arguments.json);
  request.progress = [&](std::size_t seconds, std::uint64_t falls) {
    if (line.due()) line.show(fmt::format("failures: second {} of {}, {} falls", seconds, schedule.size(), falls));
  };
  const Interruptible interruptible;
  return fly_failures(plan, schedule, assumptions, request, sink);
}

NormalFalls planned_falls(const Plan& plan, const SafetyAssumptions& assumptions, const SafetyArguments& arguments) {
  NormalFallsRequest request;
  request.flights = static_cast<std::uint64_t>(arguments.flights);
  request.threads = threads_of(arguments);
  request.spread = assumptions.falls;
  request.stop = [] { return Interruptible::asked(); };
  ProgressLine line(!arguments.json);
  request.progress = [&](std::uint64_t flown) {
    if (line.due()) line.show(fmt::format("planned falls: {} of {} flights", flown, request.flights));
  };
  const Interruptible interruptible;
  return fly_normal_falls(plan, request);
}

int run_safety(const SafetyArguments& arguments) {
  const TraceOptions options = trace_options(arguments);
  static_cast<void>(failure_probability_of(arguments));  // refuses what it cannot read before anything is flown
  const PopulationGrid population =
      arguments.population.empty() ? shipped_population() : read_population(arguments.population);
  const auto criteria = arguments.criteria.empty() ? shipped_criteria() : read_criteria(arguments.criteria);
  Mission mission = load_mission(arguments.mission);
  const auto assumed = arguments.assumptions.empty() ? generic_assumptions() : arguments.assumptions;
  const SafetyAssumptions assumptions = load_assumptions(assumed);
  complete_dispersions(mission, assumed);
  const Plan plan = plan_with_progress(mission, arguments.json);
  const Flight flight = fly(plan);
  const auto trace = impact_trace(plan, flight, options);
  const NormalFalls falls = planned_falls(plan, assumptions, arguments);
  if (falls.stopped) return exit_interrupted;
  DebrisTally debris(cell_side_m, assumptions.debris.size());
  FailureRisk risk(population, generic_shelters(), kerosene_yield(), sliding_friction, &debris);
  if (!follow_failures(plan, assumptions, arguments, last_impact_t_s(trace), risk)) return exit_interrupted;
  const auto places = shipped_places();
  const SafetyAnalysis analysis{flight,       trace,   options,  mission_hash(mission),
                                &assumptions, &falls,  &debris,  &risk.tally(),
                                &population,  &places, &criteria};
  const auto folder =
      arguments.output.empty() ? std::filesystem::path("out") / (mission.id + "-safety") : arguments.output;
  {
    const Undisturbed undisturbed;
    replace_files(folder, safety_files(analysis));
  }
  if (arguments.json) {
    std::fputs(write_safety_json(analysis).c_str(), stdout);
  } else {
    fmt::print("{}\nMap: {}\n", write_safety_summary(analysis), (folder / "safety.kml").string());
  }
  return flight.outcome == Outcome::target_met ? exit_done : exit_target_missed;
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
      "Writes safety.json, impact-points.csv, falls.csv, failures.csv, safety.geojson and safety.kml: an engineering "
      "tool, no "
      "licence.\n"
      "Exit codes: 0 done; 2 wrong input, nothing written; 3 done, but the flight missed a target; 130 stopped by "
      "Ctrl-C, nothing written.");
  command->callback([&run, wanted] { run = [wanted] { return run_safety(*wanted); }; });
}

}  // namespace cosmodrome::cli
