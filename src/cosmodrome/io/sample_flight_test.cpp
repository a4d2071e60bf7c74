#include "cosmodrome/io/sample_flight.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"

namespace cosmodrome {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double radius_m = 6371000;
constexpr double turn_rad_s = 7.292115e-5;
constexpr double end_s = 562;
constexpr double coast_step_s = 10;

struct Phase {
  double from_s, to_s, mass_kg, flow_kg_s, thrust_N;
};
constexpr Phase phases[] = {
    {0, 118, 305000, 1660, 4.4e6},
    {118, 287, 95000, 321, 0.98e6},
    {287, 300, 36000, 83.6, 0.2943e6},
    {300, 562, 34300, 83.6, 0.2943e6},
};

struct Place {
  double latitude_rad, longitude_rad;
};

Place along(const Place& from, double azimuth_rad, double arc_rad) {
  const double s = std::sin(from.latitude_rad) * std::cos(arc_rad) +
                   std::cos(from.latitude_rad) * std::sin(arc_rad) * std::cos(azimuth_rad);
  const double east = std::sin(azimuth_rad) * std::sin(arc_rad) * std::cos(from.latitude_rad);
  return {std::asin(s), from.longitude_rad + std::atan2(east, std::cos(arc_rad) - std::sin(from.latitude_rad) * s)};
}

void set_state(FlightPoint& p) {
  const double theta = p.longitude_rad + turn_rad_s * p.t_s;
  const double r = radius_m + p.altitude_m;
  const Vec3<double, Gcrf> up{std::cos(p.latitude_rad) * std::cos(theta), std::cos(p.latitude_rad) * std::sin(theta),
                              std::sin(p.latitude_rad)};
  const Vec3<double, Gcrf> east{-std::sin(theta), std::cos(theta), 0};
  const Vec3<double, Gcrf> north = cross(up, east);
  const double v = p.speed_relative_m_s;
  const double flat = v * std::cos(p.flight_path_angle_rad);
  p.position_m = up * r;
  p.velocity_m_s = up * (v * std::sin(p.flight_path_angle_rad)) + north * (flat * std::cos(p.heading_rad)) +
                   east * (flat * std::sin(p.heading_rad) + turn_rad_s * r * std::cos(p.latitude_rad));
  p.speed_inertial_m_s = norm(p.velocity_m_s);
}

FlightPoint point_at(const Mission& mission, const Phase& phase, double t_s, double altitude_m, double downrange_m,
                     double speed_m_s, double path_angle_rad, double azimuth_rad) {
  FlightPoint p;
  const Place pad{mission.site.latitude_rad, mission.site.longitude_rad};
  const Place place = along(pad, azimuth_rad, downrange_m / radius_m);
  const Place ahead = along(pad, azimuth_rad, downrange_m / radius_m + 1e-5);
  p.t_s = t_s;
  p.latitude_rad = place.latitude_rad;
  p.longitude_rad = std::remainder(place.longitude_rad, 2 * pi);
  p.altitude_m = altitude_m;
  p.downrange_m = downrange_m;
  p.mass_kg = phase.mass_kg - phase.flow_kg_s * (t_s - phase.from_s);
  p.speed_relative_m_s = speed_m_s;
  p.flight_path_angle_rad = path_angle_rad;
  p.heading_rad = std::atan2((ahead.longitude_rad - place.longitude_rad) * std::cos(place.latitude_rad),
                             ahead.latitude_rad - place.latitude_rad);
  const double density = 1.225 * std::exp(-altitude_m / 7400);
  p.dynamic_pressure_Pa = 0.5 * density * speed_m_s * speed_m_s;
  p.mach = altitude_m < 86000 ? speed_m_s / 300 : 0;
  p.angle_of_attack_rad = t_s < 118 ? 0.5 * degree_rad * std::exp(-std::pow((t_s - 20) / 8, 2)) : 4 * degree_rad;
  p.pitch_rad = path_angle_rad + p.angle_of_attack_rad;
  p.yaw_rad = p.heading_rad;
  p.thrust_N = phase.thrust_N;
  p.drag_N = p.dynamic_pressure_Pa * 30 * 0.3;
  p.acceleration_m_s2 = (p.thrust_N - p.drag_N) / p.mass_kg;
  p.heating_W_m2 = 0.5 * density * std::pow(speed_m_s, 3);
  set_state(p);
  return p;
}

void fly(Flight& flight) {
  constexpr double step_s = 0.25;
  double altitude_m = 280, downrange_m = 0, speed_m_s = 0.1;
  for (const Phase& phase : phases) {
    for (double t_s = phase.from_s;; t_s += step_s) {
      const double u = std::clamp((t_s - 10) / (end_s - 10), 0.0, 1.0);
      const double path_angle_rad = pi / 2 * std::pow(1 - u, 3.6);
      const FlightPoint p =
          point_at(flight.mission, phase, t_s, altitude_m, downrange_m, speed_m_s, path_angle_rad, flight.azimuth_rad);
      flight.points.push_back(p);
      if (t_s >= phase.to_s) break;
      speed_m_s += step_s * (p.acceleration_m_s2 - 8.8 * std::sin(path_angle_rad) * (1 - u * u));
      altitude_m += step_s * speed_m_s * std::sin(path_angle_rad);
      downrange_m += step_s * speed_m_s * std::cos(path_angle_rad) * radius_m / (radius_m + altitude_m);
    }
  }
}

void coast(Flight& flight, double until_s) {
  const FlightPoint from = flight.points.back();
  const double ground_m_s = from.speed_relative_m_s * radius_m / (radius_m + from.altitude_m);
  const Phase phase{end_s, until_s, from.mass_kg, 0, 0};
  for (double t_s = end_s; t_s <= until_s; t_s += coast_step_s) {
    flight.points.push_back(point_at(flight.mission, phase, t_s, from.altitude_m,
                                     from.downrange_m + ground_m_s * (t_s - end_s), from.speed_relative_m_s, 0,
                                     flight.azimuth_rad));
  }
}

const FlightPoint& last_point_at(const Flight& flight, double t_s) {
  const auto after =
      std::find_if(flight.points.begin(), flight.points.end(), [t_s](const FlightPoint& p) { return p.t_s > t_s; });
  return *std::prev(after);
}

void add_event(Flight& flight, const char* name, const char* what, double t_s, std::optional<double> published_t_s) {
  FlightEvent event;
  event.name = name;
  event.what = what;
  event.point = last_point_at(flight, t_s);
  event.published_t_s = published_t_s;
  if (published_t_s) event.published_source = "made up for this test";
  flight.events.push_back(event);
}

void add_impact(Flight& flight, const char* element, const char* name, double t_s, double fall_s, double drift_rad) {
  const FlightPoint& from = last_point_at(flight, t_s);
  Impact impact;
  impact.element = element;
  impact.name = name;
  impact.released_t_s = t_s;
  impact.t_s = t_s + fall_s;
  impact.reached_ground = true;
  impact.speed_m_s = 140;
  const double flat_m_s = from.speed_relative_m_s * std::cos(from.flight_path_angle_rad);
  const Place start{from.latitude_rad, from.longitude_rad};
  for (int i = 0; i <= 60; ++i) {
    const double u = i / 60.0;
    const double reach_m = 0.75 * flat_m_s * fall_s * (1 - std::pow(1 - u, 1.5));
    const Place place = along(start, from.heading_rad + drift_rad, reach_m / radius_m);
    FlightPoint p = from;
    p.t_s = t_s + u * fall_s;
    p.latitude_rad = place.latitude_rad;
    p.longitude_rad = std::remainder(place.longitude_rad, 2 * pi);
    p.altitude_m = from.altitude_m * (1 - u) * (1 + 1.5 * u);
    impact.track.push_back(p);
  }
  impact.latitude_rad = impact.track.back().latitude_rad;
  impact.longitude_rad = impact.track.back().longitude_rad;
  flight.impacts.push_back(impact);
}

Mission sample_mission() {
  Mission mission;
  mission.id = "sample";
  mission.name = "Sample";
  mission.description = "A made-up flight for tests.";
  mission.site.id = "vostochny/1S";
  mission.site.name = "Vostochny 1S";
  mission.site.latitude_rad = 51.88417 * degree_rad;
  mission.site.longitude_rad = 128.33472 * degree_rad;
  mission.site.altitude_m = 278;
  mission.site.provenance = {{"latitude", "51 deg 53' 03.0\"", "SB", "B", "", ""}};
  mission.vehicle.id = "three-stage";
  mission.vehicle.name = "Three-stage rocket";
  mission.vehicle.provenance = {{"stage.core.dry_mass", "6545 kg", "StarSem", "B", "", ""},
                                {"stage.booster.fall_drag_area", "20 m2", "", "", "a tumbling cylinder", ""}};
  mission.liftoff = Epoch::from_utc("2023-08-10T23:10:57Z");
  mission.payloads = {{"Sample craft", 1750}};
  mission.notes = {"Nothing of this ever flew."};
  return mission;
}

void add_zones(Flight& flight) {
  const Impact& booster = flight.impacts.front();
  const Impact& core = flight.impacts.back();
  DropZone round;
  round.name = "District 981 \"Bureya\"";
  round.element = "booster";
  round.outline = {{booster.latitude_rad, booster.longitude_rad + 0.3 * degree_rad}};
  round.radius_m = 25000;
  round.source = "made up";
  DropZone polygon;
  polygon.name = "Sea district";
  polygon.element = "core";
  for (const auto& [north, east] : {std::pair{-0.4, -1.0}, {0.4, -1.0}, {0.4, 1.2}, {-0.4, 1.2}}) {
    polygon.outline.push_back({core.latitude_rad + north * degree_rad, core.longitude_rad + east * degree_rad});
  }
  polygon.source = "made up";
  flight.mission.drop_zones = {round, polygon};
  flight.impacts.front().zones = {{round.name, "made up", 0, 20600}};
  flight.impacts.back().zones = {{polygon.name, "made up", 12400, 58000}};
}

void add_events(Flight& flight) {
  add_event(flight, "lift_off", "Lift-off", 0, 0.0);
  add_event(flight, "max_q", "Greatest dynamic pressure", 72, std::nullopt);
  add_event(flight, "boosters_separate", "Blocks B, V, G, D separate", 118, 117.75);
  add_event(flight, "fairing_jettison", "Fairing is jettisoned", 212, 211.95);
  add_event(flight, "core_separates", "Core separates, third stage burns", 287, 287.6);
  add_event(flight, "tail_jettison", "Tail section of the third stage is jettisoned", 300, std::nullopt);
  add_event(flight, "cut_off", "Third stage cuts off", 562, 561.2);
}

void add_target(Flight& flight) {
  TargetResult result;
  result.name = "parking-orbit";
  result.asked.name = result.name;
  result.asked.perigee_altitude_m = 200000;
  result.asked.apogee_altitude_m = 200000;
  result.asked.inclination_rad = 51.7 * degree_rad;
  result.reached.perigee_altitude_m = 199950;
  result.reached.apogee_altitude_m = 200110;
  result.reached.inclination_rad = 51.7003 * degree_rad;
  result.reached.semi_major_axis_m = 6578167;
  result.reached.eccentricity = 1.2e-5;
  result.t_s = end_s;
  result.met = true;
  flight.targets = {result};
  flight.final_orbit = result.reached;
}

/// Six points on a straight line.
Voyage::Arc straight_arc(const char* name, Body center, const Voyage::Point& from, double step_s) {
  Voyage::Arc arc{name, center, {}};
  for (int i = 0; i < 6; ++i) {
    Voyage::Point point = from;
    point.t_s = from.t_s + i * step_s;
    point.position_m = from.position_m + from.velocity_m_s * (i * step_s);
    point.center_m = from.center_m + from.center_m_s * (i * step_s);
    arc.points.push_back(point);
  }
  return arc;
}

/// As seen from a Moon that stands there and moves so.
Voyage::Point seen_from_moon(Voyage::Point point, const Vec3<double, Gcrf>& moon_m,
                             const Vec3<double, Gcrf>& moon_m_s) {
  point.position_m = point.position_m - moon_m, point.velocity_m_s = point.velocity_m_s - moon_m_s;
  point.center_m = moon_m, point.center_m_s = moon_m_s;
  return point;
}

Voyage sample_voyage(const FlightPoint& last) {
  Voyage voyage;
  const Voyage::Point begin{last.t_s, last.position_m, last.velocity_m_s, last.mass_kg, {}, {}};
  voyage.arcs.push_back(straight_arc("to the Moon", Body::earth, begin, 8000));
  Voyage::Point there = voyage.arcs.back().points.back();
  const Vec3<double, Gcrf> moon_m = there.position_m + Vec3<double, Gcrf>{0, 3e6, 1e6};
  voyage.arcs.push_back(straight_arc("capture-1", Body::moon, seen_from_moon(there, moon_m, {0, 900, 300}), 50));
  there = voyage.arcs.back().points.back();
  there.mass_kg -= 200;
  voyage.arcs.push_back(straight_arc("around the Moon", Body::moon, there, 600));
  voyage.burns = {
      {"injection", "Third stage: to the Moon", "Third stage", last.t_s, 700, 3200, 3000, 4000, {}, {}, "", ""},
      {"correction-1", "", "Thrusters", 9000, 30, 12.5, 10, 1790, 9000.0, 46.0, "ABC", "printed"},
      {"capture-1", "Capture", "Main engine", voyage.arcs[1].points.front().t_s, 250, 650, 200, 1590, 40000.0, 243.0,
       "XYZ", ""}};
  voyage.marks = {
      {"near-moon", "The Moon pulls more", voyage.arcs[1].points.front().t_s, Body::moon, 66e6, 1200, 1790}};
  Voyage::Orbit left, reached;
  left.name = "to the Moon", left.center = Body::earth, left.t_s = last.t_s + 700;
  left.periapsis_altitude_m = 250e3, left.apoapsis_altitude_m = 380e6, left.inclination_rad = 51.7 * degree_rad;
  reached.name = "around the Moon", reached.t_s = there.t_s;
  reached.periapsis_altitude_m = 99.8e3, reached.apoapsis_altitude_m = 100.2e3,
  reached.inclination_rad = 90 * degree_rad;
  reached.asked_periapsis_altitude_m = 100e3, reached.asked_apoapsis_altitude_m = 100e3,
  reached.asked_inclination_rad = 90 * degree_rad, reached.met = true;
  voyage.orbits = {left, reached};
  voyage.propellant_left_kg = 123.4, voyage.jacobian = "a table", voyage.met = true;
  return voyage;
}

}  // namespace

Flight sample_lunar_flight() {
  Flight flight = sample_flight();
  flight.voyage = sample_voyage(flight.points.back());
  return flight;
}

Flight sample_flight() {
  Flight flight;
  flight.mission = sample_mission();
  flight.azimuth_rad = 89.3 * degree_rad;
  flight.pitch_over_rad = 2.1 * degree_rad;
  flight.outcome = Outcome::target_met;
  fly(flight);
  add_events(flight);
  add_impact(flight, "booster-1", "Block B", 118, 330, 0.01);
  add_impact(flight, "booster-2", "Block V", 118, 334, -0.01);
  add_impact(flight, "fairing-1", "Fairing half 1", 212, 620, 0.02);
  add_impact(flight, "core", "Core, block A", 287, 560, 0);
  add_target(flight);
  add_zones(flight);
  flight.margins = {{"third", 412.5, 103.2}};
  return flight;
}

Flight sample_polar_flight() {
  Flight flight = sample_flight();
  flight.points.clear();
  flight.events.clear();
  flight.impacts.clear();
  flight.mission.name = "Polar </script><b> & \"quotes\" — Меридиан";
  flight.azimuth_rad = 12 * degree_rad;
  fly(flight);
  coast(flight, 1200);  // over the 180th meridian, in the Arctic Ocean
  add_events(flight);
  add_impact(flight, "booster-1", "Block <B> & co", 118, 330, 0);
  add_impact(flight, "core", "Core", 287, 560, 0);
  add_zones(flight);
  flight.outcome = Outcome::target_missed;
  flight.cause = "The third stage ran out of propellant 41.2 m/s short; 300 kg less payload would do.";
  flight.targets.front().met = false;
  flight.targets.front().missing_velocity_m_s = 41.2;
  flight.targets.front().why = "the third stage ran out of propellant";
  return flight;
}

TEST(SampleFlight, IsPlausible) {
  const Flight flight = sample_flight();
  const FlightPoint& last = flight.points.back();
  EXPECT_NEAR(last.altitude_m, 200e3, 30e3);
  EXPECT_NEAR(last.speed_inertial_m_s, 7790, 400);
}

}  // namespace cosmodrome
