#pragma once
#include <array>
#include <bit>
#include <type_traits>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/flight/aim.hpp"
#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/flight/watch.hpp"
#include "cosmodrome/guidance/powered_explicit.hpp"

namespace cosmodrome {

/// The number that one lane of S carries: itself, or double for Lanes.
template <Scalar S>
using LaneScalar = std::conditional_t<lane_count<S> == 1, S, double>;

template <Scalar S>
LaneScalar<S> take_lane(const S& x, int i) {
  if constexpr (lane_count<S> == 1) {
    return x;
  } else {
    return lane(x, i);
  }
}

template <Scalar S>
void put_lane(S& x, int i, const LaneScalar<S>& v) {
  if constexpr (lane_count<S> == 1) {
    x = v;
  } else {
    set_lane(x, i, v);
  }
}

struct LoopOptions {
  double tolerance = 1e-9;  ///< of one step, relative: see FlightLoop::error_scale
  double max_step_s = 1e9;
};

/// Hears nothing: flights in lanes keep no record.
struct NoRecorder {
  template <class Step, class Craft>
  void on_step(const Step&, const Craft&) {}
  template <class... A>
  void on_located(A&&...) {}
  template <class... A>
  void on_events(A&&...) {}
};

/// Flies lanes of flights, each with its own clock, step, mode and events, so that no flight's result depends on
/// those beside it. A lane that has finished takes the next flight.
///
/// One turn: step to the next known discontinuity or as far as the error allows; look for conditions that came
/// true within the step and, where one did, take the step again just to it; do what is due; run the guidance.
template <Scalar S, class Method, class Recorder = NoRecorder>
class FlightLoop {
 public:
  using L = LaneScalar<S>;
  using Step = RungeKuttaStep<Method, S, point_mass_size>;
  static constexpr int lanes = lane_count<S>;

  FlightLoop(const World& world, const LoopOptions& options, Recorder& recorder)
      : world_(world), options_(options), recorder_(recorder), motion_(world, mode_) {}

  /// `feed(Craft<L>&, L& t, PointMassState<L>& y)` gives the next flight, ready to go, or returns false;
  /// `finish(const Craft<L>&, const L& t, const PointMassState<L>& y)` takes each flight that has ended.
  template <class Feed, class Finish>
  void run(Feed&& feed, Finish&& finish) {
    for (int i = 0; i < lanes; ++i) load(i, feed);
    refresh();
    while (any(active_)) {
      turn();
      bool changed = false;
      for (int i = 0; i < lanes; ++i) {
        if (!lane(active_, i) || !lane(arrived_, i)) continue;
        changed = settle(i) || changed;
        if (!crafts_[static_cast<std::size_t>(i)].ended) continue;
        if constexpr (requires { recorder_.on_finish(i); }) recorder_.on_finish(i);
        finish(crafts_[static_cast<std::size_t>(i)], take_lane(t_, i), take_state(i));
        load(i, feed);
        changed = true;
      }
      if (changed) refresh();
      guide();
    }
  }

  /// Evaluations of the equations of motion so far, each of all lanes; those about events, one lane each, left out.
  long evaluations() const { return motion_.evaluations(); }

 private:
  // ---------------------------------------------------------------- lanes in and out

  template <class Feed>
  void load(int i, Feed&& feed) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    L t(0.0);
    PointMassState<L> y{};
    const bool there = feed(craft, t, y);
    set_lane(active_, i, there);
    set_lane(due_, i, false);
    if (!there) return;
    load_departures(i, craft.model.departures);
    if constexpr (requires { recorder_.on_load(i); }) recorder_.on_load(i);
    put_lane(t_, i, t);
    put_state(i, y);
    put_lane(h_, i, L(0.1));
    for (std::size_t k = 0; k < max_items; ++k) {
      put_lane(threshold_[k], i,
               k < static_cast<std::size_t>(craft.model.item_count) ? craft.model.condition_value[k] : L(0.0));
    }
    settle_watches(i, t, y);
    publish(i);
  }

  /// What guidance knows wrongly.
  void load_departures(int i, const Departures<L>& departs) {
    const auto put = [i](Vec3<S, Gcrf>& packed, const std::array<L, 3>& one) {
      put_lane(packed.x, i, one[0]), put_lane(packed.y, i, one[1]), put_lane(packed.z, i, one[2]);
    };
    put(known_position_, departs.known_position_m);
    put(known_velocity_, departs.known_velocity_m_s);
    put(accelerometer_, departs.accelerometer_m_s2);
    put(cut_off_.position_error_m, {});
    put(cut_off_.velocity_error_m_s, {});
  }

  PointMassState<L> take_state(int i) const {
    PointMassState<L> y;
    for (std::size_t k = 0; k < point_mass_size; ++k) y[k] = take_lane(y_[k], i);
    return y;
  }

  void put_state(int i, const PointMassState<L>& y) {
    for (std::size_t k = 0; k < point_mass_size; ++k) put_lane(y_[k], i, y[k]);
  }

  /// Copies what a lane's craft has decided to where the equations of motion see it.
  void publish(int i) {
    const auto& craft = crafts_[static_cast<std::size_t>(i)];
    Mode<S>::zip(mode_, craft.mode, [i](auto& packed, const auto& one) { put_lane(packed, i, L(one)); });
    put_lane(next_t_, i, craft.next_t_s);
    put_lane(cut_off_.tail_off_impulse_Ns, i, craft.tail_off_impulse_Ns());
    for (std::size_t k = 0; k < max_items; ++k) {
      set_lane(watch_mask_[k], i, craft.watched[k]);
      if (craft.watched[k]) watched_somewhere_.set(k);
    }
    set_lane(locating_, i, craft.next == Craft<L>::Next::watched);
    if (craft.guided) publish_guidance(i);
    set_lane(due_, i,
             craft.guided && (craft.guidance_begins || value(craft.next_guidance_t_s) <= value(take_lane(t_, i))));
  }

  /// The first slope and surroundings of a mode that has just begun.
  void refresh() {
    motion_(t_, y_, slope_);
    airspeed_ = motion_.here().airspeed_m_s;
    altitude_ = motion_.here().altitude_m;
    watched_somewhere_.reset();
    for (int i = 0; i < lanes; ++i) {
      if (lane(active_, i)) watched_somewhere_ |= crafts_[static_cast<std::size_t>(i)].watched;
    }
  }

  // ---------------------------------------------------------------- one step

  /// What one step may be wrong by, times the tolerance. Speed counts relative to the air, with a floor: the gravity
  /// turn amplifies early errors, which a scale of orbital speed would let pass.
  PointMassState<S> error_scale() const {
    const S speed = max(airspeed_, S(30.0)) * S(options_.tolerance);
    const S place = speed * S(100.0);
    return {place, place, place, speed, speed, speed, y_[6] * S(options_.tolerance)};
  }

  void turn() {
    const S until = next_t_ - t_;
    const Mask<S> due = !(h_ < until);
    S taken = select(due, until, min(h_, S(options_.max_step_s)));
    const S to_kink = until_kink_s();
    const Mask<S> cut_at_kink = to_kink < taken;
    taken = select(cut_at_kink, to_kink, taken);
    const Mask<S> arriving = due & (!cut_at_kink);
    const Mask<S> moving = active_ & (!held_);
    taken = select(moving, taken, S(0.0));
    const PointMassState<S> scale = error_scale();
    step_.take(motion_, t_, y_, slope_, taken);
    if constexpr (Method::dense_stages > Method::stages) {
      PointMass<S> between(world_, mode_);  // of its own: the surroundings at the step's end stay as they are
      step_.prepare_dense(between);
    }
    const S error = step_.error(scale);
    const Mask<S> tiny = !(abs(taken) > S(1e-7));
    Mask<S> good = moving & ((error < S(1.0)) | tiny);
    // Values alone: a step's length is a choice, not a consequence, and its derivatives would grow without bound.
    const S longer(value(taken) * value(step_factor<Method>(error)));
    // A step cut short by an event says little about the next: never let it shorten what the error allows.
    h_ = select(moving & (!tiny), select(good & (due | cut_at_kink), max(h_, longer), longer), h_);
    good = good & (!watch_step(good));
    if (any(good)) commit(good, arriving);
    arrived_ = good & arriving;
  }

  /// How long until the vehicle, climbing, comes to the next altitude where the air has a kink, from its vertical speed
  /// and acceleration: good to some metres, as much as is wanted of a length of step. A step across a kink is wrong by
  /// more than its own estimate tells; one that ends there is not, and no step has to find it by trials.
  S until_kink_s() const {
    const auto& kinks_m = world_.atmosphere.kinks_m();
    if (kinks_m.empty() || !any(altitude_ < S(kinks_m.back()))) return S(1e18);
    const auto position = position_of(y_), velocity = velocity_of(y_);
    const S inverse = S(1.0) / norm(position);
    const auto radial = position * inverse;
    const auto pole = to_scalar<S>(pole_);
    const S sine = dot(pole, radial);
    const auto up = axpy(S(wgs84_eccentricity_squared) * sine, pole - radial * sine, radial);
    const S rate = dot(up, velocity);
    const S bend = dot(up, velocity_of(slope_)) + (squared_norm(velocity) - rate * rate) * inverse;
    S gap(1e18);
    for (const double kink_m : kinks_m) {
      const S above = S(kink_m) - altitude_;
      gap = select(above > S(least_gap_m), min(gap, above), gap);
    }
    const S root = sqrt(max(fma(S(2.0) * bend, gap, rate * rate), S(0.25) * rate * rate));
    const S until = S(2.0) * gap / max(rate + root, S(1e-3));
    return select((rate > S(1.0)) & (gap < S(1e17)), S(value(until)), S(1e18));
  }

  void commit(const Mask<S>& good, const Mask<S>& arriving) {
    if constexpr (lanes == 1) recorder_.on_step(step_, crafts_[0]);
    if constexpr (requires { recorder_.on_commit(good, motion_); }) recorder_.on_commit(good, motion_);
    for (std::size_t k = 0; k < point_mass_size; ++k) {
      y_[k] = select(good, step_.end()[k], y_[k]);
      slope_[k] = select(good, step_.end_slope()[k], slope_[k]);
    }
    t_ = select(good, select(arriving, next_t_, step_.end_t()), t_);
    airspeed_ = select(good, motion_.here().airspeed_m_s, airspeed_);
    altitude_ = select(good, motion_.here().altitude_m, altitude_);
  }

  // ---------------------------------------------------------------- conditions on the state

  S watch_end(std::size_t item, const CompiledItem& compiled) const {
    return watch(compiled.kind, threshold_[item], world_, mode_, cut_off_, step_.end(), Evaluated<S>{motion_});
  }

  /// Lanes in which a watched condition came true within the step: their step is not taken, and the next goes to
  /// the place found.
  Mask<S> watch_step(const Mask<S>& good) {
    Mask<S> stopped = good & (!good);
    if (watched_somewhere_.none()) return stopped;
    const Mask<S> looking = good & (!locating_);
    static_assert(max_items <= 64);
    for (auto left = watched_somewhere_.to_ullong(); left != 0; left &= left - 1) {
      const auto item = static_cast<std::size_t>(std::countr_zero(left));
      const auto& compiled = any_plan().items[item];
      const S w = watch_end(item, compiled);
      const Mask<S> hit = looking & watch_mask_[item] & (!(w > S(0.0)));
      if (needs_change_of_sign(compiled.kind)) mark_seen(item, looking & watch_mask_[item] & (w > S(0.0)));
      if (!any(hit)) continue;
      for (int i = 0; i < lanes; ++i) {
        if (lane(hit, i) && locate(i, static_cast<int>(item))) set_lane(stopped, i, true);
      }
    }
    return stopped;
  }

  void mark_seen(std::size_t item, const Mask<S>& holds_not) {
    for (int i = 0; i < lanes; ++i) {
      if (lane(holds_not, i)) crafts_[static_cast<std::size_t>(i)].seen_before.set(item);
    }
  }

  const Plan& any_plan() const {
    for (const auto& craft : crafts_) {
      if (craft.plan) return *craft.plan;
    }
    return *crafts_[0].plan;
  }

  /// Finds where in lane i's step the condition comes true, on the dense output, and aims the next step there. If
  /// an earlier one has been found in the same step, keeps that.
  bool locate(int i, int item) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const auto k = static_cast<std::size_t>(item);
    const Condition::Kind kind = craft.plan->items[k].kind;
    if (needs_change_of_sign(kind) && !craft.seen_before[k]) return false;
    const CutOff<L> cut_off = lane_cut_off(i);
    const RungeKuttaStep<Method, L, point_mass_size> step = lane_step(i);
    const auto at = [&](double theta) {
      const PointMassState<L> y = step.at(L(theta));
      const L t = fma(L(theta), step.h(), step.begin_t());
      return value(watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, y,
                         Glance<L>{world_, craft.mode, t, y}));
    };
    // Dense output is not better than this; what is missing is found where the step ends.
    const Root root = find_root(at, 0.0, 1.0, {.tolerance = 1e-9});
    const double theta = root.found ? root.x : root.residual > 0 ? 1 : 0;
    const L found = fma(L(theta), step.h(), step.begin_t());
    if (craft.next == Craft<L>::Next::watched && value(craft.next_t_s) <= value(found)) return true;
    craft.next = Craft<L>::Next::watched;
    craft.next_index = item;
    craft.next_t_s = found;
    craft.location_rounds = 0;
    put_lane(next_t_, i, found);
    set_lane(locating_, i, true);
    return true;
  }

  /// Lane i's step.
  RungeKuttaStep<Method, L, point_mass_size> lane_step(int i) const {
    return step_.template lane_of<L>([i](const S& x) { return take_lane(x, i); });
  }

  CutOff<L> lane_cut_off(int i) const {
    return {take_lane(cut_off_.energy_m2_s2, i), take_lane(cut_off_.tail_off_impulse_Ns, i),
            take_lane(cut_off_.sign, i), take_vec(cut_off_.position_error_m, i),
            take_vec(cut_off_.velocity_error_m_s, i)};
  }

  // ---------------------------------------------------------------- what is due

  /// Lane i has arrived where something is due. True if its mode changed.
  bool settle(int i) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    L t = take_lane(t_, i);
    PointMassState<L> y = take_state(i);
    if (craft.next == Craft<L>::Next::watched && !located(i, t, y)) return false;
    craft.axis_now = take_axis(i);
    const bool changed = craft.arrive(t, y[6]);
    if (!changed) {  // only the guidance
      if (value(craft.mode.acceleration_limit_m_s2) > 0) {
        craft.schedule(t, throttle_factor(i));
      } else {
        craft.schedule_guidance();
      }
      publish_next(i);
      return false;
    }
    settle_watches(i, t, y);
    put_state(i, y);
    report(i, t, y);
    publish(i);
    return true;
  }

  void publish_next(int i) {
    const auto& craft = crafts_[static_cast<std::size_t>(i)];
    put_lane(next_t_, i, craft.next_t_s);
    set_lane(due_, i, true);
  }

  /// The step ended where dense output said; the condition itself says how much time is missing, and a derivative of
  /// it if there is one. A few microseconds are gone along the slope, which leaves out a t^2 / 2 < 1e-9 m; more take
  /// another step. True when arrived.
  bool located(int i, L& t, PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const auto k = static_cast<std::size_t>(craft.next_index);
    const Condition::Kind kind = craft.plan->items[k].kind;
    PointMass<L> motion(world_, craft.mode);
    const CutOff<L> cut_off = lane_cut_off(i);
    PointMassState<L> slope;
    motion(t, y, slope);
    const L w = watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, y, Evaluated<L>{motion});
    const auto along = [&](const L& dt) {
      PointMassState<L> state;
      for (std::size_t c = 0; c < point_mass_size; ++c) state[c] = fma(dt, slope[c], y[c]);
      return state;
    };
    const auto w_after = [&](double dt) {
      const auto state = along(L(dt));
      const L then = t + L(dt);
      return value(watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, state,
                         Glance<L>{world_, craft.mode, then, state}));
    };
    constexpr double dt = 1e-3;
    const double rate = (w_after(dt) - w_after(-dt)) / (2 * dt);
    const L missing = rate != 0 ? -(w / L(rate)) : L(0.0);
    const double size_s = std::abs(value(missing));
    if (size_s > most_along_slope_s && size_s < 0.1 && craft.location_rounds < 4) {
      ++craft.location_rounds;
      craft.next_t_s = t + missing;
      put_lane(next_t_, i, craft.next_t_s);
      return false;
    }
    if (size_s <= most_along_slope_s) {
      y = along(missing);
      t = t + missing;
      put_lane(t_, i, t);
      if constexpr (lanes == 1) recorder_.on_located(t, y);
    }
    return true;
  }

  /// Does what is already due at t: conditions that hold as soon as they are armed, items of the same instant.
  void settle_watches(int i, const L& t, PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    PointMass<L> motion(world_, craft.mode);
    for (int round = 0; round < 100 && !craft.ended; ++round) {
      if (craft.guided) energy_of_target(i, t, y);
      craft.arm_watches();
      if (craft.watched_anew().any() && fire_what_holds(i, t, y)) continue;
      if (value(craft.mode.acceleration_limit_m_s2) > 0) {
        PointMassState<L> slope;
        motion(t, y, slope);
      }
      craft.schedule(t, factor_of(craft, motion.forces(), t));
      if (craft.next == Craft<L>::Next::nothing || value(craft.next_t_s) > value(t)) break;
      if (craft.next == Craft<L>::Next::guidance) break;
      craft.arrive(t, y[6]);
    }
    if (craft.next == Craft<L>::Next::guidance && value(craft.next_guidance_t_s) <= value(t)) {
      craft.next_guidance_t_s = t + craft.guidance_period_s();
      craft.schedule(t, factor_of(craft, motion.forces(), t));
      craft.guidance_begins = true;
    }
  }

  /// Fires the first condition that is newly armed and holds already. True if there was one.
  bool fire_what_holds(int i, const L& t, PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const CutOff<L> cut_off = lane_cut_off(i);
    const auto anew = craft.watched_anew();
    craft.watched_before = craft.watched;
    for (std::size_t k = 0; k < static_cast<std::size_t>(craft.model.item_count); ++k) {
      if (!anew[k]) continue;
      const Condition::Kind kind = craft.plan->items[k].kind;
      const L w = watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, y,
                        Glance<L>{world_, craft.mode, t, y});
      if (value(w) > 0) {
        craft.seen_before.set(k);
      } else if (!needs_change_of_sign(kind)) {
        craft.rebase(t, y[6]);
        craft.fire(static_cast<int>(k), t, y[6]);
        craft.watched_before = craft.watched & ~anew;  // the others, and what this one armed, are looked at again
        return true;
      }
    }
    return false;
  }

  L throttle_factor(int i) const {
    const auto& craft = crafts_[static_cast<std::size_t>(i)];
    if (!(value(craft.mode.acceleration_limit_m_s2) > 0)) return L(1.0);
    PointMass<L> motion(world_, craft.mode);
    PointMassState<L> slope;
    const L t = take_lane(t_, i);
    motion(t, take_state(i), slope);
    return factor_of(craft, motion.forces(), t);
  }

  static L factor_of(const Craft<L>& craft, const Forces<L>& forces, const L& t) {
    if (!(value(craft.mode.acceleration_limit_m_s2) > 0)) return L(1.0);
    L commanded(0.0);
    for (const Burn<L>& burn : craft.mode.burns)
      commanded = fma(burn.level_at(t - craft.mode.since_t_s), burn.flow_kg_s, commanded);
    return value(commanded) > 0 ? forces.flow_kg_s / commanded : L(1.0);
  }

  static Vec3<L, Gcrf> take_vec(const Vec3<S, Gcrf>& v, int i) {
    return {take_lane(v.x, i), take_lane(v.y, i), take_lane(v.z, i)};
  }

  Vec3<L, Gcrf> take_axis(int i) const { return take_vec(motion_.forces().axis, i); }

  void report(int i, const L& t, const PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    if constexpr (requires { recorder_.on_lane_events(i, craft, t, y); }) recorder_.on_lane_events(i, craft, t, y);
    if constexpr (lanes == 1) recorder_.on_events(craft, t, y);
    craft.just_fired.clear();
  }

  // ---------------------------------------------------------------- guidance

  void energy_of_target(int i, const L& t, const PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
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

  /// What the burn that will finish the target gives at the least, if the present one is cut off by the same guidance
  /// but does not finish it; else nothing.
  L least_for_later_m_s(const Craft<L>& craft, const L& t) const {
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
  void publish_guidance(int i) {
    const auto& craft = crafts_[static_cast<std::size_t>(i)];
    const L t = take_lane(t_, i);
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
    publish_target(i);
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

  void publish_target(int i) {
    const auto& craft = crafts_[static_cast<std::size_t>(i)];
    const GuidanceTarget<L> wanted = guidance_target(*craft.plan, craft.target, craft.model.departures);
    const auto put = [i](S& packed, const L& one) { put_lane(packed, i, one); };
    const auto put_vec = [&](Vec3<S, Gcrf>& packed, const Vec3<L, Gcrf>& one) {
      put(packed.x, one.x), put(packed.y, one.y), put(packed.z, one.z);
    };
    put(target_.radius_m, wanted.radius_m);
    put(target_.speed_m_s, wanted.speed_m_s);
    put(target_.gravity_m_s2, L(world_.gravity.gm_m3_s2()) / (wanted.radius_m * wanted.radius_m));
    put(target_.sin_flight_path, wanted.sin_flight_path);
    put(target_.cos_flight_path, wanted.cos_flight_path);
    put(target_.semi_major_axis_m, wanted.semi_major_axis_m);
    put(target_.cos_inclination, wanted.cos_inclination);
    put_vec(target_.pole, wanted.pole);
    put_vec(target_.normal, wanted.normal);
    set_lane(target_.node_is_free, i, wanted.node_is_free);
  }

  std::array<GuidedPhase<S>, max_guided_phases> phases_from_now() const {
    std::array<GuidedPhase<S>, max_guided_phases> phases = ahead_;
    const S burns = select(flow_now_ > S(0.0), S(1.0), S(0.0));
    GuidedPhase<S> now;
    now.exhaust_speed_m_s = burns * thrust_now_ / max(flow_now_, S(1e-6));
    now.acceleration_m_s2 = thrust_now_ / y_[6];
    now.duration_s = max(S(0.0), phase_end_t_ - t_);
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
  void hold_for_company() {
    const Mask<S> starting = due_ & begins_;
    const bool wait = any(starting) && any(active_ & (!starting)) && turns_held_ < most_turns_held;
    turns_held_ = wait ? turns_held_ + 1 : 0;
    held_ = starting & Mask<S>(wait);
  }

  /// By how much guidance misjudges place and velocity: the errors that it lifted off with, and those of its
  /// accelerometers, grown as they do without gravity's feedback, in axes up, ahead and left. That leaves out a share
  /// of (t / 806 s)^2 / 2, 806 s being the radian of Schuler's period, which an ascent hardly exceeds.
  void misjudge(const Mask<S>& now) {
    const auto up = unit(position_of(y_));
    const auto left = unit(cross(up, velocity_of(y_)));
    const auto ahead = cross(left, up);
    const auto turned = [&](const Vec3<S, Gcrf>& v) { return up * v.x + ahead * v.y + left * v.z; };
    const auto place = known_position_ + (known_velocity_ + accelerometer_ * (S(0.5) * t_)) * t_;
    cut_off_.position_error_m = select(now, turned(place), cut_off_.position_error_m);
    cut_off_.velocity_error_m_s =
        select(now, turned(known_velocity_ + accelerometer_ * t_), cut_off_.velocity_error_m_s);
  }

  /// Runs the guidance in the lanes where it is due, and hands its command to the mode.
  void guide() {
    hold_for_company();
    const Mask<S> now = due_ & (!held_);
    if (!any(now)) return;
    const auto phases = phases_from_now();
    const GuidanceGravity gravity{.mu_m3_s2 = world_.gravity.gm_m3_s2()};
    misjudge(now);
    const auto position = position_of(y_) + cut_off_.position_error_m;
    const auto velocity = velocity_of(y_) + cut_off_.velocity_error_m_s;
    const Mask<S> starting = now & begins_;
    if (any(starting)) {
      auto fresh = begin_guidance(target_, phases, t_, position, velocity, gravity);
      const Vec3<S, Gcrf> nothing{S(0.0), S(0.0), S(0.0)};
      // Each lane stops by itself, so that it gets no more rounds in company than it would alone.
      Mask<S> improving = starting;
      for (int round = 0; round < most_first_rounds && any(improving); ++round) {
        const auto better = update_guidance(fresh, target_, phases, t_, position, velocity, nothing, gravity);
        const S moved_rad =
            norm(better.direction - fresh.direction) + norm(better.turn_per_s - fresh.turn_per_s) * better.time_to_go_s;
        assign(fresh, improving, better);
        improving = improving & (!(moved_rad < S(settled_rad)));
      }
      assign(memory_, starting, fresh);
    }
    const Mask<S> going_on = now & (!begins_) & (memory_.time_to_go_s - (t_ - memory_.last_t_s) > S(freeze_s));
    if (any(going_on)) {
      const S passed = t_ - memory_.last_t_s;
      const auto sensed = velocity - memory_.last_velocity_m_s - motion_.forces().gravity_m_s2 * passed;
      assign(memory_, going_on, update_guidance(memory_, target_, phases, t_, position, velocity, sensed, gravity));
    }
    command(starting | going_on);
    for (int i = 0; i < lanes; ++i) {
      if (lane(now, i)) crafts_[static_cast<std::size_t>(i)].guidance_begins = false;
    }
    begins_ = begins_ & (!now);
    due_ = due_ & (!now);
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

  void command(const Mask<S>& mask) {
    if (!any(mask)) return;
    mode_.law = select(mask, S(static_cast<double>(Law::inertial)), mode_.law);
    mode_.direction = select(mask, memory_.direction, mode_.direction);
    mode_.turn_per_s = select(mask, memory_.turn_per_s, mode_.turn_per_s);
    mode_.reference_t_s = select(mask, memory_.reference_t_s, mode_.reference_t_s);
    for (int i = 0; i < lanes; ++i) {
      if (!lane(mask, i)) continue;
      Mode<L>& one = crafts_[static_cast<std::size_t>(i)].mode;
      one.law = take_lane(mode_.law, i);
      one.direction = take_vec(mode_.direction, i);
      one.turn_per_s = take_vec(mode_.turn_per_s, i);
      one.reference_t_s = take_lane(mode_.reference_t_s, i);
    }
    motion_(t_, y_, slope_);
  }

  static constexpr double least_gap_m = 60;  ///< kinks are rounded within some 50 m
  static constexpr double most_along_slope_s = 5e-6;
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
  const Vec3<double, Gcrf> pole_ = unit(world_.earth_rate_rad_s);
  LoopOptions options_;
  Recorder& recorder_;
  Mode<S> mode_;
  PointMass<S> motion_;
  Step step_;
  std::array<Craft<L>, static_cast<std::size_t>(lanes)> crafts_;

  S t_{0.0}, h_{0.1}, next_t_{0.0};
  S airspeed_{0.0}, altitude_{0.0};  ///< of the last state that was accepted
  PointMassState<S> y_{}, slope_{};
  Mask<S> active_{}, arrived_{}, locating_{}, due_{}, begins_{}, held_{};
  int turns_held_ = 0;

  std::array<S, max_items> threshold_{};
  std::array<Mask<S>, max_items> watch_mask_{};
  std::bitset<max_items> watched_somewhere_;
  CutOff<S> cut_off_;
  Vec3<S, Gcrf> known_position_, known_velocity_, accelerometer_;  ///< up, ahead, left, not in space

  GuidanceMemory<S> memory_;
  GuidanceTarget<S> target_;
  std::array<GuidedPhase<S>, max_guided_phases> ahead_{};
  S thrust_now_{}, flow_now_{}, phase_end_t_{}, limit_now_{};
  Mask<S> now_is_last_{};
};

}  // namespace cosmodrome
