#include "cosmodrome/base/slopes.hpp"

#include <cmath>
#include <cstddef>

namespace cosmodrome {
namespace {

using Numbers = std::vector<double>;

struct Steps {
  Numbers h, rise;  ///< widths and difference quotients of the intervals
};

Steps steps_of(std::span<const double> x, std::span<const double> y) {
  Steps s;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    s.h.push_back(x[i + 1] - x[i]);
    s.rise.push_back((y[i + 1] - y[i]) / s.h[i]);
  }
  return s;
}

/// One end's equation, `diagonal` m0 + `beside` m1 = `right`; (h0, d0) is the outermost interval, (h1, d1) the next.
struct EndEquation {
  double diagonal, beside, right;
};
EndEquation end_equation(SplineEnds ends, double h0, double h1, double d0, double d1) {
  if (ends == SplineEnds::natural) return {2.0, 1.0, 3.0 * d0};
  if (ends == SplineEnds::flat) return {1.0, 0.0, 0.0};
  const double both = h0 + h1;
  return {h1, both, ((h0 + 2.0 * both) * h1 * d0 + h0 * h0 * d1) / both};
}

/// Elimination without pivoting, which these systems allow.
Numbers solve_tridiagonal(const Numbers& below, Numbers diagonal, const Numbers& above, Numbers right) {
  const std::size_t n = diagonal.size();
  for (std::size_t i = 1; i < n; ++i) {
    const double factor = below[i] / diagonal[i - 1];
    diagonal[i] -= factor * above[i - 1];
    right[i] -= factor * right[i - 1];
  }
  for (std::size_t i = n; i-- > 0;) {
    if (i + 1 < n) right[i] -= above[i] * right[i + 1];
    right[i] /= diagonal[i];
  }
  return right;
}

/// The parabola through three points; not-a-knot has no other meaning for them.
Numbers parabola_slopes(const Steps& s) {
  const double curvature = (s.rise[1] - s.rise[0]) / (s.h[0] + s.h[1]);
  return {s.rise[0] - curvature * s.h[0], s.rise[0] + curvature * s.h[0], s.rise[1] + curvature * s.h[1]};
}

}  // namespace

Numbers spline_slopes(std::span<const double> x, std::span<const double> y, SplineEnds ends) {
  const std::size_t n = x.size();
  const Steps s = steps_of(x, y);
  if (n == 2 && ends == SplineEnds::not_a_knot) return {s.rise[0], s.rise[0]};
  if (n == 3 && ends == SplineEnds::not_a_knot) return parabola_slopes(s);

  Numbers below(n), diagonal(n), above(n), right(n);
  const std::size_t second = n > 2 ? 1 : 0;
  const EndEquation low = end_equation(ends, s.h[0], s.h[second], s.rise[0], s.rise[second]);
  const EndEquation high = end_equation(ends, s.h[n - 2], s.h[n - 2 - second], s.rise[n - 2], s.rise[n - 2 - second]);
  diagonal[0] = low.diagonal, above[0] = low.beside, right[0] = low.right;
  diagonal[n - 1] = high.diagonal, below[n - 1] = high.beside, right[n - 1] = high.right;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    below[i] = 1.0 / s.h[i - 1];
    above[i] = 1.0 / s.h[i];
    diagonal[i] = 2.0 * (below[i] + above[i]);
    right[i] = 3.0 * (s.rise[i - 1] * below[i] + s.rise[i] * above[i]);
  }
  return solve_tridiagonal(below, std::move(diagonal), above, std::move(right));
}

namespace {

double monotone_end(double h0, double h1, double d0, double d1) {
  const double slope = ((2.0 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
  if (slope * d0 <= 0.0) return 0.0;
  if (d0 * d1 <= 0.0 && std::abs(slope) > 3.0 * std::abs(d0)) return 3.0 * d0;
  return slope;
}

}  // namespace

Numbers monotone_slopes(std::span<const double> x, std::span<const double> y) {
  const std::size_t n = x.size();
  const Steps s = steps_of(x, y);
  if (n == 2) return {s.rise[0], s.rise[0]};
  Numbers m(n);
  m[0] = monotone_end(s.h[0], s.h[1], s.rise[0], s.rise[1]);
  m[n - 1] = monotone_end(s.h[n - 2], s.h[n - 3], s.rise[n - 2], s.rise[n - 3]);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double before = s.rise[i - 1], after = s.rise[i];
    if (before * after <= 0.0) continue;
    const double w1 = 2.0 * s.h[i] + s.h[i - 1], w2 = s.h[i] + 2.0 * s.h[i - 1];
    m[i] = (w1 + w2) / (w1 / before + w2 / after);
  }
  return m;
}

}  // namespace cosmodrome
