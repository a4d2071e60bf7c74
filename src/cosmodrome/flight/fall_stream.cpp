#include "cosmodrome/flight/fall_stream.hpp"

#include <bit>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/descent.hpp"
#include "cosmodrome/flight/loop.hpp"

namespace cosmodrome {
namespace {

template <Scalar S>
class FallFlyer {
 public:
  FallFlyer(const World& world, FallStream& stream, const FallLimits& limits)
      : world_(world),
        stream_(stream),
        levels_m_(stream.levels_m()),
        motion_(world, mode_),
        run_({limits.tolerance, limits.longest_step_s}, S(0.0), y_, S(0.0)) {}

  void run() {
    for (;;) {
      const Mask<S> idle = !run_.open();
      // To begin costs one evaluation for all: lanes wait for one another, but for the last.
      if (count(idle) >= std::min(lanes, least_begun) || !any(run_.open())) exchange();
      if (!any(run_.open())) return;
      step();
    }
  }

 private:
  static constexpr int lanes = lane_count<S>;
  static constexpr int least_begun = 2;

  static int count(const Mask<S>& mask) {
    int sum = 0;
    for (int i = 0; i < lanes; ++i) sum += lane(mask, i) ? 1 : 0;
    return sum;
  }

  /// Hands over the falls that have ended, and begins others in their lanes, until those are aloft or there are none.
  void exchange() {
    for (;;) {
      Mask<S> begun(false);
      for (int i = 0; i < lanes; ++i) {
        if (lane(run_.open(), i)) continue;
        if (busy_[static_cast<std::size_t>(i)]) hand_over(i);
        if (load(i)) set_lane(begun, i, true);
      }
      if (!any(begun)) return;
      motion_.forget(begun);
      run_.restart(begun, t_, y_, until_);
      const S begun_at = altitude(t_, y_);
      altitude_m_ = select(begun, begun_at, altitude_m_);
      const Mask<S> down = begun & (begun_at <= S(0.0));
      run_.stop(down, t_, y_);
      reached_ = (reached_ & !begun) | down;
      if (!any(down)) return;
    }
  }

  bool load(int i) {
    Faller faller;
    std::size_t& number = number_[static_cast<std::size_t>(i)];
    const bool there = more_ && stream_.next(faller, number);
    busy_[static_cast<std::size_t>(i)] = there;
    more_ = there;
    if (!there) return false;
    put_lane(t_, i, faller.t_s), put_lane(until_, i, faller.until_t_s);
    for (std::size_t k = 0; k < point_mass_size; ++k) put_lane(y_[k], i, faller.y[k]);
    Mode<S>::zip(mode_, faller.mode, [i](auto& packed, const auto& one) { put_lane(packed, i, one); });
    return true;
  }

  void hand_over(int i) {
    FallEnd<double> end;
    end.t_s = take_lane(run_.t(), i);
    for (std::size_t k = 0; k < point_mass_size; ++k) end.y[k] = take_lane(run_.y()[k], i);
    end.reached_ground = lane(reached_, i);
    end.failed = lane(run_.failed(), i);
    stream_.ended(number_[static_cast<std::size_t>(i)], end);
  }

  void step() {
    const auto moved = run_.advance(motion_, [&](const auto& state) { return fall_scale(world_, state); });
    const auto down = moved & (motion_.here().altitude_m <= S(0.0)), aloft = moved & !down;
    if (!levels_m_.empty()) tell_levels(moved, motion_.here().altitude_m);
    PointMassState<S> slope{};
    if (const auto sinks = motion_.begin_to_sink(aloft, run_.y(), slope); any(sinks)) run_.go_on_by(sinks, slope);
    if (!world_.wind.empty() || !world_.wind_shapes_m_s.empty()) {
      run_.shift(aloft, motion_.left_behind_m(aloft));
    }
    if (any(down)) land(down);  // which evaluates the motion elsewhere
  }

  void tell_levels(const Mask<S>& moved, const S& now_m) {
    for (std::size_t level = 0; level < levels_m_.size(); ++level) {
      const S at(levels_m_[level]);
      const Mask<S> passed = moved & (altitude_m_ > at) & (now_m <= at);
      if (!any(passed)) continue;
      const auto& step = run_.step();
      const S theta = select(passed, (altitude_m_ - at) / (altitude_m_ - now_m), S(0.0));
      const S t = fma(theta, step.h(), step.begin_t());
      const auto y = step.at(theta);
      for (int i = 0; i < lanes; ++i) {
        if (!lane(passed, i)) continue;
        PointMassState<double> one;
        for (std::size_t k = 0; k < point_mass_size; ++k) one[k] = take_lane(y[k], i);
        stream_.passed(number_[static_cast<std::size_t>(i)], level, take_lane(t, i), one);
      }
    }
    altitude_m_ = select(moved, now_m, altitude_m_);
  }

  void land(const Mask<S>& down) {
    const auto& step = run_.step();
    const auto on_step = [&](const S& theta) { return altitude(fma(theta, step.h(), step.begin_t()), step.at(theta)); };
    const S end = select(down, find_crossing(on_step, S(0.0), S(1.0), down), S(1.0));
    const S t = fma(end, step.h(), step.begin_t());
    run_.stop(down, t, motion_.at_the_end(down, t, step.at(end)));
    reached_ = reached_ | down;
  }

  S altitude(const S& t, const PointMassState<S>& y) const { return height(world_, t, position_of(y)).altitude_m; }

  const World& world_;
  FallStream& stream_;
  std::span<const double> levels_m_;
  Mode<S> mode_ = fall_mode(S(0.0), S(1.0));
  DescentMotion<S> motion_;
  S t_{}, until_{};
  S altitude_m_{};                                                               ///< at the end of the last step
  PointMassState<S> y_{S(7e6), S(0.0), S(0.0), S(0.0), S(0.0), S(0.0), S(1.0)};  ///< idle lanes are aloft
  AdaptiveRun<DormandPrince54, S, point_mass_size> run_;
  Mask<S> reached_{false};
  std::array<std::size_t, static_cast<std::size_t>(lanes)> number_{};
  std::array<bool, static_cast<std::size_t>(lanes)> busy_{};
  bool more_ = true;
};

}  // namespace

void fall_stream_in_lanes(const World& world, FallStream& stream, const FallLimits& limits) {
  FallFlyer<Lanes>(world, stream, limits).run();
}

void fall_stream(const World& world, FallStream& stream, const FallLimits& limits) {
  FallFlyer<double>(world, stream, limits).run();
}

}  // namespace cosmodrome
