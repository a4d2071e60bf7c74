#include "cosmodrome/optimize/ascent_legs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/optimize/leg_phase.hpp"

namespace cosmodrome {
namespace {

/// What goes on burning, unchanged, from one leg into the next: the event between them only steers, or throttles what
/// the optimiser throttles anyway.
bool goes_on(const Leg& a, const Leg& b, const ThrottledBurn& of_a, const ThrottledBurn& of_b) {
  if (of_a.burn != of_b.burn || of_a.stage != of_b.stage || of_a.thrust_limit_m_s2 != of_b.thrust_limit_m_s2)
    return false;
  if (a.y.back()[6] != b.y.front()[6] || a.steering != b.steering || a.limited != b.limited || a.target != b.target)
    return false;
  if (a.mode.drag_table != b.mode.drag_table || a.ends_by_state || a.ends_freely) return false;
  for (std::size_t i = 0; i < max_burning; ++i) {
    const Burn<double>&x = a.mode.burns[i], &y = b.mode.burns[i];
    if (x.thrust_vacuum_N == y.thrust_vacuum_N && of_a.free() && of_a.burn == static_cast<int>(i)) continue;
    if (x.level_rate_per_s != 0 || y.level_rate_per_s != 0 || x.level != y.level ||
        x.thrust_vacuum_N != y.thrust_vacuum_N)
      return false;
  }
  return true;
}

void append(Leg& a, const Leg& b) {
  a.t_s.insert(a.t_s.end(), b.t_s.begin() + 1, b.t_s.end());
  a.y.insert(a.y.end(), b.y.begin() + 1, b.y.end());
  a.axis.insert(a.axis.end(), b.axis.begin() + 1, b.axis.end());
  a.joined.insert(a.joined.end(), a.ended_by.begin(), a.ended_by.end());
  a.ended_by = b.ended_by, a.ends_by_state = b.ends_by_state, a.spare_kg = b.spare_kg, a.empty = b.empty;
}

void check_free_events(const Plan& plan, const AscentOptions& options) {
  for (const std::string& name : options.free_events) {
    const bool known =
        std::any_of(plan.items.begin(), plan.items.end(), [&](const CompiledItem& item) { return item.name == name; });
    if (known) continue;
    throw InputError(Problem{plan.mission.file, 0, 0, "optimize.free_events",
                             fmt::format("the sequence has no event '{}'", name), "name an event of the sequence"});
  }
}

bool ends_with_free_event(const Plan& plan, const AscentOptions& options, const Leg& leg) {
  return std::any_of(leg.ended_by.begin(), leg.ended_by.end(), [&](int item) {
    const std::string& name = plan.items[static_cast<std::size_t>(item)].name;
    return std::find(options.free_events.begin(), options.free_events.end(), name) != options.free_events.end();
  });
}

/// Burns along an axis that stays where it is in space: which, is for the optimiser to say.
bool holds(const Leg& leg) {
  return leg.steering == LegSteering::law && leg.mode.law == static_cast<double>(Law::inertial);
}

/// How many legs there are up to the last that guidance ends, and its target.
std::size_t count_guided(const Plan& plan, const std::vector<Leg>& flown, int& last_target) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < flown.size(); ++i) {
    if (!ends_guided(plan, flown[i])) continue;
    end = i + 1;
    last_target = plan.items[static_cast<std::size_t>(flown[i].ended_by.front())].target;
  }
  if (end == 0) {
    const std::string cause = fly(plan, FlyOptions{.follow_dropped = false}).cause;
    throw InputError(Problem{plan.mission.file, 0, 0, "target",
                             fmt::format("the planned flight reaches no target, so there is nothing to improve: {}",
                                         cause.empty() ? "no burn of it is guided to one" : cause),
                             "a lighter payload, a lower orbit or a sequence with a guided burn would help"});
  }
  return end;
}

/// Leaves a leg, and its throttle, as free as the options say.
void set_free(const Plan& plan, const AscentOptions& options, Leg& leg, ThrottledBurn& throttle) {
  if (!throttle.watched()) {
    const int fades = throttle.fades;
    throttle = watched_burn(plan.world, leg, options.most_axial_acceleration_m_s2);
    throttle.fades = fades;
  }
  if (!leg.burns()) {
    if (leg.steering == LegSteering::free) leg.steering = LegSteering::law;  // nothing to steer with
  } else if (options.free_from_lift_off || holds(leg)) {
    leg.steering = LegSteering::free;
  }
  // Velocity and axis meet while the vehicle leans over, and the optimiser chooses how: a time like another.
  if (leg.ends_by_state && end_kind(plan, leg) == Condition::Kind::gravity_turn_ready) leg.ends_by_state = false;
  leg.ends_freely = !leg.ends_by_state && ends_with_free_event(plan, options, leg);
}

/// Adds a leg, to the last one if that goes on in it.
void add(AscentLegs& chosen, Leg&& leg, ThrottledBurn&& throttle) {
  if (!chosen.legs.empty() && goes_on(chosen.legs.back(), leg, chosen.throttled.back(), throttle)) {
    append(chosen.legs.back(), leg);
    if (throttle.watched()) {
      std::vector<double>& level = chosen.throttled.back().level;
      level.insert(level.end(), throttle.level.begin() + 1, throttle.level.end());
    }
  } else {
    chosen.legs.push_back(std::move(leg));
    chosen.throttled.push_back(std::move(throttle));
  }
}

}  // namespace

Condition::Kind end_kind(const Plan& plan, const Leg& leg) {
  return plan.items[static_cast<std::size_t>(leg.ended_by.front())].kind;
}

bool ends_guided(const Plan& plan, const Leg& leg) {
  return leg.ends_by_state && end_kind(plan, leg) == Condition::Kind::guidance_cut_off;
}

AscentLegs choose_legs(const Plan& plan, const AscentOptions& options) {
  check_free_events(plan, options);
  AscentLegs chosen;
  std::vector<Leg> flown = fly_legs(plan);
  std::vector<ThrottledBurn> throttled = throttled_burns(plan, flown, options.free_throttle);
  std::size_t end = count_guided(plan, flown, chosen.last_target);
  for (std::size_t i = 0; i + 1 < end; ++i) {
    // A guided burn that ran dry, for a later one to finish: its tank ends it.
    if (ends_guided(plan, flown[i]) && flown[i].spare_kg < spare_of_empty_kg) flown[i].ends_by_state = false;
  }
  while (end < flown.size() && flown[end].burns()) ++end;  // the tail-off
  for (std::size_t i = 0; i < end; ++i) {
    set_free(plan, options, flown[i], throttled[i]);
    add(chosen, std::move(flown[i]), std::move(throttled[i]));
  }
  return chosen;
}

}  // namespace cosmodrome
