// Transfers as files of manoeuvres.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/solve_transfer.hpp"
#include "cosmodrome/orbit/transfer_plan.hpp"

namespace cosmodrome {
namespace {

constexpr double longest_plan_s = 398 * 86400.0;

TransferEngine engine_of(const TransferPlanning& planning) {
  return {planning.engine, point_mass_of(planning.start)[6]};
}

ManoeuvreFile file_of(const TransferPlanning& planning, ManoeuvrePlan plan) {
  if (plan.length_s > longest_plan_s)
    throw InputError(fmt::format("a plan of {:.0f} d", plan.length_s / 86400), "plans are flown for 398 d at most");
  ManoeuvreFile file;
  file.state = planning.state, file.model = planning.model;
  file.plan = std::move(plan);
  return file;
}

double inclination_after_rad(const SolvedTransfer& solved, const TransferPlanning& planning) {
  const auto e = to_keplerian(Motion<double, Gcrf>{planning.start.position_m, planning.start.velocity_m_s},
                              solved.body().gm_m3_s2);
  const double after_rad = e.inclination_rad + solved.request.turn_rad;
  const auto near_equator = [](double inclination_rad) {
    return std::abs(std::sin(inclination_rad)) < 0.5 * degree_rad;
  };
  if (near_equator(e.inclination_rad))
    throw InputError(
        fmt::format("the orbit of {} lies in the equator: it has no node to turn at", planning.start.object_name),
        "begin from an inclination of 0.5 deg or more");
  if (after_rad < 0 || after_rad > std::numbers::pi)
    throw InputError(fmt::format("from an inclination of {:.4f} deg the turn leads to {:.4f} deg",
                                 to_degrees(e.inclination_rad), to_degrees(after_rad)),
                     "turn so that it stays within 0 deg to 180 deg");
  return after_rad;
}

OrbitWorld world_until(const TransferPlanning& planning, double t_s) {
  return make_orbit_world(planning.model, planning.start.epoch, 0, t_s, OrbitData::shipped());
}

/// How much longer a revolution takes than around a point, from ascending node to ascending node: the osculating axis
/// of a low orbit is up to 10 km beside the mean one, which in four revolutions would be a minute's way. 1 where it
/// passes no nodes.
double stretched(const TransferPlanning& planning, double circle_s) {
  constexpr int passes = 3;
  const OrbitWorld world = world_until(planning, (passes + 1) * circle_s);
  const auto arc = propagate<double>(world, craft_of(planning.start), point_mass_of(planning.start), 0,
                                     (passes + 1) * circle_s, {}, {ascending_node<double>(passes)}, {.dense = false});
  if (arc.happenings.size() < passes) return 1;
  return (arc.happenings.back().t_s - arc.happenings.front().t_s) / ((passes - 1) * circle_s);
}

/// Where one would be that flies ahead on the orbit of the start, when the last burn of the transfer is made. The times
/// of the transfer become those of the revolutions there are.
Meeting place_ahead(SolvedTransfer& solved, const TransferPlanning& planning) {
  const double radius_m = solved.transfer.burns.front().radius_m;
  const double circle_s = 2 * std::numbers::pi * std::sqrt(radius_m * radius_m * radius_m / solved.body().gm_m3_s2);
  const double stretch = stretched(planning, circle_s);
  for (TransferBurn& burn : solved.transfer.burns) burn.t_s *= stretch;
  const double arrives_s = transfer_waits_s + solved.transfer.time_s();
  const double flown_s = arrives_s + solved.request.ahead_rad / (2 * std::numbers::pi) * stretch * circle_s;
  const SpacecraftState there = flown_on(planning.start, planning.start.epoch + flown_s, planning.model);
  return {arrives_s, {there.position_m, there.velocity_m_s}};
}

}  // namespace

ManoeuvreFile plan_transfer(const SolvedTransfer& solved, const TransferPlanning& planning) {
  const TransferRequest& request = solved.request;
  if (request.body != Body::earth)
    throw InputError(fmt::format("a plan around {}", solved.body().name), "plans are flown around the Earth");
  const TransferEngine engine = engine_of(planning);
  const double to_radius_m = solved.body().radius_m + request.to_altitude_m.value_or(request.from_altitude_m);
  if (request.kind == TransferKind::phasing) {
    SolvedTransfer timed = solved;
    const Meeting meeting = place_ahead(timed, planning);
    return file_of(planning, plan_to_phase(timed.transfer, meeting, world_until(planning, meeting.t_s), engine));
  }
  if (request.kind == TransferKind::plane_change) {
    return file_of(planning,
                   plan_to_inclined_circle(solved.transfer, to_radius_m, inclination_after_rad(solved, planning),
                                           solved.body().gm_m3_s2, engine));
  }
  return file_of(planning, plan_to_circle(solved.transfer, to_radius_m, engine));
}

ManoeuvreFile plan_lambert_transfer(const LambertReport& report, const TransferPlanning& planning) {
  if (!report.cheapest)
    throw InputError("every way goes through the ground, and there is nothing to plan", "give a longer time");
  const SpacecraftState there = flown_on(report.target, report.to.epoch, planning.model);
  const Meeting meeting{report.time_s, {there.position_m, there.velocity_m_s}};
  return file_of(planning, plan_to_meet(report.transfers[*report.cheapest], meeting,
                                        world_until(planning, report.time_s), engine_of(planning)));
}

}  // namespace cosmodrome
