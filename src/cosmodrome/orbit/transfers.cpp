#include "cosmodrome/orbit/transfers.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/root.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;

/// Speed at a radius on an orbit of a semi-major axis: vis viva.
double speed_m_s(double radius_m, double semi_major_axis_m, double mu_m3_s2) {
  return std::sqrt(mu_m3_s2 * (2 / radius_m - 1 / semi_major_axis_m));
}

double circular_m_s(double radius_m, double mu_m3_s2) { return speed_m_s(radius_m, radius_m, mu_m3_s2); }

double half_period_s(double semi_major_axis_m, double mu_m3_s2) {
  return pi * std::sqrt(semi_major_axis_m * semi_major_axis_m * semi_major_axis_m / mu_m3_s2);
}

/// From one speed to another, the velocity turned by an angle towards the normal.
TransferBurn burn_between(const char* name, double t_s, double radius_m, double before_m_s, double after_m_s,
                          double turn_rad = 0) {
  const double half = std::sin(turn_rad / 2);  // 1 - cos, without cancellation
  return {name, t_s, radius_m, after_m_s - before_m_s - 2 * half * half * after_m_s, after_m_s * std::sin(turn_rad)};
}

}  // namespace

double TransferBurn::size_m_s() const { return std::hypot(along_m_s, normal_m_s); }

double Transfer::time_s() const { return burns.empty() ? 0 : burns.back().t_s; }

double Transfer::total_m_s() const {
  double sum = 0;
  for (const TransferBurn& burn : burns) sum += burn.size_m_s();
  return sum;
}

Transfer hohmann(double from_radius_m, double to_radius_m, double mu_m3_s2) {
  const double axis_m = (from_radius_m + to_radius_m) / 2;
  return {{burn_between("leave", 0, from_radius_m, circular_m_s(from_radius_m, mu_m3_s2),
                        speed_m_s(from_radius_m, axis_m, mu_m3_s2)),
           burn_between("arrive", half_period_s(axis_m, mu_m3_s2), to_radius_m,
                        speed_m_s(to_radius_m, axis_m, mu_m3_s2), circular_m_s(to_radius_m, mu_m3_s2))}};
}

Transfer bi_elliptic(double from_radius_m, double to_radius_m, double far_radius_m, double mu_m3_s2) {
  const double out_m = (from_radius_m + far_radius_m) / 2, back_m = (far_radius_m + to_radius_m) / 2;
  const double far_s = half_period_s(out_m, mu_m3_s2);
  return {{burn_between("leave", 0, from_radius_m, circular_m_s(from_radius_m, mu_m3_s2),
                        speed_m_s(from_radius_m, out_m, mu_m3_s2)),
           burn_between("far", far_s, far_radius_m, speed_m_s(far_radius_m, out_m, mu_m3_s2),
                        speed_m_s(far_radius_m, back_m, mu_m3_s2)),
           burn_between("arrive", far_s + half_period_s(back_m, mu_m3_s2), to_radius_m,
                        speed_m_s(to_radius_m, back_m, mu_m3_s2), circular_m_s(to_radius_m, mu_m3_s2))}};
}

double bi_parabolic_m_s(double from_radius_m, double to_radius_m, double mu_m3_s2) {
  return (std::numbers::sqrt2 - 1) * (circular_m_s(from_radius_m, mu_m3_s2) + circular_m_s(to_radius_m, mu_m3_s2));
}

Transfer plane_change(double radius_m, double angle_rad, double mu_m3_s2) {
  const double speed = circular_m_s(radius_m, mu_m3_s2);
  return {{burn_between("turn", 0, radius_m, speed, speed, angle_rad)}};
}

InclinedTransfer inclined_hohmann(double from_radius_m, double to_radius_m, double angle_rad, double mu_m3_s2) {
  const double axis_m = (from_radius_m + to_radius_m) / 2;
  const auto with = [&](double turn_rad) -> Transfer {
    return {
        {burn_between("leave", 0, from_radius_m, circular_m_s(from_radius_m, mu_m3_s2),
                      speed_m_s(from_radius_m, axis_m, mu_m3_s2), turn_rad),
         burn_between("arrive", half_period_s(axis_m, mu_m3_s2), to_radius_m, speed_m_s(to_radius_m, axis_m, mu_m3_s2),
                      circular_m_s(to_radius_m, mu_m3_s2), turn_rad - angle_rad)}};
  };
  const Minimum least = find_minimum([&](double turn_rad) { return with(turn_rad).total_m_s(); },
                                     std::min(0.0, angle_rad), std::max(0.0, angle_rad));
  return {with(least.x), least.x};
}

Phasing phasing(double radius_m, double ahead_rad, int revolutions, double mu_m3_s2) {
  const double turns = revolutions - ahead_rad / (2 * pi);
  if (revolutions < 1 || turns <= 0) throw std::invalid_argument("phasing: no revolutions are left to fly");
  Phasing found;
  found.semi_major_axis_m = radius_m * std::pow(turns / revolutions, 2.0 / 3.0);
  found.other_apsis_m = 2 * found.semi_major_axis_m - radius_m;
  if (found.other_apsis_m <= 0) throw std::invalid_argument("phasing: the ellipse would pass through the centre");
  const double circle_m_s = circular_m_s(radius_m, mu_m3_s2);
  const double touching_m_s = speed_m_s(radius_m, found.semi_major_axis_m, mu_m3_s2);
  const double time_s = 2 * revolutions * half_period_s(found.semi_major_axis_m, mu_m3_s2);
  found.transfer = {{burn_between("leave", 0, radius_m, circle_m_s, touching_m_s),
                     burn_between("arrive", time_s, radius_m, touching_m_s, circle_m_s)}};
  return found;
}

}  // namespace cosmodrome
