#include "cosmodrome/safety/abort_plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "cosmodrome/base/in_parallel.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/safety/failure_instants.hpp"
#include "cosmodrome/safety/failures.hpp"
#include "cosmodrome/safety/impact_reach.hpp"
#include "cosmodrome/safety/impact_spread.hpp"

namespace cosmodrome {
namespace {

constexpr double least_people = 5000;
constexpr double people_per_m2 = 2e-3;     // of towns that size
constexpr double widest_margin_m = 300e3;  // near orbit a second of thrust moves the impact point round the world
constexpr double least_margin_m = 100;     // what is known of a place anyway
constexpr int disc_points = 24;
constexpr double data_loss_step_s = 30;  // what is looked for grows with time: a step overlooks nothing
constexpr std::uint64_t straight_up_samples = 32;
constexpr double longest_straight_up_s = 300;

GroundPolygon disc(const GroundPlace& centre, double radius_m) {
  const LocalPlane plane(centre);
  GroundPolygon polygon;
  // About the circle, so that its edges touch it.
  const double corner_m = radius_m / std::cos(std::numbers::pi / disc_points);
  for (int k = 0; k < disc_points; ++k) {
    const double angle = 2 * std::numbers::pi * k / disc_points;
    polygon.outline.push_back(plane.to_place({corner_m * std::cos(angle), corner_m * std::sin(angle)}));
  }
  return polygon;
}

/// The planned flight at a second, with its impact point.
struct Second {
  const FailureInstant* instant;
  GroundPlace impact;
  double impact_speed_m_s = 0;
  double sigma_m = 0;
};

std::vector<Second> seconds_of(const std::vector<FailureInstant>& instants, const std::vector<TracePoint>& trace,
                               const DebrisScatter* scatter) {
  std::vector<Second> seconds;
  for (const FailureInstant& instant : instants) {
    const auto after = std::lower_bound(trace.begin(), trace.end(), instant.t_s,
                                        [](const TracePoint& point, double t) { return point.t_s < t; });
    if (after == trace.end() || !after->vacuum || instant.stage < 0) continue;
    seconds.push_back({&instant,
                       {after->vacuum->latitude_rad, after->vacuum->longitude_rad},
                       after->speed_m_s,
                       scatter != nullptr ? scatter->at(instant.t_s).sigma_m : 0});
  }
  return seconds;
}

double reach_m(const World& world, const Second& second, double seconds) {
  return impact_reach_m(world, second.instant->mode, second.instant->t_s, second.instant->y, seconds);
}

/// Of flights that come to neither line.
double share_inside(const ImpactSpread& spread, const Corridor& corridor) {
  if (spread.offsets_m.empty() || corridor.widths.empty()) return 1;
  const auto stays = [&](const std::vector<float>& offsets_m) {
    for (std::size_t k = 0; k < spread.t_s.size(); ++k) {
      const CorridorWidth& here = corridor.at(spread.t_s[k]);
      if (here.left_m && offsets_m[k] > *here.left_m) return false;
      if (here.right_m && -offsets_m[k] > *here.right_m) return false;
    }
    return true;
  };
  const auto inside = std::count_if(spread.offsets_m.begin(), spread.offsets_m.end(), stays);
  return static_cast<double>(inside) / static_cast<double>(spread.offsets_m.size());
}

class Planner {
 public:
  explicit Planner(const AbortRequest& request)
      : request_(request),
        world_(request.plan.world),
        instants_(failure_instants(request.plan, 1, last_impact_s(request.trace))),
        seconds_(seconds_of(instants_, request.trace, &request.scatter)) {
    for (const ProtectedArea& area : request.areas) outlines_.emplace_back(area.polygon);
    margins_.resize(seconds_.size());
    in_parallel(seconds_.size(), request.threads, [&](std::size_t i) { margins_[i] = margin(seconds_[i]); });
  }

  AbortPlan all() {
    AbortPlan plan;
    plan.last_end_s = last_impact_s(request_.trace);
    if (seconds_.empty()) return plan;
    plan.lines.resize(request_.areas.size());
    in_parallel(plan.lines.size(), request_.threads, [&](std::size_t i) { plan.lines[i] = line(i); });
    plan.gates = gates(plan.lines);
    plan.data_loss.resize(seconds_.size());
    in_parallel(seconds_.size(), request_.threads, [&](std::size_t i) { plan.data_loss[i] = data_loss(seconds_[i]); });
    straight_up(plan);
    draw_lines(plan);
    std::vector<std::size_t> falls;
    for (std::size_t i = 0; i < request_.scatter.seconds(); ++i) falls.push_back(request_.scatter.second(i).falls);
    std::sort(falls.begin(), falls.end());
    plan.scatter_falls = falls.empty() ? 0 : falls[falls.size() / 2];
    return plan;
  }

  static double last_impact_s(const std::vector<TracePoint>& trace) {
    double last_s = 0;
    for (const TracePoint& point : trace) last_s = point.vacuum ? point.t_s : last_s;
    return last_s;
  }

 private:
  LimitLine line(std::size_t area) const {
    LimitLine found;
    found.name = request_.areas[area].name;
    double least_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < seconds_.size(); ++i) {
      const double margin_m = margins_[i].metres();
      const double distance_m = outlines_[area].distance_m(seconds_[i].impact, least_m + margin_m);
      if (distance_m - margin_m >= least_m) continue;
      least_m = distance_m - margin_m;
      found.nearest_t_s = seconds_[i].instant->t_s, found.nearest_m = distance_m, found.margin = margins_[i];
    }
    found.crossed = least_m < 0;
    found.outlines = limit_line(request_.areas[area].polygon, found.margin);
    return found;
  }

  void draw_lines(AbortPlan& plan) const {
    const ImpactSpread spread =
        normal_impact_spread(request_.plan, request_.normal_flights, plan.last_end_s, request_.threads);
    std::vector<CorridorPoint> trace;
    for (std::size_t i = 0; i < seconds_.size(); ++i) {
      const auto need = spread.three_sigma(seconds_[i].instant->t_s);
      trace.push_back({seconds_[i].instant->t_s, seconds_[i].impact, margins_[i].metres(), need.left_m, need.right_m});
    }
    const SafetyAssumptions& assumed = request_.assumptions;
    plan.corridor = draw_corridor({trace, request_.areas, assumed.lines_behind_m, 0.5 * assumed.lines_apart_m,
                                   assumed.abort_delay_s + 1, request_.threads});
    plan.normal_flights = request_.normal_flights;
    plan.normal_inside = share_inside(spread, plan.corridor);
  }

  LimitMargin margin(const Second& second) const {
    LimitMargin margin;
    margin.delay_s = request_.assumptions.abort_delay_s;
    margin.scatter_sigma_m = std::clamp(second.sigma_m, least_margin_m / 3, widest_margin_m / 9);
    margin.impact_speed_m_s = std::min(second.impact_speed_m_s, widest_margin_m / 3 / margin.delay_s);
    margin.turn_m = std::min(reach_m(world_, second, margin.delay_s), widest_margin_m / 3);
    return margin;
  }

  std::vector<Passage> gates(const std::vector<LimitLine>& lines) const {
    std::vector<Passage> found;
    bool open = false;
    for (std::size_t k = 0; k < seconds_.size(); ++k) {
      const Second& second = seconds_[k];
      const double margin_m = margins_[k].metres();
      std::vector<std::string> within;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].crossed && outlines_[i].distance_m(second.impact, margin_m) < margin_m) {
          within.push_back(lines[i].name);
        }
      }
      const double t_s = second.instant->t_s;
      // A line that opens again before anybody could act was not closed.
      const bool again = !found.empty() && t_s - found.back().to_s < request_.assumptions.abort_delay_s + 1;
      if (!within.empty() && !open && !again) {
        found.push_back({t_s, t_s, {}, {}});
        found.back().gate.from = second.impact;
      }
      open = !within.empty();
      if (!open) continue;
      Passage& now = found.back();
      now.to_s = t_s, now.gate.to = second.impact;
      for (const std::string& name : within) {
        if (std::find(now.names.begin(), now.names.end(), name) == now.names.end()) now.names.push_back(name);
      }
    }
    for (Passage& one : found) decide(one);
    return found;
  }

  /// Ended at the gate it breaks up there; going on it may still fail, from there to the end.
  void decide(Passage& passage) const {
    double if_ended = 0, if_continued = 0, nearest_s = std::numeric_limits<double>::infinity();
    for (const RiskTally::Second& event : request_.risk.events()) {
      if (event.t_s >= passage.from_s - 0.5) if_continued += event.probability * event.conditional;
      const double away_s = std::abs(event.t_s - passage.from_s);
      if (event.mode == static_cast<int>(ResponseMode::break_up) && away_s < nearest_s) {
        nearest_s = away_s, if_ended = event.conditional;
      }
    }
    passage.gate = decide_gate(passage.gate.from, passage.gate.to, if_ended, if_continued);
  }

  DataLoss data_loss(const Second& second) const {
    double distance_m = std::numeric_limits<double>::infinity();
    for (const ProtectedOutline& outline : outlines_) {
      distance_m = std::min(distance_m, outline.distance_m(second.impact, distance_m));
    }
    DataLoss loss{second.instant->t_s, std::nullopt};
    if (!std::isfinite(distance_m)) return loss;
    const double clear_m = distance_m - 3 * second.sigma_m;
    loss.more_s = data_loss_time_s([&](double more_s) { return clear_m - reach_m(world_, second, more_s); },
                                   longest_data_loss_s, data_loss_step_s);
    return loss;
  }

  void straight_up(AbortPlan& plan) const {
    const Site& site = request_.plan.mission.site;
    const GroundPlace pad{site.latitude_rad, site.longitude_rad};
    plan.clear_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < outlines_.size(); ++i) {
      const double distance_m = outlines_[i].distance_m(pad, plan.clear_m);
      if (distance_m < plan.clear_m) plan.clear_m = distance_m, plan.nearest_to_pad = request_.areas[i].name;
    }
    if (!std::isfinite(plan.clear_m)) {
      plan.clear_m = 0;
      return;
    }
    const DebrisScatter vertical = ended_straight_up(pad);
    if (vertical.seconds() == 0) return;
    const double from_s = vertical.first_s(), to_s = vertical.last_s();
    const auto reach = [&](double t_s) { return vertical.at(t_s).farthest_m; };
    plan.straight_up = straight_up_time_s(reach, plan.clear_m, from_s, to_s);
    plan.straight_up_is_free = !first_reach_s(reach, plan.clear_m, from_s, to_s, 1);
  }

  /// The vehicle that never leans over, broken up at each second while its first engines burn.
  DebrisScatter ended_straight_up(const GroundPlace& pad) const {
    Plan vertical = request_.plan;
    for (CompiledItem& item : vertical.items) {
      std::erase_if(item.actions, [](const CompiledAction& action) {
        return action.kind == Action::Kind::steer && action.steering != Steering::vertical;
      });
    }
    SafetyAssumptions ended = request_.assumptions;
    ended.responses = {{ResponseMode::break_up, 1, std::nullopt}};
    std::vector<FailureInstant> instants = failure_instants(vertical, 1, longest_straight_up_s);
    const auto other = std::find_if(instants.begin(), instants.end(), [&](const FailureInstant& instant) {
      return instant.stage != instants.front().stage;
    });
    instants.erase(other, instants.end());
    DebrisScatter scatter(pad);
    if (instants.empty()) return scatter;
    const auto schedule = failure_schedule(instants, ended, 1);
    FailureRequest wanted;
    wanted.falls = schedule.size() * ended.debris.size() * straight_up_samples;
    wanted.seed = request_.seed, wanted.threads = request_.threads;
    fly_failures(vertical, schedule, ended, wanted, scatter);
    return scatter;
  }

  const AbortRequest& request_;
  const World& world_;
  std::vector<FailureInstant> instants_;
  std::vector<Second> seconds_;
  std::vector<LimitMargin> margins_;  ///< at each of the seconds
  std::vector<ProtectedOutline> outlines_;
};

}  // namespace

std::vector<ProtectedArea> towns_in_reach(const Plan& plan, const std::vector<TracePoint>& trace,
                                          const SafetyAssumptions& assumptions, const std::vector<NamedPlace>& places) {
  const auto instants = failure_instants(plan, 5, Planner::last_impact_s(trace));
  const auto seconds = seconds_of(instants, trace, nullptr);
  std::vector<double> reaches_m;
  for (const Second& second : seconds) {
    reaches_m.push_back(std::min(reach_m(plan.world, second, assumptions.turn.longest_s), widest_margin_m));
  }
  std::vector<ProtectedArea> towns;
  for (const NamedPlace& place : places) {
    if (place.people < least_people) continue;
    const double radius_m = std::sqrt(place.people / people_per_m2 / std::numbers::pi);
    for (std::size_t i = 0; i < seconds.size(); ++i) {
      if (at_least_m(place.at, seconds[i].impact) > reaches_m[i] + radius_m) continue;
      towns.push_back({place.name, disc(place.at, radius_m)});
      break;
    }
  }
  return towns;
}

AbortPlan plan_aborts(const AbortRequest& request) { return Planner(request).all(); }

}  // namespace cosmodrome
