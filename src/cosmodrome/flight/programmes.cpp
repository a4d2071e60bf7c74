#include "cosmodrome/flight/programmes.hpp"

#include <algorithm>
#include <cmath>

namespace cosmodrome {
namespace {

struct InertialAxes {
  Vec3<double, Gcrf> up, downrange, left;
};

/// The pad's axes as they stood at lift-off.
InertialAxes axes_at_lift_off(const Plan& plan) {
  const auto to_gcrf = gcrf_to_itrf(plan.world.earth, 0.0).inverse();
  const auto up = to_gcrf * plan.pad_up;
  const auto downrange = to_gcrf * plan.pad_downrange;
  return {up, downrange, cross(up, downrange)};
}

double polynomial(const std::vector<double>& coefficients, double x) {
  double sum = 0;
  for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) sum = sum * x + *c;
  return sum;
}

SteeringProgramme with_axes(const Plan& plan, CubicTable pitch, CubicTable yaw) {
  const InertialAxes axes = axes_at_lift_off(plan);
  return {std::move(pitch), std::move(yaw), axes.up, axes.downrange, axes.left};
}

}  // namespace

SteeringProgramme make_programme(const Plan& plan, const SteeringTable& table) {
  std::vector<double> t = table.t_s, pitch = table.pitch_rad, yaw = table.yaw_rad;
  if (!table.pitch_polynomial.empty()) {
    constexpr int points = 256;
    t.clear(), pitch.clear(), yaw.clear();
    for (int i = 0; i <= points; ++i) {
      t.push_back(table.from_s + (table.to_s - table.from_s) * i / points);
      pitch.push_back(polynomial(table.pitch_polynomial, t.back()));
    }
    return with_axes(plan, CubicTable::spline(t, pitch), CubicTable());
  }
  return with_axes(plan, CubicTable::monotone(t, pitch), yaw.empty() ? CubicTable() : CubicTable::monotone(t, yaw));
}

Plan open_loop(const Plan& plan, const Flight& nominal) {
  Plan open = plan;
  double from = 1e18;
  for (const FlightEvent& event : nominal.events) {
    for (std::size_t i = 0; i < open.items.size(); ++i) {
      if (open.items[i].name != event.name) continue;
      if (open.items[i].kind == Condition::Kind::guidance_cut_off) {
        open.items[i].kind = Condition::Kind::time;
        open.model.condition_value[i] = event.point.t_s;
      }
      for (CompiledAction& action : open.items[i].actions) {
        if (action.kind != Action::Kind::steer || action.steering != Steering::guided) continue;
        action.steering = Steering::programme;
        action.programme = static_cast<int>(open.world.programmes.size());
        from = std::min(from, event.point.t_s);
      }
    }
  }
  const InertialAxes axes = axes_at_lift_off(plan);
  std::vector<double> t, pitch, yaw;
  for (const FlightPoint& point : nominal.points) {
    // Every five seconds: even tables are the fastest.
    if (point.t_s < from || std::fmod(point.t_s, 5) != 0 || (!t.empty() && point.t_s <= t.back())) continue;
    t.push_back(point.t_s);
    pitch.push_back(std::asin(std::clamp(dot(point.axis, axes.up), -1.0, 1.0)));
    yaw.push_back(std::atan2(dot(point.axis, axes.left), dot(point.axis, axes.downrange)));
  }
  if (t.size() >= 4)
    open.world.programmes.push_back(with_axes(plan, CubicTable::spline(t, pitch), CubicTable::spline(t, yaw)));
  return open;
}

}  // namespace cosmodrome
