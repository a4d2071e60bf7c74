#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/campaign/run.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_campaign.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace cosmodrome::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

/// "target_met:0.001": what, and how well it shall be known.
void put_until(CampaignStore::Asked& asked, const std::string& text, const Campaign& campaign) {
  const auto colon = text.rfind(':');
  const std::string name = text.substr(0, colon);
  char* end = nullptr;
  const double width = colon == std::string::npos ? 0 : std::strtod(text.c_str() + colon + 1, &end);
  if (!(width > 0) || end == nullptr || *end != '\0') {
    throw InputError(fmt::format("--until: \"{}\" does not say how well it shall be known", text),
                     "write for example target_met:0.001, or margin_m_s:0.5");
  }
  bool known = false;
  for (int i = 0; i < endings; ++i) known = known || name == to_string(static_cast<Ending>(i));
  for (std::size_t i = 4; i < campaign.column_names().size(); ++i) known = known || name == campaign.column_names()[i];
  if (!known) {
    throw InputError(fmt::format("--until: there is no outcome or column \"{}\"", name),
                     "outcomes are target_met, orbit_missed, decay, impact, no_lift_off, out_of_time; columns stand in "
                     "campaign.json");
  }
  asked.until = name;
  asked.width = width;
}

CampaignStore::Asked what_is_asked(const DisperseArguments& arguments, const Campaign& campaign,
                                   const CampaignStore& store) {
  CampaignStore::Asked asked;
  asked.flights = campaign.plan().mission.disperse.flights;
  if (const auto before = store.asked(); arguments.resume && before) asked = *before;
  if (arguments.flights > 0) asked.flights = static_cast<std::uint64_t>(arguments.flights);
  if (!arguments.until.empty()) put_until(asked, arguments.until, campaign);
  const auto blocks = store.blocks();
  const std::uint64_t needed = (asked.flights + CampaignStore::block_flights - 1) / CampaignStore::block_flights;
  if (!blocks.empty() && blocks.back() >= needed) {
    throw InputError(fmt::format("{}: there are more flights here than {}", store.folder().string(), asked.flights),
                     "ask for more with -n, or choose another folder with -o");
  }
  return asked;
}

std::string progress_text(const Statistics& so_far, std::uint64_t flights, std::uint64_t flown, double seconds) {
  const double rate = static_cast<double>(flown) / std::max(seconds, 1e-9);
  std::string text = fmt::format("{} of {} flights, {:.0f} a second, {:.0f} s left", so_far.flights(), flights, rate,
                                 static_cast<double>(flights - so_far.flights()) / std::max(rate, 1e-9));
  for (const auto& [name, tally] : so_far.outcomes()) {
    text += fmt::format(", {} {:.3f} %", name, 100 * tally.among(so_far.flights()).probability);
  }
  return text;
}

RunResult flown(const Campaign& campaign, const CampaignStore& store, const CampaignStore::Asked& asked, int threads,
                bool silent) {
  ProgressLine line(!silent);
  const auto began = Clock::now();
  RunRequest request;
  request.flights = asked.flights;
  request.threads = threads;
  request.until = asked.until;
  request.width = asked.width;
  request.stop = [] { return Interruptible::asked(); };
  request.progress = [&](const Statistics& so_far, std::uint64_t count) {
    if (line.due()) line.show(progress_text(so_far, asked.flights, count, seconds_since(began)));
  };
  const Interruptible interruptible;
  return run_campaign(campaign, store, request);
}

std::vector<FileText> files_of(const Campaign& campaign, const CampaignSummary& summary, const std::string& json) {
  std::vector<FileText> files{{"summary.json", json}};
  if (const std::string page = campaign_template(); !page.empty()) {
    files.push_back({"report.html", write_campaign_page(campaign, summary, page)});
  }
  return files;
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
  const StoreKey key{campaign_hash(mission), mission.name, mission.disperse.seed, campaign.column_names()};
  const CampaignStore store(folder, key, arguments.resume ? CampaignStore::Mode::resume : CampaignStore::Mode::begin);
  const auto asked = what_is_asked(arguments, campaign, store);
  store.keep_asked(asked);
  const int threads =
      arguments.jobs > 0 ? arguments.jobs : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const auto began = Clock::now();
  RunResult result = flown(campaign, store, asked, threads, arguments.quiet || arguments.json);
  CampaignSummary summary(std::move(result.statistics));
  summary.seconds = seconds_since(began);
  summary.flown = result.flown;
  summary.threads = threads;
  summary.stopped = result.stopped;
  summary.hash = key.campaign;
  summary.folder = folder.string();
  add_quantiles(summary, store);
  const std::string json = write_campaign_json(campaign, summary);
  {
    const Undisturbed undisturbed;
    replace_files(folder, files_of(campaign, summary, json));
  }
  if (arguments.json) {
    std::fputs(json.c_str(), stdout);
  } else if (!arguments.quiet) {
    std::fputs(write_campaign_text(campaign, summary).c_str(), stdout);
    const char* page = campaign_template().empty() ? "summary.json" : "report.html";
    fmt::print("\nReport: {}\nFlights: {}\n", (folder / page).string(), (folder / "flights").string());
  }
  if (!result.stopped) return exit_done;
  std::fputs(fmt::format("stopped: {} of {} flights are kept; --resume goes on from there\n",
                         summary.statistics.flights(), asked.flights)
                 .c_str(),
             stderr);
  return exit_interrupted;
}

}  // namespace cosmodrome::cli
