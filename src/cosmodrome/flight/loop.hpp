#pragma once
#include <array>
#include <bit>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/flight/lane_guidance.hpp"
#include "cosmodrome/flight/one_lane.hpp"
#include "cosmodrome/flight/watch.hpp"

namespace cosmodrome {

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
      : world_(world), options_(options), recorder_(recorder), motion_(world, mode_), guidance_(world) {}

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
    guidance_.forget(i);
    if (!there) return;
    guidance_.load(i, craft.model.departures);
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
    publish_watches(i, craft.watched);
    set_lane(locating_, i, craft.next == Craft<L>::Next::watched);
    guidance_.publish(i, craft, take_lane(t_, i));
  }

  void publish_watches(int i, const std::bitset<max_items>& watched) {
    static_assert(max_items <= 64);
    auto& published = published_watches_[static_cast<std::size_t>(i)];
    for (auto changed = (published ^ watched).to_ullong(); changed != 0; changed &= changed - 1) {
      const auto k = static_cast<std::size_t>(std::countr_zero(changed));
      set_lane(watch_mask_[k], i, watched[k]);
    }
    published = watched;
    watched_somewhere_ |= watched;
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
    const Mask<S> moving = active_ & (!guidance_.waiting());
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
    return watch(compiled.kind, threshold_[item], world_, mode_, guidance_.cut_off(), step_.end(),
                 Evaluated<S>{motion_});
  }

  /// Lanes in which a watched condition came true within the step: their step is not taken, and the next goes to
  /// the place found.
  Mask<S> watch_step(const Mask<S>& good) {
    Mask<S> stopped = good & (!good);
    if (watched_somewhere_.none()) return stopped;
    const Mask<S> looking = good & (!locating_);
    for (auto left = watched_somewhere_.to_ullong(); left != 0; left &= left - 1) {
      const auto item = static_cast<std::size_t>(std::countr_zero(left));
      const auto& compiled = any_plan().items[item];
      const S w = watch_end(item, compiled);
      const Mask<S> hit = looking & watch_mask_[item] & (!(w > S(0.0)));
      if (needs_change_of_sign(compiled.kind)) mark_seen(item, looking & watch_mask_[item] & (w > S(0.0)));
      if (!any(hit)) continue;
      for (int i = 0; i < lanes; ++i) {
        if (lane(hit, i) && locate(i, static_cast<int>(item), value(take_lane(w, i)))) set_lane(stopped, i, true);
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
  /// an earlier one has been found in the same step, keeps that. `at_end`: the condition at the step's end.
  bool locate(int i, int item, double at_end) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const auto k = static_cast<std::size_t>(item);
    const Condition::Kind kind = craft.plan->items[k].kind;
    if (needs_change_of_sign(kind) && !craft.seen_before[k]) return false;
    const CutOff<L> cut_off = guidance_.cut_off_of(i);
    const RungeKuttaStep<Method, L, point_mass_size> step = lane_step(i);
    const auto at = [&](double theta) {
      const PointMassState<L> y = step.at(L(theta));
      const L t = fma(L(theta), step.h(), step.begin_t());
      return value(watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, y,
                         Glance<L>{world_, craft.mode, t, y}));
    };
    // No better than to a fifth of what is then gone along the slope, where the step ends.
    const Root root = find_root(at, 0.0, 1.0, at_end, {.tolerance = 0.2 * most_along_slope_s / value(step.h())});
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
    guidance_.call(i);
  }

  /// The step ended where dense output said; the condition itself says how much time is missing, and a derivative of
  /// it if there is one. A few microseconds are gone along the slope, which leaves out a t^2 / 2 < 1e-9 m; more take
  /// another step. True when arrived.
  bool located(int i, L& t, PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const auto k = static_cast<std::size_t>(craft.next_index);
    const Condition::Kind kind = craft.plan->items[k].kind;
    const CutOff<L> cut_off = guidance_.cut_off_of(i);
    const auto along = [&](const L& dt) {
      PointMassState<L> state;
      for (std::size_t c = 0; c < point_mass_size; ++c) state[c] = fma(dt, take_lane(slope_[c], i), y[c]);
      return state;
    };
    const auto w_after = [&](double dt) {
      const auto state = along(L(dt));
      const L then = t + L(dt);
      return watch(kind, craft.model.condition_value[k], world_, craft.mode, cut_off, state,
                   Glance<L>{world_, craft.mode, then, state});
    };
    constexpr double dt = 1e-3;
    const L w = w_after(0.0);
    const double rate = (value(w_after(dt)) - value(w_after(-dt))) / (2 * dt);
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
      if (craft.guided) guidance_.aim_cut_off(i, craft, t, y);
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
    const CutOff<L> cut_off = guidance_.cut_off_of(i);
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

  Vec3<L, Gcrf> take_axis(int i) const { return take_vec(motion_.forces().axis, i); }

  void report(int i, const L& t, const PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    if constexpr (requires { recorder_.on_lane_events(i, craft, t, y); }) recorder_.on_lane_events(i, craft, t, y);
    if constexpr (lanes == 1) recorder_.on_events(craft, t, y);
    craft.just_fired.clear();
  }

  // ---------------------------------------------------------------- guidance

  /// Runs the guidance in the lanes where it is due, and hands its command to the mode.
  void guide() {
    const Mask<S> now = guidance_.due_now(active_);
    if (!any(now)) return;
    const Mask<S> commanded = guidance_.solve(now, t_, y_, motion_.forces().gravity_m_s2);
    for (int i = 0; i < lanes; ++i) {
      if (lane(now, i)) crafts_[static_cast<std::size_t>(i)].guidance_begins = false;
    }
    if (any(commanded)) command(commanded);
  }

  void command(const Mask<S>& mask) {
    mode_.law = select(mask, S(static_cast<double>(Law::inertial)), mode_.law);
    mode_.direction = select(mask, guidance_.memory().direction, mode_.direction);
    mode_.turn_per_s = select(mask, guidance_.memory().turn_per_s, mode_.turn_per_s);
    mode_.reference_t_s = select(mask, guidance_.memory().reference_t_s, mode_.reference_t_s);
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
  Mask<S> active_{}, arrived_{}, locating_{};

  std::array<S, max_items> threshold_{};
  std::array<Mask<S>, max_items> watch_mask_{};
  std::array<std::bitset<max_items>, static_cast<std::size_t>(lanes)> published_watches_;  ///< the masks, by lane
  std::bitset<max_items> watched_somewhere_;
  LaneGuidance<S> guidance_;
};

}  // namespace cosmodrome
