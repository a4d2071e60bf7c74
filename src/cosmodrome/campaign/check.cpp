#include "cosmodrome/campaign/check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cosmodrome/campaign/failure_kinds.hpp"
#include "cosmodrome/campaign/failures.hpp"
#include "cosmodrome/mission/figures.hpp"

namespace cosmodrome {
namespace {

using Kind = Distribution::Kind;

/// As many values as the kind has; a table has as many as probabilities.
std::size_t values_due(const Distribution& distribution) {
  switch (distribution.kind) {
    case Kind::normal:
    case Kind::uniform:
      return 2;
    case Kind::lognormal:
      return 1;
    case Kind::triangular:
      return 3;
    case Kind::table:
      break;
  }
  return std::max<std::size_t>(2, distribution.probabilities.size());
}

/// What is wrong with a distribution, in words; empty if nothing is.
std::string wrong_in(const Distribution& distribution) {
  const auto& x = distribution.values;
  const auto& p = distribution.probabilities;
  const auto finite = [](const std::vector<double>& list) {
    return std::all_of(list.begin(), list.end(), [](double value) { return std::isfinite(value); });
  };
  if (x.size() != values_due(distribution))
    return fmt::format("it has {} values, {} are due", x.size(), values_due(distribution));
  if (!finite(x) || !finite(p)) return "not all of its values are finite";
  if (distribution.kind == Kind::normal || distribution.kind == Kind::lognormal)
    return x.back() < 0 ? "its standard deviation is below 0" : "";
  if (!std::is_sorted(x.begin(), x.end())) return "its values do not rise";
  const bool rise = std::adjacent_find(p.begin(), p.end(), std::greater_equal<>()) == p.end();
  if (distribution.kind == Kind::table && (!rise || p.front() != 0 || p.back() != 1))
    return "its probabilities do not rise from 0 to 1";
  return "";
}

class Check {
 public:
  explicit Check(const Mission& mission) : mission_(mission), all_(figures_of(mission)) {}

  std::vector<Finding> all() {
    for (const Dispersion& one : mission_.disperse.figures) dispersion(one);
    for (const CorrelatedSet& one : mission_.disperse.sets) correlated(one);
    profile(mission_.disperse.wind, "disperse.wind");
    profile(mission_.disperse.density, "disperse.density");
    for (const Failure& one : mission_.failures) failure(one);
    if (mission_.failures.size() > max_failure_kinds)
      add("failure", fmt::format("{} things may fail", mission_.failures.size()),
          fmt::format("at most {} can be told apart", max_failure_kinds));
    return std::move(found_);
  }

 private:
  void add(std::string path, std::string found, std::string remedy) {
    found_.push_back({std::move(path), std::move(found), std::move(remedy)});
  }

  void dispersion(const Dispersion& one) {
    const std::string path = "disperse.figures." + one.path;
    bool meant = false;
    for (const Figure& figure : all_) {
      if (!path_matches(one.path, figure.path)) continue;
      meant = true;
      if (one.distribution.relative && figure.nominal == 0)
        add(path, figure.path + " is 0, so a share of it is nothing", "give it in " + figure.unit);
    }
    if (!meant) add(path, "there is no such figure", "figures() and cosmodrome disperse --list name all");
    if (const std::string wrong = wrong_in(one.distribution); !wrong.empty())
      add(path, wrong, "give values that are a distribution");
  }

  void correlated(const CorrelatedSet& set) {
    const std::string path = "disperse.correlated." + set.name;
    const std::size_t n = set.paths.size();
    if (set.sigma.size() != n || set.relative.size() != n || set.correlation.size() != n) {
      add(path, "figures, sigmas and rows of the matrix are not as many", "give as many of each");
      return;
    }
    for (const std::string& name : set.paths) {
      if (std::none_of(all_.begin(), all_.end(), [&](const Figure& figure) { return figure.path == name; }))
        add(path, fmt::format("there is no figure \"{}\"", name), "name figures without wildcards");
    }
    if (!is_correlation(set.correlation))
      add(path, "the matrix is no correlation", "symmetric, ones along its diagonal, no eigenvalue below 0");
  }

  void profile(const ProfileScatter& scatter, const char* path) {
    const auto& z = scatter.altitude_m;
    if (z.empty() && scatter.sigma.empty()) return;
    const bool rise = std::adjacent_find(z.begin(), z.end(), std::greater_equal<>()) == z.end();
    const bool negative = std::any_of(scatter.sigma.begin(), scatter.sigma.end(), [](double s) { return !(s >= 0); });
    if (z.size() < 2 || z.size() != scatter.sigma.size() || !rise || negative || !(scatter.correlation_m > 0))
      add(path, "it is no profile",
          "give two altitudes or more that rise, as many deviations of 0 or more, and a height above 0");
  }

  void failure(const Failure& one) {
    const std::string path = "failure." + one.name;
    const Befallen can = befallen(mission_, one.kind);
    if (!can.what.empty() && std::find(can.names.begin(), can.names.end(), one.what) == can.names.end())
      add(path, fmt::format("there is no {} \"{}\" that this could befall", can.what, one.what),
          can.names.empty() ? fmt::format("the mission has no {} that could have it", can.what)
                            : fmt::format("there are {}", fmt::join(can.names, ", ")));
    const auto share = [](double p) { return p >= 0 && p <= 1; };
    if (!share(one.probability) || !share(one.drawn_probability) || !(one.hazard_per_s >= 0))
      add(path, "its probability cannot be", "give a probability from 0 to 1, or a hazard rate of 0 or more");
    if ((one.probability > 0) == (one.hazard_per_s > 0) && one.probability > 0)
      add(path, "there are a probability and a hazard rate", "give one of them");
    if (one.kind == Failure::Kind::unwrapped && !(one.rate_rad_s > 0))
      add(path + ".rate", "it turns at no rate", "give a rate above 0");
    if (amount_unit(one.kind).empty()) return;
    if (const std::string wrong = one.by.values.empty() ? "nothing says by how much" : wrong_in(one.by); !wrong.empty())
      add(path + ".by", wrong, "say by how much it fails");
  }

  const Mission& mission_;
  std::vector<Figure> all_;
  std::vector<Finding> found_;
};

}  // namespace

/// By Cholesky's factor: a negative square on the way means an eigenvalue below 0.
bool is_correlation(const std::vector<std::vector<double>>& c) {
  const std::size_t n = c.size();
  std::vector<std::vector<double>> l(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    if (c[i].size() != n || c[i][i] != 1) return false;
    for (std::size_t j = 0; j <= i; ++j) {
      if (c[i][j] != c[j][i]) return false;
      double sum = c[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k];
      if (i == j && sum < -1e-12) return false;
      l[i][j] = i == j ? std::sqrt(std::max(0.0, sum)) : l[j][j] > 0 ? sum / l[j][j] : 0;
      if (i != j && l[j][j] == 0 && std::abs(sum) > 1e-9) return false;
    }
  }
  return true;
}

std::vector<Finding> campaign_errors(const Mission& mission) { return Check(mission).all(); }

}  // namespace cosmodrome
