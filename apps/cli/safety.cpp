#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
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
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

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

}  // namespace

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

}  // namespace cosmodrome::cli
