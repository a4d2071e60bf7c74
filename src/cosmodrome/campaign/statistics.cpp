#include "cosmodrome/campaign/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr double z95 = 1.959963984540054;  // 97.5 % of a normal variable lie below
constexpr std::size_t texts = 4;           // flight number, outcome, failures, cause

const std::vector<std::string>& strings(const Column& column) {
  return std::get<std::vector<std::string>>(column.values);
}

std::size_t place(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

Probability Tally::among(std::uint64_t flights) const {
  Probability found{count, 0, 0, 1};
  if (flights == 0) return found;
  const auto n = static_cast<double>(flights);
  const double p = weight / n;
  found.probability = p;
  double even = n;
  const bool weighted = std::abs(squared_weight - weight) > 1e-9 * weight;
  if (const double variance = squared_weight / n - p * p; weighted && variance > 0 && p < 1)
    even = n * p * (1 - p) / variance;
  const double z2 = z95 * z95, inside = std::max(0.0, p * (1 - p) / even + z2 / (4 * even * even));
  const double middle = (p + z2 / (2 * even)) / (1 + z2 / even), half = z95 * std::sqrt(inside) / (1 + z2 / even);
  found.low = count == 0 ? 0.0 : std::clamp(middle - half, 0.0, 1.0);
  found.high = std::clamp(middle + half, 0.0, 1.0);
  return found;
}

void Moments::add(double x, double w) {
  if (count++ == 0) least = most = x;
  least = std::min(least, x), most = std::max(most, x);
  weight += w, squared_weight += w * w;
  if (weight <= 0) return;
  const double step = x - mean;
  mean += step * w / weight;
  second += w * step * (x - mean);
}

double Moments::deviation() const {
  const double free = weight - (weight > 0 ? squared_weight / weight : 0);
  return free > 0 ? std::sqrt(second / free) : 0;
}

double Moments::mean_half_width() const {
  return weight > 0 ? z95 * deviation() * std::sqrt(squared_weight) / weight : 0;
}

void Covariance::add(const std::vector<double>& x, double w) {
  ++count;
  weight += w;
  if (weight <= 0) return;
  const std::size_t n = mean.size();
  std::vector<double> step(n);
  for (std::size_t i = 0; i < n; ++i) step[i] = x[i] - mean[i];
  for (std::size_t i = 0; i < n; ++i) mean[i] += step[i] * w / weight;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) second[i * n + j] += w * step[i] * (x[j] - mean[j]);
  }
}

double Covariance::at(std::size_t i, std::size_t j) const {
  if (count < 2 || weight <= 0) return 0;
  const auto n = static_cast<double>(count);
  return second[std::max(i, j) * mean.size() + std::min(i, j)] / weight * n / (n - 1);
}

const std::vector<std::string>& Statistics::insertion_names() {
  static const std::vector<std::string> names{
      "perigee_altitude_m",       "apogee_altitude_m", "inclination_rad", "raan_rad",
      "argument_of_latitude_rad", "t_end_s",           "mass_kg"};
  return names;
}

const std::vector<std::string>& Statistics::explained_names() {
  static const std::vector<std::string> names{"margin_m_s",        "perigee_altitude_m",
                                              "apogee_altitude_m", "inclination_rad",
                                              "t_end_s",           "greatest_dynamic_pressure_Pa"};
  return names;
}

Statistics::Statistics(std::vector<std::string> columns, std::size_t inputs)
    : names_(std::move(columns)),
      numeric_(names_.begin() + texts, names_.end()),
      inputs_(inputs),
      moments_(numeric_.size()),
      insertion_(insertion_names().size()),
      explained_mean_(explained_names().size()),
      explained_second_(explained_names().size()),
      pairs_(inputs, Pair{0, 0, std::vector<double>(explained_names().size())}) {}

void Statistics::add(const std::vector<Column>& block) {
  const std::size_t rows = block[0].rows();
  const auto& outcome = strings(block[1]);
  const auto& failures = strings(block[2]);
  const auto& cause = strings(block[3]);
  const auto column = [&](const std::string& name) -> const std::vector<double>& {
    return block[texts + place(numeric_, name)].numbers();
  };
  const auto& weights = column("weight");
  std::vector<const std::vector<double>*> insertion, explained;
  for (const auto& name : insertion_names()) insertion.push_back(&column(name));
  for (const auto& name : explained_names()) explained.push_back(&column(name));
  std::vector<double> x(insertion.size()), y(explained.size());
  for (std::size_t row = 0; row < rows; ++row) {
    const double w = weights[row];
    ++flights_;
    total_weight_ += w;
    outcomes_[outcome[row]].add(w);
    tree_[{failures[row], outcome[row], cause[row]}].add(w);
    for (std::size_t k = 0; k < numeric_.size(); ++k) {
      const double value = block[texts + k].numbers()[row];
      if (!std::isnan(value)) moments_[k].add(value, w);
    }
    if (outcome[row] == "target_met") {
      for (std::size_t k = 0; k < x.size(); ++k) x[k] = (*insertion[k])[row];
      if (reference_.empty()) reference_ = x;
      for (std::size_t k = 3; k < 5; ++k) {  // node and argument of latitude turn
        x[k] = reference_[k] + std::remainder(x[k] - reference_[k], 2 * std::numbers::pi);
      }
      insertion_.add(x, w);
    }
    if (!failures[row].empty() || std::isnan((*explained[0])[row])) continue;
    for (std::size_t k = 0; k < explained.size(); ++k) y[k] = (*explained[k])[row];
    explain(block, row, y, w);
  }
}

/// West's recurrence for all figures and results at once.
void Statistics::explain(const std::vector<Column>& block, std::size_t row, const std::vector<double>& y, double w) {
  ++explained_flights_;
  explained_weight_ += w;
  if (explained_weight_ <= 0) return;
  const double share = w / explained_weight_;
  std::vector<double> off(y.size());
  for (std::size_t k = 0; k < y.size(); ++k) {
    const double step = y[k] - explained_mean_[k];
    explained_mean_[k] += step * share;
    off[k] = w * (y[k] - explained_mean_[k]);
    explained_second_[k] += step * off[k];
  }
  for (std::size_t i = 0; i < inputs_; ++i) {
    Pair& pair = pairs_[i];
    const double x = block[texts + i].numbers()[row], step = x - pair.mean;
    pair.mean += step * share;
    pair.second += w * step * (x - pair.mean);
    for (std::size_t k = 0; k < y.size(); ++k) pair.with[k] += step * off[k];
  }
}

std::vector<Statistics::Share> Statistics::sensitivity(std::size_t result) const {
  std::vector<Share> shares;
  for (std::size_t i = 0; i < inputs_; ++i) {
    const double both = pairs_[i].second * explained_second_[result];
    if (both > 0) shares.push_back({numeric_[i], pairs_[i].with[result] / std::sqrt(both)});
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const Share& a, const Share& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
  return shares;
}

double Statistics::half_width(const std::string& name) const {
  if (const auto found = outcomes_.find(name); found != outcomes_.end()) {
    const Probability p = found->second.among(flights_);
    return (p.high - p.low) / 2;
  }
  const std::size_t k = place(numeric_, name);
  if (k < numeric_.size()) return moments_[k].mean_half_width();
  return 1;  // an outcome that has not been seen yet
}

std::vector<Quantile> quantiles(std::vector<std::pair<double, double>>& weighted, const std::vector<double>& at) {
  std::erase_if(weighted, [](const auto& one) { return std::isnan(one.first) || one.second <= 0; });
  std::sort(weighted.begin(), weighted.end());
  double total = 0, squares = 0;
  for (const auto& [value, w] : weighted) total += w, squares += w * w;
  const auto value_at = [&](double share) {
    double below = 0;
    for (const auto& [value, w] : weighted) {
      below += w;
      if (below >= share * total) return value;
    }
    return weighted.empty() ? std::nan("") : weighted.back().first;
  };
  std::vector<Quantile> found;
  for (const double p : at) {
    // Var F(x) = sum w^2 (1{x_i <= x} - p)^2 / (sum w)^2: p (1 - p) / n without weights.
    double below = 0, lower = 0;
    for (const auto& [value, w] : weighted) {
      below += w;
      if (below > p * total) break;
      lower += w * w;
    }
    const double variance = lower * (1 - p) * (1 - p) + (squares - lower) * p * p;
    const double half = total > 0 ? z95 * std::sqrt(variance) / total : 0;
    found.push_back({p, value_at(p), value_at(std::max(0.0, p - half)), value_at(std::min(1.0, p + half))});
  }
  return found;
}

}  // namespace cosmodrome
