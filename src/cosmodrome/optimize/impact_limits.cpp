#include "cosmodrome/optimize/impact_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "cosmodrome/dynamics/vacuum_impact.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/optimize/added_output.hpp"
#include "cosmodrome/optimize/distance_from_area.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"

namespace cosmodrome {
namespace {

/// How far the impact point is from an area; an orbit has none, and is as far as can be.
struct ImpactDistance {
  std::shared_ptr<const World> world;
  DistanceFromArea distance;

  template <Scalar S>
  void operator()(const std::array<S, 7>& in, std::array<S, 1>& out) const {
    const auto impact = vacuum_impact<S>(*world, in[6], {in[0], in[1], in[2]}, {in[3], in[4], in[5]});
    const auto direction = impact.place_m * (S(1.0) / norm(impact.place_m));
    out[0] = select(impact.reaches_ground, distance(direction), S(2e7));
  }
};

double distance_at(const World& world, const DistanceFromArea& distance, double t_s, const PointMassState<double>& y) {
  const auto impact = vacuum_impact<double>(world, t_s, position_of(y), velocity_of(y));
  return impact.reaches_ground ? distance(unit(impact.place_m)) : 2e7;
}

/// When, in a leg, the impact point is beside an area; none if it passes by far.
struct Window {
  double from_s, to_s;
};
std::optional<Window> window_of(const World& world, const Leg& leg, const DistanceFromArea& distance, double within_m) {
  std::optional<Window> window;
  for (std::size_t i = 0; i < leg.t_s.size(); ++i) {
    if (distance_at(world, distance, leg.t_s[i], leg.y[i]) > within_m) continue;
    if (!window) window = Window{leg.t_s[i], leg.t_s[i]};
    window->to_s = leg.t_s[i];
  }
  return window;
}

/// Puts a break into a mesh, unless one is there already.
void add_break(PhaseMesh& mesh, double at) {
  constexpr double apart = 0.01;
  const auto next = std::lower_bound(mesh.breaks.begin(), mesh.breaks.end(), at);
  if (next == mesh.breaks.begin() || next == mesh.breaks.end()) return;
  if (*next - at < apart || at - *(next - 1) < apart) return;
  const auto interval = next - mesh.breaks.begin() - 1;
  mesh.points.insert(mesh.points.begin() + interval, mesh.points[static_cast<std::size_t>(interval)]);
  mesh.breaks.insert(next, at);
}

/// Intervals of a few seconds while the impact point passes.
void refine_in(PhaseMesh& mesh, const Leg& leg, const Window& window) {
  constexpr double interval_s = 8;
  constexpr int most = 12;
  const double length = leg.end_s() - leg.begin_s();
  const int parts = std::clamp(static_cast<int>(std::ceil((window.to_s - window.from_s) / interval_s)), 1, most);
  for (int i = 0; i <= parts; ++i) {
    const double at_s = window.from_s + (window.to_s - window.from_s) * i / parts;
    add_break(mesh, (at_s - leg.begin_s()) / length);
  }
}

}  // namespace

void keep_impact_points_off(AscentProblem& ascent, const std::vector<GroundArea>& areas) {
  constexpr double far_m = 400e3;  // what steering can shift an ascent's impact points by, and more than that
  constexpr double near_m = 50e3, scale_m = 100e3;
  for (const GroundArea& area : areas) {
    const DistanceFromArea distance(area);
    bool left = false;  // the ground about the pad
    for (std::size_t i = 0; i < ascent.legs.size(); ++i) {
      const Leg& leg = ascent.legs[i];
      left = left || distance_at(*ascent.world, distance, leg.t_s.front(), leg.y.front()) > 0;
      if (!left) continue;
      // A coast does not move the point, and a tail-off hardly.
      if (!leg.burns() || ascent.throttled[i].fades >= 0) continue;
      if (!window_of(*ascent.world, leg, distance, far_m)) continue;
      ControlPhase& phase = ascent.problem.phases[i];
      std::vector<int> inputs{0, 1, 2, 3, 4, 5, phase.states + phase.controls};
      phase.equations = std::make_shared<AddedOutput>(phase.equations, phase.states + phase.paths,
                                                      smooth_function<7, 1>(ImpactDistance{ascent.world, distance}),
                                                      std::move(inputs));
      ++phase.paths;
      phase.path_bounds.push_back({0, unbounded});
      phase.path_scale.push_back(scale_m);
      if (const auto beside = window_of(*ascent.world, leg, distance, near_m)) refine_in(ascent.mesh[i], leg, *beside);
    }
  }
}

std::vector<ImpactClearance> impact_clearances(const Plan& plan, const std::vector<GroundArea>& areas) {
  if (areas.empty()) return {};
  const Flight flight = fly(plan, FlyOptions{.record_interval_s = 0.5, .follow_dropped = false});
  std::vector<ImpactClearance> clearances;
  for (const GroundArea& area : areas) {
    ImpactClearance clearance{area.name, std::numeric_limits<double>::infinity(), 0};
    const DistanceFromArea distance(area);
    bool left = false;  // the ground about the pad
    for (const FlightPoint& point : flight.points) {
      const auto &r = point.position_m, &v = point.velocity_m_s;
      const double edge_m = distance_at(plan.world, distance, point.t_s, {r.x, r.y, r.z, v.x, v.y, v.z, point.mass_kg});
      left = left || edge_m > 0;
      if (left && edge_m < clearance.edge_m && edge_m < 1e7) clearance.edge_m = edge_m, clearance.t_s = point.t_s;
    }
    clearances.push_back(clearance);
  }
  return clearances;
}

}  // namespace cosmodrome
