#pragma once
#include <map>
#include <vector>

#include "cosmodrome/flight/fly_stream.hpp"
#include "cosmodrome/flight/launch.hpp"
#include "cosmodrome/flight/loop.hpp"

namespace cosmodrome {

/// Keeps what was greatest in the flight of each lane, and what it dropped.
template <Scalar S>
class Greatest {
 public:
  void on_load(int i) {
    set_lane_to_nothing(pressure_Pa_, i), set_lane_to_nothing(acceleration_m_s2_, i);
    dropped_[static_cast<std::size_t>(i)].clear();
  }
  template <class Craft>
  void on_lane_events(int i, const Craft& craft, double t_s, const PointMassState<double>& y) {
    auto& dropped = dropped_[static_cast<std::size_t>(i)];
    for (std::size_t k = dropped.size(); k < craft.dropped.size(); ++k) {
      dropped.push_back({craft.dropped[k].index, craft.dropped[k].is_part, t_s, y});
    }
  }
  void on_commit(const Mask<S>& good, const PointMass<S>& motion) {
    pressure_Pa_ = select(good, max(pressure_Pa_, motion.here().dynamic_pressure_Pa), pressure_Pa_);
    acceleration_m_s2_ =
        select(good, max(acceleration_m_s2_, norm(motion.forces().specific_force_m_s2)), acceleration_m_s2_);
  }
  void on_finish(int i) { lane_ = i; }

  template <class Step, class Craft>
  void on_step(const Step&, const Craft&) {}
  template <class... A>
  void on_located(A&&...) {}
  template <class... A>
  void on_events(A&&...) {}

  /// Of the flight that has just ended.
  double pressure_Pa() const { return value(take_lane(pressure_Pa_, lane_)); }
  double acceleration_m_s2() const { return value(take_lane(acceleration_m_s2_, lane_)); }
  const std::vector<DroppedPiece>& dropped() const { return dropped_[static_cast<std::size_t>(lane_)]; }

 private:
  static void set_lane_to_nothing(S& x, int i) { put_lane(x, i, LaneScalar<S>(0.0)); }
  S pressure_Pa_{}, acceleration_m_s2_{};
  std::array<std::vector<DroppedPiece>, static_cast<std::size_t>(lane_count<S>)> dropped_;
  int lane_ = 0;
};

/// Height of the osculating perigee above the equatorial radius.
inline double perigee_height_m(const Plan& plan, const Vec3<double, Gcrf>& r_m, const Vec3<double, Gcrf>& v_m_s) {
  const double mu = plan.world.gravity.gm_m3_s2();
  const double energy = 0.5 * squared_norm(v_m_s) - mu / norm(r_m);
  const double h2 = squared_norm(cross(r_m, v_m_s));
  const double e2 = std::max(0.0, 1 + 2 * energy * h2 / (mu * mu));
  return h2 / (mu * (1 + std::sqrt(e2))) - wgs84_equatorial_radius_m;
}

/// One body for double and Lanes, each instantiated in a file of its own.
template <Scalar S, class Method>
class StreamFlyer {
 public:
  StreamFlyer(const Plan& plan, FlightStream& stream, double tolerance)
      : plan_(plan), stream_(stream), loop_(plan.world, LoopOptions{tolerance, 1e9}, greatest_) {}

  void run() {
    loop_.run([&](Craft<double>& craft, double& t_s, PointMassState<double>& y) { return feed(craft, t_s, y); },
              [&](const Craft<double>& craft, double t_s, const PointMassState<double>& y) { take(craft, t_s, y); });
  }

 private:
  struct Falling {
    Craft<double> craft;
    double t_s;
    PointMassState<double> y;
  };

  /// New flights first, so that lanes that lifted off together stay together; those that fall, last.
  bool feed(Craft<double>& craft, double& t_s, PointMassState<double>& y) {
    const Plan* plan = &plan_;
    VehicleModel<double> model;
    std::size_t number = 0;
    while (stream_.next(model, plan, number)) {
      craft.begin(*plan, model);
      craft.number = number;
      if (launch(craft, t_s, y)) return true;
      stream_.ended(number, {});
      plan = &plan_;
    }
    if (falling_.empty()) return false;
    craft = falling_.back().craft;
    t_s = falling_.back().t_s;
    y = falling_.back().y;
    falling_.pop_back();
    craft.ended = false;
    craft.guided = false;
    return true;
  }

  void take(const Craft<double>& craft, double t_s, const PointMassState<double>& y) {
    const bool down = craft.crashed;
    const bool at_limit = t_s >= craft.plan->time_limit_s;
    if (const auto before = known_.find(craft.number); before != known_.end()) {
      before->second.fall = {down, t_s, position_of(y), velocity_of(y)};
      stream_.ended(craft.number, before->second);
      known_.erase(before);
      return;
    }
    StreamedFlight flight{
        summarize(craft, t_s, y), {}, greatest_.pressure_Pa(), greatest_.acceleration_m_s2(), greatest_.dropped()};
    if (!down && !at_limit && perigee_height_m(plan_, position_of(y), velocity_of(y)) < falling_perigee_m) {
      known_[craft.number] = flight;
      falling_.push_back({craft, t_s, y});
      return;
    }
    if (down) flight.fall = {true, t_s, position_of(y), velocity_of(y)};
    stream_.ended(craft.number, flight);
  }

  const Plan& plan_;
  FlightStream& stream_;
  Greatest<S> greatest_;
  FlightLoop<S, Method, Greatest<S>> loop_;
  std::vector<Falling> falling_;
  std::map<std::size_t, StreamedFlight> known_;  ///< that fly on after their sequence
};

}  // namespace cosmodrome
