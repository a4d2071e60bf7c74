#include "cosmodrome/optimize/falls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/dropped.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/optimize/leg_equations.hpp"

namespace cosmodrome {
namespace {

/// What is dropped at the end of a leg.
struct Drop {
  std::size_t leg;
  DroppedPiece piece;
  FallingBody body;
};

std::vector<Drop> drops_of(const AscentProblem& ascent, const Plan& plan) {
  std::vector<Drop> drops;
  for (std::size_t leg = 0; leg < ascent.legs.size(); ++leg) {
    for (const int item : ascent.legs[leg].ended_by) {
      for (const CompiledAction& action : plan.items[static_cast<std::size_t>(item)].actions) {
        const bool is_part = action.kind == Action::Kind::jettison;
        if (!is_part && action.kind != Action::Kind::separate) continue;
        Drop drop{leg, {action.index, is_part, ascent.legs[leg].end_s(), ascent.legs[leg].y.back()}, {}};
        drop.body = falling_body(plan, drop.piece);
        drops.push_back(std::move(drop));
      }
    }
  }
  return drops;
}

const Drop& find_drop(const std::vector<Drop>& drops, const std::string& element) {
  std::string known;
  for (const Drop& drop : drops) {
    if (drop.body.id == element || drop.body.role == element) return drop;
    known += (known.empty() ? "" : ", ") + drop.body.id;
  }
  throw InputError(Problem{"", 0, 0, "optimize.keep_in_districts",
                           fmt::format("nothing called '{}' is dropped", element),
                           fmt::format("what is dropped: {}", known)});
}

/// The district closed for the body whose centre is nearest to where it comes down as planned.
const DropZone& nearest_zone(const Plan& plan, const Drop& drop, const Impact& impact) {
  const DropZone* best = nullptr;
  double nearest_m = 1e300;
  for (const DropZone& zone : plan.mission.drop_zones) {
    for (const Impact::ZoneDistance& distance : impact.zones) {
      if (distance.zone != zone.name || zone.outline.size() != 1 || distance.centre_distance_m >= nearest_m) continue;
      if (zone.element != drop.body.id && zone.element != drop.body.role) continue;
      nearest_m = distance.centre_distance_m, best = &zone;
    }
  }
  if (best) return *best;
  throw InputError(Problem{"", 0, 0, "optimize.keep_in_districts",
                           fmt::format("no district with a centre and a radius is closed for '{}'", drop.body.id),
                           "add a [[drop_zone]] to the site's file, or leave it out"});
}

/// Squared distance between the directions to the place and to the zone's centre, as seen from the Earth's centre.
struct DistanceFromZone {
  std::shared_ptr<const World> world;
  Vec3<double, Itrf> centre;  ///< unit

  template <Scalar S>
  void operator()(const std::array<S, leg::states + 1>& in, std::array<S, 1>& out) const {
    const auto place = gcrf_to_itrf(world->earth, in[leg::states]) * Vec3<S, Gcrf>{in[0], in[1], in[2]};
    out[0] = squared_norm(place * (S(1.0) / norm(place)) - to_scalar<S>(centre));
  }
};

EndCondition inside(const std::shared_ptr<const World>& world, const DropZone& zone) {
  const auto centre = itrf_position_m(Geodetic<double>{zone.outline[0].latitude_rad, zone.outline[0].longitude_rad, 0});
  const double chord = zone.radius_m / norm(centre);
  EndCondition condition;
  condition.name = "fall inside " + zone.name;
  condition.asked = true;
  condition.function = smooth_function<leg::states + 1, 1>(DistanceFromZone{world, unit(centre)});
  condition.bounds = {{-unbounded, chord * chord}};
  condition.scale = {chord * chord};
  return condition;
}

void add_fall(AscentProblem& ascent, const Plan& plan, const Drop& drop) {
  const Impact impact = follow_down(plan, drop.piece);
  if (!impact.reached_ground) return;  // it stays in orbit
  const DropZone& zone = nearest_zone(plan, drop, impact);
  OptimalControlProblem& problem = ascent.problem;
  const ControlPhase& before = problem.phases[drop.leg];
  const auto index = static_cast<int>(problem.phases.size());
  const Mode<double> mode = falling_mode(plan, drop.body);

  ControlPhase fall;
  fall.name = "fall of " + drop.body.id;
  fall.states = leg::states;
  fall.equations = leg::steered(ascent.world, mode);
  fall.state_scale = before.state_scale;
  fall.state_scale.back() = drop.body.mass_kg;
  fall.start_bounds.assign(leg::states, {});
  fall.start_bounds.back() = {drop.body.mass_kg, drop.body.mass_kg};
  fall.start_time = before.end_time, fall.start_delay = before.end_delay;
  fall.end_time = static_cast<int>(problem.times.size());
  const double length = impact.t_s - drop.piece.t_s;
  problem.times.push_back({drop.piece.t_s + 0.2 * length, drop.piece.t_s + 10 * length});
  ascent.guess.times.push_back(impact.t_s);
  fall.conditions.push_back({"ground",
                             true,
                             leg::condition(ascent.world, mode, Condition::Kind::altitude_below, 0),
                             {{0, 0}},
                             {problem.phases[0].state_scale[0] * 1e-3}});
  fall.conditions.push_back(inside(ascent.world, zone));
  problem.linkages.push_back({static_cast<int>(drop.leg), index, {0, 0, 0, 0, 0, 0, std::nan("")}});

  PhaseGuess guess;
  for (const FlightPoint& point : impact.track) {
    guess.t.push_back(point.t_s);
    guess.states.push_back({point.position_m.x, point.position_m.y, point.position_m.z, point.velocity_m_s.x,
                            point.velocity_m_s.y, point.velocity_m_s.z, drop.body.mass_kg});
  }
  ascent.guess.phases.push_back(std::move(guess));
  // Half a minute an interval where air slows it down, which is the lower part of the way.
  const double still = std::clamp(1 - 240 / length, 0.3, 0.8);
  PhaseMesh mesh{{0, 0.5 * still, still}, {6, 6}};
  for (int i = 1; i <= 6; ++i) mesh.breaks.push_back(still + (1 - still) * i / 6), mesh.points.push_back(6);
  mesh.breaks.back() = 1;
  ascent.mesh.push_back(std::move(mesh));
  problem.phases.push_back(std::move(fall));
}

}  // namespace

void keep_in_zones(AscentProblem& ascent, const Plan& plan, const std::vector<std::string>& elements) {
  const std::vector<Drop> drops = drops_of(ascent, plan);
  for (const std::string& element : elements) add_fall(ascent, plan, find_drop(drops, element));
}

}  // namespace cosmodrome
