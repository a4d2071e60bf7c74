#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "commands.hpp"
#include "cosmodrome/io/fly_campaign.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_campaign.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

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

CampaignSummary flown(const Campaign& campaign, const CampaignStore& store, const DisperseArguments& arguments) {
  ProgressLine line(!arguments.quiet && !arguments.json);
  const auto began = Clock::now();
  CampaignRequest request;
  request.flights = static_cast<std::uint64_t>(std::max(0LL, arguments.flights));
  request.until = arguments.until;
  request.threads = arguments.jobs;
  request.resume = arguments.resume;
  request.stop = [] { return Interruptible::asked(); };
  request.progress = [&](const Statistics& so_far, std::uint64_t count, std::uint64_t asked) {
    if (line.due()) line.show(progress_text(so_far, asked, count, seconds_since(began)));
  };
  const Interruptible interruptible;
  return fly_campaign(campaign, store, request);
}

}  // namespace

int run_disperse(const DisperseArguments& arguments) {
  const Mission mission = load_mission(arguments.mission);
  if (arguments.list) {
    std::fputs((arguments.json ? write_figures_json(mission) : write_figures_text(mission)).c_str(), stdout);
    return exit_done;
  }
  const Plan plan = plan_with_progress(mission, arguments.quiet || arguments.json);
  const Campaign campaign(plan);
  const auto folder = arguments.output.empty() ? fs::path("out") / (mission.id + "-campaign") : arguments.output;
  const CampaignStore store(folder, store_key(campaign),
                            arguments.resume ? CampaignStore::Mode::resume : CampaignStore::Mode::begin);
  const CampaignSummary summary = flown(campaign, store, arguments);
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

}  // namespace cosmodrome::cli
