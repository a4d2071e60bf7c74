#pragma once
#include "cosmodrome/optimize/ascent.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"

namespace cosmodrome {

/// Whether the axis may be chosen.
bool steers(const Leg& leg);

double densest_air_Pa(const World& world, const Leg& leg);

/// Thrust over mass, as flown.
double thrust_m_s2(const World& world, const Leg& leg, std::size_t row);

/// A burn whose acceleration is to be watched though nobody may throttle it: what the payload and the steering can do
/// about it, they must.
ThrottledBurn watched_burn(const World& world, const Leg& leg, double limit_m_s2);

/// The path functions that the options ask of a leg: those whose limits could bite.
leg::ThrottledLoads loads_of(const World& world, const Leg& leg, const ThrottledBurn& throttle,
                             const AscentOptions& options, double objective_scale);

std::shared_ptr<const SmoothFunction> equations_of(const std::shared_ptr<const World>& world, const Leg& leg,
                                                   const ThrottledBurn& throttle, const leg::ThrottledLoads& loads);

}  // namespace cosmodrome
