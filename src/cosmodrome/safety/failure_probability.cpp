#include "cosmodrome/safety/failure_probability.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/root.hpp"

namespace cosmodrome {
namespace {

constexpr double shares_close_to = 1e-9;

void check(const FlightHistory& history) {
  if (history.flights < 1 || history.failures < 0 || history.failures > history.flights) {
    throw InputError(std::to_string(history.failures) + " failures of " + std::to_string(history.flights) + " flights",
                     "give at least one flight, and no more failures than flights");
  }
}

/// The p with which at most `failures` have the given chance: it falls from 1 to 0 as p grows.
double probability_for(int failures, int flights, double chance) {
  return find_root([&](double p) { return binomial_probability_of_at_most(failures, flights, p) - chance; }, 0.0, 1.0)
      .x;
}

void check_phases(const std::vector<FailurePhase>& phases, std::span<const double> edges_s) {
  double sum = 0, latest_s = edges_s.front();
  for (const FailurePhase& phase : phases) {
    if (!(phase.share >= 0)) {
      throw InputError("phase " + phase.name + " has the share " + std::to_string(phase.share), "give 0 or more");
    }
    if (!(phase.end_s > phase.begin_s)) throw InputError("phase " + phase.name + " has no length", "let it end later");
    if (phase.begin_s < latest_s) {
      throw InputError("phase " + phase.name + " begins at " + std::to_string(phase.begin_s) + " s, before " +
                           std::to_string(latest_s) + " s",
                       "let phases follow one another within the flight");
    }
    latest_s = phase.end_s, sum += phase.share;
  }
  if (latest_s > edges_s.back()) {
    throw InputError("the phases end at " + std::to_string(latest_s) + " s, after the flight",
                     "end them at " + std::to_string(edges_s.back()) + " s");
  }
  if (!(std::abs(sum - 1) <= shares_close_to)) {
    throw InputError("the shares of the phases add up to " + std::to_string(sum), "make them add up to 1");
  }
}

}  // namespace

double binomial_probability_of_at_most(int failures, int flights, double probability) {
  if (probability <= 0 || failures >= flights) return failures >= 0 ? 1 : 0;
  if (failures < 0 || probability >= 1) return 0;
  // The lesser tail is summed: a difference from 1 would cancel.
  const double log_p = std::log(probability), log_q = std::log1p(-probability);
  const auto term = [&](int k) {
    return std::exp(std::lgamma(flights + 1.0) - std::lgamma(k + 1.0) - std::lgamma(flights - k + 1.0) + k * log_p +
                    (flights - k) * log_q);
  };
  double sum = 0;
  if (failures < flights * probability) {
    for (int k = failures; k >= 0; --k) sum += term(k);
    return sum;
  }
  for (int k = failures + 1; k <= flights; ++k) sum += term(k);
  return 1 - sum;
}

ProbabilityLimits binomial_limits(const FlightHistory& history, double confidence) {
  check(history);
  if (!(confidence > 0 && confidence < 1)) {
    throw InputError("a confidence of " + std::to_string(confidence), "give one between 0 and 1");
  }
  const double tail = (1 - confidence) / 2;
  ProbabilityLimits limits;
  if (history.failures > 0) limits.low = probability_for(history.failures - 1, history.flights, 1 - tail);
  if (history.failures < history.flights) limits.high = probability_for(history.failures, history.flights, tail);
  return limits;
}

double failure_probability(const FlightHistory& history) {
  if (history.flights < 2) {
    throw InputError("the rule for flown vehicles does not hold for " + std::to_string(history.flights) + " flights",
                     "give the first flights of vehicles like it");
  }
  // The one-sided limit of 80 % is the upper one of 60 % on two sides.
  const ProbabilityLimits limits = binomial_limits(history, 0.6);
  return (limits.low + limits.high) / 2;
}

double new_vehicle_failure_probability(const FlightHistory& first_flights) {
  return binomial_limits(first_flights, 0.6).high;
}

std::vector<double> failures_over_time(double probability, const std::vector<FailurePhase>& phases,
                                       std::span<const double> edges_s) {
  if (!(probability >= 0 && probability <= 1)) {
    throw InputError("a probability of failure of " + std::to_string(probability), "give one from 0 to 1");
  }
  if (edges_s.size() < 2 ||
      std::adjacent_find(edges_s.begin(), edges_s.end(), std::greater_equal<>()) != edges_s.end()) {
    throw InputError("times of intervals that do not grow", "give at least two, each later than the one before");
  }
  if (phases.empty()) throw InputError("no phase of flight", "give at least one");
  check_phases(phases, edges_s);
  std::vector<double> in_interval(edges_s.size() - 1, 0.0);
  for (const FailurePhase& phase : phases) {
    const double rate = probability * phase.share / (phase.end_s - phase.begin_s);
    for (std::size_t i = 0; i + 1 < edges_s.size(); ++i) {
      in_interval[i] +=
          rate * std::max(0.0, std::min(phase.end_s, edges_s[i + 1]) - std::max(phase.begin_s, edges_s[i]));
    }
  }
  const auto last = std::find_if(in_interval.rbegin(), in_interval.rend(), [](double p) { return p > 0; });
  if (last != in_interval.rend()) *last += probability - std::accumulate(in_interval.begin(), in_interval.end(), 0.0);
  return in_interval;
}

const std::vector<PhasedHistory>& rti_1996_histories() {
  static const std::vector<PhasedHistory> histories{
      {"Atlas", 156, {4, 7, 12, 13, 17}}, {"Delta", 125, {2, 2, 2, 2, 8}}, {"Titan", 171, {4, 7, 9, 9, 19}}};
  return histories;
}

std::vector<double> shares_by_phase(const std::vector<PhasedHistory>& histories) {
  std::vector<double> shares;
  double all = 0;
  for (const PhasedHistory& history : histories) {
    int before = 0;
    shares.resize(std::max(shares.size(), history.failures.size()), 0.0);
    for (std::size_t phase = 0; phase < history.failures.size(); ++phase) {
      const int now = history.failures[phase];
      if (now < before || now > history.flights) {
        throw InputError(history.name + " has " + std::to_string(now) + " failures up to phase " +
                             std::to_string(phase + 1) + " after " + std::to_string(before),
                         "counts run from lift-off: they cannot fall, nor pass the flights");
      }
      shares[phase] += now - before, before = now;
    }
    all += before;
  }
  if (!(all > 0)) throw InputError("a history without failures has no shares", "give one with failures");
  for (double& share : shares) share /= all;
  return shares;
}

}  // namespace cosmodrome
