#include "cosmodrome/campaign/summary.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

/// Shares of the normal distribution below -3, -2, -1, 0, 1, 2, 3 sigma, and the usual ones.
const std::vector<double> shares{0.00135, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.99865};
const std::vector<double> margins_at{0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.997, 0.998, 0.999, 0.9999};
const std::string margin_column = "margin_m_s";
constexpr std::uint64_t most_values = 16'000'000;  ///< held at once: 256 MB

using Weighted = std::vector<std::pair<double, double>>;

/// Some columns of all flights that count, each value with its flight's weight.
std::vector<Weighted> gather(const CampaignStore& store, const std::vector<std::string>& names, std::uint64_t flights) {
  std::vector<Weighted> gathered(names.size());
  for (Weighted& one : gathered) one.reserve(static_cast<std::size_t>(flights));
  std::vector<std::string> wanted = names;
  wanted.emplace_back("weight");
  for (std::uint64_t block = 0; block * CampaignStore::block_flights < flights; ++block) {
    const auto columns = store.read(block, wanted);
    const auto column = [&](const std::string& name) -> const std::vector<double>& {
      return std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; })->numbers();
    };
    const auto& weights = column("weight");
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto& values = column(names[k]);
      for (std::size_t row = 0; row < values.size(); ++row) gathered[k].emplace_back(values[row], weights[row]);
    }
  }
  return gathered;
}

/// One column of the flights without failures, each value with its flight's weight.
Weighted sound_values(const CampaignStore& store, const std::string& name, std::uint64_t flights) {
  Weighted gathered;
  for (std::uint64_t block = 0; block * CampaignStore::block_flights < flights; ++block) {
    const auto columns = store.read(block, {"failures", name, "weight"});
    const auto column = [&](const std::string& wanted) -> const Column& {
      return *std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == wanted; });
    };
    const auto& failures = std::get<std::vector<std::string>>(column("failures").values);
    const auto& values = column(name).numbers();
    const auto& weights = column("weight").numbers();
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (failures[row].empty()) gathered.emplace_back(values[row], weights[row]);
    }
  }
  return gathered;
}

constexpr std::size_t bins = 60;

/// Of values that quantiles() has sorted.
Histogram histogram_of(const std::string& column, const Weighted& sorted) {
  Histogram histogram{column, 0, 0, std::vector<double>(bins, 0.0)};
  if (sorted.empty()) return histogram;
  histogram.first = sorted[sorted.size() / 1000].first;
  histogram.last = sorted[sorted.size() - 1 - sorted.size() / 1000].first;
  const double width = (histogram.last - histogram.first) / bins;
  double total = 0;
  for (const auto& [value, weight] : sorted) {
    total += weight;
    if (value < histogram.first || value > histogram.last || !(width > 0)) continue;
    histogram.shares[std::min(bins - 1, static_cast<std::size_t>((value - histogram.first) / width))] += weight;
  }
  for (double& share : histogram.shares) share /= total;
  return histogram;
}

bool is_drawn(const std::string& column) {
  static const std::vector<std::string> drawn{"perigee_altitude_m", "apogee_altitude_m", "inclination_rad", "t_end_s",
                                              "greatest_dynamic_pressure_Pa"};
  return std::find(drawn.begin(), drawn.end(), column) != drawn.end();
}

void add_margins(CampaignSummary& summary, const CampaignStore& store) {
  Weighted margins = sound_values(store, margin_column, summary.statistics.flights());
  summary.margin_flights = margins.size();
  if (margins.empty()) return;
  // With z^2 = 3.84 flights or fewer beyond a quantile its 95 % interval has no end on that side.
  std::vector<double> below;
  for (const double p : margins_at) {
    if (p == 0.5 || (1 - p) * static_cast<double>(margins.size()) >= 4) below.push_back(1 - p);
  }
  const auto found = quantiles(margins, below);
  const double median = found.front().value;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Quantile& margin = found[i];
    const Quantile reserve{margins_at[i], median - margin.value, median - margin.high, median - margin.low};
    summary.margins.push_back({margins_at[i], margin, reserve});
  }
  summary.histograms.push_back(histogram_of(margin_column, margins));
}

}  // namespace

void add_quantiles(CampaignSummary& summary, const CampaignStore& store) {
  const Statistics& statistics = summary.statistics;
  std::vector<std::string> names;
  for (std::size_t k = statistics.inputs(); k < statistics.numeric().size(); ++k) {
    const std::string& name = statistics.numeric()[k];
    if (name != "weight" && statistics.moments()[k].count > 0) names.push_back(name);
  }
  const auto at_once = static_cast<std::size_t>(
      std::max<std::uint64_t>(1, most_values / std::max<std::uint64_t>(1, statistics.flights())));
  for (std::size_t first = 0; first < names.size(); first += at_once) {
    const auto last = std::min(names.size(), first + at_once);
    const std::vector<std::string> some(names.begin() + static_cast<std::ptrdiff_t>(first),
                                        names.begin() + static_cast<std::ptrdiff_t>(last));
    auto gathered = gather(store, some, statistics.flights());
    for (std::size_t k = 0; k < some.size(); ++k) {
      summary.columns.push_back({some[k], quantiles(gathered[k], shares)});
      if (is_drawn(some[k])) summary.histograms.push_back(histogram_of(some[k], gathered[k]));
    }
  }
  add_margins(summary, store);
}

void add_time_limit(CampaignSummary& summary, const Campaign& campaign, const CampaignStore& store) {
  const auto& descents = campaign.descents();
  if (!descents || !descents->plan().found) return;
  TimeLimit limit;
  limit.burn = descents->asked().burn.name;
  limit.planned_s = descents->plan().duration_s;
  limit.limit_s = descents->plan().time_limit_s;
  limit.clearance_m = descents->asked().clearance_m;
  limit.clear_s = descents->longest_limit_s(limit.clearance_m);
  limit.aloft_s = descents->longest_limit_s(0);
  for (const auto& [duration_s, weight] : sound_values(store, "descent.duration_s", summary.statistics.flights())) {
    if (std::isnan(duration_s)) continue;
    limit.longest_s = std::max(limit.longest_s, duration_s);
    ++limit.flights;
  }
  summary.time_limit = limit;
}

}  // namespace cosmodrome
