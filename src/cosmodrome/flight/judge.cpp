#include "cosmodrome/flight/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/flight/elements.hpp"
#include "cosmodrome/flight/merit.hpp"

namespace cosmodrome {
namespace {

struct CutOffAt {
  int target;
  const FlightEvent* event;
  const CompiledItem* item;
};

/// Whether another burn to the same target follows: then it is that one which has to meet it.
bool another_finishes(const Plan& plan, const CompiledItem& item) {
  return std::any_of(&item + 1, plan.items.data() + plan.items.size(),
                     [&](const CompiledItem& later) { return later.target == item.target; });
}

/// Cut-offs that shall reach a target: by guidance, or at the time that an open-loop flight has for them.
std::vector<CutOffAt> targeted_cut_offs(const Plan& plan, const Flight& flight) {
  std::vector<CutOffAt> found;
  for (const CompiledItem& item : plan.items) {
    if (item.target < 0 || another_finishes(plan, item)) continue;
    const FlightEvent* at = nullptr;
    for (const FlightEvent& event : flight.events) {
      if (event.name == item.name) at = &event;
    }
    found.push_back({item.target, at, &item});
  }
  return found;
}

/// The state once the tail-off is over: that of the last point before anything else happens, but at least a second
/// after the command.
const FlightPoint& settled_after(const Flight& flight, double t_s) {
  for (const FlightPoint& point : flight.points) {
    if (point.t_s > t_s && point.thrust_N == 0) return point;
  }
  return flight.points.back();
}

bool apsides_met(const Target& asked, const OrbitElements& reached) {
  return std::abs(reached.perigee_altitude_m - asked.perigee_altitude_m) < apsis_tolerance_m &&
         std::abs(reached.apogee_altitude_m - asked.apogee_altitude_m) < apsis_tolerance_m;
}

bool meets(const Target& asked, const OrbitElements& reached) {
  const auto turned = [](double a, double b) { return std::abs(std::remainder(a - b, 2 * std::numbers::pi)); };
  const bool node_met = !asked.raan_rad || turned(reached.raan_rad, *asked.raan_rad) < 2 * inclination_tolerance_rad;
  // The perigee of a nearly circular orbit wanders with the smallest error: it counts from 10 km between the apsides.
  const bool perigee_counts =
      asked.argument_of_perigee_rad && asked.apogee_altitude_m - asked.perigee_altitude_m > 10e3;
  const bool perigee_met = !perigee_counts || turned(reached.argument_of_perigee_rad, *asked.argument_of_perigee_rad) <
                                                  perigee_tolerance_rad;
  const bool plane_met = std::abs(reached.inclination_rad - asked.inclination_rad) < inclination_tolerance_rad;
  return apsides_met(asked, reached) && plane_met && node_met && perigee_met;
}

std::string describe_miss(const Target& asked, const OrbitElements& reached, double missing_m_s, bool ran_dry,
                          const CompiledItem& item) {
  std::string text = fmt::format("{}: reached {:.1f} x {:.1f} km, {:.3f} deg instead of {:.1f} x {:.1f} km, {:.3f} deg",
                                 item.name, reached.perigee_altitude_m / 1e3, reached.apogee_altitude_m / 1e3,
                                 reached.inclination_rad / degree_rad, asked.perigee_altitude_m / 1e3,
                                 asked.apogee_altitude_m / 1e3, asked.inclination_rad / degree_rad);
  if (ran_dry) {
    text += fmt::format(
        "; the propellant ran out {:.0f} m/s short. A lighter payload, a lower orbit or an upper stage "
        "would help",
        std::max(0.0, missing_m_s));
  } else if (std::abs(reached.inclination_rad - asked.inclination_rad) > inclination_tolerance_rad) {
    text +=
        "; the plane was not reached: launch nearer to the wanted azimuth, or ask for an inclination nearer to the "
        "site's latitude";
  } else if (!apsides_met(asked, reached)) {
    text += "; the guidance did not find the way, though propellant was left";
  }
  return text;
}

/// Whether the stage that this event cuts off had burned all it had.
bool ran_dry(const CompiledItem& item, const FlightEnd& end) {
  return std::any_of(item.actions.begin(), item.actions.end(), [&](const CompiledAction& action) {
    if (action.kind != Action::Kind::cut_off) return false;
    return end.burned_out[static_cast<std::size_t>(action.index)] || (end.flamed_out && action.index == end.last_stage);
  });
}

/// The first leg that had to meet a target and whose stage ran dry before; null if there was none.
const CompiledItem* leg_run_dry(const Plan& plan, const FlightEnd& end) {
  for (const CompiledItem& item : plan.items) {
    if (item.target < 0 || another_finishes(plan, item)) continue;
    if (ran_dry(item, end)) return &item;
  }
  return nullptr;
}

/// A miss is the guidance's only if the size or shape of the orbit is wrong though all legs had propellant left and the
/// plane, which azimuth decides, was reached. Node and perigee are the plan's affair.
Outcome miss_of(const Plan& plan, const Target& asked, const OrbitElements& reached, const FlightEnd& end) {
  const bool plane_met = std::abs(reached.inclination_rad - asked.inclination_rad) < inclination_tolerance_rad;
  const bool propellant_left = leg_run_dry(plan, end) == nullptr && end.last_stage >= 0;
  return propellant_left && plane_met && !apsides_met(asked, reached) ? Outcome::guidance_failed
                                                                      : Outcome::target_missed;
}

TargetResult judge_target(const Plan& plan, const FlightEnd& end, const Flight& flight, const CutOffAt& cut_off) {
  TargetResult result;
  result.asked = plan.mission.targets[static_cast<std::size_t>(cut_off.target)];
  result.name = result.asked.name;
  if (!cut_off.event) {
    result.why = fmt::format("the flight ended before {}", cut_off.item->name);
    if (!flight.points.empty() && end.lifted_off) {
      const FlightPoint& last = flight.points.back();
      result.reached = osculating_elements(last.position_m, last.velocity_m_s, plan.world.gravity.gm_m3_s2(),
                                           gcrf_to_cirf(plan.world.earth, 0.0));
      result.missing_velocity_m_s = missing_speed_m_s(plan, cut_off.target, last.position_m, last.velocity_m_s);
      result.t_s = last.t_s;
    }
    return result;
  }
  const FlightPoint& point = settled_after(flight, cut_off.event->point.t_s);
  result.t_s = cut_off.event->point.t_s;
  result.reached = osculating_elements(point.position_m, point.velocity_m_s, plan.world.gravity.gm_m3_s2(),
                                       gcrf_to_cirf(plan.world.earth, 0.0));
  result.met = meets(result.asked, result.reached);
  if (result.met) return result;
  result.missing_velocity_m_s =
      std::max(0.0, missing_speed_m_s(plan, cut_off.target, point.position_m, point.velocity_m_s));
  result.why = describe_miss(result.asked, result.reached, result.missing_velocity_m_s, ran_dry(*cut_off.item, end),
                             *cut_off.item);
  return result;
}

void add_margin(const Plan& plan, const FlightEnd& end, Flight& flight) {
  if (end.last_stage < 0) return;
  const auto index = static_cast<std::size_t>(end.last_stage);
  Flight::Margin margin;
  margin.stage = plan.mission.vehicle.stages[index].id;
  margin.propellant_kg = std::max(0.0, end.propellant_kg);
  margin.delta_v_m_s = speed_left_m_s(plan, end);
  flight.margins.push_back(margin);
}

/// The last event that has to meet a target; null if there is none.
const CompiledItem* last_leg(const Plan& plan) {
  const CompiledItem* leg = nullptr;
  for (const CompiledItem& item : plan.items) {
    if (item.target >= 0) leg = &item;
  }
  return leg;
}

/// Says what a flight that missed lacked, and which leg ran dry.
void explain(const Plan& plan, const FlightEnd& end, const CompiledItem& leg, EndVerdict& verdict) {
  const Target& asked = plan.mission.targets[static_cast<std::size_t>(leg.target)];
  const CompiledItem* dry = leg_run_dry(plan, end);
  verdict.outcome = end.crashed ? Outcome::impact : miss_of(plan, asked, verdict.reached, end);
  verdict.missing_velocity_m_s = std::max(0.0, missing_speed_m_s(plan, leg.target, end.position_m, end.velocity_m_s));
  if (end.crashed) verdict.cause = fmt::format("it came down at T+{:.1f} s; ", end.t_s);
  if (dry && dry != &leg) verdict.cause += fmt::format("{}: the propellant ran out; ", dry->name);
  verdict.cause += describe_miss(asked, verdict.reached, verdict.missing_velocity_m_s, dry != nullptr, leg);
}

}  // namespace

void judge(const Plan& plan, const FlightEnd& end, Flight& flight) {
  if (!end.lifted_off) {
    flight.outcome = Outcome::target_missed;
    flight.cause = "the vehicle does not lift off: its thrust stays below its weight";
    return;
  }
  for (const CutOffAt& cut_off : targeted_cut_offs(plan, flight)) {
    flight.targets.push_back(judge_target(plan, end, flight, cut_off));
  }
  add_margin(plan, end, flight);
  if (end.crashed) {
    flight.outcome = Outcome::impact;
    const FlightPoint& last = flight.points.back();
    flight.cause = fmt::format("it came down at T+{:.1f} s, {:.0f} km from the pad", last.t_s, last.downrange_m / 1e3);
    for (const TargetResult& target : flight.targets) {
      if (!target.why.empty()) flight.cause += "; " + target.why;
    }
    return;
  }
  flight.final_orbit = osculating_elements(end.position_m, end.velocity_m_s, plan.world.gravity.gm_m3_s2(),
                                           gcrf_to_cirf(plan.world.earth, end.t_s));
  // What an earlier leg missed, a later one may make good: the last target decides.
  flight.outcome = Outcome::target_met;
  if (!flight.targets.empty() && !flight.targets.back().met) {
    flight.outcome = miss_of(plan, flight.targets.back().asked, flight.targets.back().reached, end);
    for (const TargetResult& target : flight.targets) {
      if (!target.met) flight.cause += (flight.cause.empty() ? "" : "; ") + target.why;
    }
    return;
  }
  if (end.t_s >= plan.time_limit_s) {
    flight.outcome = Outcome::out_of_time;
    flight.cause = "the sequence had not ended by the time limit";
  }
}

EndVerdict judge_end(const Plan& plan, const FlightEnd& end) {
  EndVerdict verdict;
  if (!end.lifted_off) {
    verdict.cause = "the vehicle does not lift off: its thrust stays below its weight";
    return verdict;
  }
  verdict.reached = osculating_elements(end.position_m, end.velocity_m_s, plan.world.gravity.gm_m3_s2(),
                                        gcrf_to_cirf(plan.world.earth, 0.0));
  const CompiledItem* leg = last_leg(plan);
  const bool met =
      !end.crashed && (!leg || meets(plan.mission.targets[static_cast<std::size_t>(leg->target)], verdict.reached));
  if (met) {
    verdict.outcome = end.t_s < plan.time_limit_s ? Outcome::target_met : Outcome::out_of_time;
  } else if (leg) {
    explain(plan, end, *leg, verdict);
  } else {
    verdict.outcome = Outcome::impact;
  }
  return verdict;
}

}  // namespace cosmodrome
