#include "cosmodrome/orbit/transfers.hpp"

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

double half_period_s(double semi_major_axis_m, double mu_m3_s2) {
  return pi * std::sqrt(semi_major_axis_m * semi_major_axis_m * semi_major_axis_m / mu_m3_s2);
}

/// Between two velocities of given sizes at an angle.
double change_m_s(double before_m_s, double after_m_s, double angle_rad) {
  const double half = std::sin(angle_rad / 2);
  return std::hypot(after_m_s - before_m_s, 2 * half * std::sqrt(before_m_s * after_m_s));
}

}  // namespace

double TransferCost::total_m_s() const { return first_m_s + second_m_s + third_m_s; }

TransferCost hohmann(double from_radius_m, double to_radius_m, double mu_m3_s2) {
  const double axis_m = (from_radius_m + to_radius_m) / 2;
  TransferCost cost;
  cost.first_m_s =
      std::abs(speed_m_s(from_radius_m, axis_m, mu_m3_s2) - speed_m_s(from_radius_m, from_radius_m, mu_m3_s2));
  cost.second_m_s = std::abs(speed_m_s(to_radius_m, to_radius_m, mu_m3_s2) - speed_m_s(to_radius_m, axis_m, mu_m3_s2));
  cost.time_s = half_period_s(axis_m, mu_m3_s2);
  return cost;
}

TransferCost bi_elliptic(double from_radius_m, double to_radius_m, double far_radius_m, double mu_m3_s2) {
  const double out_m = (from_radius_m + far_radius_m) / 2, back_m = (far_radius_m + to_radius_m) / 2;
  TransferCost cost;
  cost.first_m_s =
      std::abs(speed_m_s(from_radius_m, out_m, mu_m3_s2) - speed_m_s(from_radius_m, from_radius_m, mu_m3_s2));
  cost.second_m_s = std::abs(speed_m_s(far_radius_m, back_m, mu_m3_s2) - speed_m_s(far_radius_m, out_m, mu_m3_s2));
  cost.third_m_s = std::abs(speed_m_s(to_radius_m, back_m, mu_m3_s2) - speed_m_s(to_radius_m, to_radius_m, mu_m3_s2));
  cost.time_s = half_period_s(out_m, mu_m3_s2) + half_period_s(back_m, mu_m3_s2);
  return cost;
}

double plane_change_m_s(double speed_m_s, double angle_rad) { return change_m_s(speed_m_s, speed_m_s, angle_rad); }

InclinedTransfer inclined_hohmann(double from_radius_m, double to_radius_m, double angle_rad, double mu_m3_s2) {
  const double axis_m = (from_radius_m + to_radius_m) / 2;
  const auto cost_with = [&](double turn_rad) {
    TransferCost cost;
    cost.first_m_s = change_m_s(speed_m_s(from_radius_m, from_radius_m, mu_m3_s2),
                                speed_m_s(from_radius_m, axis_m, mu_m3_s2), turn_rad);
    cost.second_m_s = change_m_s(speed_m_s(to_radius_m, axis_m, mu_m3_s2),
                                 speed_m_s(to_radius_m, to_radius_m, mu_m3_s2), angle_rad - turn_rad);
    cost.time_s = half_period_s(axis_m, mu_m3_s2);
    return cost;
  };
  const Minimum least = find_minimum([&](double turn) { return cost_with(turn).total_m_s(); }, 0, angle_rad);
  return {cost_with(least.x), least.x};
}

Phasing phasing(double radius_m, double ahead_rad, int revolutions, double mu_m3_s2) {
  const double turns = revolutions - ahead_rad / (2 * pi);
  if (revolutions < 1 || turns <= 0) throw std::invalid_argument("phasing: no revolutions are left to fly");
  Phasing found;
  found.semi_major_axis_m = radius_m * std::pow(turns / revolutions, 2.0 / 3.0);
  found.other_apsis_m = 2 * found.semi_major_axis_m - radius_m;
  if (found.other_apsis_m <= 0) throw std::invalid_argument("phasing: the ellipse would pass through the centre");
  const double circle_m_s = speed_m_s(radius_m, radius_m, mu_m3_s2);
  found.cost.first_m_s = std::abs(speed_m_s(radius_m, found.semi_major_axis_m, mu_m3_s2) - circle_m_s);
  found.cost.second_m_s = found.cost.first_m_s;
  found.cost.time_s = 2 * revolutions * half_period_s(found.semi_major_axis_m, mu_m3_s2);
  return found;
}

}  // namespace cosmodrome
