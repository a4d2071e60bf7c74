#pragma once
#include <string>
#include <utility>
#include <vector>

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

/// All that is said of a campaign once it has been flown.
struct CampaignSummary {
  explicit CampaignSummary(Statistics of) : statistics(std::move(of)) {}
  Statistics statistics;
  std::vector<ColumnQuantiles> columns;
  std::vector<MarginPoint> margins;  ///< of shares that so many flights can tell
  std::uint64_t margin_flights = 0;  ///< without a failure: those of which `margins` speaks
  std::vector<Histogram> histograms;
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

}  // namespace cosmodrome
