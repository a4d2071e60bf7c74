#pragma once
#include <span>
#include <string>
#include <vector>

namespace cosmodrome {

/// Flights of a vehicle, or of vehicles like it.
struct FlightHistory {
  int flights = 0;
  int failures = 0;
};

/// Limits of the probability of failure.
struct ProbabilityLimits {
  double low = 0, high = 1;
};

/// The exact two-sided limits of a binomial probability: that with which so many failures or more have a chance of
/// (1 - confidence) / 2, and that with which so many or fewer have. 0 and 1 where no failure, or no success, is seen.
/// Throws InputError for a history that cannot be, or a confidence outside (0, 1).
/// Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404.
ProbabilityLimits binomial_limits(const FlightHistory& history, double confidence);

/// The probability of at most so many failures among flights that fail with a probability each.
double binomial_probability_of_at_most(int failures, int flights, double probability);

/// The reference probability that a flight fails, for a vehicle with two flights or more: the middle of the two-sided
/// limits of 60 % confidence; with no failure or no success that between the one-sided limit of 80 % and 0 or 1.
/// Source: 14 CFR Part 417, Appendix C, (b)(5)(iii).
double failure_probability(const FlightHistory& history);

/// For a vehicle of fewer than two flights: the upper limit of 60 % two-sided confidence of first flights of vehicles
/// like it. Source: the same, (b)(5)(ii).
double new_vehicle_failure_probability(const FlightHistory& first_flights);

/// A part of a flight, with the share of all failures that happen in it, evenly in time.
struct FailurePhase {
  std::string name;
  double begin_s = 0, end_s = 0;  ///< since lift-off
  double share = 0;
};

/// The probability of failure in each of the intervals between ascending times. The sum is the probability of the whole
/// to 1e-12, whatever rounding did to the shares: the last interval with a share takes up the rest. Throws InputError
/// if the shares do not add up to 1 within 1e-9, if one is negative, if phases overlap or are empty, or if the
/// intervals do not hold them all: a failure that has no place would be lost in silence.
std::vector<double> failures_over_time(double probability, const std::vector<FailurePhase>& phases,
                                       std::span<const double> edges_s);

/// How often a family of vehicles failed up to the end of each phase, counted from lift-off.
struct PhasedHistory {
  std::string name;
  int flights = 0;
  std::vector<int> failures;  ///< up to the end of phases 1, 2, ...: never fewer than before
};

/// Atlas, Delta and Titan up to 1996, failures up to the end of phases 1 to 5. The source's own definition of its
/// phases has not been read: they are taken in the order of flight, the last for what follows insertion. Source:
/// Research Triangle Institute, report of September 1996, Table 2.
const std::vector<PhasedHistory>& rti_1996_histories();

/// Shares of failures by phase, of several families together. Throws InputError if there is no failure or a count
/// falls.
std::vector<double> shares_by_phase(const std::vector<PhasedHistory>& histories);

}  // namespace cosmodrome
