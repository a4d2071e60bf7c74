// Geodesics after C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87 (2013) 43-55, equations numbered as there.
// The line is mapped to a great circle on the auxiliary sphere. The two integrals that give distance and longitude are
// taken by Gauss-Legendre quadrature instead of series: their integrands are so smooth (k^2 < 0.0068) that ten nodes a
// quarter circle reach rounding. The inverse problem is a bracketed search for the first azimuth, so that nearly
// antipodal places are nothing special.
#include "cosmodrome/frames/geodesic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {

namespace {

using std::numbers::pi;
constexpr double f = wgs84_flattening;

// Ten-point Gauss-Legendre rule on [-1, 1]: positive nodes. Source: Abramowitz and Stegun, table 25.4.
constexpr std::array<double, 5> nodes = {0.148874338981631210884826, 0.433395394129247190799266,
                                         0.679409568299024406234327, 0.865063366688984510732097,
                                         0.973906528517171720077964};
constexpr std::array<double, 5> weights = {0.295524224714752870173815, 0.269266719309996355091227,
                                           0.219086362515982043995535, 0.149451349150580593145863,
                                           0.066671344308688137593569};

struct Angle {
  double sine = 0.0, cosine = 1.0;
};

Angle angle(double radians) {
  Angle a;
  sincos(radians, a.sine, a.cosine);
  return a;
}

double radians(const Angle& a) { return atan2(a.sine, a.cosine); }

Angle normalised(double sine, double cosine) {
  const double norm = hypot(sine, cosine);
  return {sine / norm, cosine / norm};
}

/// Reduced latitude: tan beta = (1 - f) tan phi. The poles keep a cosine so small that it only gives them a longitude.
Angle reduced_latitude(double latitude_rad) {
  const Angle phi = angle(latitude_rad);
  return normalised((1.0 - f) * phi.sine, std::max(phi.cosine, 1e-150));
}

/// A geodesic as a great circle of the auxiliary sphere: the azimuth alpha_0 where it crosses the equator northward.
struct GreatCircle {
  double sin_alpha_0 = 0.0;
  double k2 = 0.0;  // Karney (9): second eccentricity squared times cos^2 alpha_0

  GreatCircle(const Angle& beta, const Angle& alpha) {
    sin_alpha_0 = alpha.sine * beta.cosine;
    const double cos_alpha_0 = hypot(alpha.cosine, alpha.sine * beta.sine);
    k2 = wgs84_second_eccentricity_squared * cos_alpha_0 * cos_alpha_0;
  }

  double stretch(double sin_sigma) const { return std::sqrt(1.0 + k2 * sin_sigma * sin_sigma); }

  // Karney (7): ds / dsigma = b stretch
  double length_rate_m(double sin_sigma) const { return wgs84_polar_radius_m * stretch(sin_sigma); }
  // Karney (8): d(omega - lambda) / dsigma
  double longitude_lag_rate(double sin_sigma) const {
    return f * sin_alpha_0 * (2.0 - f) / (1.0 + (1.0 - f) * stretch(sin_sigma));
  }
};

template <class Rate>
double integral(double from, double to, Rate rate) {
  const int pieces = 1 + static_cast<int>(std::abs(to - from) / (pi / 2));
  const double half = 0.5 * (to - from) / pieces;
  double sum = 0.0;
  for (int piece = 0; piece < pieces; ++piece) {
    const double middle = from + (2 * piece + 1) * half;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      sum += weights[i] * (rate(sin(middle - half * nodes[i])) + rate(sin(middle + half * nodes[i])));
  }
  return sum * half;
}

double length_m(const GreatCircle& circle, double sigma_1, double sigma_2) {
  return integral(sigma_1, sigma_2, [&](double s) { return circle.length_rate_m(s); });
}

double longitude_lag(const GreatCircle& circle, double sigma_1, double sigma_2) {
  return integral(sigma_1, sigma_2, [&](double s) { return circle.longitude_lag_rate(s); });
}

/// A line from beta_1 with azimuth alpha_1 to where it first reaches beta_2 going north.
struct Line {
  Angle alpha_1, alpha_2;
  double sigma_1 = 0.0, sigma_12 = 0.0, omega_12 = 0.0;
};

/// The angle from a to b, 0 to pi.
double angle_between(const Angle& a, const Angle& b) {
  return atan2(std::max(0.0, a.cosine * b.sine - a.sine * b.cosine), a.cosine * b.cosine + a.sine * b.sine);
}

/// For beta_1 <= 0 and |beta_2| <= -beta_1.
Line line(const Angle& beta_1, const Angle& beta_2, const Angle& alpha_1, const GreatCircle& circle) {
  Line l;
  l.alpha_1 = alpha_1;
  l.alpha_2.sine = circle.sin_alpha_0 / beta_2.cosine;
  // Karney (45), the difference of squares written so that little cancels.
  const double difference = beta_1.cosine < -beta_1.sine
                                ? (beta_2.cosine - beta_1.cosine) * (beta_1.cosine + beta_2.cosine)
                                : (beta_1.sine - beta_2.sine) * (beta_1.sine + beta_2.sine);
  const double meridional = alpha_1.cosine * beta_1.cosine;
  l.alpha_2.cosine = std::sqrt(std::max(0.0, meridional * meridional + difference)) / beta_2.cosine;
  const Angle sigma_1 = normalised(beta_1.sine, alpha_1.cosine * beta_1.cosine);
  const Angle sigma_2 = normalised(beta_2.sine, l.alpha_2.cosine * beta_2.cosine);
  const Angle omega_1 = normalised(circle.sin_alpha_0 * beta_1.sine, alpha_1.cosine * beta_1.cosine);
  const Angle omega_2 = normalised(circle.sin_alpha_0 * beta_2.sine, l.alpha_2.cosine * beta_2.cosine);
  l.sigma_1 = radians(sigma_1);
  l.sigma_12 = angle_between(sigma_1, sigma_2);
  l.omega_12 = angle_between(omega_1, omega_2);
  return l;
}

/// How far the line with this first azimuth falls short of the longitude difference, negative if it does.
double excess(const Angle& beta_1, const Angle& beta_2, const Angle& alpha_1, double lambda_12, Line& found) {
  const GreatCircle circle(beta_1, alpha_1);
  found = line(beta_1, beta_2, alpha_1, circle);
  return found.omega_12 - longitude_lag(circle, found.sigma_1, found.sigma_1 + found.sigma_12) - lambda_12;
}

/// The first azimuth in [0, pi] of the shortest line: the excess is negative at 0 and taken as positive at pi.
/// Regula falsi, halved where that is slow (the Illinois rule), bisected where even that is.
Line shortest(const Angle& beta_1, const Angle& beta_2, double lambda_12) {
  Line found;
  double low = 0.0, high = pi, low_excess = -lambda_12, high_excess = pi - lambda_12;
  int last_side = 0;
  for (int i = 0; i < 120; ++i) {
    double alpha = low + (high - low) * (low_excess / (low_excess - high_excess));
    const bool bisect = i % 4 == 3 || !(alpha > low && alpha < high);
    if (bisect) alpha = low + 0.5 * (high - low);
    if (alpha <= low || alpha >= high) break;
    const double e = excess(beta_1, beta_2, angle(alpha), lambda_12, found);
    if (std::abs(e) < 2e-16) break;  // 1 nm of distance
    const int side = e < 0.0 ? -1 : 1;
    if (side < 0) {
      low = alpha, low_excess = e;
      if (last_side == side && !bisect) high_excess *= 0.5;
    } else {
      high = alpha, high_excess = e;
      if (last_side == side && !bisect) low_excess *= 0.5;
    }
    last_side = side;
    if (high - low < 1e-16 * (1.0 + low)) break;
  }
  return found;
}

double wrapped(double angle_rad) { return std::remainder(angle_rad, 2.0 * pi); }

}  // namespace

Geodesic geodesic(double latitude_1_rad, double longitude_1_rad, double latitude_2_rad, double longitude_2_rad) {
  // Karney's canonical form: first place in the south and farther from the equator, second place to the east.
  const double lambda = wrapped(longitude_2_rad - longitude_1_rad);
  const bool swapped = std::abs(latitude_1_rad) < std::abs(latitude_2_rad);
  const double phi_1 = swapped ? latitude_2_rad : latitude_1_rad, phi_2 = swapped ? latitude_1_rad : latitude_2_rad;
  const double flip = phi_1 > 0.0 ? -1.0 : 1.0;
  Angle beta_1 = reduced_latitude(flip * phi_1);
  beta_1.sine = std::min(beta_1.sine, -1e-150);  // on the equator: just south of it
  const Angle beta_2 = reduced_latitude(flip * phi_2);
  const double lambda_12 = std::abs(lambda);

  Geodesic result;
  Angle alpha_1, alpha_2;
  // So near to it the search for the azimuth has nothing to hold on to.
  constexpr double on_equator_rad = 3e-15;  // 19 nm
  const bool along_equator = std::abs(phi_1) < on_equator_rad && lambda_12 <= (1.0 - f) * pi;
  if (along_equator) {
    result.distance_m = wgs84_equatorial_radius_m * lambda_12;
    alpha_1 = alpha_2 = {1.0, 0.0};
  } else {
    const Line l = lambda_12 == 0.0 ? line(beta_1, beta_2, {0.0, 1.0}, GreatCircle(beta_1, {0.0, 1.0}))
                                    : shortest(beta_1, beta_2, lambda_12);
    result.distance_m = length_m(GreatCircle(beta_1, l.alpha_1), l.sigma_1, l.sigma_1 + l.sigma_12);
    alpha_1 = l.alpha_1, alpha_2 = l.alpha_2;
  }
  // Back from the canonical form.
  if (swapped) {
    std::swap(alpha_1, alpha_2);
    alpha_1.cosine = -alpha_1.cosine, alpha_2.cosine = -alpha_2.cosine;
    alpha_1.sine = -alpha_1.sine, alpha_2.sine = -alpha_2.sine;
  }
  const double east = (lambda < 0.0 ? -1.0 : 1.0) * (swapped ? -1.0 : 1.0);
  result.azimuth_1_rad = atan2(east * alpha_1.sine, flip * alpha_1.cosine);
  result.azimuth_2_rad = atan2(east * alpha_2.sine, flip * alpha_2.cosine);
  return result;
}

GeodesicEnd geodesic_end(double latitude_rad, double longitude_rad, double azimuth_rad, double distance_m) {
  const Angle beta_1 = reduced_latitude(latitude_rad), alpha_1 = angle(azimuth_rad);
  const GreatCircle circle(beta_1, alpha_1);
  const double cos_alpha_0 = std::sqrt(circle.k2 / wgs84_second_eccentricity_squared);
  const double sigma_1 = atan2(beta_1.sine, alpha_1.cosine * beta_1.cosine);
  // Newton on the length; the rate differs from a constant by 0.3 %, so that five rounds are more than enough.
  double sigma_12 = distance_m / wgs84_polar_radius_m;
  for (int i = 0; i < 5; ++i) {
    const double miss_m = length_m(circle, sigma_1, sigma_1 + sigma_12) - distance_m;
    sigma_12 -= miss_m / circle.length_rate_m(sin(sigma_1 + sigma_12));
  }
  const double sigma_2_rad = sigma_1 + sigma_12;
  const Angle sigma_2 = angle(sigma_2_rad);
  const double sin_beta_2 = cos_alpha_0 * sigma_2.sine;
  const double cos_beta_2 = hypot(cos_alpha_0 * sigma_2.cosine, circle.sin_alpha_0);
  const double omega_1 = atan2(circle.sin_alpha_0 * beta_1.sine, alpha_1.cosine * beta_1.cosine);
  const double omega_2 = atan2(circle.sin_alpha_0 * sigma_2.sine, sigma_2.cosine);
  const double lambda_12 = omega_2 - omega_1 - longitude_lag(circle, sigma_1, sigma_2_rad);
  return {atan2(sin_beta_2, (1.0 - f) * cos_beta_2), wrapped(longitude_rad + lambda_12),
          atan2(circle.sin_alpha_0, cos_alpha_0 * sigma_2.cosine)};
}

}  // namespace cosmodrome
