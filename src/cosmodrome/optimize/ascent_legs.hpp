#pragma once
#include "cosmodrome/optimize/ascent.hpp"

namespace cosmodrome {

inline constexpr double spare_of_empty_kg = 1e-3;  ///< a tank with less to burn is empty

/// What of a planned flight the optimiser flies.
struct AscentLegs {
  std::vector<Leg> legs;
  std::vector<ThrottledBurn> throttled;  ///< one a leg
  int last_target = -1;
};

/// The legs up to the last burn's tail-off, those that are one put together, with what is free in each. Throws
/// InputError if the options name an event that the sequence has not, or if guidance reaches no target.
AscentLegs choose_legs(const Plan& plan, const AscentOptions& options);

/// Of the event that ends a leg.
Condition::Kind end_kind(const Plan& plan, const Leg& leg);
bool ends_guided(const Plan& plan, const Leg& leg);

}  // namespace cosmodrome
