#include "cosmodrome/flight/make_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/math.hpp"
#include "cosmodrome/flight/aim.hpp"
#include "cosmodrome/flight/elements.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/flight/legs.hpp"
#include "cosmodrome/flight/make_world.hpp"
#include "cosmodrome/flight/merit.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/programmes.hpp"
#include "cosmodrome/flight/rehearsal.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

PlannedTarget plan_target(const Target& target, double mu, const Rotation<Gcrf, Cirf>& to_equator) {
  return {guidance_target(target, TargetDeparture<double>{}, mu, to_equator), target, to_equator};
}

/// Launch azimuth on the turning Earth for an inclination, clockwise from north: due east or west where the
/// inclination is below the latitude, and the guidance then flies the dog-leg.
double direct_azimuth_rad(const Site& site, const Target& target, double speed_m_s) {
  const double latitude = geocentric_from_geodetic_latitude_rad(site.latitude_rad);
  const double sine = std::clamp(cos(target.inclination_rad) / cos(latitude), -1.0, 1.0);
  double inertial = asin(sine);
  if (target.descending) inertial = std::numbers::pi - inertial;
  const double turning = earth_rotation_rate_rad_s * wgs84_equatorial_radius_m * cos(latitude);
  const double east = speed_m_s * sin(inertial) - turning;
  const double north = speed_m_s * cos(inertial);
  const double azimuth = atan2(east, north);
  return azimuth < 0 ? azimuth + 2 * std::numbers::pi : azimuth;
}

constexpr double longest_pitch_over_s = 10;

void aim(Plan& plan, double azimuth_rad, double pitch_over_rad) {
  const auto to_enu = itrf_to_enu(plan.mission.site.latitude_rad, plan.mission.site.longitude_rad);
  plan.azimuth_rad = azimuth_rad;
  plan.pitch_over_rad = pitch_over_rad;
  plan.pitch_over_rate_rad_s = std::max(1 * degree_rad, pitch_over_rad / longest_pitch_over_s);
  plan.pad_downrange = to_enu.inverse() * Vec3<double, Enu>{sin(azimuth_rad), cos(azimuth_rad), 0};
}

/// The search over azimuth and pitch-over, each in turn by golden section around the best so far.
class Search {
 public:
  Search(Plan& plan, const PlanProgress& progress) : plan_(plan), progress_(progress) {}

  void run(bool azimuth_is_free, bool pitch_over_is_free) {
    if (pitch_over_is_free) scan_pitch_over();
    best_ = merit_at(plan_.azimuth_rad, plan_.pitch_over_rad);
    double azimuth_width = 3 * degree_rad, pitch_width = std::max(0.4 * degree_rad, 0.2 * plan_.pitch_over_rad);
    for (int round = 0; round < 4; ++round) {
      if (azimuth_is_free) {
        const double pitch_over = plan_.pitch_over_rad;
        golden(
            plan_.azimuth_rad, azimuth_width, [&](double azimuth) { return merit_at(azimuth, pitch_over); },
            [&](double azimuth) { aim(plan_, azimuth, pitch_over); });
      }
      if (pitch_over_is_free) {
        const double azimuth = plan_.azimuth_rad;
        golden(
            plan_.pitch_over_rad, pitch_width,
            [&](double pitch) { return pitch > 0 ? merit_at(azimuth, pitch) : -1e9; },
            [&](double pitch) { aim(plan_, azimuth, pitch); });
      }
      azimuth_width *= 0.35;
      pitch_width *= 0.35;
    }
  }

 private:
  double merit_at(double azimuth_rad, double pitch_over_rad) {
    aim(plan_, azimuth_rad, pitch_over_rad);
    const VehicleModel<double> models[1] = {plan_.model};
    const double merit = merit_m_s(plan_, fly_ends(plan_, models, FlyOptions{.tolerance = 1e-7})[0]);
    ++flights_;
    if (progress_) {
      progress_(flights_, fmt::format("azimuth {:.2f} deg, pitch-over {:.2f} deg", azimuth_rad / degree_rad,
                                      pitch_over_rad / degree_rad));
    }
    return merit;
  }

  /// Pitch-over is searched over its whole range first: too little goes straight up, too much into the ground.
  void scan_pitch_over() {
    const double azimuth = plan_.azimuth_rad;
    double best_merit = -1e300, best_pitch = 0;
    for (double pitch = 0.4 * degree_rad; pitch < 60 * degree_rad; pitch *= 1.2) {
      const double merit = merit_at(azimuth, pitch);
      if (merit > best_merit) best_merit = merit, best_pitch = pitch;
    }
    aim(plan_, azimuth, best_pitch);
  }

  template <class Merit, class Take>
  void golden(double centre, double width, Merit&& merit, Take&& take) {
    const double ratio = 0.5 * (std::sqrt(5.0) - 1);
    double low = centre - width, high = centre + width;
    double a = high - ratio * (high - low), b = low + ratio * (high - low);
    double at_a = merit(a), at_b = merit(b);
    double best = centre;
    for (int round = 0; round < 14; ++round) {
      if (at_a > best_) best_ = at_a, best = a;
      if (at_b > best_) best_ = at_b, best = b;
      if (at_a > at_b) {
        high = b, b = a, at_b = at_a, a = high - ratio * (high - low), at_a = merit(a);
      } else {
        low = a, a = b, at_a = at_b, b = low + ratio * (high - low), at_b = merit(b);
      }
    }
    take(best);
  }

  Plan& plan_;
  const PlanProgress& progress_;
  double best_ = -1e300;
  int flights_ = 0;
};

/// A wanted argument of perigee says at which true anomaly the burn must end: where the ascent arrives, counted from
/// the node, less that argument. Where it arrives is known once it has been flown.
void place_perigee(Plan& plan) {
  const auto to_equator = gcrf_to_cirf(plan.world.earth, 0.0);
  for (std::size_t i = 0; i < plan.mission.targets.size(); ++i) {
    Target target = plan.mission.targets[i];
    if (!target.argument_of_perigee_rad || target.apogee_altitude_m - target.perigee_altitude_m < 1000) continue;
    for (int round = 0; round < 4; ++round) {
      const Flight flight = fly(plan, FlyOptions{.tolerance = 1e-8, .record_interval_s = 10, .follow_dropped = false});
      for (const TargetResult& result : flight.targets) {
        if (result.name != target.name) continue;
        const double from_node = result.reached.argument_of_perigee_rad + result.reached.true_anomaly_rad;
        target.cut_off_true_anomaly_rad = from_node - *target.argument_of_perigee_rad;
      }
      plan.targets[i] = plan_target(target, plan.world.gravity.gm_m3_s2(), to_equator);
    }
  }
}

Plan frame_plan(const Mission& mission) {
  Plan plan{.mission = mission, .world = make_world(mission, 4 * 3600.0)};
  double payload_kg = 0;
  for (const Payload& payload : mission.payloads) payload_kg += payload.mass_kg;
  plan.items = compile_sequence(mission);
  plan.model = make_model(mission.vehicle, payload_kg);
  plan.model.condition_value[static_cast<std::size_t>(plan.model.item_count++)] =
      mission.site.altitude_m - 20;  // impact
  for (const Aerodynamics& shape : mission.vehicle.aerodynamics) {
    plan.drag_table_stage.push_back(stage_index(mission.vehicle, shape.while_attached));
    plan.drag_reference_area_m2.push_back(shape.reference_area_m2);
  }
  plan.guidance_period_s = mission.guidance_period_s;
  plan.time_limit_s = mission.max_time_s > 0 ? mission.max_time_s : 3 * 3600.0;
  plan.pad_m =
      position_on(plan.world, {mission.site.latitude_rad, mission.site.longitude_rad, mission.site.altitude_m});
  plan.pad_up = up_on(plan.world, plan.pad_m);
  const auto to_equator = gcrf_to_cirf(plan.world.earth, 0.0);
  for (const Target& target : mission.targets) {
    plan.targets.push_back(plan_target(target, plan.world.gravity.gm_m3_s2(), to_equator));
  }
  return plan;
}

double direct_azimuth_rad(const Plan& plan) {
  return direct_azimuth_rad(plan.mission.site, plan.mission.targets[0], plan.targets[0].guidance.speed_m_s);
}

}  // namespace

Plan make_plan(const Mission& mission, const PlanProgress& progress) {
  Plan plan = frame_plan(mission);
  const double direct = mission.targets.empty()
                            ? std::numbers::pi / 2
                            : direct_azimuth_rad(mission.site, mission.targets[0], plan.targets[0].guidance.speed_m_s);
  aim(plan, mission.launch_azimuth_rad.value_or(direct), mission.pitch_over_rad.value_or(4 * degree_rad));
  for (const SteeringTable& table : mission.steering_tables)
    plan.world.programmes.push_back(make_programme(plan, table));
  plan.burns = rehearse(plan);
  if (plan.burns.empty() || plan.targets.empty()) return plan;
  // In calm air: a gravity turn that begins in a wind goes where the wind does, a programme does not.
  const Wind wind = std::exchange(plan.world.wind, {});
  Search(plan, progress).run(!mission.launch_azimuth_rad, !mission.pitch_over_rad);
  place_perigee(plan);
  tabulate_gravity_turn(plan, fly(plan, FlyOptions{.follow_dropped = false}));
  if (wind.empty()) return plan;
  plan.world.wind = wind;
  place_perigee(plan);
  return plan;
}

Plan make_plan_like(const Plan& like, const Mission& mission) {
  Plan plan = with_gravity_turn_law(like);
  plan.mission = mission;
  plan.model.payload_mass_kg = 0;
  for (const Payload& payload : mission.payloads) plan.model.payload_mass_kg += payload.mass_kg;
  const auto to_equator = gcrf_to_cirf(plan.world.earth, 0.0);
  plan.targets.clear();
  for (const Target& target : mission.targets) {
    plan.targets.push_back(plan_target(target, plan.world.gravity.gm_m3_s2(), to_equator));
  }
  aim(plan, like.azimuth_rad + direct_azimuth_rad(plan) - direct_azimuth_rad(like), like.pitch_over_rad);
  plan.burns = rehearse(plan);
  return plan;
}

}  // namespace cosmodrome
