#pragma once
#include <cmath>
#include <limits>
#include <utility>

namespace cosmodrome {

struct SearchOptions {
  double tolerance = 0.0;  ///< of x; rounding of x is always allowed on top
  int most_evaluations = 200;
};

/// Where a function is zero.
struct Root {
  double x = 0.0;         ///< the end of the last bracket with the smaller residual
  double residual = 0.0;  ///< f(x)
  int evaluations = 0;
  bool found = false;  ///< false: no change of sign between the ends, a NaN, or too many evaluations
};

namespace search {

/// Two points about a root and an older one: `best` has the smaller residual, `other` the other sign.
struct Bracket {
  double best, f_best, other, f_other, older, f_older;

  void order() {
    if (std::abs(f_other) < std::abs(f_best)) {
      older = best, f_older = f_best;
      std::swap(best, other);
      std::swap(f_best, f_other);
    }
  }
  /// The step from `best` that inverse quadratic interpolation or, with two points, the secant proposes, as p / q.
  std::pair<double, double> interpolated() const {
    const double s = f_best / f_older;
    if (older == other) return {(best - other) * s, 1.0 - s};
    const double r = f_best / f_other, q = f_older / f_other;
    return {s * ((best - other) * q * (q - r) + (best - older) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0)};
  }
  void replace(double x, double f) {
    older = best, f_older = f_best;
    if ((f < 0.0) == (f_best < 0.0)) {
      best = x, f_best = f;
    } else {
      other = best, f_other = f_best;
      best = x, f_best = f;
    }
    order();
  }
};

inline double rounding(double x) { return 2.0 * std::numeric_limits<double>::epsilon() * std::abs(x); }

}  // namespace search

/// A zero of a continuous function between two points where it has different signs: interpolation, with bisection
/// where that is slow. Never leaves the bracket.
/// Source: Brent, Algorithms for Minimization without Derivatives (1973), chapter 4.
template <class F>
Root find_root(F&& f, double low, double high, const SearchOptions& options = {}) {
  search::Bracket b{high, f(high), low, f(low), low, 0.0};
  b.f_older = b.f_other;
  int evaluations = 2;
  if (b.f_other == 0.0) return {low, 0.0, evaluations, true};
  if (b.f_best == 0.0) return {high, 0.0, evaluations, true};
  const bool changes_sign = (b.f_best < 0.0 && b.f_other > 0.0) || (b.f_best > 0.0 && b.f_other < 0.0);
  if (!changes_sign) return {b.best, b.f_best, evaluations, false};
  b.order();
  double last = b.other - b.best, before_last = last;
  while (evaluations < options.most_evaluations) {
    const double half = 0.5 * (b.other - b.best);
    const double least = search::rounding(b.best) + 0.5 * options.tolerance;
    if (b.f_best == 0.0 || std::abs(half) <= least) return {b.best, b.f_best, evaluations, true};

    auto [p, q] = b.interpolated();
    if (q < 0.0) p = -p, q = -q;
    const double toward = half < 0.0 ? -p : p, room = std::abs(half);
    // The step must stay within three quarters of the bracket and be less than half of the one before the last.
    const bool good = toward > 0.0 && toward < 1.5 * room * q && toward < 0.5 * std::abs(before_last) * q;
    const double step = good ? p / q : half;
    before_last = good ? last : half;
    last = std::abs(step) > least ? step : std::copysign(least, half);
    const double x = b.best + last, fx = f(x);
    ++evaluations;
    if (std::isnan(fx)) break;
    b.replace(x, fx);
  }
  return {b.best, b.f_best, evaluations, false};
}

/// Where a function is least.
struct Minimum {
  double x = 0.0;
  double value = 0.0;
  int evaluations = 0;
  bool found = false;  ///< false: too many evaluations
};

/// A local minimum of a function between two points: parabolas through the best three points, with golden sections
/// where those fail. x is found to about the square root of rounding, which is all that values can tell.
/// Source: Brent (1973), chapter 5.
template <class F>
Minimum find_minimum(F&& f, double low, double high, const SearchOptions& options = {}) {
  constexpr double golden = 0.3819660112501051;
  const double root_of_rounding = 1.5e-8;
  double x = low + golden * (high - low), second = x, third = x;
  double fx = f(x), f_second = fx, f_third = fx;
  double last = 0.0, before_last = 0.0;
  int evaluations = 1;
  while (evaluations < options.most_evaluations) {
    const double middle = 0.5 * (low + high);
    const double least = root_of_rounding * std::abs(x) + options.tolerance / 3.0 + 1e-300;
    if (std::abs(x - middle) <= 2.0 * least - 0.5 * (high - low)) return {x, fx, evaluations, true};

    const double r = (x - second) * (fx - f_third), q0 = (x - third) * (fx - f_second);
    double p = (x - third) * q0 - (x - second) * r, q = 2.0 * (q0 - r);
    if (q > 0.0) p = -p;
    q = std::abs(q);
    const bool good = std::abs(before_last) > least && std::abs(p) < std::abs(0.5 * q * before_last) &&
                      p > q * (low - x) && p < q * (high - x);
    before_last = good ? last : (x < middle ? high - x : low - x);
    last = good ? p / q : golden * before_last;
    const bool near_end = good && (x + last - low < 2.0 * least || high - x - last < 2.0 * least);
    if (near_end) last = std::copysign(least, middle - x);

    const double u = x + (std::abs(last) >= least ? last : std::copysign(least, last)), fu = f(u);
    ++evaluations;
    if (fu <= fx) {
      (u < x ? high : low) = x;
      third = second, f_third = f_second, second = x, f_second = fx, x = u, fx = fu;
    } else {
      (u < x ? low : high) = u;
      if (fu <= f_second || second == x) {
        third = second, f_third = f_second, second = u, f_second = fu;
      } else if (fu <= f_third || third == x || third == second) {
        third = u, f_third = fu;
      }
    }
  }
  return {x, fx, evaluations, false};
}

}  // namespace cosmodrome
