#pragma once
#include <vector>

#include "cosmodrome/flight/plan.hpp"
#include "cosmodrome/orbit/lunar_descent.hpp"

namespace cosmodrome {

/// The burns before a landing on the Moon of a campaign's flights. All begin where the flight as planned comes to it,
/// once flown: what the ascents leave, the corrections on the way take up.
class Descents {
 public:
  /// Flies the whole way as planned, by fly() and fly_on(). The mission must have a descent. Where that
  /// does not come to it, plan() says why.
  explicit Descents(const Plan& plan);

  struct End {
    double duration_s = 0;
    double periapsis_altitude_m = 0;
    double impact_t_s = 0;  ///< since lift-off; NaN: it stays aloft for the revolution that is followed
  };

  /// Flies the burns, of a plan that was found, sixteen at once, and follows what comes low for one revolution. The
  /// bits of an end depend on its own departure alone.
  [[nodiscard]] std::vector<End> fly(const std::vector<DescentDeparture>& departures) const;

  /// Whether a burn led to the orbit that was asked for.
  [[nodiscard]] bool met(const End& end) const;

  [[nodiscard]] const DescentPlan& plan() const { return plan_; }
  [[nodiscard]] const LunarFlight::Descent& asked() const { return asked_; }

  /// The longest time limit that keeps the periapsis so high whatever the accelerometers see.
  [[nodiscard]] double longest_limit_s(double least_altitude_m) const {
    return longest_burn_s(world_, plan_, least_altitude_m);
  }

 private:
  [[nodiscard]] double impact_t_s(double end_s, const PointMassState<double>& y) const;

  LunarFlight::Descent asked_;
  OrbitWorld world_;
  DescentPlan plan_;
};

}  // namespace cosmodrome
