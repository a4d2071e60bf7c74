#include "cosmodrome/flight/craft.hpp"

#include <algorithm>
#include <bit>

#include "cosmodrome/base/dual.hpp"

namespace cosmodrome {
namespace {

constexpr double time_resolution_s = 1e-9;
constexpr double longest_on_pad_s = 30;  // after the time of release: no pad holds a burning vehicle longer

bool is_event_of_state(Condition::Kind kind) {
  using Kind = Condition::Kind;
  switch (kind) {
    case Kind::time:
    case Kind::delay:
    case Kind::propellant_below:
    case Kind::burn_time_left:
      return false;
    default:
      return true;
  }
}

}  // namespace

template <class L>
Craft<L>::Craft(const Plan& the_plan, const VehicleModel<L>& the_model) : plan(&the_plan), model(the_model) {
  dropped.reserve(static_cast<std::size_t>(model.stage_count) + static_cast<std::size_t>(model.part_count));
  just_fired.reserve(4);
  for (int i = 0; i < model.stage_count; ++i) {
    stages_aboard.set(static_cast<std::size_t>(i));
    propellant_kg[static_cast<std::size_t>(i)] = model.stages[static_cast<std::size_t>(i)].propellant_kg;
  }
  for (int i = 0; i < model.part_count; ++i) parts_aboard.set(static_cast<std::size_t>(i));
  mass_at_mode_kg = model.lift_off_mass_kg();
  mode.density_factor = model.density_factor;
  mode.direction = to_scalar<L>(Vec3<double, Gcrf>{1, 0, 0});
  mode.law = L(static_cast<double>(Law::ground));
  mode.ground_from = to_scalar<L>(plan->pad_up);
  mode.ground_to = to_scalar<L>(plan->pad_downrange);
  turn_programme();
  mode.wind_east = model.departures.wind_east;
  mode.wind_north = model.departures.wind_north;
  mode.density = model.departures.density;
  choose_drag_table();
  arm_items();
}

template <class L>
void Craft<L>::rebase(const L& t_s, const L& mass_kg) {
  const L since = t_s - mode.since_t_s;
  // Under an acceleration limit all engines share one factor, so the loss of mass is shared as their flows are.
  L commanded(0.0);
  for (const Burn<L>& burn : mode.burns) commanded = fma(burn.level, burn.flow_kg_s, commanded);
  const bool limited = value(mode.acceleration_limit_m_s2) > 0 && value(commanded) > 0;
  const L lost = mass_at_mode_kg - mass_kg;
  for (std::size_t slot = 0; slot < max_burning; ++slot) {
    if (slot_stage_[slot] < 0) continue;
    Burn<L>& burn = mode.burns[slot];
    const auto stage = static_cast<std::size_t>(slot_stage_[slot]);
    const L burned = limited ? lost * burn.level * model.stages[stage].flow_kg_s / commanded
                             : burned_in_mode_kg(burn, model.stages[stage], since);
    propellant_kg[stage] = propellant_kg[stage] - burned;
    burn.level = burn.level_at(since);
  }
  if (tilting_) {
    mode.tilt_rad = fma(mode.tilt_rate_rad_s, since, mode.tilt_rad);
    steered = true;
  }
  mode.since_t_s = t_s;
  mass_at_mode_kg = mass_kg;
}

// ------------------------------------------------------------------------------------------ what comes next

/// Kept here, small and side by side: what is armed is asked for many times in a flight.
template <class L>
void Craft<L>::arm_items() {
  for (std::size_t i = 0; i < static_cast<std::size_t>(model.item_count); ++i) {
    const CompiledItem& item = plan->items[i];
    if (item.after < 0) {
      armed_.set(i);
    } else {
      followers_[static_cast<std::size_t>(item.after)].set(i);
    }
    of_state_.set(i, is_event_of_state(item.kind));
  }
}

template <class L>
void Craft<L>::consider(const L& t_s, Next what, int index) {
  if (next != Next::nothing && value(t_s) >= value(next_t_s)) return;
  next = what;
  next_index = index;
  next_t_s = t_s;
}

template <class L>
void Craft<L>::schedule(const L& t_s, const L& factor) {
  next = Next::nothing;
  next_index = -1;
  next_t_s = L(never_s);
  for (auto left = (armed_ & ~of_state_).to_ullong(); left != 0; left &= left - 1) {
    const int i = std::countr_zero(left);
    const auto index = static_cast<std::size_t>(i);
    const CompiledItem& item = plan->items[index];
    const L& amount = model.condition_value[index];
    switch (item.kind) {
      case Condition::Kind::time:
        consider(amount, Next::item, i);
        break;
      case Condition::Kind::delay:
        consider(item.after < 0 ? amount : fired_t_s[static_cast<std::size_t>(item.after)] + amount, Next::item, i);
        break;
      case Condition::Kind::propellant_below:
      case Condition::Kind::burn_time_left: {
        const auto stage = static_cast<std::size_t>(item.stage);
        const double bodies = plan->mission.vehicle.stages[stage].count;
        const L threshold =
            item.kind == Condition::Kind::burn_time_left ? amount * model.stages[stage].flow_kg_s : amount * L(bodies);
        consider(time_to_burn(item.stage, propellant_kg[stage] - threshold, t_s, factor), Next::item, i);
        break;
      }
      default:
        break;
    }
  }
  for (int slot = 0; slot < max_burning; ++slot) {
    const auto index = static_cast<std::size_t>(slot);
    const int stage = slot_stage_[index];
    if (stage < 0) continue;
    if (ramping_[index]) consider(ramp_end_t_s_[index], Next::ramp, slot);
    if (!plan->mission.throttle_tables.empty()) consider_throttle(slot, t_s);
    if (!ending_[index]) {
      consider(time_to_burn(stage, propellant_kg[static_cast<std::size_t>(stage)], t_s, factor), Next::flame_out,
               stage);
    }
  }
  if (tilting_) consider(tilt_end_t_s_, Next::tilt, -1);
  consider(L(plan->time_limit_s), Next::time_limit, -1);
  other_next_ = next;
  other_index_ = next_index;
  other_t_s_ = next_t_s;
  schedule_guidance();
}

template <class L>
void Craft<L>::schedule_guidance() {
  next = other_next_;
  next_index = other_index_;
  next_t_s = other_t_s_;
  if (guided) consider(next_guidance_t_s, Next::guidance, -1);
}

template <class L>
void Craft<L>::arm_watches() {
  const auto was = watched;
  watched = armed_ & of_state_;
  for (auto left = watched.to_ullong(); left != 0; left &= left - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(left));
    const CompiledItem& item = plan->items[index];
    // Guidance can end only the burn that it steers.
    if (item.kind == Condition::Kind::guidance_cut_off && !(guided && item.target == target)) watched.reset(index);
    // The velocity is awaited by the axis once the axis has leaned over.
    if (item.kind == Condition::Kind::gravity_turn_ready && tilting_) watched.reset(index);
  }
  watched_before &= was & watched;  // what was let go is new when it comes again
}

template <class L>
bool Craft<L>::arrive(const L& t_s, L& mass_kg) {
  const Next what = next;
  const int index = next_index;
  if (what == Next::guidance) {
    next_guidance_t_s = t_s + guidance_period_s();
    return false;  // the loop runs the guidance; nothing else changes
  }
  rebase(t_s, mass_kg);
  switch (what) {
    case Next::item: {
      // Under an acceleration limit the time was a prediction: go on until the tank is really there.
      const auto i = static_cast<std::size_t>(index);
      const CompiledItem& item = plan->items[i];
      const bool of_tank =
          item.kind == Condition::Kind::propellant_below || item.kind == Condition::Kind::burn_time_left;
      if (of_tank && value(mode.acceleration_limit_m_s2) > 0) {
        const auto stage = static_cast<std::size_t>(item.stage);
        const double scale = item.kind == Condition::Kind::burn_time_left ? value(model.stages[stage].flow_kg_s)
                                                                          : plan->mission.vehicle.stages[stage].count;
        const double left = value(propellant_kg[stage]) - scale * value(model.condition_value[i]);
        if (left > 10 * time_resolution_s * value(model.stages[stage].flow_kg_s)) return true;
      }
      fire(index, t_s, mass_kg);
      break;
    }
    case Next::ramp: {
      const auto slot = static_cast<std::size_t>(index);
      ramping_[slot] = starting_[slot] = false;
      mode.burns[slot].level = L(ramp_target_[slot]);
      mode.burns[slot].level_rate_per_s = L(0.0);
      if (ending_[slot]) {
        mode.burns[slot] = Burn<L>{};
        slot_stage_[slot] = -1;
        ending_[slot] = false;
      }
      follow_throttle(index, t_s);
      break;
    }
    case Next::throttle:
      follow_throttle(index, t_s);
      break;
    case Next::tilt:
      mode.tilt_rad = tilt_end_rad_;
      end_turn(t_s);
      break;
    case Next::flame_out: {
      const auto stage = static_cast<std::size_t>(index);
      if (value(propellant_kg[stage]) > 10 * time_resolution_s * value(model.stages[stage].flow_kg_s)) return true;
      flamed_out.set(stage);
      cut_off(index, t_s);
      end_burn_of(index, t_s, mass_kg);
      break;
    }
    case Next::watched:
      fire(index, t_s, mass_kg);
      break;
    case Next::time_limit:
      ended = true;
      break;
    case Next::guidance:
    case Next::nothing:
      break;
  }
  arm_watches();
  return true;
}

/// A burn that guidance or an empty tank should have ended has ended by itself: the sequence goes on, and the orbit is
/// judged.
template <class L>
void Craft<L>::end_burn_of(int stage, const L& t_s, L& mass_kg) {
  for (int i = 0; i < model.item_count; ++i) {
    const CompiledItem& item = plan->items[static_cast<std::size_t>(i)];
    const bool of_tank = item.kind == Condition::Kind::propellant_below || item.kind == Condition::Kind::burn_time_left;
    const bool guided_end = item.kind == Condition::Kind::guidance_cut_off;
    if (!armed(i) || !(guided_end || (of_tank && failed[static_cast<std::size_t>(stage)]))) continue;
    for (const CompiledAction& action : item.actions) {
      if (action.kind == Action::Kind::cut_off && action.index == stage) {
        fire(i, t_s, mass_kg);
        break;
      }
    }
  }
}

// ------------------------------------------------------------------------------------------ what is done

template <class L>
void Craft<L>::fire(int item, const L& t_s, L& mass_kg) {
  const auto index = static_cast<std::size_t>(item);
  fired.set(index);
  armed_.reset(index);
  armed_ |= followers_[index] & ~fired;
  fired_t_s[index] = t_s;
  watched.reset(index);
  watched_before.reset(index);
  just_fired.push_back({item, t_s, mass_kg});
  if (plan->items[index].kind == Condition::Kind::impact) crashed = ended = true;
  for (const CompiledAction& action : plan->items[index].actions) apply(action, t_s, mass_kg);
}

template <class L>
void Craft<L>::apply(const CompiledAction& action, const L& t_s, L& mass_kg) {
  switch (action.kind) {
    case Action::Kind::ignite:
      ignite(action.index, t_s);
      break;
    case Action::Kind::cut_off:
      cut_off(action.index, t_s);
      break;
    case Action::Kind::throttle:
      if (!throttle_follows(burning_slot(action.index), t_s))
        set_level(burning_slot(action.index), t_s, action.level, action.over_s);
      break;
    case Action::Kind::separate:
      drop_stage(action.index, t_s, mass_kg);
      break;
    case Action::Kind::jettison:
      drop_part(action.index, t_s, mass_kg);
      break;
    case Action::Kind::steer:
      steer(action, t_s);
      break;
    case Action::Kind::limit_acceleration:
      mode.acceleration_limit_m_s2 = L(action.level);
      break;
    case Action::Kind::lose_thrust:
    case Action::Kind::lose_engines:
      lose_thrust(action.index, L(1.0) - model.departures.severity[static_cast<std::size_t>(action.severity)],
                  action.kind == Action::Kind::lose_engines);
      break;
    case Action::Kind::shut_down:
      failed.set(static_cast<std::size_t>(action.index));
      cut_off(action.index, t_s);
      end_burn_of(action.index, t_s, mass_kg);
      break;
    case Action::Kind::end:
      ended = true;
      break;
  }
}

template <class L>
void Craft<L>::drop_stage(int stage, const L& t_s, L& mass_kg) {
  const auto index = static_cast<std::size_t>(stage);
  if (!stages_aboard[index]) return;
  const StageModel<L>& figures = model.stages[index];
  // Drive propellant is spent in proportion to the main one.
  const L burned = figures.propellant_kg - propellant_kg[index];
  mass_kg = mass_kg - (figures.total_mass_kg() - burned * (L(1.0) + figures.drive_ratio));
  stages_aboard.reset(index);
  if (const int slot = burning_slot(stage); slot >= 0) {
    mode.burns[static_cast<std::size_t>(slot)] = Burn<L>{};
    slot_stage_[static_cast<std::size_t>(slot)] = -1;
    ramping_[static_cast<std::size_t>(slot)] = false;
    ending_[static_cast<std::size_t>(slot)] = false;
  }
  mass_at_mode_kg = mass_kg;
  dropped.push_back({stage, false, t_s});
  if (turning_ && turning_stage_ == stage) end_turn(t_s);
  choose_drag_table();
}

template <class L>
void Craft<L>::drop_part(int part, const L& t_s, L& mass_kg) {
  const auto index = static_cast<std::size_t>(part);
  if (!parts_aboard[index]) return;
  mass_kg = mass_kg - model.part_mass_kg[index];
  parts_aboard.reset(index);
  mass_at_mode_kg = mass_kg;
  dropped.push_back({part, true, t_s});
}

template <class L>
void Craft<L>::choose_drag_table() {
  mode.drag_table = L(-1.0);
  mode.drag_area_m2 = L(0.0);
  for (std::size_t i = 0; i < plan->drag_table_stage.size(); ++i) {
    const int stage = plan->drag_table_stage[i];
    if (stage >= 0 && !stages_aboard[static_cast<std::size_t>(stage)]) continue;
    mode.drag_table = L(static_cast<double>(i));
    mode.drag_area_m2 = L(plan->drag_reference_area_m2[i]) * model.drag_factor;
    return;
  }
}

// ------------------------------------------------------------------------------------------ on the pad

template <class L>
bool Craft<L>::stand_on_pad(const L& pad_pressure_Pa, const L& pad_gravity_m_s2) {
  L t(0.0);
  for (int i = 0; i < model.item_count; ++i) {
    const CompiledItem& item = plan->items[static_cast<std::size_t>(i)];
    const L& begins = model.condition_value[static_cast<std::size_t>(i)];
    if (item.kind == Condition::Kind::time && value(begins) < value(t)) t = begins;
  }
  mode.since_t_s = t;
  const double earliest_s = std::max(0.0, value(t) + plan->mission.vehicle.hold_down_s);
  const double latest_s = earliest_s + longest_on_pad_s;
  L mass = mass_at_mode_kg;
  arm_watches();
  const auto excess_N = [&](const L& at) {
    L thrust(0.0), flow(0.0);
    const L since = at - mode.since_t_s;
    for (const Burn<L>& burn : mode.burns) {
      const L level = burn.level_at(since);
      if (value(level) > 0) thrust = thrust + level * burn.thrust_vacuum_N - burn.exit_area_m2 * pad_pressure_Pa;
      flow = fma(since * fma(L(0.5) * burn.level_rate_per_s, since, burn.level), burn.flow_kg_s, flow);
    }
    return thrust - (mass - flow) * pad_gravity_m_s2;
  };
  const auto mass_at = [&](const L& at) {
    L left = mass;
    const L since = at - mode.since_t_s;
    for (const Burn<L>& burn : mode.burns) {
      left = left - since * fma(L(0.5) * burn.level_rate_per_s, since, burn.level) * burn.flow_kg_s;
    }
    return left;
  };
  for (int round = 0; round < 1000; ++round) {
    schedule(t, L(1.0));
    // Released within this stretch? The excess of thrust changes monotonically between two events.
    const double from = std::max({value(t), 0.0, earliest_s});
    if (value(next_t_s) > from) {
      const bool now = value(excess_N(L(from))) > 0;
      L low(from), high = value(next_t_s) > latest_s ? L(latest_s) : next_t_s;
      if (now || value(excess_N(high)) > 0) {
        for (int i = 0; !now && i < 60; ++i) {
          const L middle = L(0.5) * (low + high);
          (value(excess_N(middle)) > 0 ? high : low) = middle;
        }
        t = now ? L(from) : high;
        mass = mass_at(t);
        rebase(t, mass);
        on_pad = false;
        return true;
      }
    }
    if (next == Next::nothing || next == Next::time_limit || next == Next::flame_out) return false;
    if (value(next_t_s) > latest_s || stages_aboard.count() < static_cast<std::size_t>(model.stage_count)) return false;
    t = next_t_s;
    mass = mass_at(t);
    arrive(t, mass);
    mass_at_mode_kg = mass;
  }
  return false;
}

template class Craft<double>;
template class Craft<Dual<8>>;

}  // namespace cosmodrome
