#include "cosmodrome/io/fly_campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/replace_files.hpp"
#include "cosmodrome/io/report_template.hpp"
#include "cosmodrome/io/write_campaign.hpp"

namespace cosmodrome {
namespace {

using Clock = std::chrono::steady_clock;

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
    throw InputError(
        fmt::format("--until: there is no outcome or column \"{}\"", name),
        "outcomes are target_met, orbit_missed, decay, impact, no_lift_off, out_of_time, moon_impact; columns stand in "
        "campaign.json");
  }
  asked.until = name;
  asked.width = width;
}

void put_pairs(CampaignStore::Asked& asked, std::uint64_t pairs, const Campaign& campaign) {
  if (campaign.plan().mission.disperse.sampling != DisperseRequest::Sampling::plain)
    throw InputError("--indices: the flights of a pair must be drawn independently",
                     "write sampling = \"plain\" in [disperse]");
  if (campaign.sampler().groups().empty())
    throw InputError("--indices: nothing varies in this mission", "write [disperse.figures]");
  if (pairs < 2 || 2 * pairs > asked.flights)
    throw InputError(fmt::format("--indices: {} flights do not make {} pairs", asked.flights, pairs),
                     fmt::format("ask for 2 to {}, or for more flights with -n", asked.flights / 2));
  asked.pairs = pairs;
}

void put_request(CampaignStore::Asked& asked, const CampaignRequest& request, const Campaign& campaign) {
  if (request.flights > 0) asked.flights = request.flights;
  if (!request.until.empty()) put_until(asked, request.until, campaign);
  if (request.pairs > 0) put_pairs(asked, request.pairs, campaign);
}

/// Which results the indices are of: those that the correlations are of, and the orbit before a landing.
std::vector<std::string> results_of(const Campaign& campaign) {
  std::vector<std::string> results = Statistics::explained_names();
  if (campaign.descents()) results.emplace_back("descent.periapsis_altitude_m");
  return results;
}

/// Flies the mixtures of the pairs beside the flights, in a store of their own that goes on as theirs does.
void add_indices(CampaignSummary& summary, const Campaign& campaign, const CampaignStore& store, RunRequest run,
                 std::uint64_t pairs) {
  const Campaign mixtures(campaign.plan(), {}, Draws::mixtures);
  StoreKey key = store_key(campaign);
  key.campaign += " mixtures";
  const CampaignStore mixed(store.folder() / "indices", key, CampaignStore::Mode::resume);
  const auto& groups = campaign.sampler().groups();
  run.flights = pairs * groups.size();
  run.until.clear(), run.width = 0;
  run.progress = nullptr;
  const RunResult result = run_campaign(mixtures, mixed, run);
  summary.stopped = result.stopped;
  if (!result.stopped) summary.indices = campaign_indices(store, mixed, groups, results_of(campaign), pairs);
}

}  // namespace

StoreKey store_key(const Campaign& campaign) {
  const Mission& mission = campaign.plan().mission;
  return {campaign_hash(mission), mission.name, mission.disperse.seed, campaign.column_names()};
}

void check_request(const Campaign& campaign, const CampaignRequest& request) {
  CampaignStore::Asked asked;
  asked.flights = campaign.plan().mission.disperse.flights;
  put_request(asked, request, campaign);
}

CampaignStore::Asked asked_of(const Campaign& campaign, const CampaignStore& store, const CampaignRequest& request) {
  CampaignStore::Asked asked;
  asked.flights = campaign.plan().mission.disperse.flights;
  if (const auto before = store.asked(); request.resume && before) asked = *before;
  put_request(asked, request, campaign);
  const auto blocks = store.blocks();
  const std::uint64_t needed = (asked.flights + CampaignStore::block_flights - 1) / CampaignStore::block_flights;
  if (!blocks.empty() && blocks.back() >= needed) {
    throw InputError(fmt::format("{}: there are more flights here than {}", store.folder().string(), asked.flights),
                     "ask for more with -n, or choose another folder with -o");
  }
  return asked;
}

CampaignSummary fly_campaign(const Campaign& campaign, const CampaignStore& store, const CampaignRequest& request) {
  const auto asked = asked_of(campaign, store, request);
  store.keep_asked(asked);
  RunRequest run;
  run.flights = asked.flights;
  run.threads =
      request.threads > 0 ? request.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  run.until = asked.until;
  run.width = asked.width;
  run.stop = request.stop;
  if (request.progress) {
    run.progress = [&](const Statistics& so_far, std::uint64_t flown) {
      request.progress(so_far, flown, asked.flights);
    };
  }
  const auto began = Clock::now();
  RunResult result = run_campaign(campaign, store, run);
  CampaignSummary summary(std::move(result.statistics));
  summary.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  summary.flown = result.flown;
  summary.asked = asked.flights;
  summary.threads = run.threads;
  summary.stopped = result.stopped;
  summary.hash = campaign_hash(campaign.plan().mission);
  summary.folder = store.folder().string();
  add_quantiles(summary, store);
  add_time_limit(summary, campaign, store);
  const std::uint64_t pairs = std::min(asked.pairs, summary.statistics.flights() / 2);
  if (pairs >= 2 && !summary.stopped) add_indices(summary, campaign, store, run, pairs);
  return summary;
}

std::string write_campaign_files(const Campaign& campaign, const CampaignStore& store, const CampaignSummary& summary) {
  std::string json = write_campaign_json(campaign, summary);
  std::vector<FileText> files{{"summary.json", json}};
  if (const std::string page = campaign_template(); !page.empty()) {
    files.push_back({"report.html", write_campaign_page(campaign, summary, page)});
  }
  replace_files(store.folder(), files);
  return json;
}

}  // namespace cosmodrome
