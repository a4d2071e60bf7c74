#pragma once
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

inline constexpr std::size_t max_failure_kinds = 48;

/// Which failures a flight suffers, and how much it counts for: the ratio of the probability of having just these to
/// the probability with which they were drawn.
struct FailureDraw {
  std::bitset<max_failure_kinds> which;
  double weight = 1;
};

/// Draws the failures of each flight and makes the plans by which flights with failures fly.
class Failures {
 public:
  explicit Failures(const Plan& plan);

  [[nodiscard]] bool none() const { return plan_.mission.failures.empty(); }

  /// Draws which failures flight number `flight` suffers, and puts when and how much into its model.
  FailureDraw draw(std::uint64_t flight, VehicleModel<double>& model) const;

  /// The plan with these failures; the nominal one for none. Lives as long as this.
  const Plan& plan_with(const std::bitset<max_failure_kinds>& which) const;

  /// Their names joined by " + ".
  [[nodiscard]] std::string names(const std::bitset<max_failure_kinds>& which) const;

 private:
  struct Site {
    int stage = -1, part = -1, item = -1;
  };
  [[nodiscard]] Plan make(const std::bitset<max_failure_kinds>& which) const;

  const Plan& plan_;
  std::vector<Site> sites_;
  mutable std::mutex mutex_;
  mutable std::map<unsigned long long, std::unique_ptr<Plan>> made_;
};

}  // namespace cosmodrome
