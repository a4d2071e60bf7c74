#include "cosmodrome/safety/local_plane.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

constexpr double e2 = wgs84_eccentricity_squared;

/// Snyder 3-12, for an infinitely thin zone from the equator to a latitude.
double q_of(double sine) {
  const double e = std::sqrt(e2);
  return (1 - e2) * (sine / (1 - e2 * sine * sine) + std::atanh(e * sine) / e);
}

}  // namespace

double authalic_radius_m() {
  static const double radius_m = wgs84_equatorial_radius_m * std::sqrt(q_of(1) / 2);
  return radius_m;
}

double authalic_latitude_rad(double latitude_rad) {
  return std::asin(std::clamp(q_of(std::sin(latitude_rad)) / q_of(1), -1.0, 1.0));
}

/// The geodetic latitude of an authalic one: Snyder 3-18, and one Newton step, 3-16, that leaves rounding.
double geodetic_from_authalic_rad(double authalic) {
  constexpr double e4 = e2 * e2, e6 = e4 * e2;
  const double series = authalic + (e2 / 3 + 31 * e4 / 180 + 517 * e6 / 5040) * std::sin(2 * authalic) +
                        (23 * e4 / 360 + 251 * e6 / 3780) * std::sin(4 * authalic) +
                        (761 * e6 / 45360) * std::sin(6 * authalic);
  const double sine = std::sin(series), cosine = std::cos(series);
  if (cosine < 1e-6) return series;  // at a pole the step is 0 / 0 and the series exact
  const double narrow = 1 - e2 * sine * sine;
  const double step = narrow * narrow / (2 * cosine) * (q_of(1) * std::sin(authalic) - q_of(sine)) / (1 - e2);
  return std::clamp(series + step, -std::numbers::pi / 2, std::numbers::pi / 2);
}

LocalPlane::LocalPlane(const GroundPlace& origin) : origin_(origin) {
  const double latitude = authalic_latitude_rad(origin.latitude_rad);
  sine_ = std::sin(latitude), cosine_ = std::cos(latitude);
}

PlanePoint LocalPlane::to_plane(const GroundPlace& place) const {
  const double latitude = authalic_latitude_rad(place.latitude_rad);
  const double sine = std::sin(latitude), cosine = std::cos(latitude);
  const double turn = place.longitude_rad - origin_.longitude_rad;
  const double along = cosine * std::cos(turn);
  const double scale = authalic_radius_m() * std::sqrt(2 / std::max(1e-12, 1 + sine_ * sine + cosine_ * along));
  return {scale * cosine * std::sin(turn), scale * (cosine_ * sine - sine_ * along)};
}

GroundPlace LocalPlane::to_place(const PlanePoint& point) const {
  const double radius_m = authalic_radius_m();
  const double r_m = std::hypot(point.x_m, point.y_m);
  if (r_m < 1e-9) return origin_;
  const double half = std::min(1.0, r_m / (2 * radius_m));
  const double sine = 2 * half * std::sqrt(1 - half * half), cosine = 1 - 2 * half * half;
  const double east = point.x_m / r_m, north = point.y_m / r_m;
  const double latitude = std::asin(std::clamp(cosine * sine_ + north * sine * cosine_, -1.0, 1.0));
  const double turn = std::atan2(east * sine, cosine_ * cosine - north * sine_ * sine);
  return {geodetic_from_authalic_rad(latitude), std::remainder(origin_.longitude_rad + turn, 2 * std::numbers::pi)};
}

}  // namespace cosmodrome
