#include "cosmodrome/orbit/deployment_flight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/frames/geodesic.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/mission/check_deployment.hpp"
#include "cosmodrome/orbit/approaches.hpp"
#include "cosmodrome/orbit/deployment_steps.hpp"
#include "cosmodrome/orbit/ground_station.hpp"
#include "cosmodrome/orbit/orbit_change.hpp"
#include "cosmodrome/orbit/recontact.hpp"
#include "cosmodrome/orbit/stage_descent.hpp"
#include "cosmodrome/orbit/under_way.hpp"

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
constexpr double usual_ballistic_kg_m2 = 100;  // of satellites, if nothing is said
const std::string first_orbit = "first orbit";

/// How long the deployment may take in all: what worlds are made for.
double longest_s(const Deployment& deployment, double begin_s) {
  constexpr double margin_s = 3 * day_s;  // revolutions on the way, and the fall
  double s = begin_s + deployment.watch_s + margin_s;
  for (const Deployment::Orbit& orbit : deployment.orbits) {
    s = std::max(s + orbit.coast_s + day_s, orbit.first_burn_s.value_or(0) + day_s + deployment.watch_s + margin_s);
  }
  for (const Deployment::Release& release : deployment.releases)
    s += release.after_s + release.every_s * static_cast<double>(release.payloads.size());
  if (deployment.disposal) s += deployment.disposal->after_s + deployment.disposal->latest_s;
  return s;
}

const Payload& payload_named(const Mission& mission, const std::string& name) {
  return *std::find_if(mission.payloads.begin(), mission.payloads.end(),
                       [&](const Payload& payload) { return payload.name == name; });
}

double drag_area_m2(const Payload& payload) {
  return payload.drag_area_m2 > 0 ? payload.drag_area_m2 : payload.mass_kg / usual_ballistic_kg_m2;
}

/// The stage with its passengers.
class Carrier : Underway {
 public:
  Carrier(const Departure& departure, const Mission& mission, const OrbitData& data)
      : Underway(departure, make_earth_and_moon("fast", mission.liftoff, departure.t_s,
                                                longest_s(*mission.deployment, departure.t_s), data)),
        departure_(departure),
        mission_(mission),
        deployment_(*mission.deployment),
        data_(data) {
    plan_ = {here_.t_s, here_.y, craft_, departure.engine, {}};
    voyage_.propellant_left_kg = departure.propellant_kg;
  }

  Voyage fly() {
    voyage_.met = true;
    try {
      release_in("");
      for (const Deployment::Orbit& orbit : deployment_.orbits) {
        go_to(orbit);
        release_in(orbit.name);
      }
      const double last_release_s = here_.t_s;
      if (deployment_.disposal) come_down(*deployment_.disposal);
      follow(last_release_s + deployment_.watch_s);
    } catch (const Stranded& stranded) {
      miss(stranded.cause);
      if (!voyage_.passengers.empty()) follow(here_.t_s + deployment_.watch_s);
    }
    return voyage_;
  }

 private:
  void miss(const std::string& cause) {
    voyage_.met = false;
    if (voyage_.cause.empty()) voyage_.cause = cause;
  }

  // ---- the stage

  void go_to(const Deployment::Orbit& orbit) {
    OrbitChangeRequest request;
    request.t_s = here_.t_s, request.state = here_.y, request.craft = craft_, request.engine = departure_.engine;
    request.burns = orbit.burns;
    request.goal = {orbit.perigee_altitude_m, orbit.apogee_altitude_m, orbit.inclination_rad,
                    orbit.argument_of_perigee_rad};
    request.earliest_s = here_.t_s + orbit.coast_s;
    request.first_burn_s = orbit.first_burn_s;
    if (orbit.first_burn_s && *orbit.first_burn_s < here_.t_s)
      throw Stranded{fmt::format("{}: its first burn was to begin at T+ {:.0f} s, which is over", orbit.name,
                                 *orbit.first_burn_s)};
    const OrbitChange change = find_orbit_change(worlds_.earth, request, data_.eop);
    if (!change.found) throw Stranded{fmt::format("{}: no burns lead to it: {}", orbit.name, change.why)};
    for (std::size_t i = 0; i < change.burns.size(); ++i) {
      const std::string what = orbit.what.empty() ? fmt::format("{}: to {}", departure_.stage_name, orbit.name)
                                                  : fmt::format("{}, burn {}", orbit.what, i + 1);
      burn(change.burns[i], burn_name(orbit, static_cast<int>(i)), what, orbit.name);
    }
    record_orbit(orbit);
  }

  void burn(const SteadyBurn& burn, const std::string& name, const std::string& what, const std::string& way) {
    const double needs_kg = propellant_kg(departure_.engine, burn.duration_s);
    if (needs_kg > voyage_.propellant_left_kg)
      throw Stranded{fmt::format("{}: {} needs {:.0f} kg of propellant and has {:.0f} kg: {:.0f} m/s are missing", name,
                                 departure_.stage_name, needs_kg, voyage_.propellant_left_kg,
                                 velocity_change_m_s(departure_.engine, here_.y[6], burn.duration_s) -
                                     velocity_change_m_s(departure_.engine, here_.y[6],
                                                         voyage_.propellant_left_kg / departure_.engine.flow_kg_s()))};
    coast(burn.ignition_s, "to " + way);
    const LunarState before = here_;
    fly_to(burn.ignition_s + burn.duration_s, name,
           make_burn(departure_.engine, burn.ignition_s, burn.duration_s, burn.attitude()));
    plan_.steps.push_back({here_.t_s, burn, {}});
    record_burn(name, what, departure_.stage_name, departure_.engine, before);
    voyage_.propellant_left_kg -= voyage_.burns.back().propellant_kg;
  }

  void coast(double t_s, const std::string& name) {
    if (!(t_s > here_.t_s)) return;
    coast_to(t_s, name);
    plan_.steps.push_back({here_.t_s, {}, {}});
  }

  void record_orbit(const Deployment::Orbit& asked) {
    const Epoch at = mission_.liftoff + here_.t_s;
    const Sgp4Elements mean = mean_elements_of(gcrf_to_teme(at, data_.eop), at, here_.y);
    const double axis_m = catalogue_axis_m(mean);
    Voyage::Orbit orbit;
    orbit.name = asked.name, orbit.center = Body::earth, orbit.t_s = here_.t_s, orbit.mean = true;
    orbit.periapsis_altitude_m = axis_m * (1 - mean.eccentricity) - wgs84_equatorial_radius_m;
    orbit.apoapsis_altitude_m = axis_m * (1 + mean.eccentricity) - wgs84_equatorial_radius_m;
    orbit.inclination_rad = mean.inclination_rad;
    orbit.asked_periapsis_altitude_m = asked.perigee_altitude_m;
    orbit.asked_apoapsis_altitude_m = asked.apogee_altitude_m;
    orbit.asked_inclination_rad = asked.inclination_rad;
    // What the search leaves is metres: a kilometre and a hundredth of a degree are a miss.
    orbit.met = std::abs(orbit.periapsis_altitude_m - asked.perigee_altitude_m) < 1e3 &&
                std::abs(orbit.apoapsis_altitude_m - asked.apogee_altitude_m) < 1e3 &&
                std::abs(orbit.inclination_rad - asked.inclination_rad) < 0.01 * std::numbers::pi / 180;
    if (!orbit.met) miss(asked.name + " is not the orbit asked for");
    voyage_.orbits.push_back(orbit);
  }

  void release_in(const std::string& orbit) {
    for (const Deployment::Release& release : deployment_.releases) {
      if (release.orbit != orbit) continue;
      double wait_s = release.after_s;
      for (const std::string& name : release.payloads) {
        coast(here_.t_s + wait_s, orbit.empty() ? first_orbit : orbit);
        push_off(payload_named(mission_, name), release);
        wait_s = release.every_s;
      }
    }
  }

  void push_off(const Payload& payload, const Deployment::Release& asked) {
    const auto& d = asked.direction;
    const SpringRelease release{payload.mass_kg, asked.spring_m_s, unit(Vec3<double, Burning>{d[0], d[1], d[2]}),
                                asked.spring_error.value_or(deployment_.errors.spring),
                                asked.direction_error_rad.value_or(deployment_.errors.spring_direction_rad)};
    const Parted parted = release_from(here_.y, release);
    plan_.steps.push_back({here_.t_s, {}, release});
    here_.y = parted.stage;
    Passenger passenger;
    passenger.name = payload.name;
    passenger.orbit = asked.orbit.empty() ? first_orbit : asked.orbit;
    passenger.t_s = here_.t_s, passenger.mass_kg = payload.mass_kg, passenger.drag_area_m2 = drag_area_m2(payload);
    passenger.position_m = position_of(parted.passenger), passenger.velocity_m_s = velocity_of(parted.passenger);
    const auto place = to_geodetic(gcrf_to_itrf(worlds_.earth.earth, here_.t_s) * passenger.position_m);
    passenger.latitude_rad = place.latitude_rad, passenger.longitude_rad = place.longitude_rad;
    passenger.altitude_m = place.altitude_m;
    voyage_.passengers.push_back(passenger);
  }

  void come_down(const Deployment::Disposal& disposal) {
    craft_.drag_area_m2 = departure_.fall_drag_area_m2;
    const DescentRequest request{here_.t_s, here_.y, craft_, departure_.engine, here_.t_s + disposal.after_s, disposal};
    const DescentSolution found = find_descent(worlds_.earth, request);
    if (!found.found) throw Stranded{std::string(disposal_name) + ": " + found.why};
    burn(found.burn, disposal_name, departure_.stage_name + ": out of orbit", "the descent");
    voyage_.descent = fall_of_stage(worlds_.earth, craft_, here_.t_s, here_.y);
    if (!voyage_.descent) throw Stranded{std::string(disposal_name) + ": it does not come down within a day"};
    if (disposal.area) judge_descent(*disposal.area);
    coast_to(voyage_.descent->whole.t_s, "descent");
  }

  void judge_descent(const Deployment::Disposal::Area& area) {
    Descent& descent = *voyage_.descent;
    double farthest_m = 0;
    for (const Descent::Place& place : {descent.whole, descent.heavy, descent.light}) {
      farthest_m =
          std::max(farthest_m,
                   geodesic(place.latitude_rad, place.longitude_rad, area.latitude_rad, area.longitude_rad).distance_m);
    }
    descent.from_centre_m = farthest_m, descent.inside = farthest_m <= area.radius_m;
    if (!descent.inside)
      miss(fmt::format("pieces of {} come down {:.0f} km from the centre of the area, whose radius is {:.0f} km",
                       departure_.stage_name, farthest_m / 1e3, area.radius_m / 1e3));
  }

  // ---- the passengers

  void follow(double end_s) {
    const DeploymentErrors errors = deployment_errors(worlds_.earth, plan_, deployment_.errors);
    std::vector<FreePath> paths;
    for (std::size_t i = 0; i < voyage_.passengers.size(); ++i) {
      Passenger& passenger = voyage_.passengers[i];
      passenger.covariance = covariance_of(errors.passengers[i]);
      const auto day = fly_free(passenger, passenger.t_s + day_s);
      describe(passenger, day);
      paths.push_back({passenger.name, {end_s > day.end_s ? fly_free(passenger, end_s) : day}});
    }
    FreePath stage{departure_.stage_name, {}};
    for (const LunarArc& one : flown_) stage.arcs.push_back(one.arc);
    if (!voyage_.descent && end_s > here_.t_s)
      stage.arcs.push_back(propagate<double>(worlds_.earth, craft_, here_.y, here_.t_s, end_s));
    if (!stage.arcs.empty()) paths.push_back(std::move(stage));
    // A burn takes the stage past who has just left it in seconds.
    constexpr double look_s = 5;
    voyage_.approaches = nearest_approaches(paths, deployment_.closest_m, look_s);
    if (deployment_.recontact_flights > 0) voyage_.recontacts = meet_again(errors, end_s);
  }

  [[nodiscard]] std::vector<Recontact> meet_again(const DeploymentErrors& errors, double end_s) const {
    constexpr double look_s = 30;
    std::vector<DispersedPath> paths;
    for (std::size_t i = 0; i < voyage_.passengers.size(); ++i) {
      const Passenger& passenger = voyage_.passengers[i];
      paths.emplace_back(passenger.name, look_s)
          .go_on(fly_with_derivatives(state_of(passenger), passenger.drag_area_m2, passenger.t_s, end_s),
                 errors.passengers[i]);
    }
    DispersedPath stage = dispersed_stage(worlds_.earth, plan_, errors, departure_.stage_name, look_s);
    const double leaves_s = plan_.steps.empty() ? plan_.begin_s : plan_.steps.back().end_s;
    if (!voyage_.descent && end_s > leaves_s)
      stage.go_on(fly_with_derivatives(here_.y, craft_.drag_area_m2, leaves_s, end_s), errors.stage.back());
    paths.push_back(std::move(stage));
    return recontacts(paths, {deployment_.closest_m, deployment_.contact_m, deployment_.recontact_flights});
  }

  [[nodiscard]] OrbitArc<Dual<6>> fly_with_derivatives(const PointMassState<double>& y, double drag_area_m2,
                                                       double from_s, double to_s) const {
    using S = Dual<6>;
    return propagate<S>(worlds_.earth, {.drag_area_m2 = S(drag_area_m2)}, with_derivatives(y), S(from_s), S(to_s), {},
                        {height<S>(lowest_m, -1, 1)});
  }

  [[nodiscard]] static PointMassState<double> state_of(const Passenger& passenger) {
    const auto& r = passenger.position_m;
    const auto& v = passenger.velocity_m_s;
    return {r.x, r.y, r.z, v.x, v.y, v.z, passenger.mass_kg};
  }

  [[nodiscard]] OrbitArc<double> fly_free(const Passenger& passenger, double end_s) const {
    return propagate<double>(worlds_.earth, {.drag_area_m2 = passenger.drag_area_m2}, state_of(passenger),
                             passenger.t_s, end_s, {}, {height<double>(lowest_m, -1, 1)});
  }

  void describe(Passenger& passenger, const OrbitArc<double>& day) const {
    constexpr double step_s = 180;
    const int steps = static_cast<int>((day.end_s - day.from_s) / step_s);
    for (int i = 0; i <= steps; ++i) {
      const double t_s = day.from_s + i * step_s;
      const auto y = day.at(t_s);
      passenger.path.push_back({t_s, position_of(y), velocity_of(y)});
    }
    passenger.elements = catalogue_elements(day, mission_.liftoff, data_.eop);
    const auto stations = ground_stations();
    for (const Pass& pass : find_passes(worlds_.earth, day, stations)) {
      passenger.passes.push_back({stations[pass.station].name, pass.rise_s, pass.highest_s, pass.set_s,
                                  pass.at_rise.azimuth_rad, pass.at_set.azimuth_rad, pass.at_highest.elevation_rad,
                                  pass.at_highest.range_m, pass.visible});
    }
  }

  [[nodiscard]] std::vector<GroundStation> ground_stations() const {
    std::vector<GroundStation> stations;
    for (const auto& one : deployment_.stations)
      stations.push_back({one.name, {one.latitude_rad, one.longitude_rad, one.altitude_m}, one.mask_rad, true});
    if (stations.empty()) {
      const Site& site = mission_.site;
      constexpr double mask_rad = 5 * std::numbers::pi / 180;
      stations.push_back({site.name, {site.latitude_rad, site.longitude_rad, site.altitude_m}, mask_rad, true});
    }
    return stations;
  }

  static constexpr double lowest_m = 80e3;
  const Departure& departure_;
  const Mission& mission_;
  const Deployment& deployment_;
  const OrbitData& data_;
  DeploymentPlan plan_;
};

}  // namespace

Voyage fly_deployment(const Departure& departure, const Mission& mission, const OrbitData& data) {
  return Carrier(departure, mission, data).fly();
}

}  // namespace cosmodrome
