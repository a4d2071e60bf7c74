#include "cosmodrome/orbit/keep_flight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/philox.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi, day_s = 86400;
constexpr double shortest_burn_s = 1e-3;  ///< the integrator does not go below a microsecond

}  // namespace

const std::shared_ptr<const OrbitWorld>& MovingWorld::over(double from_s, double to_s) {
  // A multistep flight looks a few steps beyond its ends.
  constexpr double room_s = 2 * day_s,
                   ahead_s = 60 * day_s;  // with a horizon of 320 days less than 400, a world's most
  if (!world_ || from_s - room_s < world_->from_s || to_s + room_s > world_->to_s) {
    world_ = std::make_shared<const OrbitWorld>(
        make_orbit_world(model_, reference_, from_s - 2 * room_s, to_s + 2 * room_s + ahead_s, data_));
  }
  return world_;
}

OrbitModel cut_to_height(OrbitModel model, double distance_m, int most) {
  constexpr double nothing = 1e-9, earth_radius_m = 6378137;
  const double ratio = std::log(distance_m / earth_radius_m);
  const int counts = ratio > 0.01 ? static_cast<int>(std::ceil(-std::log(nothing) / ratio)) : most;
  model.gravity_degree = std::min({model.gravity_degree, counts, most});
  model.gravity_order = std::min(model.gravity_order, model.gravity_degree);
  return model;
}

Coast coast(MovingWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& y, double from_s,
            double to_s) {
  Coast result;
  result.world = world.over(from_s, to_s);
  result.arc = propagate_multistep<double>(*result.world, craft, y, from_s, to_s);
  result.from_s = from_s, result.to_s = to_s;
  const double distance_m = norm(position_of(result.arc.end));
  if (!(distance_m > result.world->radius_m)) throw std::runtime_error("it comes down");
  return result;
}

FiniteBurn<double> burn_of(const SpaceEngine& engine, const PlannedBurn& burn, double mass_kg, double longest_s) {
  const double size_m_s = norm(burn.change_m_s);
  const double duration_s = std::max(shortest_burn_s, burn_duration_s(engine, mass_kg, size_m_s));
  if (duration_s > longest_s) {
    throw std::invalid_argument(
        fmt::format("a burn of {:.3g} m/s takes {:.0f} s, more than an eighth of a revolution", size_m_s, duration_s));
  }
  return {burn.middle_s - 0.5 * duration_s, duration_s,
          OrbitThrust<double>{engine.thrust_N, engine.flow_kg_s(), BurnAxes::rtn, burn.change_m_s, {}, 0}};
}

Burnt fly_burns(MovingWorld& world, const KeepRequest& request, const PointMassState<double>& y, double from_s,
                const std::vector<PlannedBurn>& burns, double longest_burn_s) {
  Burnt now{y, from_s};
  for (const PlannedBurn& planned : burns) {
    if (norm(planned.change_m_s) == 0) continue;
    const FiniteBurn<double> burn = burn_of(request.engine, planned, now.state[6], longest_burn_s);
    if (burn.start_s > now.t_s) now.state = coast(world, request.craft, now.state, now.t_s, burn.start_s).arc.end;
    const double end_s = burn.start_s + burn.duration_s;
    const auto arc = propagate<double>(*world.over(burn.start_s, end_s), request.craft, now.state, burn.start_s, end_s,
                                       {burn}, {}, {.dense = false});
    now = {arc.end, end_s};
  }
  return now;
}

PlannedBurn with_errors(const PlannedBurn& burn, const BurnErrors& errors, std::size_t number) {
  const auto normal = [&](std::uint32_t draw) { return random_normal({errors.seed, number, 0, draw}); };
  const double size_m_s = norm(burn.change_m_s);
  if (size_m_s == 0) return burn;
  const auto along = unit(burn.change_m_s);
  // Burns are along the path or along the normal: neither is outward.
  const auto side = unit(cross(along, Vec3<double, Burning>{1, 0, 0})), up = cross(side, along);
  const auto off = axpy(errors.direction_rad * normal(1), side, up * (errors.direction_rad * normal(2)));
  return {burn.middle_s + errors.late_s, unit(along + off) * (size_m_s * (1 + errors.size * normal(0)))};
}

double time_of_angle(const std::function<double(double t_s)>& angle_rad, double wanted_rad, double from_s,
                     double revolution_s) {
  double ahead = std::remainder(wanted_rad - angle_rad(from_s), two_pi);
  if (ahead < 0) ahead += two_pi;
  double t_s = from_s + ahead / two_pi * revolution_s;
  for (int round = 0; round < 8; ++round) {
    const double miss = std::remainder(wanted_rad - angle_rad(t_s), two_pi);
    t_s += miss / two_pi * revolution_s;
    if (std::abs(miss) < 1e-6) break;
  }
  return std::max(from_s, t_s);
}

}  // namespace cosmodrome
