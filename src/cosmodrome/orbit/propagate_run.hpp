#pragma once
// The body of propagate(), for who needs another number of derivatives than propagate.cpp has made ready.
#include <algorithm>
#include <stdexcept>

#include "cosmodrome/orbit/propagate.hpp"

namespace cosmodrome {
namespace propagation {

using Method = Dop853;

/// Sizes that errors are measured by: distance, speed, mass.
template <Scalar S>
PointMassState<S> scale_of(const PointMassState<S>& y) {
  const S distance = plain(S(norm(position_of(y)))), speed = plain(S(norm(velocity_of(y))));
  return {distance, distance, distance, speed, speed, speed, max(S(1.0), abs(plain(y[6])))};
}

/// How an event stood when it was last looked at, and how often it has happened.
template <Scalar S>
struct Watch {
  S last{};
  S count{0.0};
};

template <Scalar S>
class Propagation {
 public:
  using Run = AdaptiveRun<Method, S, point_mass_size>;

  Propagation(const OrbitWorld& world, const Spacecraft<S>& craft, const std::vector<OrbitEvent<S>>& events,
              const PropagateOptions& options, OrbitArc<S>& arc)
      : world_(world), craft_(craft), events_(events), options_(options), arc_(arc), watches_(events.size()) {}

  void begin() {
    for (std::size_t e = 0; e < events_.size(); ++e)
      watches_[e].last = plain(S(events_[e].value(world_, arc_.end_s, arc_.end)));
  }

  /// Coasts or burns on to `to_s`, unless an event has ended the arc.
  void fly(const OrbitThrust<S>* thrust, const S& to_s) {
    OrbitMotion<S> motion(world_, craft_, thrust);
    const S to = select(arc_.stopped | arc_.failed, arc_.end_s, to_s);
    Run run({options_.tolerance, options_.longest_step_s, shortest_step_s}, arc_.end_s, arc_.end, to);
    while (any(run.open())) {
      const auto moved = run.advance(motion, scale_of<S>);
      if (!any(moved)) continue;
      if (options_.dense || !events_.empty()) finish_step(run, motion, moved);
      stop_inside(run);
    }
    arc_.end_s = run.t();
    arc_.end = run.y();
    arc_.failed = arc_.failed | run.failed();
    arc_.evaluations += motion.evaluations();
  }

 private:
  static constexpr double shortest_step_s = 1e-6;
  static constexpr double lowest_ground = 0.98;
  static constexpr int looks = 4;  ///< a step: what comes and goes between two looks is missed

  /// Below every ground of the Earth and the Moon the fields mean nothing, and nearer to the centre a step may jump
  /// over it.
  void stop_inside(Run& run) {
    const S distance_m = plain(S(norm(position_of(run.y()))));
    const Mask<S> inside = run.open() & (distance_m < S(lowest_ground * world_.radius_m));
    if (!any(inside)) return;
    run.stop(inside, run.t(), run.y());
    arc_.failed = arc_.failed | inside;
  }

  void finish_step(Run& run, OrbitMotion<S>& motion, const Mask<S>& moved) {
    auto step = run.step();
    step.prepare_dense(motion);
    look_for_events(run, step, moved);
    if constexpr (lane_count<S> == 1) {
      if (options_.dense) arc_.steps.push_back(step);
    }
  }

  S event_value(std::size_t e, const typename OrbitArc<S>::Step& step, const S& theta) const {
    return events_[e].value(world_, S(fma(theta, step.h(), step.begin_t())), step.at(theta));
  }

  void look_for_events(Run& run, const typename OrbitArc<S>::Step& step, const Mask<S>& moved) {
    const std::size_t before = arc_.happenings.size();
    S stop_theta(2.0);
    for (std::size_t e = 0; e < events_.size(); ++e) look_for(e, step, moved, stop_theta);
    const auto stopping = moved & (stop_theta <= S(1.0));
    drop_later(before, step, stop_theta);
    if (any(stopping)) {
      const S theta = select(stopping, stop_theta, S(1.0));
      run.stop(stopping, S(fma(theta, step.h(), step.begin_t())), step.at(theta));
      arc_.stopped = arc_.stopped | stopping;
    }
    // Not std::stable_sort, whose buffer is not aligned as lanes must be (GCC 12).
    std::sort(arc_.happenings.begin() + static_cast<std::ptrdiff_t>(before), arc_.happenings.end(),
              [&](const auto& a, const auto& b) {
                const double later = (first_time(a) - first_time(b)) * lane(plain(step.h()), first_lane(a));
                return later < 0 || (later == 0 && a.event < b.event);
              });
  }

  void look_for(std::size_t e, const typename OrbitArc<S>::Step& step, const Mask<S>& moved, S& stop_theta) {
    const OrbitEvent<S>& event = events_[e];
    Watch<S>& watch = watches_[e];
    S from(0.0);
    for (int look = 1; look <= looks; ++look) {
      const S to(static_cast<double>(look) / looks);
      const S here = plain(S(event_value(e, step, to)));
      const auto rising = (watch.last < S(0.0)) & (here >= S(0.0));
      const auto falling = (watch.last > S(0.0)) & (here <= S(0.0));
      const auto crossed = moved & (event.direction > 0 ? rising : event.direction < 0 ? falling : rising | falling);
      if (any(crossed)) happen(e, step, from, to, crossed, stop_theta);
      watch.last = select(moved, here, watch.last);
      from = to;
    }
  }

  void happen(std::size_t e, const typename OrbitArc<S>::Step& step, const S& from, const S& to, const Mask<S>& crossed,
              S& stop_theta) {
    const S theta = find_crossing([&](const S& x) { return event_value(e, step, x); }, from, to, crossed);
    OrbitHappening<S> happening{e, S(fma(theta, step.h(), step.begin_t())), step.at(theta), crossed};
    arc_.happenings.push_back(happening);
    Watch<S>& watch = watches_[e];
    watch.count = select(crossed, watch.count + S(1.0), watch.count);
    if (events_[e].stop_after > 0) {
      const auto enough = crossed & (watch.count >= S(static_cast<double>(events_[e].stop_after)));
      stop_theta = select(enough & (theta < stop_theta), theta, stop_theta);
    }
  }

  /// What would have happened after the stop has not.
  void drop_later(std::size_t before, const typename OrbitArc<S>::Step& step, const S& stop_theta) {
    const S stop_s = plain(S(fma(stop_theta, step.h(), step.begin_t())));
    auto& all = arc_.happenings;
    for (std::size_t i = before; i < all.size(); ++i) {
      const S after = (plain(all[i].t_s) - stop_s) * plain(step.h());
      all[i].lanes = all[i].lanes & (after <= S(0.0));
    }
    all.erase(std::remove_if(all.begin() + static_cast<std::ptrdiff_t>(before), all.end(),
                             [](const auto& happening) { return !any(happening.lanes); }),
              all.end());
  }

  static int first_lane(const OrbitHappening<S>& happening) {
    int i = 0;
    while (i + 1 < lane_count<S> && !lane(happening.lanes, i)) ++i;
    return i;
  }
  static double first_time(const OrbitHappening<S>& happening) {
    return lane(plain(happening.t_s), first_lane(happening));
  }

  const OrbitWorld& world_;
  const Spacecraft<S>& craft_;
  const std::vector<OrbitEvent<S>>& events_;
  const PropagateOptions& options_;
  OrbitArc<S>& arc_;
  std::vector<Watch<S>> watches_;
};

template <Scalar S>
void check_burns(const std::vector<FiniteBurn<S>>& burns) {
  for (std::size_t i = 0; i < burns.size(); ++i) {
    const bool backward = any(burns[i].duration_s < S(0.0));
    const bool overlap = i > 0 && any(burns[i].start_s < burns[i - 1].start_s + burns[i - 1].duration_s);
    if (backward || overlap) throw std::invalid_argument("propagate: burns must follow each other without overlap");
  }
}

/// Within the way from one time to another.
template <Scalar S>
S between(const S& t, const S& from, const S& to) {
  return select(from < to, min(to, max(from, t)), max(to, min(from, t)));
}

}  // namespace propagation

template <Scalar S>
OrbitArc<S> propagate(const OrbitWorld& world, const Spacecraft<S>& craft, const PointMassState<S>& state,
                      const S& from_s, const S& to_s, const std::vector<FiniteBurn<S>>& burns,
                      const std::vector<OrbitEvent<S>>& events, const PropagateOptions& options) {
  propagation::check_burns(burns);
  OrbitArc<S> arc{.from_s = from_s, .end_s = from_s, .begin = state, .end = state, .happenings = {}, .steps = {}};
  propagation::Propagation<S> flight(world, craft, events, options, arc);
  flight.begin();
  const bool backward = any(to_s < from_s);
  const auto fly_burn = [&](const FiniteBurn<S>& burn) {
    const S starts = propagation::between(burn.start_s, from_s, to_s);
    const S ends = propagation::between(S(burn.start_s + burn.duration_s), from_s, to_s);
    flight.fly(nullptr, backward ? ends : starts);
    flight.fly(&burn.thrust, backward ? starts : ends);
  };
  if (backward) {
    std::for_each(burns.rbegin(), burns.rend(), fly_burn);
  } else {
    std::for_each(burns.begin(), burns.end(), fly_burn);
  }
  flight.fly(nullptr, to_s);
  return arc;
}

template <Scalar S>
PointMassState<S> OrbitArc<S>::at(double t_s) const {
  if constexpr (lane_count < S >> 1) {
    throw std::logic_error("OrbitArc::at: lanes keep no steps");
  } else {
    if (steps.empty()) throw std::logic_error("OrbitArc::at: dense output was not asked for");
    const bool forward = value(steps.front().h()) >= 0;
    const auto after = std::partition_point(steps.begin(), steps.end(), [&](const Step& step) {
      return forward ? value(step.end_t()) < t_s : value(step.end_t()) > t_s;
    });
    const Step& step = after == steps.end() ? steps.back() : *after;
    return step.at(S((S(t_s) - step.begin_t()) / step.h()));
  }
}

}  // namespace cosmodrome

/// Makes propagate() and its events ready for one more scalar; after orbit_event_evaluate.hpp.
#define COSMODROME_PROPAGATE(S)                                                                                  \
  template OrbitEvent<S> periapsis(int);                                                                         \
  template OrbitEvent<S> apoapsis(int);                                                                          \
  template OrbitEvent<S> ascending_node(int);                                                                    \
  template OrbitEvent<S> descending_node(int);                                                                   \
  template OrbitEvent<S> height(double, int, int);                                                               \
  template OrbitEvent<S> distance(double, int, int);                                                             \
  template OrbitEvent<S> into_shadow(bool, int);                                                                 \
  template OrbitEvent<S> out_of_shadow(bool, int);                                                               \
  template struct OrbitArc<S>;                                                                                   \
  template OrbitArc<S> propagate(const OrbitWorld&, const Spacecraft<S>&, const PointMassState<S>&, const S&,    \
                                 const S&, const std::vector<FiniteBurn<S>>&, const std::vector<OrbitEvent<S>>&, \
                                 const PropagateOptions&);
