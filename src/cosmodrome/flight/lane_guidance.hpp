#pragma once
#include <array>

#include "cosmodrome/flight/aim.hpp"
#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/flight/one_lane.hpp"
#include "cosmodrome/flight/watch.hpp"
#include "cosmodrome/guidance/powered_explicit.hpp"

namespace cosmodrome {

/// The closed-loop guidance of flights in lanes: what it knows of each, in which it is due, what it remembers.
template <Scalar S>
class LaneGuidance {
 public:
  using L = LaneScalar<S>;

  explicit LaneGuidance(const World& world) : world_(world) {}

  /// Lane i has no flight, or not this one any more.
  void forget(int i) { set_lane(due_, i, false); }

  /// Lane i begins a flight, about which guidance is wrong by so much.
  void load(int i, const Departures<L>& departs) {
    const auto put = [i](Vec3<S, Gcrf>& packed, const std::array<L, 3>& one) {
      put_vec(packed, i, Vec3<L, Gcrf>{one[0], one[1], one[2]});
    };
    put(known_position_, departs.known_position_m);
    put(known_velocity_, departs.known_velocity_m_s);
    put(accelerometer_, departs.accelerometer_m_s2);
    put(cut_off_.position_error_m, {});
    put(cut_off_.velocity_error_m_s, {});
  }

  /// Lane i's craft has another mode from t on.
  void publish(int i, const Craft<L>& craft, const L& t) {
    set_lane(due_, i, craft.guided && (craft.guidance_begins || value(craft.next_guidance_t_s) <= value(t)));
    if (!craft.guided) return;
    put_lane(cut_off_.tail_off_impulse_Ns, i, craft.tail_off_impulse_Ns());
    publish_phases(i, craft, t);
  }

  /// The time of lane i's next call has come.
  void call(int i) { set_lane(due_, i, true); }

  /// The energy at which lane i's guided burn shall end, and from which side it comes there.
  void aim_cut_off(int i, const Craft<L>& craft, const L& t, const PointMassState<L>& y) {
    const double mu = world_.gravity.gm_m3_s2();
    const GuidanceTarget<L> target = guidance_target(*craft.plan, craft.target, craft.model.departures);
    // Before a later stage that finishes, the energy is that of a speed lower by the least that is left to it.
    const L least = least_for_later_m_s(craft, t);
    const L wanted = L(-0.5 * mu) / target.semi_major_axis_m - least * (target.speed_m_s - L(0.5) * least);
    put_lane(cut_off_.energy_m2_s2, i, wanted);
    if (!craft.guidance_begins) return;
    const L energy = L(0.5) * squared_norm(velocity_of(y)) - L(mu) / norm(position_of(y));
    put_lane(cut_off_.sign, i, L(value(energy) < value(wanted) ? 1.0 : -1.0));
    put_lane(cut_off_.tail_off_impulse_Ns, i, craft.tail_off_impulse_Ns());
  }

  const CutOff<S>& cut_off() const { return cut_off_; }
  CutOff<L> cut_off_of(int i) const {
    return {take_lane(cut_off_.energy_m2_s2, i), take_lane(cut_off_.tail_off_impulse_Ns, i),
            take_lane(cut_off_.sign, i), take_vec(cut_off_.position_error_m, i),
            take_vec(cut_off_.velocity_error_m_s, i)};
  }

  /// Lanes that wait for others to begin with, and must not move meanwhile.
  const Mask<S>& waiting() const { return held_; }

  /// Lanes in which it is to be solved now.
  Mask<S> due_now(const Mask<S>& active) {
    hold_for_company(active);
    return due_ & (!held_);
  }

  /// Solves in the lanes of `now`, at (t, y), where gravity is this: memory() then has their command. Returns those in
  /// which it is a new one.
  Mask<S> solve(const Mask<S>& now, const S& t, const PointMassState<S>& y, const Vec3<S, Gcrf>& gravity_m_s2) {
    const auto phases = phases_from_now(t, y[6]);
    const GuidanceGravity gravity{.mu_m3_s2 = world_.gravity.gm_m3_s2()};
    misjudge(now, t, y);
    const auto position = position_of(y) + cut_off_.position_error_m;
    const auto velocity = velocity_of(y) + cut_off_.velocity_error_m_s;
    const Mask<S> starting = now & begins_;
    if (any(starting)) {
      auto fresh = begin_guidance(target_, phases, t, position, velocity, gravity);
      const Vec3<S, Gcrf> nothing{S(0.0), S(0.0), S(0.0)};
      // Each lane stops by itself, so that it gets no more rounds in company than it would alone.
      Mask<S> improving = starting;
      for (int round = 0; round < most_first_rounds && any(improving); ++round) {
        const auto better = update_guidance(fresh, target_, phases, t, position, velocity, nothing, gravity);
        const S moved_rad =
            norm(better.direction - fresh.direction) + norm(better.turn_per_s - fresh.turn_per_s) * better.time_to_go_s;
        assign(fresh, improving, better);
        improving = improving & (!(moved_rad < S(settled_rad)));
      }
      assign(memory_, starting, fresh);
    }
    const Mask<S> going_on = now & (!begins_) & (memory_.time_to_go_s - (t - memory_.last_t_s) > S(freeze_s));
    if (any(going_on)) {
      const S passed = t - memory_.last_t_s;
      const auto sensed = velocity - memory_.last_velocity_m_s - gravity_m_s2 * passed;
      assign(memory_, going_on, update_guidance(memory_, target_, phases, t, position, velocity, sensed, gravity));
    }
    begins_ = begins_ & (!now);
    due_ = due_ & (!now);
    return starting | going_on;
  }

  const GuidanceMemory<S>& memory() const { return memory_; }

 private:
  /// What the burn that will finish the target gives at the least, if the present one is cut off by the same guidance
  /// but does not finish it; else nothing.
  static L least_for_later_m_s(const Craft<L>& craft, const L& t) {
    const auto& burns = craft.plan->burns;
    const int now = craft.burning(t).forecast;
    if (now < 0) return L(0.0);
    const BurnForecast& present = burns[static_cast<std::size_t>(now)];
    if (present.finishes || present.ends_target != craft.target) return L(0.0);
    for (auto b = static_cast<std::size_t>(now) + 1; b < burns.size(); ++b) {
      if (burns[b].stage == present.stage || burns[b].ends_target != craft.target) continue;
      return phase_of(craft, burns[b], t).acceleration_m_s2 * L(least_later_burn_s);
    }
    return L(0.0);
  }

  /// A burn that is still ahead as the guidance sees it.
  static GuidedPhase<L> phase_of(const Craft<L>& craft, const BurnForecast& burn, const L& t) {
    const auto stage = static_cast<std::size_t>(burn.stage);
    const StageModel<L>& figures = craft.model.stages[stage];
    GuidedPhase<L> phase;
    phase.exhaust_speed_m_s = figures.thrust_vacuum_N / figures.total_flow_kg_s();
    phase.acceleration_m_s2 = figures.thrust_vacuum_N / craft.mass_at_ignition_kg(burn, t);
    phase.duration_s = craft.propellant_kg[stage] / figures.flow_kg_s;
    phase.acceleration_limit_m_s2 = L(burn.acceleration_limit_m_s2);
    return phase;
  }

  /// The phases of powered flight that lane i still has before it: the present one, and those to come, the last of
  /// which guidance will cut off.
  void publish_phases(int i, const Craft<L>& craft, const L& t) {
    const auto burning = craft.burning(t);
    const auto& burns = craft.plan->burns;
    put_lane(thrust_now_, i, burning.thrust_N);
    put_lane(flow_now_, i, burning.flow_kg_s);
    put_lane(phase_end_t_, i, burning.forecast >= 0 ? burning.burns_until_t_s : t);
    put_lane(limit_now_, i, craft.mode.acceleration_limit_m_s2);

    std::array<GuidedPhase<L>, max_guided_phases> ahead{};
    int count = 0;
    bool last_is_now = false;
    finish_later(i, false, {});
    double from = value(t);
    if (burning.forecast >= 0) {
      const BurnForecast& now = burns[static_cast<std::size_t>(burning.forecast)];
      last_is_now = now.finishes && now.ends_target == craft.target;
      from = now.cut_off_t_s;
    }
    const int first_ahead = burning.forecast + 1;
    for (auto b = static_cast<std::size_t>(first_ahead); b < burns.size() && !last_is_now; ++b) {
      const BurnForecast& burn = burns[b];
      const auto stage = static_cast<std::size_t>(burn.stage);
      if (!craft.stages_aboard[stage] || craft.burning_slot(burn.stage) >= 0) continue;
      if (count + 2 > max_guided_phases) break;
      const double coast_s = burn.ignition_t_s - from;
      GuidedPhase<L> phase = phase_of(craft, burn, t);
      if (coast_s > longest_bridged_coast_s && (burning.forecast >= 0 || count > 0)) {
        phase.duration_s = L(coast_s);
        finish_later(i, true, phase);
        break;
      }
      if (coast_s > 0.5) ahead[static_cast<std::size_t>(count++)].duration_s = L(coast_s);
      ahead[static_cast<std::size_t>(count++)] = phase;
      from = burn.cut_off_t_s;
      if (burn.finishes && burn.ends_target == craft.target) break;
    }
    set_lane(now_is_last_, i, last_is_now || count == 0);
    for (int k = 0; k < max_guided_phases; ++k) {
      const int shifted = k - (max_guided_phases - count);  // to the right: the last phase is the last slot
      const GuidedPhase<L> phase = shifted >= 0 ? ahead[static_cast<std::size_t>(shifted)] : GuidedPhase<L>{};
      auto& slot = ahead_[static_cast<std::size_t>(k)];
      put_lane(slot.exhaust_speed_m_s, i, phase.exhaust_speed_m_s);
      put_lane(slot.acceleration_m_s2, i, phase.acceleration_m_s2);
      put_lane(slot.duration_s, i, phase.duration_s);
      put_lane(slot.acceleration_limit_m_s2, i, phase.acceleration_limit_m_s2);
    }
    publish_target(i, craft);
    set_lane(begins_, i, craft.guidance_begins);
  }

  /// Whether a later stage finishes what the phases begin; `later` is that burn, with the coast before it as duration.
  void finish_later(int i, bool is_so, const GuidedPhase<L>& later) {
    set_lane(target_.finished_later, i, is_so);
    put_lane(target_.coast_s, i, later.duration_s);
    put_lane(target_.later_least_m_s, i, later.acceleration_m_s2 * L(is_so ? least_later_burn_s : 0.0));
    put_lane(target_.later_acceleration_m_s2, i, later.acceleration_m_s2);
    put_lane(target_.later_exhaust_speed_m_s, i, later.exhaust_speed_m_s);
  }

  void publish_target(int i, const Craft<L>& craft) {
    const GuidanceTarget<L> wanted = guidance_target(*craft.plan, craft.target, craft.model.departures);
    const auto put = [i](S& packed, const L& one) { put_lane(packed, i, one); };
    put(target_.radius_m, wanted.radius_m);
    put(target_.speed_m_s, wanted.speed_m_s);
    put(target_.gravity_m_s2, L(world_.gravity.gm_m3_s2()) / (wanted.radius_m * wanted.radius_m));
    put(target_.sin_flight_path, wanted.sin_flight_path);
    put(target_.cos_flight_path, wanted.cos_flight_path);
    put(target_.semi_major_axis_m, wanted.semi_major_axis_m);
    put(target_.cos_inclination, wanted.cos_inclination);
    put_vec(target_.pole, i, wanted.pole);
    put_vec(target_.normal, i, wanted.normal);
    set_lane(target_.node_is_free, i, wanted.node_is_free);
  }

  std::array<GuidedPhase<S>, max_guided_phases> phases_from_now(const S& t, const S& mass_kg) const {
    std::array<GuidedPhase<S>, max_guided_phases> phases = ahead_;
    const S burns = select(flow_now_ > S(0.0), S(1.0), S(0.0));
    GuidedPhase<S> now;
    now.exhaust_speed_m_s = burns * thrust_now_ / max(flow_now_, S(1e-6));
    now.acceleration_m_s2 = thrust_now_ / mass_kg;
    now.duration_s = max(S(0.0), phase_end_t_ - t);
    now.acceleration_limit_m_s2 = limit_now_;
    const auto place = [&](GuidedPhase<S>& slot, const Mask<S>& here) {
      slot.exhaust_speed_m_s = select(here, now.exhaust_speed_m_s, slot.exhaust_speed_m_s);
      slot.acceleration_m_s2 = select(here, now.acceleration_m_s2, slot.acceleration_m_s2);
      slot.duration_s = select(here, now.duration_s, slot.duration_s);
      slot.acceleration_limit_m_s2 = select(here, now.acceleration_limit_m_s2, slot.acceleration_limit_m_s2);
    };
    place(phases[0], !now_is_last_);
    place(phases[max_guided_phases - 1], now_is_last_);
    return phases;
  }

  /// To begin guidance takes many rounds, which cost as much for one lane as for all: lanes that would begin wait some
  /// turns of the loop for others. Where a lane flies does not depend on when it does its next step.
  void hold_for_company(const Mask<S>& active) {
    const Mask<S> starting = due_ & begins_;
    const bool wait = any(starting) && any(active & (!starting)) && turns_held_ < most_turns_held;
    turns_held_ = wait ? turns_held_ + 1 : 0;
    held_ = starting & Mask<S>(wait);
  }

  /// By how much guidance misjudges place and velocity: the errors that it lifted off with, and those of its
  /// accelerometers, grown as they do without gravity's feedback, in axes up, ahead and left. That leaves out a share
  /// of (t / 806 s)^2 / 2, 806 s being the radian of Schuler's period, which an ascent hardly exceeds.
  void misjudge(const Mask<S>& now, const S& t, const PointMassState<S>& y) {
    const auto up = unit(position_of(y));
    const auto left = unit(cross(up, velocity_of(y)));
    const auto ahead = cross(left, up);
    const auto turned = [&](const Vec3<S, Gcrf>& v) { return up * v.x + ahead * v.y + left * v.z; };
    const auto place = known_position_ + (known_velocity_ + accelerometer_ * (S(0.5) * t)) * t;
    cut_off_.position_error_m = select(now, turned(place), cut_off_.position_error_m);
    cut_off_.velocity_error_m_s =
        select(now, turned(known_velocity_ + accelerometer_ * t), cut_off_.velocity_error_m_s);
  }

  static void assign(GuidanceMemory<S>& to, const Mask<S>& mask, const GuidanceMemory<S>& from) {
    to.velocity_to_go_m_s = select(mask, from.velocity_to_go_m_s, to.velocity_to_go_m_s);
    to.bias_m = select(mask, from.bias_m, to.bias_m);
    to.cut_off_position_m = select(mask, from.cut_off_position_m, to.cut_off_position_m);
    to.gravity_position_m = select(mask, from.gravity_position_m, to.gravity_position_m);
    to.last_velocity_m_s = select(mask, from.last_velocity_m_s, to.last_velocity_m_s);
    to.last_t_s = select(mask, from.last_t_s, to.last_t_s);
    to.time_to_go_s = select(mask, from.time_to_go_s, to.time_to_go_s);
    to.direction = select(mask, from.direction, to.direction);
    to.turn_per_s = select(mask, from.turn_per_s, to.turn_per_s);
    to.reference_t_s = select(mask, from.reference_t_s, to.reference_t_s);
    to.speed_m_s = select(mask, from.speed_m_s, to.speed_m_s);
    to.beyond_m_s = select(mask, from.beyond_m_s, to.beyond_m_s);
    to.change_s = select(mask, from.change_s, to.change_s);
  }

  /// Within this time of cut-off the steering stays as it is: the law becomes singular as time to go vanishes.
  static constexpr double freeze_s = 3;
  /// The first command is improved until it moves by less than this between two rounds, but no more often than so.
  static constexpr double settled_rad = 1e-8;
  static constexpr int most_first_rounds = 15;
  /// Lanes that would begin guidance wait so many turns for others. It is more than one beginning costs, because lanes
  /// that begin together stay together.
  static constexpr int most_turns_held = 24;
  /// A coast up to this long is a phase like others; over a longer one the stage before it burns out on its own.
  static constexpr double longest_bridged_coast_s = 20;
  /// A stage that finishes after such a coast burns at least so long: two cycles of guidance and the freeze, in which
  /// it corrects what the stage before it left.
  static constexpr double least_later_burn_s = 12;

  const World& world_;
  Mask<S> due_{}, begins_{}, held_{};
  int turns_held_ = 0;
  CutOff<S> cut_off_;
  Vec3<S, Gcrf> known_position_, known_velocity_, accelerometer_;  ///< up, ahead, left, not in space

  GuidanceMemory<S> memory_;
  GuidanceTarget<S> target_;
  std::array<GuidedPhase<S>, max_guided_phases> ahead_{};
  S thrust_now_{}, flow_now_{}, phase_end_t_{}, limit_now_{};
  Mask<S> now_is_last_{};
};

}  // namespace cosmodrome
