#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "cosmodrome/safety/assumptions.hpp"
#include "cosmodrome/safety/failure_instants.hpp"
#include "cosmodrome/safety/landed.hpp"

namespace cosmodrome {

/// The vehicle at one second of its flight, and how likely each mode of failure is to begin in that second.
struct FailureSecond {
  FailureInstant instant;
  std::array<double, response_modes> probability{};  ///< of a launch, by ResponseMode

  [[nodiscard]] double total() const {
    double sum = 0;
    for (const double p : probability) sum += p;
    return sum;
  }
};

/// Spreads the probability that a flight fails over the seconds in which an engine burns, by the rate, and over the
/// modes that are possible then, by their shares. All probabilities add up to the whole, but for rounding. Modes that
/// begin where the vehicle is after `to_s` have no part; those left share alike.
std::vector<FailureSecond> failure_schedule(std::vector<FailureInstant> instants, const SafetyAssumptions& assumptions,
                                            double probability);

/// What one fall of many stands for.
struct DebrisImpact {
  Landed at;
  ResponseMode mode = ResponseMode::break_up;
  int kind = 0;              ///< number of the debris class; as many as there are classes: the vehicle in one piece
  double pieces = 0;         ///< it stands for so many, if its mode of failure begins in its second
  double mass_kg = 0;        ///< of one, without propellant
  double area_m2 = 0;        ///< that it shows the ground
  double propellant_kg = 0;  ///< that it brings down
  AirPath air{};             ///< on its way
};

/// Takes what failures bring down.
class DebrisSink {
 public:
  virtual ~DebrisSink() = default;
  /// All impacts of one second, seconds in their order, one call at a time. `falls`: with those that did not come down.
  virtual void take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
                    std::size_t falls) = 0;
};

struct FailureRequest {
  std::uint64_t falls = 200'000;  ///< in all, about: an equal number for each second, mode and class
  std::uint64_t seed = 1;
  int threads = 1;
  std::size_t seconds_before = 0;  ///< that the sink took in an earlier run, which was stopped
  std::uint64_t falls_before = 0;  ///< of those
  std::function<bool()> stop{};    ///< asked between seconds
  /// Told after each second that the sink has taken, one at a time, the sink at rest.
  std::function<void(std::size_t seconds, std::uint64_t falls)> progress{};
};

/// Lets each failure of a schedule happen, break-ups by the list of debris, and each piece fall in a wind of its own,
/// in lanes. In constant memory: a second's impacts are handed over and forgotten. The draws of a piece depend on the
/// seed, its second, mode, class and number alone: the same bits however many threads there are. False if it was
/// stopped.
bool fly_failures(const Plan& plan, const std::vector<FailureSecond>& schedule, const SafetyAssumptions& assumptions,
                  const FailureRequest& request, DebrisSink& sink);

}  // namespace cosmodrome
