#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "cosmodrome/io/fly_campaign.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_campaign.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

struct DisperseArguments {
  std::filesystem::path mission;
  std::filesystem::path output;  ///< empty: out/<mission>-campaign
  long long flights = 0;         ///< 0: as the mission says
  std::string until;             ///< "OUTCOME:WIDTH" or "COLUMN:WIDTH"; empty: only the number of flights
  long long pairs = 0;           ///< of flights for Sobol's indices; 0: none
  int jobs = 0;                  ///< threads; 0: as many as the machine has
  bool resume = false;
  bool list = false;
  bool json = false;
  bool quiet = false;
};

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

std::string progress_text(const Statistics& so_far, std::uint64_t flights, std::uint64_t flown, double seconds) {
  const double rate = static_cast<double>(flown) / std::max(seconds, 1e-9);
  std::string text = fmt::format("{} of {} flights, {:.0f} a second, {:.0f} s left", so_far.flights(), flights, rate,
                                 static_cast<double>(flights - so_far.flights()) / std::max(rate, 1e-9));
  for (const auto& [name, tally] : so_far.outcomes()) {
    text += fmt::format(", {} {:.3f} %", name, 100 * tally.among(so_far.flights()).probability);
  }
  return text;
}

CampaignRequest request_of(const DisperseArguments& arguments) {
  CampaignRequest request;
  request.flights = static_cast<std::uint64_t>(std::max(0LL, arguments.flights));
  request.until = arguments.until;
  request.pairs = static_cast<std::uint64_t>(std::max(0LL, arguments.pairs));
  request.threads = arguments.jobs;
  request.resume = arguments.resume;
  return request;
}

CampaignSummary flown(const Campaign& campaign, const CampaignStore& store, CampaignRequest request, bool quiet) {
  ProgressLine line(!quiet);
  const auto began = Clock::now();
  request.stop = [] { return Interruptible::asked(); };
  request.progress = [&](const Statistics& so_far, std::uint64_t count, std::uint64_t asked) {
    if (line.due()) line.show(progress_text(so_far, asked, count, seconds_since(began)));
  };
  const Interruptible interruptible;
  return fly_campaign(campaign, store, request);
}

int run_disperse(const DisperseArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  if (arguments.list) {
    std::fputs((arguments.json ? write_figures_json(mission) : write_figures_text(mission)).c_str(), stdout);
    return exit_done;
  }
  const Plan plan = plan_with_progress(mission, arguments.quiet || arguments.json);
  const Campaign campaign(plan);
  const auto folder = arguments.output.empty() ? fs::path("out") / (mission.id + "-campaign") : arguments.output;
  const CampaignRequest request = request_of(arguments);
  if (!request.resume) check_request(campaign, request);
  const CampaignStore store(folder, store_key(campaign),
                            arguments.resume ? CampaignStore::Mode::resume : CampaignStore::Mode::begin);
  const CampaignSummary summary = flown(campaign, store, request, arguments.quiet || arguments.json);
  std::string json;
  {
    const Undisturbed undisturbed;
    json = write_campaign_files(campaign, store, summary);
  }
  if (arguments.json) {
    std::fputs(json.c_str(), stdout);
  } else if (!arguments.quiet) {
    std::fputs(write_campaign_text(campaign, summary).c_str(), stdout);
    const char* page = campaign_template().empty() ? "summary.json" : "report.html";
    fmt::print("\nReport: {}\nFlights: {}\n", (folder / page).string(), (folder / "flights").string());
  }
  if (!summary.stopped) return exit_done;
  std::fputs(fmt::format("stopped: {} of {} flights are kept; --resume goes on from there\n",
                         summary.statistics.flights(), summary.asked)
                 .c_str(),
             stderr);
  return exit_interrupted;
}

}  // namespace

void add_disperse(CLI::App& app, Run& run) {
  const auto wanted = std::make_shared<DisperseArguments>();
  CLI::App* command = app.add_subcommand(
      "disperse", "Fly a mission many times with all that can vary varying, and say how likely what is");
  add_mission_option(*command, wanted->mission);
  command->add_option("-n,--flights", wanted->flights, "How many flights (default: as the mission says)")
      ->check(CLI::Range(1LL, 1'000'000'000LL).description(""))
      ->type_name("COUNT");
  command
      ->add_option("--until", wanted->until, "Stop when an outcome's probability or a column's mean is known so well")
      ->type_name("NAME:WIDTH");
  command
      ->add_option("--indices", wanted->pairs,
                   "Sobol's indices from so many pairs of these flights; one more flight a pair for each that varies")
      ->check(CLI::Range(2LL, 500'000'000LL).description(""))
      ->type_name("PAIRS");
  command->add_flag("--resume", wanted->resume, "Go on with the campaign in the folder; needs nothing else");
  command->add_flag("--list", wanted->list, "List all figures that can vary, and fly nothing");
  command->add_option("-o,--output", wanted->output, "Folder for the flights (default: out/MISSION-campaign)")
      ->type_name("FOLDER");
  add_jobs_option(*command, wanted->jobs);
  command->add_flag("--json", wanted->json, "Print one JSON object instead of the summary");
  command->add_flag("-q,--quiet", wanted->quiet, "Print nothing but errors");
  command->footer(
      "Example: cosmodrome disperse missions/luna-25.toml -n 20000\n"
      "Writes flights/block-*.parquet, one row a flight, and summary.json. Stopped by Ctrl-C it keeps all flights; "
      "--resume goes on.\n"
      "One flight with its full record: cosmodrome fly MISSION --sample NUMBER\n"
      "Exit codes: 0 flown; 2 wrong input, or a folder that holds other flights; 130 stopped by Ctrl-C.");
  command->callback([&run, wanted] { run = [wanted] { return run_disperse(*wanted); }; });
}

}  // namespace cosmodrome::cli
