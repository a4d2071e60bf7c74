#include "cosmodrome/io/write_voyage.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <set>

#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/text_width.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_passengers.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;
using Place = Vec3<double, Gcrf>;
constexpr std::size_t burn_width = 34;

void add_burns(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\n{:<19}  {:<{}} {:>9} {:>9} {:>7} {:>8} {:>9} {:>8}\n", "UTC", "burn", burn_width, "length",
                 "published", "differ.", "speed", "used", "mass");
  fmt::format_to(out, "{:<19}  {:<{}} {:>9} {:>9} {:>7} {:>8} {:>9} {:>8}\n", "", "", burn_width, "s", "s", "s", "m/s",
                 "kg", "kg");
  std::set<std::string> sources;
  double total_m_s = 0;
  for (const Voyage::Burn& burn : flight.voyage->burns) {
    const std::string what = burn.what.empty() ? burn.name : burn.what;
    std::string published = fmt::format("{:>9} {:>7}", "", "");
    if (burn.published_duration_s) {
      published =
          fmt::format("{:>9.1f} {:>+7.1f}", *burn.published_duration_s, burn.duration_s - *burn.published_duration_s);
      sources.insert(burn.published_source);
    }
    fmt::format_to(out, "{:<19}  {} {:>9.1f} {} {:>8.1f} {:>9.1f} {:>8.1f}\n", utc_text(flight.mission, burn.t_s, 0),
                   fitted(what, burn_width), burn.duration_s, published, burn.delta_v_m_s, burn.propellant_kg,
                   burn.mass_after_kg);
    total_m_s += burn.delta_v_m_s;
  }
  fmt::format_to(out, "{:<19}  {:<{}} {:>9} {:>9} {:>7} {:>8.1f}\n", "", "all", burn_width, "", "", "", total_m_s);
  if (!sources.empty()) fmt::format_to(out, "  published lengths: {}\n", fmt::join(sources, ", "));
}

void add_marks(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  for (const Voyage::Mark& mark : flight.voyage->marks) {
    fmt::format_to(out, "{:<19}  {}, {:.0f} km above the {}, {:.0f} m/s\n", utc_text(flight.mission, mark.t_s, 0),
                   mark.what, mark.altitude_m / 1e3, name_of(mark.center), mark.speed_m_s);
  }
}

/// "100.0 km" of a circle, "471.0 x 486.0 km" of an ellipse.
std::string asked_text(const Voyage::Orbit& orbit) {
  const double low_m = *orbit.asked_periapsis_altitude_m, high_m = orbit.asked_apoapsis_altitude_m;
  return low_m == high_m ? fmt::format("{:.1f} km", low_m / 1e3)
                         : fmt::format("{:.1f} x {:.1f} km", low_m / 1e3, high_m / 1e3);
}

void add_orbits(fmt::memory_buffer& text, const Flight& flight) {
  const auto out = std::back_inserter(text);
  for (const Voyage::Orbit& orbit : flight.voyage->orbits) {
    fmt::format_to(out, "{:<19}  {}orbit {}: {:.1f} x {:.1f} km, {:.2f} deg to the {}'s equator",
                   utc_text(flight.mission, orbit.t_s, 0), orbit.mean ? "mean " : "", orbit.name,
                   orbit.periapsis_altitude_m / 1e3, orbit.apoapsis_altitude_m / 1e3, to_degrees(orbit.inclination_rad),
                   name_of(orbit.center));
    if (orbit.asked_periapsis_altitude_m)
      fmt::format_to(out, "; asked {}, {:.2f} deg: {}", asked_text(orbit), to_degrees(orbit.asked_inclination_rad),
                     orbit.met ? "met" : "not met");
    fmt::format_to(out, "\n");
  }
}

void add_entry(fmt::memory_buffer& text, const Flight& flight) {
  const Voyage::Entry& entry = *flight.voyage->entry;
  const auto degrees = [](double rad, const char* positive, const char* negative) {
    return fmt::format("{:.2f} {}", std::abs(to_degrees(rad)), rad < 0 ? negative : positive);
  };
  fmt::format_to(std::back_inserter(text),
                 "{:<19}  back at the Earth: {:.0f} km above {}, {}, {:.0f} m/s, {:.2f} deg below the horizon; perigee "
                 "{:.1f} km; asked {:.1f} km: {}\n",
                 utc_text(flight.mission, entry.t_s, 0), entry.altitude_m / 1e3, degrees(entry.latitude_rad, "N", "S"),
                 degrees(entry.longitude_rad, "E", "W"), entry.speed_m_s, -to_degrees(entry.flight_path_angle_rad),
                 entry.perigee_altitude_m / 1e3, flight.mission.moon->free_return->perigee_altitude_m / 1e3,
                 flight.voyage->met ? "met" : "not met");
}

Json json_of(const Voyage::Entry& entry) {
  return {{"t_s", entry.t_s},
          {"altitude_m", entry.altitude_m},
          {"speed_inertial_m_s", entry.speed_m_s},
          {"flight_path_angle_deg", to_degrees(entry.flight_path_angle_rad)},
          {"latitude_deg", to_degrees(entry.latitude_rad)},
          {"longitude_deg", to_degrees(entry.longitude_rad)},
          {"perigee_altitude_m", entry.perigee_altitude_m}};
}

Json json_of(const Voyage::Burn& burn) {
  Json json = {{"name", burn.name},
               {"what", burn.what},
               {"engine", burn.engine},
               {"t_s", burn.t_s},
               {"duration_s", burn.duration_s},
               {"delta_v_m_s", burn.delta_v_m_s},
               {"propellant_kg", burn.propellant_kg},
               {"mass_after_kg", burn.mass_after_kg}};
  if (burn.published_t_s) json["published_t_s"] = *burn.published_t_s;
  if (burn.published_duration_s) json["published_duration_s"] = *burn.published_duration_s;
  if (!burn.published_source.empty()) json["published_source"] = burn.published_source;
  if (!burn.published_note.empty()) json["published_note"] = burn.published_note;
  return json;
}

Json json_of(const Voyage::Mark& mark) {
  return {{"name", mark.name},
          {"what", mark.what},
          {"t_s", mark.t_s},
          {"center", name_of(mark.center)},
          {"altitude_m", mark.altitude_m},
          {"speed_m_s", mark.speed_m_s},
          {"mass_kg", mark.mass_kg}};
}

Json json_of(const Voyage::Orbit& orbit) {
  Json json = {{"name", orbit.name},
               {"center", name_of(orbit.center)},
               {"t_s", orbit.t_s},
               {"periapsis_altitude_m", orbit.periapsis_altitude_m},
               {"apoapsis_altitude_m", orbit.apoapsis_altitude_m},
               {"inclination_deg", to_degrees(orbit.inclination_rad)},
               {"mean", orbit.mean}};
  if (orbit.asked_periapsis_altitude_m) {
    json["asked_periapsis_altitude_m"] = *orbit.asked_periapsis_altitude_m;
    json["asked_apoapsis_altitude_m"] = orbit.asked_apoapsis_altitude_m;
    json["asked_inclination_deg"] = to_degrees(orbit.asked_inclination_rad);
    json["met"] = orbit.met;
  }
  return json;
}

template <class T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

/// Coordinates in a plane, in kilometres to a tenth.
struct Plane {
  Place x, y;
  Json operator()(const Place& place) const {
    const auto km = [](double metres) { return std::round(metres / 100) / 10; };
    return {km(dot(place, x)), km(dot(place, y))};
  }
};

Plane plane_of(const Place& along, const Place& normal) {
  const Place z = unit(normal), x = unit(along - z * dot(along, z));
  return {x, cross(z, x)};
}

bool is_burn(const Voyage& voyage, const Voyage::Arc& arc) {
  for (const Voyage::Burn& burn : voyage.burns)
    if (burn.name == arc.name) return true;
  return false;
}

/// Hours since lift-off and kilometres above the equatorial radius, arc by arc.
Json heights_of(const Voyage& voyage) {
  Json heights = Json::array();
  for (const Voyage::Arc& arc : voyage.arcs) {
    Json line = Json::array();
    for (const Voyage::Point& p : arc.points) {
      line.push_back({std::round(p.t_s / 3600 * 1e4) / 1e4,
                      std::round((norm(p.position_m) - wgs84_equatorial_radius_m) / 100) / 10});
    }
    heights.push_back({{"name", arc.name}, {"burns", is_burn(voyage, arc)}, {"line", std::move(line)}});
  }
  return heights;
}

}  // namespace

std::string voyage_text(const Flight& flight) {
  fmt::memory_buffer text;
  add_burns(text, flight);
  add_marks(text, flight);
  add_orbits(text, flight);
  if (flight.voyage->entry) add_entry(text, flight);
  if (!flight.voyage->passengers.empty()) fmt::format_to(std::back_inserter(text), "{}", passengers_text(flight));
  return fmt::to_string(text);
}

std::string write_voyage_csv(const Voyage& voyage) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "t_s,leg,center,x_gcrf_m,y_gcrf_m,z_gcrf_m,vx_gcrf_m_s,vy_gcrf_m_s,vz_gcrf_m_s,mass_kg\n");
  for (const Voyage::Arc& arc : voyage.arcs) {
    for (const Voyage::Point& p : arc.points) {
      const auto& r = p.position_m;
      const auto& v = p.velocity_m_s;
      fmt::format_to(out, "{:.4f},{},{},{:.3f},{:.3f},{:.3f},{:.6f},{:.6f},{:.6f},{:.3f}\n", p.t_s, arc.name,
                     name_of(arc.center), r.x, r.y, r.z, v.x, v.y, v.z, p.mass_kg);
    }
  }
  return fmt::to_string(text);
}

Json voyage_json(const Voyage& voyage) {
  Json json = {{"met", voyage.met},
               {"cause", voyage.cause},
               {"burns", list_of(voyage.burns)},
               {"marks", list_of(voyage.marks)},
               {"orbits", list_of(voyage.orbits)},
               {"propellant_left_kg", voyage.propellant_left_kg},
               {"jacobian", voyage.jacobian}};
  if (voyage.entry) json["entry"] = json_of(*voyage.entry);
  add_passengers(json, voyage);
  return json;
}

Json voyage_picture(const Voyage& voyage) {
  Json json = {{"earth", Json::array()}, {"moon", Json::array()}};
  if (!voyage.passengers.empty()) json["heights"] = heights_of(voyage);
  // The way out is in the plane of the Earth, its middle and the Moon of the arrival.
  const Voyage::Arc *first_at_moon = nullptr, *last_at_moon = nullptr;
  for (const Voyage::Arc& arc : voyage.arcs) {
    if (arc.center != Body::moon) continue;
    if (first_at_moon == nullptr) first_at_moon = &arc;
    last_at_moon = &arc;
  }
  if (first_at_moon == nullptr) return json;
  const Voyage::Point& last = last_at_moon->points.back();
  const Place arrival_m = first_at_moon->points.back().center_m;
  const Place middle_m = first_at_moon->points.front().position_m + first_at_moon->points.front().center_m;
  const Plane out = plane_of(arrival_m, cross(middle_m, arrival_m));
  const Plane around = plane_of(last.position_m, cross(last.position_m, last.velocity_m_s));
  for (const Voyage::Arc& arc : voyage.arcs) {
    Json far = Json::array(), near = Json::array();
    for (const Voyage::Point& p : arc.points) {
      far.push_back(out(p.position_m + p.center_m));
      if (arc.center == Body::moon) near.push_back(around(p.position_m));
    }
    const bool burns = is_burn(voyage, arc);
    json["earth"].push_back({{"name", arc.name}, {"burns", burns}, {"line", std::move(far)}});
    if (!near.empty()) json["moon"].push_back({{"name", arc.name}, {"burns", burns}, {"line", std::move(near)}});
  }
  json["moon_at"] = out(arrival_m);
  return json;
}

}  // namespace cosmodrome
