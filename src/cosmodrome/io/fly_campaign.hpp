#pragma once
#include <functional>
#include <string>

#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/campaign/run.hpp"
#include "cosmodrome/campaign/summary.hpp"

namespace cosmodrome {

/// What is asked of a campaign: what is left open is as the store remembers it, or as the mission says.
struct CampaignRequest {
  std::uint64_t flights = 0;  ///< 0: open
  std::string until;          ///< "target_met:0.001": what, and how well it shall be known; empty: open
  std::uint64_t pairs = 0;    ///< of flights for Sobol's indices; 0: open
  int threads = 0;            ///< 0: as many as the machine has
  bool resume = false;
  std::function<bool()> stop;  ///< see RunRequest
  /// Told after each block: statistics so far, how many flights were flown now and how many are asked for.
  std::function<void(const Statistics& so_far, std::uint64_t flown, std::uint64_t asked)> progress;
};

/// What names the store of a campaign.
StoreKey store_key(const Campaign& campaign);

/// Throws InputError if what a new campaign is asked for cannot be: before its folder is made.
void check_request(const Campaign& campaign, const CampaignRequest& request);

/// What is asked for in the end. Throws InputError if `until` names nothing, or the store has more flights than that.
CampaignStore::Asked asked_of(const Campaign& campaign, const CampaignStore& store, const CampaignRequest& request);

/// Flies what the store does not have and sums up all of it. Writes flights alone, not the files of the summary.
CampaignSummary fly_campaign(const Campaign& campaign, const CampaignStore& store, const CampaignRequest& request);

/// summary.json and, if this program has its page, report.html beside the flights; gives the JSON back.
std::string write_campaign_files(const Campaign& campaign, const CampaignStore& store, const CampaignSummary& summary);

}  // namespace cosmodrome
