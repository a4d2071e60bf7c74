#pragma once
// Steps of controlled length, each lane with its own clock.
#include "cosmodrome/integrate/crossing.hpp"

namespace cosmodrome {

/// Goes from one time to another by steps whose error stays below what is allowed. Every lane has its own times, its
/// own step and its own end, and takes the steps that it would take alone; a lane that has arrived waits with steps of
/// length nought. Forward or backward. Step lengths have no derivatives; the last step's has those of the end.
template <class Method, Scalar S, std::size_t N>
class AdaptiveRun {
 public:
  using Vector = StateVector<S, N>;
  using Step = RungeKuttaStep<Method, S, N>;

  struct Limits {
    double tolerance = 1e-12;  ///< error a step, in units of the scale
    double longest_s = 0;      ///< 0: none
    double shortest_s = 1e-6;  ///< a lane that needs shorter ones has failed
  };

  AdaptiveRun(const Limits& limits, const S& t, const Vector& y, const S& to) : limits_(limits), t_(t), y_(y), to_(to) {
    open_ = t_ != to_;
    backward_ = to_ < t_;
  }

  /// Lanes on the way; the others have arrived, been stopped or failed.
  const Mask<S>& open() const { return open_; }
  const Mask<S>& failed() const { return failed_; }
  const S& t() const { return t_; }
  const Vector& y() const { return y_; }
  const Step& step() const { return step_; }

  /// Tries one step; true where it was good and the lane has moved. `scale(y)` gives the size of each component.
  template <class Slope, class Scale>
  Mask<S> advance(Slope&& f, Scale&& scale) {
    if (any(new_)) begin(f, scale);
    const S left = to_ - t_;
    const Mask<S> last = abs(h_) >= abs(left);
    const S signed_h = select(backward_, -abs(h_), abs(h_));
    const S h = select(open_, select(last, left, signed_h), S(0.0));
    step_.take(f, t_, y_, slope_, h);
    const S error = plain(S(step_.error(allowed(scale(y_), scale(step_.end())))));
    const Mask<S> is_number = error == error;
    const Mask<S> good = open_ & is_number & (error <= S(1.0));
    const S factor = select(is_number, plain(S(step_factor<Method>(select(is_number, error, S(1.0))))), S(0.2));
    const S wanted = abs(plain(h)) * select(good, factor, min(S(1.0), factor));
    // What is no number is never long enough.
    const Mask<S> too_short = open_ & !good & !(wanted >= S(limits_.shortest_s)) & (plain(h) != S(0.0));
    failed_ = failed_ | too_short;
    // The last step is as long as the way, not as it could be: what follows goes on with the longer.
    h_ = select(good & last, max(abs(plain(h_)), wanted), wanted);
    if (limits_.longest_s > 0) h_ = min(S(limits_.longest_s), h_);
    t_ = select(good, select(last, to_, step_.end_t()), t_);
    for (std::size_t i = 0; i < N; ++i) {
      y_[i] = select(good, step_.end()[i], y_[i]);
      slope_[i] = select(good, step_.end_slope()[i], slope_[i]);
    }
    open_ = open_ & !(good & last) & !too_short;
    return good;
  }

  /// Lanes of `mask` end here, at a place within their last step.
  void stop(const Mask<S>& mask, const S& t, const Vector& y) {
    t_ = select(mask, t, t_);
    for (std::size_t i = 0; i < N; ++i) y_[i] = select(mask, y[i], y_[i]);
    open_ = open_ & !mask;
  }

  /// Lanes of `mask` begin another way, from (t, y) to a time.
  void restart(const Mask<S>& mask, const S& t, const Vector& y, const S& to) {
    t_ = select(mask, t, t_), to_ = select(mask, to, to_);
    for (std::size_t i = 0; i < N; ++i) y_[i] = select(mask, y[i], y_[i]);
    new_ = new_ | mask;
    open_ = select_mask(mask, t_ != to_, open_);
    backward_ = select_mask(mask, to_ < t_, backward_);
    failed_ = failed_ & !mask;
  }

  /// Moves lanes of `mask` by a little that the slopes do not feel.
  void shift(const Mask<S>& mask, const Vector& by) {
    for (std::size_t i = 0; i < N; ++i) y_[i] = select(mask, y_[i] + by[i], y_[i]);
  }

  /// Lanes of `mask` go on by other equations, whose slope where they are is this.
  void go_on_by(const Mask<S>& mask, const Vector& slope) {
    for (std::size_t i = 0; i < N; ++i) slope_[i] = select(mask, slope[i], slope_[i]);
  }

 private:
  static Mask<S> select_mask(const Mask<S>& mask, const Mask<S>& a, const Mask<S>& b) {
    return (mask & a) | ((!mask) & b);
  }

  /// First slopes and step lengths of the lanes that have just begun.
  template <class Slope, class Scale>
  void begin(Slope&& f, Scale&& scale) {
    Vector slope;
    f(t_, y_, slope);
    for (std::size_t i = 0; i < N; ++i) slope_[i] = select(new_, slope[i], slope_[i]);
    h_ = select(new_, first_step(scale(y_)), h_);
    new_ = Mask<S>(false);
  }

  Vector allowed(const Vector& before, const Vector& after) const {
    Vector a;
    for (std::size_t i = 0; i < N; ++i) a[i] = S(limits_.tolerance) * max(plain(before[i]), plain(after[i]));
    return a;
  }

  /// A hundredth of the time in which the state would change by its own size, and not beyond the end.
  S first_step(const Vector& scale) const {
    S fastest(1e-300);
    for (std::size_t i = 0; i < N; ++i) fastest = max(fastest, abs(plain(slope_[i])) / plain(scale[i]));
    const S h = min(abs(plain(S(to_ - t_))), S(0.01) / fastest);
    return limits_.longest_s > 0 ? min(S(limits_.longest_s), h) : h;
  }

  Limits limits_;
  S t_;
  Vector y_;
  S to_;
  S h_{};
  Vector slope_{};
  Step step_;
  Mask<S> open_, backward_, failed_{false}, new_{true};
};

}  // namespace cosmodrome
