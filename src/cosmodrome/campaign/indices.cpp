#include "cosmodrome/campaign/indices.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

constexpr double z95 = 1.959963984540054;  // 97.5 % of a normal variable lie below

double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double one : x) sum += one;
  return sum / static_cast<double>(x.size());
}

/// mean(p) / mean(q). Its error is, to first order, the mean of (p - ratio q) / mean(q).
Estimate ratio_of(const std::vector<double>& p, const std::vector<double>& q) {
  const double below = mean_of(q), ratio = mean_of(p) / below;
  double squares = 0;
  for (std::size_t j = 0; j < p.size(); ++j) squares += std::pow((p[j] - ratio * q[j]) / below, 2);
  const auto n = static_cast<double>(p.size());
  return {ratio, z95 * std::sqrt(squares / (n - 1) / n)};
}

/// second and mixed share the group and nothing else: their covariance is its part of the variance.
Estimate first_order(const std::vector<double>& second, const std::vector<double>& mixed) {
  const double mean = (mean_of(second) + mean_of(mixed)) / 2;
  std::vector<double> p, q;
  for (std::size_t j = 0; j < second.size(); ++j) {
    const double b = second[j] - mean, m = mixed[j] - mean;
    p.push_back(b * m);
    q.push_back((b * b + m * m) / 2);
  }
  return ratio_of(p, q);
}

/// first and mixed differ in the group and nothing else.
Estimate total(const PairedResults& results, const std::vector<double>& mixed) {
  const double mean = (mean_of(results.first) + mean_of(results.second)) / 2;
  std::vector<double> p, q;
  for (std::size_t j = 0; j < mixed.size(); ++j) {
    const double a = results.first[j] - mean, b = results.second[j] - mean, apart = results.first[j] - mixed[j];
    p.push_back(apart * apart / 2);
    q.push_back((a * a + b * b) / 2);
  }
  return ratio_of(p, q);
}

double variance_of(const PairedResults& results) {
  const double mean = (mean_of(results.first) + mean_of(results.second)) / 2;
  double squares = 0;
  for (const auto* list : {&results.first, &results.second}) {
    for (const double x : *list) squares += (x - mean) * (x - mean);
  }
  return squares / static_cast<double>(2 * results.first.size() - 1);
}

/// Some columns of the first `rows` flights of a store.
class Table {
 public:
  Table(const CampaignStore& store, std::vector<std::string> names, std::uint64_t rows) : names_(std::move(names)) {
    columns_.resize(names_.size());
    names_.emplace_back("failures");
    for (std::uint64_t block = 0; block * CampaignStore::block_flights < rows; ++block) add(store.read(block, names_));
  }

  [[nodiscard]] double at(std::size_t name, std::size_t row) const { return columns_[name][row]; }
  [[nodiscard]] bool sound(std::size_t row) const { return sound_[row]; }

 private:
  void add(const std::vector<Column>& block) {
    for (const Column& column : block) {
      if (const auto* failures = std::get_if<std::vector<std::string>>(&column.values)) {
        for (const std::string& one : *failures) sound_.push_back(one.empty());
        continue;
      }
      const auto place = std::find(names_.begin(), names_.end(), column.name) - names_.begin();
      auto& all = columns_[static_cast<std::size_t>(place)];
      all.insert(all.end(), column.numbers().begin(), column.numbers().end());
    }
  }

  std::vector<std::string> names_;
  std::vector<std::vector<double>> columns_;
  std::vector<bool> sound_;
};

/// The pairs in which nothing failed and that have the result, with all their mixtures.
PairedResults paired(const Table& flights, const Table& mixtures, std::size_t result, std::size_t groups,
                     std::uint64_t pairs) {
  PairedResults found;
  found.mixed.resize(groups);
  for (std::size_t j = 0; j < pairs; ++j) {
    if (!flights.sound(2 * j) || !flights.sound(2 * j + 1)) continue;
    double sum = flights.at(result, 2 * j) + flights.at(result, 2 * j + 1);
    for (std::size_t k = 0; k < groups; ++k) sum += mixtures.at(result, j * groups + k);
    if (!std::isfinite(sum)) continue;
    found.first.push_back(flights.at(result, 2 * j));
    found.second.push_back(flights.at(result, 2 * j + 1));
    for (std::size_t k = 0; k < groups; ++k) found.mixed[k].push_back(mixtures.at(result, j * groups + k));
  }
  return found;
}

}  // namespace

std::vector<SobolIndex> sobol_indices(const PairedResults& results) {
  std::vector<SobolIndex> indices;
  if (results.first.size() < 2 || !(variance_of(results) > 0)) return indices;
  for (const auto& mixed : results.mixed)
    indices.push_back({first_order(results.second, mixed), total(results, mixed)});
  return indices;
}

CampaignIndices campaign_indices(const CampaignStore& flights, const CampaignStore& mixtures,
                                 const std::vector<std::string>& groups, const std::vector<std::string>& results,
                                 std::uint64_t pairs) {
  const Table drawn(flights, results, 2 * pairs), mixed(mixtures, results, pairs * groups.size());
  CampaignIndices found{pairs, groups, {}};
  for (std::size_t k = 0; k < results.size(); ++k) {
    const PairedResults of = paired(drawn, mixed, k, groups.size(), pairs);
    const double deviation = of.first.size() < 2 ? 0 : std::sqrt(variance_of(of));
    found.results.push_back({results[k], of.first.size(), deviation, sobol_indices(of)});
  }
  return found;
}

}  // namespace cosmodrome
