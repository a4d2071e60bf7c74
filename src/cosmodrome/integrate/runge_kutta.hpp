#pragma once
#include <array>
#include <cstddef>
#include <utility>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/integrate/dop853.hpp"
#include "cosmodrome/integrate/dormand_prince_54.hpp"

namespace cosmodrome {

template <Scalar S, std::size_t N>
using StateVector = std::array<S, N>;

/// What lies between the ends of a step: y = a + x (b + z (c + x (d + z ...))), x counting from its begin to its end
/// from nought to one and z = 1 - x. Source: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (1993),
/// section II.6.
template <Scalar S, std::size_t N, std::size_t count>
struct DenseOutput {
  std::array<StateVector<S, N>, count> terms;

  StateVector<S, N> at(const S& x) const {
    const S z = S(1.0) - x;
    StateVector<S, N> y = terms[count - 1];
    for (std::size_t k = count - 1; k-- > 0;) {
      for (std::size_t i = 0; i < N; ++i) y[i] = fma(k % 2 == 0 ? x : z, y[i], terms[k][i]);
    }
    return y;
  }
};

/// One step of an explicit embedded Runge-Kutta method, kept with its slopes so that it can be interpolated.
///
/// Every lane has its own time and its own step. The step knows no events, no control and no rockets: it goes
/// from (t, y) by h with slopes f, and says how far the embedded solution is off.
template <class Method, Scalar S, std::size_t N>
class RungeKuttaStep {
 public:
  using Vector = StateVector<S, N>;

  /// Takes the step. `slope` is f(t, y), known from the step before; f is called as f(t, y, slope_out), and at the
  /// stages before the end, where nothing but the slope is wanted, as f.pass(t, y, slope_out) if it has that.
  template <class Slope>
  void take(Slope&& f, const S& t, const Vector& y, const Vector& slope, const S& h) {
    t_ = t;
    h_ = h;
    begin_ = y;
    k_[0] = slope;
    take_stages(f, std::make_index_sequence<Method::stages - 1>{});
  }

  const S& begin_t() const { return t_; }
  const S& h() const { return h_; }
  S end_t() const { return t_ + h_; }
  const Vector& begin() const { return begin_; }
  const Vector& begin_slope() const { return k_[0]; }
  const Vector& end() const { return end_; }
  /// f at the end of the step: the first slope of the next.
  const Vector& end_slope() const { return k_[Method::stages - 1]; }

  /// The largest component of the error estimate over its scale; the step is good where it is at most 1.
  S error(const Vector& scale) const {
    S worst(0.0);
    for (std::size_t i = 0; i < N; ++i) {
      const S unit = h_ / scale[i];
      const S main = combine<Method::stages>(Method::error_main, i) * unit;
      if constexpr (requires { Method::error_second; }) {
        const S second = combine<Method::stages>(Method::error_second, i) * unit;
        worst = max(worst, Method::error_norm(S(main * main), S(second * second)));
      } else {
        worst = max(worst, abs(main));
      }
    }
    return worst;
  }

  /// The extra slopes that dense output of a high order needs; call once before at(), with the same f.
  template <class Slope>
  void prepare_dense(Slope&& f) {
    if constexpr (Method::dense_stages > Method::stages) {
      extra_stages(f, std::make_index_sequence<Method::dense_stages - Method::stages>{});
    }
  }

  /// The state at begin_t + theta h, 0 <= theta <= 1.
  Vector at(const S& theta) const { return dense().at(theta); }

  /// The same for many looks at one step.
  DenseOutput<S, N, (Method::order == 5 ? 5 : 8)> dense() const {
    DenseOutput<S, N, (Method::order == 5 ? 5 : 8)> y;
    for (std::size_t i = 0; i < N; ++i) {
      const S difference = end_[i] - begin_[i];
      y.terms[0][i] = begin_[i];
      y.terms[1][i] = difference;
      y.terms[2][i] = fma(h_, k_[0][i], -difference);
      y.terms[3][i] = (difference + difference) - h_ * (k_[0][i] + k_[Method::stages - 1][i]);
      if constexpr (Method::order == 5) {
        y.terms[4][i] = h_ * combine<Method::stages>(Method::dense, i);
      } else {
        for (std::size_t j = 0; j < 4; ++j) y.terms[4 + j][i] = h_ * combine<Method::dense_stages>(Method::dense[j], i);
      }
    }
    return y;
  }

 private:
  template <int count, class Row>
  S combine(const Row& row, std::size_t i) const {
    S sum(0.0);
    for (int j = 0; j < count; ++j) {
      if (row[j] != 0) sum = fma(S(row[j]), k_[j][i], sum);
    }
    return sum;
  }

  template <int stage, class Slope>
  void one_stage(Slope&& f, const S& t) {
    Vector y;
    for (std::size_t i = 0; i < N; ++i) y[i] = fma(h_, combine<stage>(Method::a[stage], i), begin_[i]);
    if constexpr (stage == Method::stages - 1) end_ = y;
    if constexpr (stage != Method::stages - 1 && requires { f.pass(t, y, k_[stage]); }) {
      f.pass(t, y, k_[stage]);
    } else {
      f(t, y, k_[stage]);
    }
  }

  template <class Slope, std::size_t... j>
  void take_stages(Slope&& f, std::index_sequence<j...>) {
    (one_stage<static_cast<int>(j) + 1>(f, fma(S(Method::c[j + 1]), h_, t_)), ...);
  }

  template <class Slope, std::size_t... j>
  void extra_stages(Slope&& f, std::index_sequence<j...>) {
    (one_stage<static_cast<int>(j) + Method::stages>(f, fma(S(Method::c[j + Method::stages]), h_, t_)), ...);
  }

  S t_{}, h_{};
  Vector begin_{}, end_{};
  std::array<Vector, Method::dense_stages> k_{};
};

/// The factor by which the next step may be longer, from the error of this one: between 0.2 and 5, with a
/// safety of 0.9 (Hairer, Norsett, Wanner, section II.4).
template <class Method, Scalar S>
S step_factor(const S& error) {
  const S exponent(Method::order == 5 ? -1.0 / 5 : -1.0 / 8);
  return min(S(5.0), max(S(0.2), S(0.9) * exp(exponent * log(max(error, S(1e-10))))));
}

/// Integrates y' = f(t, y) from t0 to t1 with steps chosen so that each component's error stays below
/// tolerance * (1 + |y|) in the units of `scale`. For tests, coasts and reference solutions; flights have their
/// own loop, because events end their steps. Calls observe(step) after every step. Returns the final state.
template <class Method, Scalar S, std::size_t N, class Slope, class Observe>
StateVector<S, N> integrate(Slope&& f, S t0, const StateVector<S, N>& y0, const S& t1, double tolerance,
                            const StateVector<S, N>& scale, Observe&& observe) {
  StateVector<S, N> y = y0, slope, allowed;
  f(t0, y, slope);
  const double direction = value(t1) < value(t0) ? -1 : 1;
  S h = (t1 - t0) * S(1e-3);
  RungeKuttaStep<Method, S, N> step;
  while (direction * (value(t1) - value(t0)) > 0) {
    const bool last = direction * (value(t0 + h) - value(t1)) >= 0;
    if (last) h = t1 - t0;
    step.take(f, t0, y, slope, h);
    for (std::size_t i = 0; i < N; ++i) allowed[i] = tolerance * (scale[i] + abs(y[i]));
    const S error = step.error(allowed);
    const bool good = value(error) <= 1 || std::abs(value(h)) < 1e-12 * (1 + std::abs(value(t0)));
    if (good) {
      observe(step);
      t0 = last ? t1 : step.end_t();
      y = step.end();
      slope = step.end_slope();
    }
    h = S(value(h) * value(step_factor<Method>(error)));
    if (good && last) break;
  }
  return y;
}

}  // namespace cosmodrome
