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

/// The axis that was flown at a time, between two recorded points; just inside [from_s, to_s], where events may have
/// turned it at once.
Vec3<double, Gcrf> axis_at(const Flight& flight, double t_s, double from_s, double to_s) {
  const double t = std::clamp(t_s, from_s + 1e-6, to_s - 1e-6);
  const auto& points = flight.points;
  const auto after = std::upper_bound(points.begin(), points.end(), t,
                                      [](double at, const FlightPoint& point) { return at < point.t_s; });
  if (after == points.begin()) return points.front().axis;
  if (after == points.end()) return points.back().axis;
  const auto before = after - 1;
  const double share = (t - before->t_s) / (after->t_s - before->t_s);
  return unit(axpy(share, after->axis - before->axis, before->axis));
}

/// What was flown from one time to another as an even, smooth table.
SteeringProgramme programme_flown(const Plan& plan, const Flight& flight, double from_s, double to_s, double step_s) {
  const InertialAxes axes = axes_at_lift_off(plan);
  const int steps = std::max(4, static_cast<int>((to_s - from_s) / step_s));
  std::vector<double> t, pitch, yaw;
  for (int i = 0; i <= steps; ++i) {
    t.push_back(from_s + (to_s - from_s) * i / steps);
    const auto axis = axis_at(flight, t.back(), from_s, to_s);
    pitch.push_back(std::asin(std::clamp(dot(axis, axes.up), -1.0, 1.0)));
    yaw.push_back(std::atan2(dot(axis, axes.left), dot(axis, axes.downrange)));
  }
  return with_axes(plan, CubicTable::spline(t, pitch), CubicTable::spline(t, yaw));
}

bool steers(const CompiledItem& item) {
  return std::any_of(item.actions.begin(), item.actions.end(),
                     [](const CompiledAction& action) { return action.kind == Action::Kind::steer; });
}

/// When the steering that began at `from_s` ends: with the next event that steers, or the flight.
double steering_ends_s(const Plan& plan, const Flight& flight, double from_s) {
  for (const FlightEvent& event : flight.events) {
    if (event.point.t_s <= from_s) continue;
    for (const CompiledItem& item : plan.items) {
      if (item.name == event.name && steers(item)) return event.point.t_s;
    }
  }
  return flight.points.back().t_s;
}

/// Replaces a steering law wherever it was flown by the table of what it did.
void tabulate(Plan& plan, const Flight& flight, Steering law, double step_s) {
  for (const FlightEvent& event : flight.events) {
    for (CompiledItem& item : plan.items) {
      if (item.name != event.name) continue;
      for (CompiledAction& action : item.actions) {
        if (action.kind != Action::Kind::steer || action.steering != law) continue;
        action.steering = Steering::programme;
        action.programme = static_cast<int>(plan.world.programmes.size());
        const double from_s = event.point.t_s;
        plan.world.programmes.push_back(
            programme_flown(plan, flight, from_s, steering_ends_s(plan, flight, from_s), step_s));
      }
    }
  }
}

/// When the stage was lit for the last time up to t; below zero if never.
double ignition_s(const Plan& plan, const Flight& flight, int stage, double t_s) {
  double lit_s = -1;
  for (const FlightEvent& event : flight.events) {
    if (event.point.t_s > t_s) continue;
    for (const CompiledItem& item : plan.items) {
      const bool lights = std::any_of(item.actions.begin(), item.actions.end(), [&](const CompiledAction& action) {
        return action.kind == Action::Kind::ignite && action.index == stage;
      });
      if (lights && item.name == event.name) lit_s = event.point.t_s;
    }
  }
  return lit_s;
}

/// The stage that this event cut off, if it had burned as long as its propellant lasts; else -1.
int stage_burned_dry(const Plan& plan, const Flight& flight, const CompiledItem& item, double t_s) {
  for (const CompiledAction& action : item.actions) {
    if (action.kind != Action::Kind::cut_off) continue;
    for (const BurnForecast& burn : plan.burns) {
      const double lasts_s = burn.cut_off_t_s - burn.ignition_t_s;
      if (burn.stage == action.index && t_s - ignition_s(plan, flight, burn.stage, t_s) > lasts_s - 1e-6) {
        return burn.stage;
      }
    }
  }
  return -1;
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

void tabulate_gravity_turn(Plan& plan, const Flight& nominal) { tabulate(plan, nominal, Steering::gravity_turn, 1); }

Plan open_loop(const Plan& plan, const Flight& nominal) {
  Plan open = plan;
  tabulate(open, nominal, Steering::gravity_turn, 1);
  tabulate(open, nominal, Steering::guided, 5);
  for (const FlightEvent& event : nominal.events) {
    for (std::size_t i = 0; i < open.items.size(); ++i) {
      if (open.items[i].name != event.name || open.items[i].kind != Condition::Kind::guidance_cut_off) continue;
      const int dry = stage_burned_dry(plan, nominal, open.items[i], event.point.t_s);
      open.items[i].kind = dry < 0 ? Condition::Kind::time : Condition::Kind::propellant_below;
      open.items[i].stage = dry;
      open.model.condition_value[i] = dry < 0 ? event.point.t_s : 0;
    }
  }
  return open;
}

}  // namespace cosmodrome
