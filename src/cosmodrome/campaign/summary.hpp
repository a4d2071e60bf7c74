#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cosmodrome/campaign/flights.hpp"
#include "cosmodrome/campaign/indices.hpp"
#include "cosmodrome/campaign/statistics.hpp"
#include "cosmodrome/campaign/store.hpp"

namespace cosmodrome {

/// Quantiles of one column.
struct ColumnQuantiles {
  std::string column;
  std::vector<Quantile> quantiles;
};

/// Velocity that is left, and what must be kept in reserve so that so many flights have enough. Of flights in which
/// nothing fails: no reserve of propellant helps where an engine stops.
struct MarginPoint {
  double probability = 0;  ///< of flights that have this much or more
  Quantile margin_m_s;     ///< may be below 0: missing
  Quantile reserve_m_s;    ///< the median flight's margin less this one's, its interval that of the margin
};

/// How the values of a column are spread: weight in even bins, without the outermost thousandths.
struct Histogram {
  std::string column;
  double first = 0, last = 0;
  std::vector<double> shares;
};

/// The timer of a burn before a landing on the Moon: which limit would have kept the flight when the accelerometers see
/// nothing, and which one lets the burns end by velocity in which nothing fails.
struct TimeLimit {
  std::string burn;
  double planned_s = 0;
  double limit_s = 0;      ///< as the mission has it
  double clearance_m = 0;  ///< above all mountains
  double clear_s = 0;      ///< the longest that keeps this, with nothing else wrong
  double aloft_s = 0;      ///< the longest that does not come down, likewise
  double longest_s = 0;    ///< burn of the flights in which nothing failed
  std::uint64_t flights = 0;
};

/// All that is said of a campaign once it has been flown.
struct CampaignSummary {
  explicit CampaignSummary(Statistics of) : statistics(std::move(of)) {}
  Statistics statistics;
  std::vector<ColumnQuantiles> columns;
  std::vector<MarginPoint> margins;  ///< of shares that so many flights can tell
  std::uint64_t margin_flights = 0;  ///< without a failure: those of which `margins` speaks
  std::vector<Histogram> histograms;
  std::optional<TimeLimit> time_limit;
  std::optional<CampaignIndices> indices;
  std::string hash;
  std::string folder;
  double seconds = 0;       ///< of flying now
  std::uint64_t flown = 0;  ///< now
  std::uint64_t asked = 0;  ///< in all
  int threads = 1;
  bool stopped = false;
};

/// Quantiles of all results, read from the store some columns at a time: the memory they need is bounded up to some
/// millions of flights, and 16 bytes a flight beyond. Throws std::runtime_error if a block is torn.
void add_quantiles(CampaignSummary& summary, const CampaignStore& store);

/// What time limit the burn before a landing should have. Nothing where there is none. Throws as add_quantiles().
void add_time_limit(CampaignSummary& summary, const Campaign& campaign, const CampaignStore& store);

}  // namespace cosmodrome
