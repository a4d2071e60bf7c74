#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/make_plan.hpp"
#include "cosmodrome/io/products.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/write_mission.hpp"
#include "cosmodrome/io/write_optimum.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/optimize/ascent_request.hpp"
#include "cosmodrome/optimize/mission_of.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct OptimizeArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>-optimal
  std::string solver = "interior-point";
  bool json = false;
  bool quiet = false;
  bool no_files = false;
};

namespace fs = std::filesystem;

bool is_silent(const OptimizeArguments& arguments) { return arguments.quiet || arguments.json; }

std::string progress_text(const NlpProgress& at) {
  return fmt::format("optimising: iteration {}, objective {:.6g}, constraints {:.1e}, optimality {:.1e}", at.iteration,
                     -at.objective, at.primal_infeasibility, at.dual_infeasibility);
}

OptimizedAscent optimized(const Plan& plan, const OptimizeArguments& arguments) {
  AscentOptions options = ascent_options(plan.mission.optimize);
  if (arguments.solver == "ipopt") options.control.solver = solve_ipopt;
  ProgressLine line(!is_silent(arguments));
  options.control.nlp.callback = [&](const NlpProgress& at) {
    if (line.due()) line.show(progress_text(at));
    return !Interruptible::asked();
  };
  return optimize_ascent(plan, options);
}

/// The optimum as its mission file, that file's mission, and the flight of it.
struct Proof {
  std::string file_text;
  Mission mission;
  Flight flight;
};

Proof prove(const Value& document, const Mission& planned, const Plan& optimal, const fs::path& folder) {
  Proof proof;
  proof.file_text = fmt::format("# The optimal ascent of {}, found by cosmodrome optimize. cosmodrome fly flies it.\n",
                                fs::path(planned.file).filename().string()) +
                    write_mission(document, planned, mission_of(optimal));
  proof.mission = read_mission_text(proof.file_text, folder / "optimized.toml");
  proof.flight = fly(make_plan(proof.mission));
  return proof;
}

/// An optimum counts only if its own file's flight reaches the target.
void hold_to_target(OptimizedAscent& found, const Flight& flight) {
  if (!found.confirmed || flight.outcome == Outcome::target_met) return;
  found.confirmed = false;
  found.why = fmt::format("flown again, {}", flight.cause);
}

Products write_files(const Proof& proof, const Optimum& optimum, const fs::path& folder) {
  ProductOptions options;
  options.mission_hash = mission_hash(proof.mission);
  options.more = {{"optimized.toml", proof.file_text},
                  {"optimum.json", write_optimum_json(optimum)},
                  {"steering.csv", write_steering_csv(proof.mission)}};
  if (!proof.mission.throttle_tables.empty())
    options.more.push_back({"throttle.csv", write_throttle_csv(proof.mission)});
  if (!optimum.sensitivities.empty()) options.tables = {sensitivities_table(optimum)};
  const Undisturbed undisturbed;
  return write_products(proof.flight, folder, options);
}

void print(const Optimum& optimum, const OptimizeArguments& arguments) {
  if (arguments.json) {
    std::fputs(write_optimum_json(optimum).c_str(), stdout);
  } else if (!arguments.quiet) {
    std::fputs(write_optimum(optimum).c_str(), stdout);
    if (optimum.flight == nullptr) return;
    TimelineOptions timeline;
    timeline.colour = isatty(STDOUT_FILENO) != 0;
    fmt::print("\n{}", write_timeline(*optimum.flight, timeline));
  }
}

int run_optimize(const OptimizeArguments& arguments) {
  const Value document = read_document(arguments.mission);
  const Mission planned = load_mission(arguments.mission);
  const Plan plan = plan_with_progress(planned, is_silent(arguments));
  bool interrupted = false;
  OptimizedAscent found;
  {
    const Interruptible interruptible;
    found = optimized(plan, arguments);
    interrupted = found.control.status == NlpStatus::stopped;
  }
  const auto folder = arguments.output.empty() ? fs::path("out") / (planned.id + "-optimal") : arguments.output;
  std::optional<Proof> proof;
  if (found.reflight && found.reflight->flown) {
    proof = prove(document, planned, found.reflight->plan, folder);
    hold_to_target(found, proof->flight);
  }
  Optimum optimum{found, planned, proof ? &proof->flight : nullptr, arguments.solver, {}};
  if (found.confirmed) optimum.sensitivities = sensitivities(plan, found, ascent_options(planned.optimize));
  Products products;
  if (found.confirmed && !arguments.no_files) products = write_files(*proof, optimum, folder);
  print(optimum, arguments);
  if (!is_silent(arguments)) {
    for (const auto& note : products.notes) fmt::print("{}\n", note);
    if (!products.files.empty()) fmt::print("\nReport: {}\n", (folder / "report.html").string());
  }
  if (found.confirmed) return exit_done;
  std::fputs(
      fmt::format("{}: {}\n", planned.file, interrupted ? "stopped: the best so far is not confirmed" : found.why)
          .c_str(),
      stderr);
  return interrupted ? exit_interrupted : exit_unconfirmed;
}

}  // namespace

void add_optimize(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<OptimizeArguments>();
  CLI::App* command =
      app.add_subcommand("optimize", "Find the best ascent of a mission, fly it again, write its files");
  add_mission_option(*command, wanted->mission);
  command->add_option("-o,--output", wanted->output, "Folder for the files (default: out/MISSION-optimal)")
      ->type_name("FOLDER");
  command->add_option("--solver", wanted->solver, "Own interior-point method, or IPOPT as an independent check")
      ->check(CLI::IsMember({"interior-point", "ipopt"}).description(""))
      ->type_name("interior-point|ipopt")
      ->capture_default_str();
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary and the timeline");
  command->add_flag("-q,--quiet", wanted->quiet, "Print nothing but errors");
  command->add_flag("--no-files", wanted->no_files, "Write no files");
  command->footer(
      "Example: cosmodrome optimize missions/luna-25.toml -o out/luna-25-optimal\n"
      "What is to be found stands in the mission's section [optimize]. The files are those of fly, and "
      "optimized.toml,\n"
      "which cosmodrome fly flies to the same end, and steering.csv.\n"
      "Exit codes: 0 found and confirmed by its flight; 2 wrong input; 3 not solved or not confirmed;\n"
      "            130 stopped by Ctrl-C, the best so far printed. Files are written with 0 alone.");
  command->callback([&run, wanted] { run = [wanted] { return run_optimize(*wanted); }; });
}

}  // namespace cosmodrome::cli
