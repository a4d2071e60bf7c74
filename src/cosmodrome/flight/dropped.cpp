#include "cosmodrome/flight/dropped.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "cosmodrome/flight/fall.hpp"
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
  return fall_mode(body.drag_area_m2, plan.model.density_factor);
}

namespace {

constexpr double longest_fall_s = 2 * 3600;

}  // namespace

Impact follow_down(const Plan& plan, const DroppedPiece& piece) {
  const FallingBody body = falling_body(plan, piece);
  Impact impact;
  impact.element = body.id;
  impact.name = body.name;
  impact.released_t_s = piece.t_s;

  const Mode<double> mode = falling_mode(plan, body);
  PointMassState<double> y = piece.y;
  y[6] = body.mass_kg;
  const auto point_at = [&](double t_s, const PointMassState<double>& state) {
    return make_point(plan.world, mode, plan.mission.site, t_s, state);
  };
  double next_point = piece.t_s;
  const auto end = fall(
      plan.world, mode, piece.t_s, y, piece.t_s + longest_fall_s, FallLimits{}, [&](const auto& step, double part) {
        for (; next_point < step.begin_t() + part * step.h(); next_point += 10) {
          impact.track.push_back(point_at(next_point, step.at((next_point - step.begin_t()) / step.h())));
        }
      });
  if (end.failed) throw std::runtime_error(fmt::format("the integration of the fall of {} has failed", body.id));
  const FlightPoint last = point_at(end.t_s, end.y);
  impact.track.push_back(last);
  impact.t_s = end.t_s;
  impact.reached_ground = end.reached_ground;
  impact.latitude_rad = last.latitude_rad;
  impact.longitude_rad = last.longitude_rad;
  impact.speed_m_s = last.speed_relative_m_s;
  if (impact.reached_ground) impact.zones = distances_to_zones(plan.mission.drop_zones, impact, body.role);
  return impact;
}

}  // namespace cosmodrome
