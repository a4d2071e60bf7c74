#include "cosmodrome/io/write_czml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/map_line.hpp"
#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr double track_spacing_m = 2000;

Json colour(int red, int green, int blue, int alpha) { return {{"rgba", {red, green, blue, alpha}}}; }
Json path_colour() { return colour(232, 111, 47, 255); }
Json fall_colour() { return colour(150, 150, 150, 255); }
Json zone_colour(int alpha) { return colour(214, 60, 60, alpha); }

double rounded(double value, double step) { return std::round(value / step) * step; }

std::string zulu(const Mission& mission, double t_s) { return utc_text(mission, t_s, 3) + "Z"; }

std::string interval(const Mission& mission, double from_s, double to_s) {
  return zulu(mission, from_s) + "/" + zulu(mission, to_s);
}

void add_place(Json& list, double longitude_rad, double latitude_rad, double altitude_m) {
  list.push_back(rounded(to_longitude_degrees(longitude_rad), 1e-7));
  list.push_back(rounded(to_degrees(latitude_rad), 1e-7));
  list.push_back(rounded(altitude_m, 0.01));
}

// Samples of one time would leave the viewer without an order: the second side of an event has the same place.
Json sampled_position(const Mission& mission, const std::vector<FlightPoint>& points) {
  Json list = Json::array();
  double last_t_s = -1e300;
  for (const FlightPoint& point : points) {
    if (point.t_s <= last_t_s) continue;
    last_t_s = point.t_s;
    list.push_back(rounded(point.t_s, 1e-4));
    add_place(list, point.longitude_rad, point.latitude_rad, point.altitude_m);
  }
  return {{"epoch", zulu(mission, 0)},
          {"interpolationAlgorithm", "LINEAR"},
          {"interpolationDegree", 1},
          {"forwardExtrapolationType", "HOLD"},
          {"cartographicDegrees", std::move(list)}};
}

Json fixed_position(double longitude_rad, double latitude_rad, double altitude_m) {
  Json list = Json::array();
  add_place(list, longitude_rad, latitude_rad, altitude_m);
  return {{"cartographicDegrees", std::move(list)}};
}

Json label(const std::string& text) {
  return {{"text", text},
          {"font", "13px sans-serif"},
          {"horizontalOrigin", "LEFT"},
          {"pixelOffset", {{"cartesian2", {10, 0}}}},
          {"fillColor", colour(255, 255, 255, 255)},
          {"outlineColor", colour(0, 0, 0, 255)},
          {"outlineWidth", 2},
          {"style", "FILL_AND_OUTLINE"}};
}

Json dot(const Json& fill, int size) { return {{"pixelSize", size}, {"color", fill}}; }

Json path(const Json& line_colour, double width) {
  return {
      {"material", {{"solidColor", {{"color", line_colour}}}}}, {"width", width}, {"leadTime", 0}, {"resolution", 1}};
}

double end_of(const Flight& flight) {
  double end_s = flight.points.empty() ? 0 : flight.points.back().t_s;
  for (const Impact& impact : flight.impacts) end_s = std::max(end_s, impact.t_s);
  return end_s;
}

bool goes_on(const Flight& flight) { return flight.voyage && !flight.voyage->arcs.empty(); }

double end_of_all(const Flight& flight) {
  const double end_s = end_of(flight);
  return goes_on(flight) ? std::max(end_s, flight.voyage->arcs.back().points.back().t_s) : end_s;
}

Json document_packet(const std::string& name, const std::string& begin, const std::string& end) {
  return {{"id", "document"},
          {"name", name},
          {"version", "1.0"},
          {"clock",
           {{"interval", begin + "/" + end},
            {"currentTime", begin},
            {"multiplier", 5},
            {"range", "CLAMPED"},
            {"step", "SYSTEM_CLOCK_MULTIPLIER"}}}};
}

std::string begin_of(const Flight& flight) {
  return zulu(flight.mission, flight.points.empty() ? 0 : flight.points.front().t_s);
}

Json vehicle_packet(const Flight& flight, const std::string& id = "vehicle") {
  const auto& points = flight.points;
  return {{"id", id},
          {"name", flight.mission.vehicle.name},
          {"availability", interval(flight.mission, points.front().t_s, end_of(flight))},
          {"position", sampled_position(flight.mission, points)},
          {"point", dot(path_colour(), 9)},
          {"label", label(flight.mission.vehicle.name)},
          {"path", path(path_colour(), 3)}};
}

void add_sample(Json& list, double t_s, const Vec3<double, Gcrf>& place_m, const Vec3<double, Gcrf>& velocity_m_s) {
  list.push_back(rounded(t_s, 1e-4));
  for (const double coordinate : {place_m.x, place_m.y, place_m.z}) list.push_back(rounded(coordinate, 0.1));
  for (const double component : {velocity_m_s.x, velocity_m_s.y, velocity_m_s.z})
    list.push_back(rounded(component, 1e-4));
}

/// What flies free, from the Earth's centre in axes that do not turn. Places with velocities: the points are as far
/// apart as cubics through both allow.
Json free_packet(const Flight& flight, const std::string& id, const std::string& name, double begin_s, double end_s,
                 Json samples) {
  return {{"id", id},
          {"name", name},
          {"availability", interval(flight.mission, begin_s, end_s)},
          {"position",
           {{"epoch", zulu(flight.mission, 0)},
            {"referenceFrame", "INERTIAL"},
            {"interpolationAlgorithm", "HERMITE"},
            {"interpolationDegree", 3},
            {"cartesianVelocity", std::move(samples)}}},
          {"point", dot(path_colour(), 7)},
          {"path", path(path_colour(), 2)}};
}

Json voyage_packet(const Flight& flight) {
  Json list = Json::array();
  const auto& arcs = flight.voyage->arcs;
  double last_t_s = -1e300;
  for (const Voyage::Arc& arc : arcs) {
    for (const Voyage::Point& point : arc.points) {
      if (point.t_s <= last_t_s) continue;
      last_t_s = point.t_s;
      add_sample(list, point.t_s, point.position_m + point.center_m, point.velocity_m_s + point.center_m_s);
    }
  }
  return free_packet(flight, "voyage", flight.mission.name, arcs.front().points.front().t_s,
                     arcs.back().points.back().t_s, std::move(list));
}

/// The first hours of a passenger: long enough to see it part from the others.
Json passenger_packet(const Flight& flight, const Passenger& passenger) {
  constexpr double shown_s = 3 * 3600;
  Json list = Json::array();
  double end_s = passenger.t_s;
  for (const Passenger::Point& point : passenger.path) {
    if (point.t_s > passenger.t_s + shown_s) break;
    add_sample(list, point.t_s, point.position_m, point.velocity_m_s);
    end_s = point.t_s;
  }
  Json packet =
      free_packet(flight, "passenger/" + passenger.name, passenger.name, passenger.t_s, end_s, std::move(list));
  packet["label"] = label(passenger.name);
  return packet;
}

Json ground_track_packet(const Flight& flight, const std::string& id = "ground-track") {
  Json list = Json::array();
  for (const MapPoint& point : map_line(flight.points, track_spacing_m)) {
    list.push_back(rounded(point.longitude_deg, 1e-6));
    list.push_back(rounded(point.latitude_deg, 1e-6));
    list.push_back(0);
  }
  return {{"id", id},
          {"name", "Ground track"},
          {"polyline",
           {{"positions", {{"cartographicDegrees", std::move(list)}}},
            {"clampToGround", true},
            {"width", 1.5},
            {"material", {{"solidColor", {{"color", colour(255, 255, 255, 180)}}}}}}}};
}

Json event_packet(const Mission& mission, const FlightEvent& event, double end_s, std::size_t number) {
  const FlightPoint& point = event.point;
  return {{"id", "event/" + std::to_string(number) + "/" + event.name},
          {"name", event.what.empty() ? event.name : event.what},
          {"availability", interval(mission, point.t_s, std::max(end_s, point.t_s))},
          {"position", fixed_position(point.longitude_rad, point.latitude_rad, point.altitude_m)},
          {"point", dot(colour(255, 255, 255, 255), 5)},
          {"label", label(event.what.empty() ? event.name : event.what)}};
}

Json fall_packet(const Mission& mission, const Impact& impact, double end_s) {
  return {{"id", "fall/" + impact.element},
          {"name", impact.name},
          {"availability", interval(mission, impact.track.front().t_s, std::max(end_s, impact.track.back().t_s))},
          {"position", sampled_position(mission, impact.track)},
          {"point", dot(fall_colour(), 6)},
          {"path", path(fall_colour(), 1.5)}};
}

Json impact_packet(const Mission& mission, const Impact& impact, double end_s) {
  return {{"id", "impact/" + impact.element},
          {"name", impact.name},
          {"availability", interval(mission, impact.t_s, std::max(end_s, impact.t_s))},
          {"position", fixed_position(impact.longitude_rad, impact.latitude_rad, 0)},
          {"point", dot(zone_colour(255), 8)},
          {"label", label(impact.name)}};
}

Json zone_packet(const DropZone& zone, std::size_t number) {
  Json list = Json::array();
  for (const MapPoint& point : outline(zone)) {
    list.push_back(rounded(point.longitude_deg, 1e-6));
    list.push_back(rounded(point.latitude_deg, 1e-6));
    list.push_back(0);
  }
  return {{"id", "zone/" + std::to_string(number)},
          {"name", zone.name},
          {"description", zone.note},
          {"polygon",
           {{"positions", {{"cartographicDegrees", std::move(list)}}},
            {"height", 0},
            {"material", {{"solidColor", {{"color", zone_colour(60)}}}}},
            {"outline", true},
            {"outlineColor", zone_colour(255)}}}};
}

std::string text_of(const Json& packets) { return packets.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string write_czml(const Flight& flight) {
  const double end_s = end_of(flight);
  Json packets =
      Json::array({document_packet(flight.mission.name, begin_of(flight), zulu(flight.mission, end_of_all(flight)))});
  if (!flight.points.empty()) {
    packets.push_back(vehicle_packet(flight));
    packets.push_back(ground_track_packet(flight));
  }
  if (goes_on(flight)) {
    packets.push_back(voyage_packet(flight));
    for (const Passenger& passenger : flight.voyage->passengers) packets.push_back(passenger_packet(flight, passenger));
  }
  std::size_t number = 0;
  for (const FlightEvent& event : flight.events) {
    packets.push_back(event_packet(flight.mission, event, end_s, ++number));
  }
  for (const Impact& impact : flight.impacts) {
    if (!impact.track.empty()) packets.push_back(fall_packet(flight.mission, impact, end_s));
    if (impact.reached_ground) packets.push_back(impact_packet(flight.mission, impact, end_s));
  }
  number = 0;
  for (const DropZone& zone : flight.mission.drop_zones) packets.push_back(zone_packet(zone, ++number));
  return text_of(packets);
}

std::string write_czml(const std::vector<const Flight*>& flights) {
  if (flights.size() == 1) return write_czml(*flights.front());
  // Dates as text sort by time.
  std::string begin = begin_of(*flights.front()), end = begin;
  Json packets = Json::array({nullptr});
  std::size_t number = 0;
  for (const Flight* flight : flights) {
    begin = std::min(begin, begin_of(*flight)), end = std::max(end, zulu(flight->mission, end_of(*flight)));
    packets.push_back(vehicle_packet(*flight, fmt::format("vehicle/{}", ++number)));
    packets.push_back(ground_track_packet(*flight, fmt::format("ground-track/{}", number)));
  }
  packets.front() = document_packet(fmt::format("{} objects", flights.size()), begin, end);
  return text_of(packets);
}

}  // namespace cosmodrome
