#include "cosmodrome/io/write_json.hpp"

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/flight_json.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_voyage.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const FlightEvent& event) {
  const FlightPoint& point = event.point;
  Json json = {{"name", event.name}, {"what", event.what}, {"t_s", point.t_s}};
  if (event.published_t_s) {
    json["published_t_s"] = *event.published_t_s;
    json["published_source"] = event.published_source;
    if (!event.published_note.empty()) json["published_note"] = event.published_note;
  }
  json["altitude_m"] = point.altitude_m;
  json["downrange_m"] = point.downrange_m;
  json["speed_inertial_m_s"] = point.speed_inertial_m_s;
  json["speed_relative_m_s"] = point.speed_relative_m_s;
  json["flight_path_angle_deg"] = to_degrees(point.flight_path_angle_rad);
  json["heading_deg"] = to_turn_degrees(point.heading_rad);
  json["dynamic_pressure_Pa"] = point.dynamic_pressure_Pa;
  json["mach"] = point.mach;
  json["acceleration_m_s2"] = point.acceleration_m_s2;
  json["mass_kg"] = point.mass_kg;
  json["latitude_deg"] = to_degrees(point.latitude_rad);
  json["longitude_deg"] = to_longitude_degrees(point.longitude_rad);
  return json;
}

Json json_of(const OrbitElements& orbit) {
  return {{"perigee_altitude_m", orbit.perigee_altitude_m},
          {"apogee_altitude_m", orbit.apogee_altitude_m},
          {"inclination_deg", to_degrees(orbit.inclination_rad)},
          {"raan_deg", to_turn_degrees(orbit.raan_rad)},
          {"argument_of_perigee_deg", to_turn_degrees(orbit.argument_of_perigee_rad)},
          {"true_anomaly_deg", to_turn_degrees(orbit.true_anomaly_rad)},
          {"semi_major_axis_m", orbit.semi_major_axis_m},
          {"eccentricity", orbit.eccentricity}};
}

Json json_of(const Target& asked) {
  Json json = {{"perigee_altitude_m", asked.perigee_altitude_m},
               {"apogee_altitude_m", asked.apogee_altitude_m},
               {"inclination_deg", to_degrees(asked.inclination_rad)}};
  if (asked.raan_rad) json["raan_deg"] = to_turn_degrees(*asked.raan_rad);
  if (asked.argument_of_perigee_rad) json["argument_of_perigee_deg"] = to_turn_degrees(*asked.argument_of_perigee_rad);
  if (asked.cut_off_true_anomaly_rad) {
    json["cut_off_true_anomaly_deg"] = to_turn_degrees(*asked.cut_off_true_anomaly_rad);
  }
  return json;
}

Json json_of(const TargetResult& target) {
  Json json = {{"name", target.name}, {"t_s", target.t_s}, {"met", target.met}};
  json["asked"] = json_of(target.asked);
  json["reached"] = json_of(target.reached);
  if (!target.met) {
    json["missing_velocity_m_s"] = target.missing_velocity_m_s;
    json["why"] = target.why;
  }
  return json;
}

Json json_of(const Impact& impact) {
  Json zones = Json::array();
  for (const Impact::ZoneDistance& zone : impact.zones) {
    zones.push_back({{"zone", zone.zone},
                     {"distance_m", zone.distance_m},
                     {"centre_distance_m", zone.centre_distance_m},
                     {"source", zone.source}});
  }
  return {{"element", impact.element},
          {"name", impact.name},
          {"released_t_s", impact.released_t_s},
          {"t_s", impact.t_s},
          {"reached_ground", impact.reached_ground},
          {"latitude_deg", to_degrees(impact.latitude_rad)},
          {"longitude_deg", to_longitude_degrees(impact.longitude_rad)},
          {"speed_m_s", impact.speed_m_s},
          {"zones", std::move(zones)}};
}

Json json_of(const Flight::Margin& margin) {
  return {{"stage", margin.stage}, {"propellant_kg", margin.propellant_kg}, {"delta_v_m_s", margin.delta_v_m_s}};
}

Json json_of(const Payload& payload) { return {{"name", payload.name}, {"mass_kg", payload.mass_kg}}; }

template <class T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

Json mission_json(const Mission& mission, const std::string& mission_hash) {
  Json json = {{"id", mission.id}, {"name", mission.name}};
  if (!mission_hash.empty()) json["hash"] = mission_hash;
  json["liftoff_utc"] = utc_text(mission, 0, 3) + "Z";
  json["site"] = {{"id", mission.site.id},
                  {"name", mission.site.name},
                  {"latitude_deg", to_degrees(mission.site.latitude_rad)},
                  {"longitude_deg", to_longitude_degrees(mission.site.longitude_rad)},
                  {"altitude_m", mission.site.altitude_m}};
  json["vehicle"] = {{"id", mission.vehicle.id}, {"name", mission.vehicle.name}};
  json["payloads"] = list_of(mission.payloads);
  return json;
}

}  // namespace

Json flight_json(const Flight& flight, const std::string& mission_hash) {
  Json json = {{"mission", mission_json(flight.mission, mission_hash)},
               {"outcome", to_string(flight.outcome)},
               {"cause", flight.cause},
               {"azimuth_deg", to_turn_degrees(flight.azimuth_rad)},
               {"pitch_over_deg", to_degrees(flight.pitch_over_rad)}};
  json["events"] = list_of(flight.events);
  json["targets"] = list_of(flight.targets);
  json["impacts"] = list_of(flight.impacts);
  json["margins"] = list_of(flight.margins);
  if (flight.final_orbit) json["final_orbit"] = json_of(*flight.final_orbit);
  if (flight.voyage) json["voyage"] = voyage_json(*flight.voyage);
  return json;
}

std::string write_json(const Flight& flight, const std::string& mission_hash) {
  return flight_json(flight, mission_hash).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
