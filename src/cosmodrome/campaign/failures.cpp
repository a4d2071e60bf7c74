#include "cosmodrome/campaign/failures.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/campaign/distribution.hpp"
#include "cosmodrome/flight/sequence.hpp"

namespace cosmodrome {
namespace {

using Kind = Failure::Kind;

/// Parameters of failures come after all figures that could ever vary.
constexpr std::uint32_t first_parameter = 1U << 20;
enum Draw : std::uint32_t { happens, when, how_much };

/// A share that is lost.
bool is_share(Kind kind) { return kind == Kind::engines_out || kind == Kind::thrust_loss; }

/// Whether how much it is goes with its event: in Departures::severity.
bool is_severity(Kind kind) { return is_share(kind) || kind == Kind::nozzle_stuck || kind == Kind::unwrapped; }

/// Whether it adds an event to the sequence: at an instant that is drawn, or by a delay that is.
bool adds_event(Kind kind) { return is_severity(kind) || kind == Kind::shut_down || kind == Kind::late_cut_off; }

/// Whether that event follows another by a delay.
bool follows(Kind kind) { return kind == Kind::late_cut_off || kind == Kind::unwrapped; }

/// When a failure may happen: its window, or while the stage is due to burn.
std::pair<double, double> window_of(const Plan& plan, const Failure& failure, int stage) {
  double from = 0, to = plan.time_limit_s;
  bool known = false;
  for (const BurnForecast& burn : plan.burns) {
    if (burn.stage != stage) continue;
    if (!known) from = std::max(0.0, burn.ignition_t_s);
    to = std::max(from, burn.cut_off_t_s);
    known = true;
  }
  return {failure.from_s.value_or(from), failure.to_s.value_or(to)};
}

double probability_of(const Failure& failure, const std::pair<double, double>& window) {
  if (failure.hazard_per_s <= 0) return failure.probability;
  return 1 - exp(-failure.hazard_per_s * (window.second - window.first));
}

/// When within its window it happens, given that it does: even, or by a steady hazard.
double instant_of(const Failure& failure, const std::pair<double, double>& window, double uniform) {
  if (failure.hazard_per_s <= 0) return window.first + uniform * (window.second - window.first);
  return window.first - log(1 - uniform * probability_of(failure, window)) / failure.hazard_per_s;
}

template <class Wanted>
void remove_actions(Plan& plan, Wanted&& wanted) {
  for (CompiledItem& item : plan.items) std::erase_if(item.actions, wanted);
}

/// The stage does not light. What would have steered it steers nothing: the vehicle holds its attitude.
void unlight(Plan& plan, int stage) {
  for (CompiledItem& item : plan.items) {
    const auto lights = [&](const CompiledAction& action) {
      return action.kind == Action::Kind::ignite && action.index == stage;
    };
    if (std::erase_if(item.actions, lights) == 0) continue;
    for (CompiledAction& action : item.actions) {
      if (action.kind == Action::Kind::steer && action.steering == Steering::guided) action.steering = Steering::hold;
    }
  }
}

/// An event of the failure's own: at a time that the model has, or after another.
CompiledItem own_event(const Failure& failure, CompiledAction action, int after) {
  CompiledItem item;
  item.name = failure.name;
  item.what = "Failure: " + failure.name;
  item.kind = after < 0 ? Condition::Kind::time : Condition::Kind::delay;
  item.after = after;
  item.actions.push_back(action);
  return item;
}

/// The event that cuts a stage off, its last one.
int cut_off_item(const Plan& plan, int stage) {
  int found = -1;
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    for (const CompiledAction& action : plan.items[i].actions) {
      if (action.kind == Action::Kind::cut_off && action.index == stage) found = static_cast<int>(i);
    }
  }
  return found;
}

}  // namespace

Failures::Failures(const Plan& plan) : plan_(plan) {
  const auto& failures = plan.mission.failures;
  if (failures.size() > max_failure_kinds) throw std::length_error("more than 48 failures");
  for (const Failure& failure : failures) {
    Site site;
    site.stage = stage_index(plan.mission.vehicle, failure.what);
    site.part = part_index(plan.mission.vehicle, failure.what);
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
      if (plan.items[i].name == failure.what) site.item = static_cast<int>(i);
    }
    sites_.push_back(site);
  }
}

FailureDraw Failures::draw(std::uint64_t flight, VehicleModel<double>& model) const {
  FailureDraw drawn;
  std::size_t severities = 0;
  const auto& failures = plan_.mission.failures;
  for (std::size_t k = 0; k < failures.size(); ++k) {
    const Failure& failure = failures[k];
    const auto uniform = [&](Draw which) {
      return random_uniform(
          {plan_.mission.disperse.seed, flight, first_parameter + static_cast<std::uint32_t>(k), which});
    };
    const auto window = window_of(plan_, failure, sites_[k].stage);
    const double probability = probability_of(failure, window);
    const double as_drawn = failure.drawn_probability > 0 ? failure.drawn_probability : probability;
    const bool full = drawn.which.count() >= max_failures;
    if (full || !(uniform(happens) < as_drawn)) {
      if (!full) drawn.weight *= (1 - probability) / (1 - as_drawn);
      continue;
    }
    drawn.which.set(k);
    drawn.weight *= probability / as_drawn;
    const double amount = failure.by.values.empty() ? 0 : deviation_at(failure.by, uniform(how_much));
    if (is_severity(failure.kind)) {
      model.departures.severity[severities++] = is_share(failure.kind) ? std::clamp(amount, 0.0, 1.0) : amount;
    }
    if (adds_event(failure.kind)) {
      const double delay = failure.kind == Kind::late_cut_off ? std::max(0.0, amount) : 0.0;
      model.condition_value[static_cast<std::size_t>(model.item_count++)] =
          follows(failure.kind) ? delay : instant_of(failure, window, uniform(when));
    }
    if (failure.kind == Kind::wrong_azimuth) model.departures.azimuth_rad += amount;
    if (failure.kind == Kind::accelerometer) model.departures.accelerometer_m_s2[1] += amount;
    if (failure.kind == Kind::timer) model.condition_value[static_cast<std::size_t>(sites_[k].item)] += amount;
  }
  return drawn;
}

const Plan& Failures::plan_with(const std::bitset<max_failure_kinds>& which) const {
  if (which.none()) return plan_;
  const std::lock_guard lock(mutex_);
  auto& made = made_[which.to_ullong()];
  if (!made) made = std::make_unique<Plan>(make(which));
  return *made;
}

Plan Failures::make(const std::bitset<max_failure_kinds>& which) const {
  Plan plan = plan_;
  const auto& failures = plan_.mission.failures;
  int severities = 0;
  for (std::size_t k = 0; k < failures.size(); ++k) {
    if (!which[k]) continue;
    const Failure& failure = failures[k];
    const Site& site = sites_[k];
    const auto does = [](Action::Kind kind, int index) {
      return [=](const CompiledAction& action) { return action.kind == kind && action.index == index; };
    };
    CompiledAction own;
    own.index = site.stage;
    switch (failure.kind) {
      case Kind::engines_out:
      case Kind::thrust_loss:
        own.kind = failure.kind == Kind::engines_out ? Action::Kind::lose_engines : Action::Kind::lose_thrust;
        own.severity = severities++;
        plan.items.push_back(own_event(failure, own, -1));
        break;
      case Kind::shut_down:
        own.kind = Action::Kind::shut_down;
        plan.items.push_back(own_event(failure, own, -1));
        break;
      case Kind::late_cut_off: {
        const int item = cut_off_item(plan, site.stage);
        if (item >= 0)
          std::erase_if(plan.items[static_cast<std::size_t>(item)].actions, does(Action::Kind::cut_off, site.stage));
        own.kind = Action::Kind::cut_off;
        plan.items.push_back(own_event(failure, own, item));
        break;
      }
      case Kind::no_ignition:
        unlight(plan, site.stage);
        break;
      case Kind::throttle_stuck:
        remove_actions(plan, does(Action::Kind::throttle, site.stage));
        std::erase_if(plan.mission.throttle_tables, [&](const ThrottleTable& table) {
          return stage_index(plan.mission.vehicle, table.stage) == site.stage;
        });
        break;
      case Kind::no_separation:
        remove_actions(plan, does(Action::Kind::separate, site.stage));
        break;
      case Kind::no_jettison:
        remove_actions(plan, does(Action::Kind::jettison, site.part));
        break;
      case Kind::nozzle_stuck:
      case Kind::unwrapped:
        own.kind = Action::Kind::steer;
        own.steering = Steering::turn;
        own.rate_rad_s = failure.kind == Kind::unwrapped ? failure.rate_rad_s : 0;
        own.severity = severities++;
        plan.items.push_back(own_event(failure, own, failure.kind == Kind::unwrapped ? site.item : -1));
        break;
      case Kind::wrong_azimuth:
      case Kind::timer:
      case Kind::accelerometer:
        break;  // the plan stays; the model of the flight says by how much
      case Kind::velocity_unseen:
        if (plan.mission.moon && plan.mission.moon->descent)
          plan.mission.moon->descent->departure.velocity_unseen = true;
        break;
    }
  }
  if (plan.items.size() > max_items) throw std::length_error("too many failures at once for the sequence");
  return plan;
}

std::string Failures::names(const std::bitset<max_failure_kinds>& which) const {
  std::string text;
  for (std::size_t k = 0; k < plan_.mission.failures.size(); ++k) {
    if (which[k]) text += (text.empty() ? "" : " + ") + plan_.mission.failures[k].name;
  }
  return text;
}

}  // namespace cosmodrome
