// Engines that are lit, throttled, cut off and lost, and what they burn.
#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/flight/craft.hpp"

namespace cosmodrome {

template <class L>
int Craft<L>::burning_slot(int stage) const {
  for (int slot = 0; slot < max_burning; ++slot) {
    if (slot_stage_[static_cast<std::size_t>(slot)] == stage) return slot;
  }
  return -1;
}

template <class L>
bool Craft<L>::being_cut_off(int stage) const {
  const int slot = burning_slot(stage);
  return slot >= 0 && ending_[static_cast<std::size_t>(slot)];
}

template <class L>
L Craft<L>::burned_in_mode_kg(const Burn<L>& burn, const StageModel<L>& stage, const L& since_s) const {
  return stage.flow_kg_s * since_s * fma(L(0.5) * burn.level_rate_per_s, since_s, burn.level);
}

template <class L>
L Craft<L>::propellant_left_kg(int stage, const L& t_s) const {
  const auto index = static_cast<std::size_t>(stage);
  const int slot = burning_slot(stage);
  if (slot < 0) return propellant_kg[index];
  return propellant_kg[index] -
         burned_in_mode_kg(mode.burns[static_cast<std::size_t>(slot)], model.stages[index], t_s - mode.since_t_s);
}

template <class L>
L Craft<L>::time_to_burn(int stage, const L& amount_kg, const L& t_s, const L& factor) const {
  const int slot = burning_slot(stage);
  if (slot < 0) return L(never_s);
  const auto index = static_cast<std::size_t>(slot);
  const Burn<L>& burn = mode.burns[index];
  const L full = model.stages[static_cast<std::size_t>(stage)].flow_kg_s * factor;
  // amount = full (level tau + rate tau^2 / 2); the root that is smooth as the rate goes to zero.
  const L wanted = amount_kg / full;
  if (value(wanted) <= 0) return t_s;
  const L discriminant = fma(burn.level, burn.level, L(2.0) * burn.level_rate_per_s * wanted);
  if (value(discriminant) < 0) return L(never_s);
  const L denominator = burn.level + sqrt(max(discriminant, L(0.0)));
  if (!(value(denominator) > 0)) return L(never_s);
  const L tau = L(2.0) * wanted / denominator;
  if (ramping_[index] && value(mode.since_t_s + tau) > value(ramp_end_t_s_[index])) return L(never_s);
  return mode.since_t_s + tau;
}

/// A failed share of the engines gives nothing any more, now and in later burns; with `flow_too` it burns nothing
/// either.
template <class L>
void Craft<L>::lose_thrust(int stage, const L& factor, bool flow_too) {
  StageModel<L>& figures = model.stages[static_cast<std::size_t>(stage)];
  const auto lose = [&](L& thrust_N, L& flow_kg_s, L& area_m2) {
    thrust_N = thrust_N * factor;
    if (flow_too) flow_kg_s = flow_kg_s * factor, area_m2 = area_m2 * factor;
  };
  lose(figures.thrust_vacuum_N, figures.flow_kg_s, figures.exit_area_m2);
  if (const int slot = burning_slot(stage); slot >= 0) {
    Burn<L>& burn = mode.burns[static_cast<std::size_t>(slot)];
    lose(burn.thrust_vacuum_N, burn.flow_kg_s, burn.exit_area_m2);
  }
}

template <class L>
void Craft<L>::ignite(int stage, const L& t_s) {
  int slot = burning_slot(stage);
  if (failed[static_cast<std::size_t>(stage)]) return;
  if (slot < 0) slot = burning_slot(-1);
  if (slot < 0) return;  // three stages burn already: compile_sequence() has refused such a sequence
  const auto index = static_cast<std::size_t>(slot);
  const StageModel<L>& figures = model.stages[static_cast<std::size_t>(stage)];
  slot_stage_[index] = stage;
  ending_[index] = false;
  mode.burns[index] = Burn<L>{figures.thrust_vacuum_N, figures.exit_area_m2, figures.total_flow_kg_s(), L(0.0), L(0.0)};
  set_level(slot, t_s, level_after_start_up(slot, t_s), value(figures.start_up_s));
  starting_[index] = ramping_[index];
  throttle_row_[index] = -1;
  if (!starting_[index]) follow_throttle(slot, t_s);
}

template <class L>
void Craft<L>::set_level(int slot, const L& t_s, double level, double over_s) {
  if (slot < 0) return;
  const auto index = static_cast<std::size_t>(slot);
  Burn<L>& burn = mode.burns[index];
  ramping_[index] = over_s > 0;
  starting_[index] = false;
  if (!ramping_[index]) {
    burn.level = L(level);
    burn.level_rate_per_s = L(0.0);
    return;
  }
  burn.level_rate_per_s = (L(level) - burn.level) / L(over_s);
  ramp_end_t_s_[index] = t_s + L(over_s);
  ramp_target_[index] = level;
}

template <class L>
void Craft<L>::cut_off(int stage, const L& t_s) {
  const int slot = burning_slot(stage);
  if (slot < 0) return;
  const auto index = static_cast<std::size_t>(slot);
  if (ending_[index]) return;
  cut_off_mass_kg = mass_at_mode_kg;
  mass_at_cut_off_kg[static_cast<std::size_t>(stage)] = mass_at_mode_kg;
  const double tail_off_s = value(model.stages[static_cast<std::size_t>(stage)].tail_off_s);
  if (tail_off_s > 0) {
    set_level(slot, t_s, 0.0, tail_off_s);
    ending_[index] = true;
  } else {
    mode.burns[index] = Burn<L>{};
    slot_stage_[index] = -1;
    ramping_[index] = false;
  }
}

template <class L>
L Craft<L>::tail_off_impulse_Ns() const {
  L impulse(0.0);
  for (std::size_t slot = 0; slot < max_burning; ++slot) {
    if (slot_stage_[slot] < 0 || ending_[slot]) continue;
    const StageModel<L>& stage = model.stages[static_cast<std::size_t>(slot_stage_[slot])];
    impulse = fma(L(0.5) * stage.tail_off_s, stage.thrust_vacuum_N * mode.burns[slot].level, impulse);
  }
  return impulse;
}

template <class L>
typename Craft<L>::Burning Craft<L>::burning(const L& t_s) const {
  Burning sum;
  for (std::size_t slot = 0; slot < max_burning; ++slot) {
    if (slot_stage_[slot] < 0 || ending_[slot]) continue;
    const L level = ramping_[slot] ? L(ramp_target_[slot]) : mode.burns[slot].level;
    sum.thrust_N = fma(level, mode.burns[slot].thrust_vacuum_N, sum.thrust_N);
    sum.flow_kg_s = fma(level, mode.burns[slot].flow_kg_s, sum.flow_kg_s);
    for (std::size_t i = 0; i < plan->burns.size(); ++i) {
      const auto stage = static_cast<std::size_t>(plan->burns[i].stage);
      if (plan->burns[i].stage != slot_stage_[slot] || static_cast<int>(i) <= sum.forecast) continue;
      // A stage that burns several times has several forecasts: the one of the present target, else its first.
      if (sum.forecast >= 0 && plan->burns[static_cast<std::size_t>(sum.forecast)].stage == plan->burns[i].stage &&
          plan->burns[i].ends_target != target)
        continue;
      sum.forecast = static_cast<int>(i);
      sum.burns_until_t_s = t_s + propellant_kg[stage] / (max(level, L(0.01)) * model.stages[stage].flow_kg_s);
    }
  }
  return sum;
}

template <class L>
L Craft<L>::mass_at_ignition_kg(const BurnForecast& burn, const L&) const {
  L mass = model.payload_mass_kg;
  for (std::size_t i = 0; i < static_cast<std::size_t>(model.stage_count); ++i) {
    if (!burn.stages_aboard[i] || !stages_aboard[i]) continue;
    const StageModel<L>& stage = model.stages[i];
    mass = mass + stage.total_mass_kg() - (stage.propellant_kg - propellant_kg[i]) * (L(1.0) + stage.drive_ratio);
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(model.part_count); ++i) {
    if (burn.parts_aboard[i] && parts_aboard[i]) mass = mass + model.part_mass_kg[i];
  }
  return mass;
}

#define COSMODROME_INSTANTIATE(L)                                                               \
  template int Craft<L>::burning_slot(int) const;                                               \
  template bool Craft<L>::being_cut_off(int) const;                                             \
  template L Craft<L>::burned_in_mode_kg(const Burn<L>&, const StageModel<L>&, const L&) const; \
  template L Craft<L>::propellant_left_kg(int, const L&) const;                                 \
  template L Craft<L>::time_to_burn(int, const L&, const L&, const L&) const;                   \
  template void Craft<L>::lose_thrust(int, const L&, bool);                                     \
  template void Craft<L>::ignite(int, const L&);                                                \
  template void Craft<L>::set_level(int, const L&, double, double);                             \
  template void Craft<L>::cut_off(int, const L&);                                               \
  template L Craft<L>::tail_off_impulse_Ns() const;                                             \
  template Craft<L>::Burning Craft<L>::burning(const L&) const;                                 \
  template L Craft<L>::mass_at_ignition_kg(const BurnForecast&, const L&) const;
COSMODROME_INSTANTIATE(double)
COSMODROME_INSTANTIATE(Dual<8>)
#undef COSMODROME_INSTANTIATE

}  // namespace cosmodrome
