#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cosmodrome/campaign/parquet.hpp"

namespace cosmodrome {

/// A share of all flights, with the interval that holds the true probability in 95 of 100 campaigns.
struct Probability {
  std::uint64_t count = 0;  ///< flights, whatever their weight
  double probability = 0;
  double low = 0, high = 1;
};

/// The share of flights that are alike in something, from what is summed of their weights.
struct Tally {
  std::uint64_t count = 0;
  double weight = 0, squared_weight = 0;
  void add(double w) { ++count, weight += w, squared_weight += w * w; }
  /// Wilson's score interval (J. Am. Stat. Assoc. 22 (1927) 209); of weighted flights with as many even ones as have
  /// the same variance.
  [[nodiscard]] Probability among(std::uint64_t flights) const;
};

/// Weighted moments of one column, summed so that no digits cancel (B. P. Welford, Technometrics 4 (1962) 419, with
/// weights: D. H. D. West, Commun. ACM 22 (1979) 532).
struct Moments {
  std::uint64_t count = 0;
  double weight = 0, squared_weight = 0, mean = 0, second = 0, least = 0, most = 0;
  void add(double x, double w);
  [[nodiscard]] double deviation() const;
  /// Half of the interval that holds the true mean in 95 of 100 campaigns.
  [[nodiscard]] double mean_half_width() const;
};

/// Means and covariances of several numbers a flight.
struct Covariance {
  explicit Covariance(std::size_t size) : mean(size), second(size * size) {}
  std::uint64_t count = 0;
  double weight = 0;
  std::vector<double> mean, second;
  void add(const std::vector<double>& x, double w);
  [[nodiscard]] double at(std::size_t i, std::size_t j) const;
};

/// What is summed while a campaign flies, in the order of its flights and in memory that does not grow with them.
class Statistics {
 public:
  /// Names of all columns; the first `inputs` after the four that name flight, outcome, failures and cause were drawn.
  Statistics(std::vector<std::string> columns, std::size_t inputs);

  /// Takes the next flights, in order.
  void add(const std::vector<Column>& block);

  [[nodiscard]] std::uint64_t flights() const { return flights_; }
  [[nodiscard]] double total_weight() const { return total_weight_; }
  [[nodiscard]] const std::map<std::string, Tally>& outcomes() const { return outcomes_; }
  /// By failures, outcome and cause.
  [[nodiscard]] const std::map<std::array<std::string, 3>, Tally>& tree() const { return tree_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return names_; }
  [[nodiscard]] const std::vector<Moments>& moments() const { return moments_; }  ///< of the numeric columns
  [[nodiscard]] const std::vector<std::string>& numeric() const { return numeric_; }
  [[nodiscard]] std::size_t inputs() const { return inputs_; }

  /// Of the flights that met their target.
  [[nodiscard]] const Covariance& insertion() const { return insertion_; }
  static const std::vector<std::string>& insertion_names();

  /// Which share of the variance of a result each figure that was drawn explains, on its own and in a straight line:
  /// the squared correlation. Of flights without failures.
  struct Share {
    std::string figure;
    double correlation = 0;
  };
  static const std::vector<std::string>& explained_names();
  [[nodiscard]] std::vector<Share> sensitivity(std::size_t result) const;

  /// Half the width of the 95 % interval of an outcome's probability or of a column's mean. Throws InputError if there
  /// is no such outcome or column.
  [[nodiscard]] double half_width(const std::string& name) const;

 private:
  std::vector<std::string> names_, numeric_;
  std::size_t inputs_;
  std::uint64_t flights_ = 0;
  double total_weight_ = 0;
  std::map<std::string, Tally> outcomes_;
  std::map<std::array<std::string, 3>, Tally> tree_;
  std::vector<Moments> moments_;
  Covariance insertion_;
  std::vector<double> reference_;  ///< angles are counted from those of the first flight on target

  /// What is summed of one drawn figure x and the explained results y.
  struct Pair {
    double mean = 0, second = 0;
    std::vector<double> with;  ///< sums of w (x - mean) (y - mean)
  };
  void explain(const std::vector<Column>& block, std::size_t row, const std::vector<double>& y, double w);
  std::uint64_t explained_flights_ = 0;
  double explained_weight_ = 0;
  std::vector<double> explained_mean_, explained_second_;
  std::vector<Pair> pairs_;
};

/// The value below which a share of the weight lies, with its 95 % interval.
struct Quantile {
  double probability = 0, value = 0, low = 0, high = 0;
};

/// Quantiles of numbers with weights; NaN does not count. Reorders what it is given.
std::vector<Quantile> quantiles(std::vector<std::pair<double, double>>& weighted, const std::vector<double>& at);

}  // namespace cosmodrome
