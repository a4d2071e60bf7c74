#pragma once
#include <array>
#include <bit>

#include "cosmodrome/flight/craft.hpp"
#include "cosmodrome/flight/kinks.hpp"
#include "cosmodrome/flight/lane_guidance.hpp"
#include "cosmodrome/flight/locate.hpp"
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
/// those beside it. Lanes that have finished take the next flights.
///
/// One turn: step to the next known discontinuity or as far as the error allows; look for conditions that came
/// true within the step and, where one did, take the step again just to it; do what is due; run the guidance.
template <Scalar S, class Method, class Recorder = NoRecorder>
class FlightLoop {
 public:
  using L = LaneScalar<S>;
  using V = Plain<S>;
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
      arrived_ = correct_located(arrived_);
      bool changed = false;
      for_lanes(Mask<S>(active_ & arrived_), [&](int i) {
        changed = settle(i) || changed;
        if (!crafts_[static_cast<std::size_t>(i)].ended) return;
        if constexpr (requires { recorder_.on_finish(i); }) recorder_.on_finish(i);
        finish(crafts_[static_cast<std::size_t>(i)], take_lane(t_, i), take_state(i));
        set_lane(active_, i, false);
        free_.set(static_cast<std::size_t>(i));
      });
      changed = load_together(feed) || changed;
      if (changed) refresh();
      guide();
    }
  }

  /// Evaluations of the equations of motion so far, each of all lanes; those about events, one lane each, left out.
  long evaluations() const { return motion_.evaluations(); }

 private:
  // ---------------------------------------------------------------- lanes in and out

  /// Lanes that are free wait some turns for others: flights that lift off together are steered by the same laws, look
  /// into the same tables and have their events in the same turns, and what is done for one of them is done for all.
  /// True if flights have begun.
  template <class Feed>
  bool load_together(Feed&& feed) {
    if (free_.none() || (any(active_) && ++turns_free_ < most_turns_free)) return false;
    for (int i = 0; i < lanes; ++i) {
      if (free_[static_cast<std::size_t>(i)]) load(i, feed);
    }
    free_.reset();
    turns_free_ = 0;
    return true;
  }

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
    Mode<S>::zip_of_flight(mode_, craft.mode, [i](auto& packed, const auto& one) { put_lane(packed, i, L(one)); });
    for (std::size_t k = 0; k < max_items; ++k) {
      put_lane(threshold_[k], i,
               k < static_cast<std::size_t>(craft.model.item_count) ? craft.model.condition_value[k] : L(0.0));
    }
    settle_watches(i, t, y);
    craft.steered = true;  // nothing of it has been published in this lane
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
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    const auto put = [i](auto& packed, const auto& one) { put_lane(packed, i, L(one)); };
    Mode<S>::zip_of_engines(mode_, craft.mode, put);
    if (craft.steered) Mode<S>::zip_of_steering(mode_, craft.mode, put);
    craft.steered = false;
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
    for_lanes(active_, [&](int i) { watched_somewhere_ |= published_watches_[static_cast<std::size_t>(i)]; });
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
    const S to_kink = until_kink_s<S>(world_.atmosphere, pole_, altitude_, y_, slope_);
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
    Mask<S> stopped(false);
    if (watched_somewhere_.none()) return stopped;
    const Mask<S> looking = good & (!locating_);
    for (auto left = watched_somewhere_.to_ullong(); left != 0; left &= left - 1) {
      const auto item = static_cast<std::size_t>(std::countr_zero(left));
      const auto& compiled = any_plan().items[item];
      const V w = value(watch_end(item, compiled));
      const Mask<S> hit = looking & watch_mask_[item] & (!(w > V(0.0)));
      if (needs_change_of_sign(compiled.kind)) mark_seen(item, looking & watch_mask_[item] & (w > V(0.0)));
      if (any(hit)) stopped = stopped | locate(hit, item, w);
      // Also where another condition has come true first: before this one is looked at again, a step ends there.
      watched_[item] = select(good, w, watched_[item]);
    }
    return stopped;
  }

  void mark_seen(std::size_t item, const Mask<S>& holds_not) {
    for_lanes(holds_not, [&](int i) { crafts_[static_cast<std::size_t>(i)].seen_before.set(item); });
  }

  const Plan& any_plan() const {
    for (const auto& craft : crafts_) {
      if (craft.plan) return *craft.plan;
    }
    return *crafts_[0].plan;
  }

  /// The condition of an item at any time and state.
  auto condition(Condition::Kind kind, std::size_t item) const {
    return [this, kind, item](const S& t, const PointMassState<S>& y) {
      return watch(kind, threshold_[item], world_, mode_, guidance_.cut_off(), y, Glance<S>{world_, mode_, t, y});
    };
  }

  /// Finds where in these lanes' steps the condition comes true, on the dense output, and aims their next steps there.
  /// If an earlier one has been found in the same step, keeps that. `at_end`: the condition at the steps' ends. Returns
  /// the lanes in which it is so.
  Mask<S> locate(Mask<S> hit, std::size_t item, const V& at_end) {
    const Condition::Kind kind = any_plan().items[item].kind;
    if (needs_change_of_sign(kind)) {
      for_lanes(hit, [&](int i) {
        if (!crafts_[static_cast<std::size_t>(i)].seen_before[item]) set_lane(hit, i, false);
      });
      if (!any(hit)) return hit;
    }
    const auto located = locate_in_step<Step, S>(step_, condition(kind, item), watched_[item], at_end, hit);
    for_lanes(hit, [&](int i) {
      auto& craft = crafts_[static_cast<std::size_t>(i)];
      const L t_s = take_lane(located.t_s, i);
      if (craft.next == Craft<L>::Next::watched && value(craft.next_t_s) <= value(t_s)) return;
      craft.next = Craft<L>::Next::watched;
      craft.next_index = static_cast<int>(item);
      craft.next_t_s = t_s;
      craft.location_rounds = 0;
      put_lane(next_t_, i, t_s);
      put_lane(inverse_rate_s_, i, take_lane(located.inverse_rate_s, i));
      set_lane(locating_, i, true);
    });
    return hit;
  }

  // ---------------------------------------------------------------- what is due

  /// Lane i has arrived where something is due. True if its mode changed.
  bool settle(int i) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    L t = take_lane(t_, i);
    PointMassState<L> y = take_state(i);
    craft.axis_now = take_axis(i);
    const bool changed = craft.arrive(t, y[6]);
    if (!changed) {  // only the guidance
      if (value(craft.mode.acceleration_limit_m_s2) > 0) {
        craft.schedule(t, throttle_factor(craft, t, y));
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

  /// Of the lanes that have arrived, those that really have.
  Mask<S> correct_located(Mask<S> arrived) {
    for (Mask<S> left = arrived & locating_; any(left);) {
      const auto index_of = [&](int i) { return crafts_[static_cast<std::size_t>(i)].next_index; };
      const int item = index_of(std::countr_zero(lane_bits(left)));
      Mask<S> here(false);
      for_lanes(left, [&](int i) { set_lane(here, i, index_of(i) == item); });
      arrived = arrived & (!correct(here, static_cast<std::size_t>(item)));
      left = left & (!here);
    }
    return arrived;
  }

  /// The steps of these lanes ended where dense output said; the condition itself says how much time is missing, and
  /// what derivatives that has. So little is gone along the slope and its change, which leaves out terms in t^3.
  /// Returns the lanes in which it is more, which takes another step.
  Mask<S> correct(const Mask<S>& here, std::size_t item) {
    const Condition::Kind kind = any_plan().items[item].kind;
    const auto found =
        correct_along_slope<S>(t_, y_, slope_, condition(kind, item), watched_[item], inverse_rate_s_, here);
    if (any(found.near)) {
      for (std::size_t c = 0; c < point_mass_size; ++c) y_[c] = select(found.near, found.y[c], y_[c]);
      t_ = select(found.near, found.t_s, t_);
      if constexpr (lanes == 1) recorder_.on_located(t_, y_);
    }
    Mask<S> again(false);
    for_lanes(Mask<S>(here & (!found.near) & (abs(found.missing_s) < V(0.1))), [&](int i) {
      auto& craft = crafts_[static_cast<std::size_t>(i)];
      if (craft.location_rounds == most_location_rounds) return;
      ++craft.location_rounds;
      craft.next_t_s = take_lane(t_, i) + L(take_lane(found.missing_s, i));
      put_lane(next_t_, i, craft.next_t_s);
      set_lane(again, i, true);
    });
    return again;
  }

  /// Does what is already due at t: conditions that hold as soon as they are armed, items of the same instant.
  void settle_watches(int i, const L& t, PointMassState<L>& y) {
    auto& craft = crafts_[static_cast<std::size_t>(i)];
    for (int round = 0; round < 100 && !craft.ended; ++round) {
      if (craft.guided) guidance_.aim_cut_off(i, craft, t, y);
      craft.arm_watches();
      forget_watched(i);
      if (craft.watched_anew().any() && fire_what_holds(i, t, y)) continue;
      craft.schedule(t, throttle_factor(craft, t, y));
      if (craft.next == Craft<L>::Next::nothing || value(craft.next_t_s) > value(t)) break;
      if (craft.next == Craft<L>::Next::guidance) break;
      craft.arrive(t, y[6]);
    }
    if (craft.next == Craft<L>::Next::guidance && value(craft.next_guidance_t_s) <= value(t)) {
      craft.next_guidance_t_s = t + craft.guidance_period_s();
      craft.schedule(t, throttle_factor(craft, t, y));
      craft.guidance_begins = true;
    }
  }

  /// What conditions were before an event is not what they are after it.
  void forget_watched(int i) {
    for (auto left = crafts_[static_cast<std::size_t>(i)].watched.to_ullong(); left != 0; left &= left - 1) {
      put_lane(watched_[static_cast<std::size_t>(std::countr_zero(left))], i, std::numeric_limits<double>::quiet_NaN());
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
      put_lane(watched_[k], i, value(w));
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

  /// The share of the commanded throttle that the acceleration limit leaves now.
  L throttle_factor(const Craft<L>& craft, const L& t, const PointMassState<L>& y) const {
    if (!(value(craft.mode.acceleration_limit_m_s2) > 0)) return L(1.0);
    PointMass<L> motion(world_, craft.mode);
    PointMassState<L> slope;
    motion(t, y, slope);
    L commanded(0.0);
    for (const Burn<L>& burn : craft.mode.burns)
      commanded = fma(burn.level_at(t - craft.mode.since_t_s), burn.flow_kg_s, commanded);
    return value(commanded) > 0 ? motion.forces().flow_kg_s / commanded : L(1.0);
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
    for_lanes(now, [&](int i) { crafts_[static_cast<std::size_t>(i)].guidance_begins = false; });
    if (any(commanded)) command(commanded);
  }

  void command(const Mask<S>& mask) {
    mode_.law = select(mask, S(static_cast<double>(Law::inertial)), mode_.law);
    mode_.direction = select(mask, guidance_.memory().direction, mode_.direction);
    mode_.turn_per_s = select(mask, guidance_.memory().turn_per_s, mode_.turn_per_s);
    mode_.reference_t_s = select(mask, guidance_.memory().reference_t_s, mode_.reference_t_s);
    for_lanes(mask, [&](int i) {
      Mode<L>& one = crafts_[static_cast<std::size_t>(i)].mode;
      one.law = take_lane(mode_.law, i);
      one.direction = take_vec(mode_.direction, i);
      one.turn_per_s = take_vec(mode_.turn_per_s, i);
      one.reference_t_s = take_lane(mode_.reference_t_s, i);
    });
    motion_(t_, y_, slope_);
  }

  /// More than the turns by which flights of equal length differ; a lane whose flight ended early loses no more.
  static constexpr int most_turns_free = 24;
  static constexpr int most_location_rounds = 4;

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
  std::bitset<static_cast<std::size_t>(lanes)> free_;  ///< their flight has ended, and they wait for the next
  int turns_free_ = 0;

  std::array<S, max_items> threshold_{};
  V inverse_rate_s_{0.0};               ///< of the condition that is being located: how long it takes to change by one
  std::array<V, max_items> watched_{};  ///< conditions at the last state that was accepted; NaN: not known
  std::array<Mask<S>, max_items> watch_mask_{};
  std::array<std::bitset<max_items>, static_cast<std::size_t>(lanes)> published_watches_;  ///< the masks, by lane
  std::bitset<max_items> watched_somewhere_;
  LaneGuidance<S> guidance_;
};

}  // namespace cosmodrome
