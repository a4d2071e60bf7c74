#include "cosmodrome/flight/programmes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {
namespace {

constexpr double longest_step_s = 0.25;  // between the rows that a table of a mission is turned into

constexpr double closest_rows_s = 0.1;  // of a table of the points of a flight

constexpr double turns_on_s = 20;  // beyond what was flown
// Between the rows of what was flown. A turn is smooth over several times this; rows as close as the recorded points,
// or as the calls of the guidance, would make a table of their small steps, on which the step control wears itself out.
constexpr double gravity_turn_step_s = 4, guided_step_s = 30;

/// Up and downrange as they were at the pad when the vehicle left, and to the left of both.
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

/// What was flown from one time to another as an even, smooth table. Before and after, for a flight that comes to them
/// sooner or later than this one, the axis turns on as fast: were it held, each step that is tried across the end would
/// find a corner there.
SteeringProgramme programme_flown(const Flight& flight, double from_s, double to_s, double step_s) {
  const double rate_over_s = std::min(step_s, 0.5 * (to_s - from_s));
  const auto axis = [&](double t) {
    const double end_s = std::clamp(t, from_s, to_s);
    const auto held = axis_at(flight, end_s, from_s, to_s);
    if (t == end_s) return held;
    const auto inside = axis_at(flight, t < from_s ? from_s + rate_over_s : to_s - rate_over_s, from_s, to_s);
    return unit(axpy(std::abs(t - end_s) / rate_over_s, held - inside, held));
  };
  const int steps = std::max(1, static_cast<int>((to_s - from_s) / step_s));
  const double even_s = (to_s - from_s) / steps;
  const int beyond = std::max(2, static_cast<int>(std::ceil(turns_on_s / even_s)));
  std::vector<Vec3<double, Gcrf>> axes;
  for (int i = -beyond; i <= steps + beyond; ++i) axes.push_back(axis(i == steps ? to_s : from_s + even_s * i));
  return {from_s - even_s * beyond, to_s + even_s * beyond, axes};
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

/// Replaces a steering law wherever it was flown, by the programme that `make` makes of its times.
template <class Make>
void replace(Plan& plan, const Flight& flight, Steering law, Make&& make) {
  for (const FlightEvent& event : flight.events) {
    for (CompiledItem& item : plan.items) {
      if (item.name != event.name) continue;
      for (CompiledAction& action : item.actions) {
        if (action.kind != Action::Kind::steer || action.steering != law) continue;
        action.steering = Steering::programme;
        action.programme = static_cast<int>(plan.world.programmes.size());
        const double from_s = event.point.t_s;
        plan.world.programmes.push_back(make(from_s, steering_ends_s(plan, flight, from_s)));
      }
    }
  }
}

/// By the table of what it did.
void tabulate(Plan& plan, const Flight& flight, Steering law, double step_s) {
  replace(plan, flight, law, [&](double from_s, double to_s) { return programme_flown(flight, from_s, to_s, step_s); });
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
  const bool by_polynomial = !table.pitch_polynomial.empty();
  const double from_s = by_polynomial ? table.from_s : table.t_s.front();
  const double to_s = by_polynomial ? table.to_s : table.t_s.back();
  const auto pitch = by_polynomial ? CubicTable() : CubicTable::monotone(table.t_s, table.pitch_rad);
  const auto yaw = table.yaw_rad.empty() ? CubicTable() : CubicTable::monotone(table.t_s, table.yaw_rad);
  const InertialAxes axes = axes_at_lift_off(plan);
  const int steps = std::max(256, static_cast<int>((to_s - from_s) / longest_step_s));
  std::vector<Vec3<double, Gcrf>> axis;
  for (int i = 0; i <= steps; ++i) {
    const double t = from_s + (to_s - from_s) * i / steps;
    const double up = by_polynomial ? polynomial(table.pitch_polynomial, t) : pitch(t);
    const double left = yaw(t);
    axis.push_back(axes.up * sin(up) + axes.downrange * (cos(up) * cos(left)) + axes.left * (cos(up) * sin(left)));
  }
  return {from_s, to_s, axis};
}

void tabulate_gravity_turn(Plan& plan, const Flight& nominal) {
  tabulate(plan, nominal, Steering::gravity_turn, gravity_turn_step_s);
}

void add_row(SteeringTable& table, const Plan& plan, double t_s, const Vec3<double, Gcrf>& axis) {
  constexpr double pi = std::numbers::pi;
  const InertialAxes axes = axes_at_lift_off(plan);
  double pitch = asin(std::clamp(dot(axis, axes.up), -1.0, 1.0));
  const double yaw = atan2(dot(axis, axes.left), dot(axis, axes.downrange));
  const double before = table.yaw_rad.empty() ? yaw : table.yaw_rad.back();
  double turn = std::remainder(yaw - before, 2 * pi);
  // Across the vertical it leans on with the same yaw and more than a right angle of pitch.
  if (std::abs(turn) > 0.5 * pi) pitch = pi - pitch, turn = std::remainder(turn + pi, 2 * pi);
  table.t_s.push_back(t_s), table.pitch_rad.push_back(pitch), table.yaw_rad.push_back(before + turn);
}

void state_gravity_turn(Plan& plan, const Flight& flown) {
  replace(plan, flown, Steering::gravity_turn, [&](double from_s, double to_s) {
    SteeringTable table;
    table.name = "gravity-turn-" + std::to_string(plan.mission.steering_tables.size() + 1);
    add_row(table, plan, from_s, axis_at(flown, from_s, from_s, to_s));
    for (const FlightPoint& point : flown.points) {
      const bool apart = point.t_s > table.t_s.back() + closest_rows_s && point.t_s < to_s - closest_rows_s;
      if (apart) add_row(table, plan, point.t_s, point.axis);
    }
    add_row(table, plan, to_s, axis_at(flown, to_s, from_s, to_s));
    plan.mission.steering_tables.push_back(table);
    return make_programme(plan, table);
  });
}

Plan open_loop(const Plan& plan, const Flight& nominal) {
  Plan open = plan;
  tabulate(open, nominal, Steering::gravity_turn, gravity_turn_step_s);
  tabulate(open, nominal, Steering::guided, guided_step_s);
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
