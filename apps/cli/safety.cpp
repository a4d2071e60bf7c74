#include <fmt/format.h>

#include <cstdio>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_safety.hpp"
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

}  // namespace

int run_safety(const SafetyArguments& arguments) {
  const TraceOptions options = trace_options(arguments);
  const Mission mission = load_mission(arguments.mission);
  const Plan plan = plan_with_progress(mission, arguments.json);
  const Flight flight = fly(plan);
  const auto trace = impact_trace(plan, flight, options);
  const SafetyAnalysis analysis{flight, trace, options, mission_hash(mission)};
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
