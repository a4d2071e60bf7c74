#pragma once
// A multistep method for r'' = a(t, r, v): one look at the forces a step, where a Runge-Kutta method takes a dozen.
#include <array>
#include <cstddef>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/integrate/runge_kutta.hpp"

namespace cosmodrome {

namespace summed_adams {

/// Weights of the accelerations of the last `count` steps, newest first, beside the sums.
///
/// With backward differences D and steps h, where s1 = D^-1 a and s2 = D^-2 a are running sums,
///
///     predicted:  v' = h (s1 + sum_j gamma_j+1 D^j a),           r' = h^2 (s2 + sum_j sigma_j+2 D^j a)
///     corrected:  v' = h (s1' + sum_j gamma*_j+1 D^j a'),        r' = h^2 (s2' - s1' + sum_j sigma*_j+2 D^j a')
///
/// gamma*(t) = -t / ln(1 - t), sigma* = gamma*^2, and without the star divided by 1 - t: the coefficients of Adams, of
/// Stoermer and of Cowell. Differences are written out in ordinates.
/// Sources: E. Hairer, S. P. Norsett, G. Wanner, "Solving Ordinary Differential Equations I", 2nd edition, sections
/// III.1 and III.10; M. M. Berry, L. M. Healy, "Implementation of Gauss-Jackson integration for orbit propagation",
/// Journal of the Astronautical Sciences 52, 2004, 331-357, for the summed form.
template <std::size_t count>
struct Weights {
  std::array<double, count> predict_v{}, predict_r{};
  std::array<double, count + 1> correct_v{}, correct_r{};
  /// The corrector `middle` steps ago, by the accelerations before and after it: (1 - D)^middle of the above. What is
  /// as short as a few steps (gravity of high degree) disturbs it least there, and a beginning that is wrong by 1e-7
  /// m/s ends centimetres off after a day.
  static constexpr std::size_t middle = (count - 1) / 2;
  std::array<double, count> begin_v{}, begin_r{};

  constexpr Weights() {
    constexpr std::size_t terms = count + 3;
    std::array<long double, terms> gamma_star{}, gamma{}, sigma_star{}, sigma{};
    gamma_star[0] = 1;
    for (std::size_t m = 1; m < terms; ++m)
      for (std::size_t i = 0; i < m; ++i) gamma_star[m] -= gamma_star[i] / static_cast<long double>(m + 1 - i);
    for (std::size_t m = 0; m < terms; ++m)
      for (std::size_t i = 0; i <= m; ++i) {
        gamma[m] += gamma_star[i];
        sigma_star[m] += gamma_star[i] * gamma_star[m - i];
      }
    for (std::size_t m = 0; m < terms; ++m)
      for (std::size_t i = 0; i <= m; ++i) sigma[m] += sigma_star[i];
    to_ordinates(gamma, 1, predict_v);
    to_ordinates(sigma, 2, predict_r);
    to_ordinates(gamma_star, 1, correct_v);
    to_ordinates(sigma_star, 2, correct_r);
    to_ordinates(shifted(gamma_star, 1), 0, begin_v);
    to_ordinates(shifted(sigma_star, 2), 0, begin_r);
  }

 private:
  /// Coefficients of (1 - t)^middle sum_j c_j+shift t^j.
  template <std::size_t terms>
  static constexpr std::array<long double, count> shifted(const std::array<long double, terms>& c, std::size_t shift) {
    std::array<long double, count> result{};
    for (std::size_t j = 0; j < count; ++j) result[j] = c[j + shift];
    for (std::size_t times = 0; times < middle; ++times)
      for (std::size_t j = count - 1; j > 0; --j) result[j] -= result[j - 1];
    return result;
  }

  /// sum_j c_j+shift D^j a by a: D^j a_n = sum_i (-1)^i binomial(j, i) a_n-i.
  template <std::size_t terms, std::size_t size>
  static constexpr void to_ordinates(const std::array<long double, terms>& c, std::size_t shift,
                                     std::array<double, size>& weights) {
    for (std::size_t i = 0; i < size; ++i) {
      long double sum = 0, binomial = 1;
      for (std::size_t j = i; j < size; ++j) {
        sum += c[j + shift] * binomial;
        binomial = binomial * static_cast<long double>(j + 1) / static_cast<long double>(j + 1 - i);
      }
      weights[i] = static_cast<double>(i % 2 == 0 ? sum : -sum);
    }
  }
};

/// A sum that keeps what rounding takes from it.
template <Scalar S>
struct Sum {
  S sum{}, rest{};
  COSMODROME_INLINE void add(const S& x) {
    const S y = x + rest, next = sum + y;
    rest = y - (next - sum);
    sum = next;
  }
};

}  // namespace summed_adams

/// Fixed steps of a method of order `count` + 1 in the accelerations of the last `count` steps, in summed form: sums
/// carry what was, so that rounding grows slowly over long arcs. All lanes have the same times.
///
/// A step predicts, looks at the forces once, corrects, and mends the acceleration for what the correction moved by the
/// central attraction alone, which is most of it. Begun by DOP853.
///
/// For forces without jumps: what jumps (burns, edges of shadows) costs the high order, and burns must begin anew.
template <std::size_t count, Scalar S, class Frame>
class SummedAdams {
 public:
  using Vector = StateVector<S, 7>;
  using Place = Vec3<S, Frame>;

  /// From y at t, by steps of h_s; takes count - 1 of them. `slope(t, y, dy)` as of Runge-Kutta methods; component 6
  /// must change steadily. Calls observe(y, acceleration) at the beginning and after each step.
  template <class Slope, class Observe>
  void begin(Slope&& slope, const S& t, const Vector& y, double h_s, double gm_m3_s2, Observe&& observe) {
    t0_ = t, h_ = h_s, gm_ = gm_m3_s2, steps_ = count - 1;
    Vector now = y, middle = y, rate;
    slope(t, now, rate);
    mass_0_ = y[6], mass_rate_ = rate[6];
    store(count - 1, {rate[3], rate[4], rate[5]});
    observe(now, at(count - 1));
    RungeKuttaStep<Dop853, S, 7> step;
    for (std::size_t i = 1; i < count; ++i) {
      step.take(slope, time_of(static_cast<double>(i) - 1), now, rate, S(h_s));
      now = step.end(), rate = step.end_slope();
      store(count - 1 - i, {rate[3], rate[4], rate[5]});
      observe(now, at(count - 1 - i));
      if (count - 1 - i == weights.middle) middle = now;
    }
    newest_ = 0;
    y_ = now;
    find_sums(middle);
  }

  const Vector& y() const { return y_; }
  /// The acceleration at y().
  Place acceleration() const { return at(newest_); }
  S t() const { return time_of(static_cast<double>(steps_)); }
  long steps() const { return steps_; }

  /// How many steps ago middle() was.
  static constexpr long lag = static_cast<long>(summed_adams::Weights<count>::middle);

  /// The state `lag` steps ago, by the accelerations before and after it. Waves of a few steps' length, which y() shows
  /// too large by its one-sided weights, are as they should be there.
  Vector middle() const {
    Sums s1 = s1_, s2 = s2_;
    Place v, r;
    for (std::size_t i = 0; i < weights.middle; ++i) {
      const Place a = at(newest_ + i), before = of(s1);
      add(s2, -before, -rest_of(s1));
      add(s1, -a);
    }
    for (std::size_t i = 0; i < count; ++i) {
      v = axpy(S(weights.begin_v[i]), at(newest_ + i), v);
      r = axpy(S(weights.begin_r[i]), at(newest_ + i), r);
    }
    const S mass = fma(S(h_ * static_cast<double>(steps_ - lag)), mass_rate_, mass_0_);
    return to_state((of(s2) - of(s1) + r) * S(h_ * h_), (of(s1) + v) * S(h_), mass);
  }
  Place middle_acceleration() const { return at(newest_ + weights.middle); }

  template <class Slope>
  void advance(Slope&& slope) {
    Place pv, pr, cv, cr;
    for (std::size_t i = 0; i < count; ++i) {
      const Place a = at(newest_ + i);
      pv = axpy(S(weights.predict_v[i]), a, pv), pr = axpy(S(weights.predict_r[i]), a, pr);
      cv = axpy(S(weights.correct_v[i + 1]), a, cv), cr = axpy(S(weights.correct_r[i + 1]), a, cr);
    }
    const Place s1 = of(s1_), s2 = of(s2_);
    ++steps_;
    const Place r_predicted = (s2 + pr) * S(h_ * h_), v_predicted = (s1 + pv) * S(h_);
    const S mass = fma(S(h_ * static_cast<double>(steps_)), mass_rate_, mass_0_);
    Vector rate;
    slope(t(), to_state(r_predicted, v_predicted, mass), rate);
    const Place seen{rate[3], rate[4], rate[5]};
    const Place r_corrected = (s2 + axpy(S(weights.correct_r[0]), seen, cr)) * S(h_ * h_);
    const Place a = seen + (central(r_corrected) - central(r_predicted));
    newest_ = newest_ == 0 ? capacity - 1 : newest_ - 1;
    store(newest_, a);
    const Place r = (s2 + axpy(S(weights.correct_r[0]), a, cr)) * S(h_ * h_);
    add(s1_, a);
    const Place v = (of(s1_) + axpy(S(weights.correct_v[0]), a, cv)) * S(h_);
    add(s2_, of(s1_), rest_of(s1_));
    y_ = to_state(r, v, mass);
  }

 private:
  static constexpr summed_adams::Weights<count> weights{};
  static constexpr std::size_t capacity = 32;  // a ring; a power of two above count
  static_assert(count < capacity);
  using Sums = std::array<summed_adams::Sum<S>, 3>;

  static Place of(const Sums& s) { return {s[0].sum, s[1].sum, s[2].sum}; }
  static Place rest_of(const Sums& s) { return {s[0].rest, s[1].rest, s[2].rest}; }
  static void add(Sums& s, const Place& a) { s[0].add(a.x), s[1].add(a.y), s[2].add(a.z); }
  static void add(Sums& s, const Place& a, const Place& rest) {
    for (std::size_t i = 0; i < 3; ++i) s[i].rest = s[i].rest + (i == 0 ? rest.x : i == 1 ? rest.y : rest.z);
    add(s, a);
  }
  static Vector to_state(const Place& r, const Place& v, const S& mass) { return {r.x, r.y, r.z, v.x, v.y, v.z, mass}; }

  S time_of(double steps) const { return fma(S(h_), S(steps), t0_); }
  const Place& at(std::size_t i) const { return history_[i % capacity]; }
  void store(std::size_t i, const Place& a) { history_[i % capacity] = a; }

  Place central(const Place& r) const {
    const S inverse = S(1.0) / norm(r);
    return r * (S(-gm_) * inverse * inverse * inverse);
  }

  /// The sums that the corrector would have needed to come to the middle of the beginning, brought to its end.
  void find_sums(const Vector& middle) {
    Place v, r;
    for (std::size_t i = 0; i < count; ++i) {
      v = axpy(S(weights.begin_v[i]), at(newest_ + i), v);
      r = axpy(S(weights.begin_r[i]), at(newest_ + i), r);
    }
    const Place s1 = Place{middle[3], middle[4], middle[5]} * S(1.0 / h_) - v;
    const Place s2 = Place{middle[0], middle[1], middle[2]} * S(1.0 / (h_ * h_)) + s1 - r;
    s1_ = {{{s1.x, S(0.0)}, {s1.y, S(0.0)}, {s1.z, S(0.0)}}};
    s2_ = {{{s2.x, S(0.0)}, {s2.y, S(0.0)}, {s2.z, S(0.0)}}};
    for (std::size_t i = weights.middle; i-- > 0;) {
      add(s1_, at(newest_ + i));
      add(s2_, of(s1_), rest_of(s1_));
    }
  }

  S t0_{};
  double h_ = 0, gm_ = 0;
  long steps_ = 0;
  S mass_0_{}, mass_rate_{};
  Vector y_{};
  Sums s1_{}, s2_{};
  std::size_t newest_ = 0;
  std::array<Place, capacity> history_{};
};

}  // namespace cosmodrome
