#pragma once
#include <functional>
#include <string>

#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/campaign/statistics.hpp"
#include "cosmodrome/campaign/store.hpp"

namespace cosmodrome {

struct RunRequest {
  std::uint64_t flights = 0;
  int threads = 1;
  std::string until;           ///< an outcome or a column: stop when its probability or mean is known to within `width`
  double width = 0;            ///< half of the 95 % interval
  std::function<bool()> stop;  ///< asked often: end after the blocks in hand, and keep them
  /// Told after each block that counts: statistics so far, and how many of its flights were flown now.
  std::function<void(const Statistics& so_far, std::uint64_t flown)> progress;
};

struct RunResult {
  Statistics statistics;
  std::uint64_t flown = 0;  ///< now, not read from the store
  bool stopped = false;     ///< before all were flown, because it was asked to
  bool known = false;       ///< because what was asked for is known well enough
};

/// Flies a campaign, block by block, on so many threads. Blocks that the store has are not flown again. Flights and
/// statistics are the same bits however many threads there are and however often it was stopped and went on.
RunResult run_campaign(const Campaign& campaign, const CampaignStore& store, const RunRequest& request);

}  // namespace cosmodrome
