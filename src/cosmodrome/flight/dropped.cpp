#include "cosmodrome/flight/dropped.hpp"

#include <fmt/format.h>

#include "cosmodrome/flight/zones.hpp"

namespace cosmodrome {

FallingBody falling_body(const Plan& plan, const DroppedPiece& piece) {
  const auto index = static_cast<std::size_t>(piece.index);
  if (piece.is_part) {
    const Part& part = plan.mission.vehicle.parts[index];
    return {part.id, part.name, part.role, part.fall_drag_area_m2, part.mass_kg / part.pieces};
  }
  const Stage& stage = plan.mission.vehicle.stages[index];
  return {stage.id, stage.name, "", stage.fall_drag_area_m2, plan.model.stages[index].empty_mass_kg / stage.count};
}

Mode<double> falling_mode(const Plan& plan, const FallingBody& body) {
  Mode<double> mode;
  mode.drag_table = -1;
  mode.drag_area_m2 = body.drag_area_m2;
  mode.density_factor = plan.model.density_factor;
  mode.law = static_cast<double>(Law::air);
  return mode;
}

namespace {

constexpr double longest_fall_s = 2 * 3600;
constexpr double tolerance = 1e-8;

FlightPoint point_at(const Plan& plan, const Mode<double>& mode, double t_s, const PointMassState<double>& y) {
  return make_point(plan.world, mode, plan.mission.site, t_s, y);
}

/// Where on the step the altitude passes zero.
template <class Step>
double ground_theta(const Plan& plan, const Mode<double>& mode, const Step& step) {
  double low = 0, high = 1;
  for (int round = 0; round < 50; ++round) {
    const double middle = 0.5 * (low + high);
    const auto y = step.at(middle);
    const double altitude = point_at(plan, mode, step.begin_t() + middle * step.h(), y).altitude_m;
    (altitude > 0 ? low : high) = middle;
  }
  return high;
}

}  // namespace

Impact follow_down(const Plan& plan, const DroppedPiece& piece) {
  const FallingBody body = falling_body(plan, piece);
  Impact impact;
  impact.element = body.id;
  impact.name = body.name;
  impact.released_t_s = piece.t_s;

  const Mode<double> mode = falling_mode(plan, body);
  PointMass<double> motion(plan.world, mode);
  PointMassState<double> y = piece.y, slope;
  y[6] = body.mass_kg;

  RungeKuttaStep<DormandPrince54, double, point_mass_size> step;
  double t = piece.t_s, h = 0.1, next_point = t;
  motion(t, y, slope);
  while (t < piece.t_s + longest_fall_s) {
    step.take(motion, t, y, slope, std::min(h, 30.0));
    const double speed = std::max(motion.here().airspeed_m_s, 30.0) * tolerance, place = 100 * speed;
    const double error = step.error({place, place, place, speed, speed, speed, 1});
    h = step.h() * step_factor<DormandPrince54>(error);
    if (error > 1) {
      motion(t, y, slope);
      continue;
    }
    const bool down = motion.here().altitude_m <= 0;
    const double end = down ? ground_theta(plan, mode, step) : 1.0;
    for (; next_point < t + end * step.h(); next_point += 10) {
      impact.track.push_back(point_at(plan, mode, next_point, step.at((next_point - t) / step.h())));
    }
    t += end * step.h();
    y = down ? step.at(end) : step.end();
    slope = step.end_slope();
    if (down) {
      impact.reached_ground = true;
      break;
    }
  }
  const FlightPoint last = point_at(plan, mode, t, y);
  impact.track.push_back(last);
  impact.t_s = t;
  impact.latitude_rad = last.latitude_rad;
  impact.longitude_rad = last.longitude_rad;
  impact.speed_m_s = last.speed_relative_m_s;
  if (impact.reached_ground) impact.zones = distances_to_zones(plan.mission.drop_zones, impact, body.role);
  return impact;
}

}  // namespace cosmodrome
