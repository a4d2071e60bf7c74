#include "cosmodrome/io/solve_transfer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/fly_orbit.hpp"

namespace cosmodrome {
namespace {

constexpr double longest_s = 398 * 86400.0, turn_of_circle_rad = 2 * std::numbers::pi;

[[noreturn]] void refuse(const char* name, const std::string& found, const std::string& remedy) {
  throw InputError(fmt::format("{}: {}", name, found), remedy);
}

std::string km(double length_m) { return fmt::format("{:.10g} km", length_m / 1e3); }

double radius_above(const char* name, double altitude_m, const CentralBody& body) {
  const std::string least = fmt::format("give an altitude above the ground, up to {}", body.farthest);
  if (std::isnan(altitude_m)) refuse(name, "it is no number", least);
  if (altitude_m <= 0) refuse(name, fmt::format("{} is under the ground of {}", km(altitude_m), body.name), least);
  if (altitude_m > body.farthest_m)
    refuse(name, fmt::format("{} is farther than {} holds an orbit", km(altitude_m), body.name), least);
  return body.radius_m + altitude_m;
}

void check_turn(const TransferRequest& request, const TransferNames& names) {
  const double turn_rad = std::abs(request.turn_rad);
  if (turn_rad > 0 && turn_rad <= std::numbers::pi) return;
  refuse(names.turn, fmt::format("{:.6g} deg is no turn of a plane", to_degrees(request.turn_rad)),
         "give an angle other than 0 deg, up to 180 deg either way");
}

double other_radius_m(const TransferRequest& request, const TransferNames& names, const CentralBody& body) {
  if (!request.to_altitude_m) refuse(names.to, "it is not given", "give the altitude of the circle to reach");
  const double radius_m = radius_above(names.to, *request.to_altitude_m, body);
  if (*request.to_altitude_m == request.from_altitude_m)
    refuse(names.to, fmt::format("{} is the orbit that it begins from", km(*request.to_altitude_m)),
           "give another altitude");
  return radius_m;
}

double far_radius_m(const TransferRequest& request, const TransferNames& names, const CentralBody& body) {
  const double radius_m = radius_above(names.via, request.via_altitude_m, body);
  const double higher_m = std::max(request.from_altitude_m, *request.to_altitude_m);
  if (request.via_altitude_m < higher_m)
    refuse(names.via, fmt::format("{} is below the higher circle", km(request.via_altitude_m)),
           fmt::format("give an altitude from {} on", km(higher_m)));
  return radius_m;
}

/// The revolutions from which on the ellipse stays above the ground.
int revolutions_above_ground(double radius_m, double ahead_rad, const CentralBody& body) {
  const double axis_m = (radius_m + body.radius_m) / 2;
  return static_cast<int>(
      std::ceil(ahead_rad / turn_of_circle_rad / (1 - std::pow(axis_m / radius_m, 1.5)) * (1 + 1e-12)));
}

Transfer solve_phasing(const TransferRequest& request, double radius_m, const TransferNames& names,
                       const CentralBody& body) {
  if (!(request.ahead_rad != 0 && std::abs(request.ahead_rad) < turn_of_circle_rad))
    refuse(names.ahead, fmt::format("{:.6g} deg is no other place on the circle", to_degrees(request.ahead_rad)),
           "give an angle other than 0 deg and less than 360 deg either way");
  if (request.revolutions < 1 || request.revolutions > 1000)
    refuse(names.revolutions, fmt::format("{} revolutions", request.revolutions), "give 1 to 1000");
  const int enough = request.ahead_rad > 0 ? revolutions_above_ground(radius_m, request.ahead_rad, body) : 1;
  if (request.revolutions < enough)
    refuse(names.revolutions, fmt::format("in {} the ellipse would go through the ground", request.revolutions),
           fmt::format("give {} or more, or a place behind", enough));
  const Phasing found = phasing(radius_m, request.ahead_rad, request.revolutions, body.gm_m3_s2);
  if (found.other_apsis_m - body.radius_m > body.farthest_m)
    refuse(names.revolutions,
           fmt::format("in {} the ellipse would reach farther than {} holds an orbit", request.revolutions, body.name),
           "give more of them");
  return found.transfer;
}

}  // namespace

std::string_view name_of(TransferKind kind) {
  static constexpr std::string_view names[] = {"hohmann", "bi-elliptic", "plane-change", "phasing"};
  return names[static_cast<std::size_t>(kind)];
}

SolvedTransfer solve_transfer(const TransferRequest& request, const TransferNames& names) {
  const CentralBody& body = central_body(request.body);
  const double from_m = radius_above(names.from, request.from_altitude_m, body), mu = body.gm_m3_s2;
  switch (request.kind) {
    case TransferKind::hohmann:
      return {request, hohmann(from_m, other_radius_m(request, names, body), mu)};
    case TransferKind::bi_elliptic: {
      const double to_m = other_radius_m(request, names, body);
      return {request, bi_elliptic(from_m, to_m, far_radius_m(request, names, body), mu)};
    }
    case TransferKind::plane_change: {
      check_turn(request, names);
      if (!request.to_altitude_m) return {request, plane_change(from_m, request.turn_rad, mu), request.turn_rad};
      const auto shared = inclined_hohmann(from_m, other_radius_m(request, names, body), request.turn_rad, mu);
      return {request, shared.transfer, shared.first_turn_rad};
    }
    case TransferKind::phasing:
      return {request, solve_phasing(request, from_m, names, body)};
  }
  throw std::logic_error("solve_transfer: no such kind");
}

double circle_altitude_m(const SpacecraftState& state) {
  constexpr double roundest = 0.02;  // the air and the Earth's flattening alone make up to 0.002 of a low circle
  const CentralBody& earth = central_body(Body::earth);
  const auto e = to_keplerian(Motion<double, Gcrf>{state.position_m, state.velocity_m_s}, earth.gm_m3_s2);
  if (!(e.eccentricity <= roundest))
    throw InputError(
        fmt::format("the orbit of {} is no circle: its eccentricity is {:.4f}", state.object_name, e.eccentricity),
        "closed forms begin from circles; cosmodrome transfer lambert begins from any orbit");
  return semi_major_axis_m(e) - earth.radius_m;
}

SpacecraftState flown_on(const SpacecraftState& state, const Epoch& until, const OrbitModel& model) {
  constexpr double same_s = 1e-6;
  const double length_s = until - state.epoch;
  if (length_s <= same_s) return state;
  const OrbitArc<double> arc = fly_orbit({state, model, length_s, length_s, {}}).arc;
  if (arc.stopped || arc.failed)
    throw InputError(
        fmt::format("{} comes down {:.0f} s after its epoch, before the arrival", state.object_name, arc.end_s),
        "give a shorter time, or a higher orbit");
  SpacecraftState there = state;
  there.epoch = until, there.position_m = position_of(arc.end), there.velocity_m_s = velocity_of(arc.end);
  return there;
}

LambertReport solve_lambert_transfer(const SpacecraftState& from, const SpacecraftState& target,
                                     std::optional<double> time_s, int most_revolutions, const char* time_name) {
  LambertReport report{from, target, target, time_s.value_or(target.epoch - from.epoch), {}, {}};
  if (!(report.time_s >= 1 && report.time_s <= longest_s))
    refuse(time_name,
           time_s ? fmt::format("{:.6g} s is outside 1 s to 398 d", report.time_s)
                  : fmt::format("the second state is {:.6g} s after the first, outside 1 s to 398 d", report.time_s),
           "give a time of flight within");
  const Epoch arrival = from.epoch + report.time_s;
  if (arrival - target.epoch < -1e-6)
    refuse(time_name,
           fmt::format("the arrival is {:.6g} s before the epoch of the second state", target.epoch - arrival),
           "give a longer time, or a state from before the arrival");
  if (arrival - target.epoch > longest_s)
    refuse(time_name, "the second state is more than 398 d older than the arrival", "give one that is nearer to it");
  report.to = flown_on(target, arrival, OrbitModel::two_body());
  const CentralBody& earth = central_body(Body::earth);
  try {
    report.transfers =
        find_lambert_transfers({from.position_m, from.velocity_m_s}, {report.to.position_m, report.to.velocity_m_s},
                               report.time_s, earth.gm_m3_s2, most_revolutions);
  } catch (const std::invalid_argument& error) {
    refuse(time_name, error.what(), "give another time");
  }
  report.cheapest = cheapest_above(report.transfers, earth.radius_m);
  return report;
}

}  // namespace cosmodrome
