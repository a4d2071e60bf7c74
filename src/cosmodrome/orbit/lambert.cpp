#include "cosmodrome/orbit/lambert.hpp"

#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "cosmodrome/base/dual.hpp"

// Numbers of equations are those of Izzo (2015).
namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;

/// The non-dimensional problem: lambda^2 = (s - c) / s, negative beyond half a turn, and the time T.
template <Scalar S>
struct Geometry {
  S lambda{};
  S time{};
};

template <Scalar S>
S y_of(const S& x, const S& lambda) {
  return sqrt(S(1.0) - lambda * lambda * (S(1.0) - x * x));
}

/// Gauss' hypergeometric function 2F1(3, 1; 5/2; z) by its series; |z| well below 1.
template <Scalar S>
S hypergeometric(const S& z) {
  S sum(1.0), term(1.0);
  for (int j = 0; j < 60; ++j) {
    term = term * z * S((3.0 + j) / (2.5 + j));
    sum = sum + term;
    if (std::abs(value(term)) < 1e-17 * std::abs(value(sum))) break;
  }
  return sum;
}

/// Time of flight by x. Near the parabola, x = 1, by Battin's series, which has no 0/0 there (eq. 20); elsewhere by
/// Lancaster and Blanchard (eq. 18, with the angle by its sine and cosine).
template <Scalar S>
S time_of_flight(const S& x, const S& lambda, int revolutions) {
  const S y = y_of(x, lambda);
  const S open = S(1.0) - x * x;
  const double at = value(x);
  if (std::abs(at - 1.0) < 0.15) {
    const S eta = y - lambda * x;
    const S q = S(4.0 / 3.0) * hypergeometric(S(S(0.5) * (S(1.0) - lambda - x * eta)));
    S time = S(0.5) * (eta * eta * eta * q + S(4.0) * lambda * eta);
    if (revolutions > 0) time = time + S(revolutions * pi) / (open * sqrt(open));
    return time;
  }
  const S root = sqrt(abs(open));
  const S cosine = x * y + lambda * open, sine = (y - x * lambda) * root;
  const S angle = at < 1.0 ? S(atan2(sine, cosine)) : S(log(cosine + sine));
  return ((angle + S(revolutions * pi)) / root - x + lambda * y) / open;
}

struct Slopes {
  double first, second, third;
};

/// Derivatives of the time by x (eq. 22).
Slopes slopes_of_time(double x, double lambda, double time) {
  const double y = y_of(x, lambda), open = 1 - x * x;
  const double l2 = lambda * lambda, l3 = l2 * lambda;
  const double first = (3 * time * x - 2 + 2 * l3 * x / y) / open;
  const double second = (3 * time + 5 * x * first + 2 * (1 - l2) * l3 / (y * y * y)) / open;
  const double third = (7 * x * second + 8 * first - 6 * (1 - l2) * l2 * l3 * x / (y * y * y * y * y)) / open;
  return {first, second, third};
}

/// Householder's method of third order, as the paper's.
double solve(double x, double lambda, double wanted, int revolutions) {
  for (int i = 0; i < 25; ++i) {
    const double time = time_of_flight(x, lambda, revolutions);
    const double off = time - wanted;
    const Slopes d = slopes_of_time(x, lambda, time);
    const double square = d.first * d.first - 0.5 * off * d.second;
    const double step = off * square / (d.first * (d.first * d.first - off * d.second) + d.third * off * off / 6);
    if (!std::isfinite(step)) break;
    x = std::max(x - step, -0.999999999999);
    if (std::abs(step) < 1e-15 * std::max(1.0, std::abs(x))) break;
  }
  return x;
}

double start_without_revolutions(double lambda, double wanted) {
  const double at_0 = std::acos(lambda) + lambda * std::sqrt(1 - lambda * lambda);  // x = 0
  const double at_1 = 2.0 / 3.0 * (1 - lambda * lambda * lambda);                   // the parabola
  if (wanted >= at_0) return std::pow(at_0 / wanted, 2.0 / 3.0) - 1;
  if (wanted < at_1) return 2.5 * at_1 * (at_1 - wanted) / (wanted * (1 - std::pow(lambda, 5))) + 1;
  return std::pow(at_0 / wanted, std::log2(at_1 / at_0)) - 1;
}

/// x where the time with so many revolutions is least, by Halley's method on its slope.
double shortest(double lambda, int revolutions) {
  double x = 0;
  for (int i = 0; i < 25; ++i) {
    const Slopes d = slopes_of_time(x, lambda, time_of_flight(x, lambda, revolutions));
    const double step = 2 * d.first * d.second / (2 * d.second * d.second - d.first * d.third);
    x -= step;
    if (std::abs(step) < 1e-13) break;
  }
  return x;
}

/// The two starts of eq. 31, left and right of the least time.
std::pair<double, double> starts(double wanted, int revolutions) {
  const double left = std::pow((revolutions * pi + pi) / (8 * wanted), 2.0 / 3.0);
  const double right = std::pow(8 * wanted / (revolutions * pi), 2.0 / 3.0);
  return {(left - 1) / (left + 1), (right - 1) / (right + 1)};
}

/// x as a function of what it was found from: one step of Newton's method on the solution has the derivatives of the
/// implicit function.
template <Scalar S>
S with_derivatives_of(double x, const Geometry<S>& geometry, int revolutions) {
  if constexpr (std::is_same_v<S, double>) {
    return x;
  } else {
    const double slope = slopes_of_time(x, value(geometry.lambda), value(geometry.time)).first;
    return S(x) - (time_of_flight(S(x), geometry.lambda, revolutions) - geometry.time) * S(1.0 / slope);
  }
}

template <Scalar S>
class Lambert {
 public:
  Lambert(const Vec3<S, Gcrf>& from, const Vec3<S, Gcrf>& to, const S& time_s, const S& mu,
          const Vec3<double, Gcrf>& normal) {
    r1_ = norm(from), r2_ = norm(to);
    if (!(value(time_s) > 0)) throw std::invalid_argument("solve_lambert: the time must be positive");
    if (!(value(r1_) > 0 && value(r2_) > 0)) throw std::invalid_argument("solve_lambert: a place at the centre");
    const S chord = norm(to - from);
    const S s = S(0.5) * (chord + r1_ + r2_);
    const auto out1 = unit(from), out2 = unit(to);
    auto pole = cross(out1, out2);
    const auto wanted = to_scalar<S>(normal);
    // In line with the centre, the plane is that across the normal.
    const bool in_line = value(S(squared_norm(pole))) < 1e-20;
    const bool far = !in_line && value(S(dot(pole, wanted))) < 0;
    if (in_line) pole = wanted - out1 * dot(wanted, out1);
    pole = unit(pole) * S(far ? -1.0 : 1.0);
    // lambda = sqrt(r1 r2) cos(half the angle) / s, which does not cancel as 1 - c/s does for small chords.
    const S half_cosine = S(0.5) * norm(out1 + out2);
    geometry_.lambda = S(far ? -1.0 : 1.0) * sqrt(r1_ * r2_) * half_cosine / s;
    geometry_.time = sqrt(S(2.0) * mu / (s * s * s)) * time_s;
    gamma_ = sqrt(S(0.5) * mu * s);
    rho_ = (r1_ - r2_) / chord;
    sigma_ = sqrt(max(S(S(1.0) - rho_ * rho_), S(0.0)));
    out1_ = out1, out2_ = out2;
    ahead1_ = cross(pole, out1), ahead2_ = cross(pole, out2);
  }

  std::vector<LambertPath<S>> paths(int most_revolutions) const {
    const double lambda = value(geometry_.lambda), wanted = value(geometry_.time);
    std::vector<LambertPath<S>> found{path(solve(start_without_revolutions(lambda, wanted), lambda, wanted, 0), 0)};
    for (int revolutions = 1; revolutions <= most_revolutions && wanted > revolutions * pi - 1; ++revolutions) {
      const double least = shortest(lambda, revolutions);
      if (time_of_flight(least, lambda, revolutions) > wanted) break;
      const auto [left, right] = starts(wanted, revolutions);
      for (const double start : {left, right})
        found.push_back(path(solve(start, lambda, wanted, revolutions), revolutions));
      found.back().high =
          value(S(squared_norm(found.back().leave_m_s))) > value(S(squared_norm(found[found.size() - 2].leave_m_s)));
      found[found.size() - 2].high = !found.back().high;
    }
    return found;
  }

 private:
  LambertPath<S> path(double solution, int revolutions) const {
    const S x = with_derivatives_of(solution, geometry_, revolutions);
    const S y = y_of(x, geometry_.lambda);
    const S sum = geometry_.lambda * y + x, difference = geometry_.lambda * y - x;
    const S out1 = gamma_ * (difference - rho_ * sum) / r1_;
    const S out2 = -gamma_ * (difference + rho_ * sum) / r2_;
    const S ahead = gamma_ * sigma_ * (y + geometry_.lambda * x);
    return {revolutions, false, axpy(S(ahead / r1_), ahead1_, out1_ * out1),
            axpy(S(ahead / r2_), ahead2_, out2_ * out2)};
  }

  Geometry<S> geometry_;
  S r1_{}, r2_{}, gamma_{}, rho_{}, sigma_{};
  Vec3<S, Gcrf> out1_, out2_, ahead1_, ahead2_;
};

}  // namespace

template <Scalar S>
std::vector<LambertPath<S>> solve_lambert(const Vec3<S, Gcrf>& from_m, const Vec3<S, Gcrf>& to_m, const S& time_s,
                                          const S& mu_m3_s2, const Vec3<double, Gcrf>& normal, int most_revolutions) {
  return Lambert<S>(from_m, to_m, time_s, mu_m3_s2, normal).paths(most_revolutions);
}

#define COSMODROME_LAMBERT(S)                                                                                        \
  template std::vector<LambertPath<S>> solve_lambert(const Vec3<S, Gcrf>&, const Vec3<S, Gcrf>&, const S&, const S&, \
                                                     const Vec3<double, Gcrf>&, int)
COSMODROME_LAMBERT(double);
COSMODROME_LAMBERT(Dual<7>);  // by both places and the time

}  // namespace cosmodrome
