#include "cosmodrome/io/write_kml.hpp"

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/kml_text.hpp"
#include "cosmodrome/io/map_line.hpp"
#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome {
namespace {

constexpr double path_spacing_m = 1000;
constexpr double track_spacing_m = 2000;

void add_event(Kml& kml, const Mission& mission, const FlightEvent& event) {
  const FlightPoint& p = event.point;
  kml.add("<Placemark><name>{}</name><styleUrl>#event</styleUrl>",
          escaped(event.what.empty() ? event.name : event.what));
  kml.add("<description>T+ {:.2f} s, {:.2f} km, {:.1f} m/s</description>", p.t_s, p.altitude_m / 1e3,
          p.speed_inertial_m_s);
  kml.add("<TimeStamp><when>{}Z</when></TimeStamp><Point><altitudeMode>absolute</altitudeMode>",
          utc_text(mission, p.t_s, 3));
  kml.add("<coordinates>{:.6f},{:.6f},{:.1f}</coordinates></Point></Placemark>\n",
          to_longitude_degrees(p.longitude_rad), to_degrees(p.latitude_rad), p.altitude_m);
}

void add_path(Kml& kml, const Flight& flight) {
  add_line(kml, "Flight path", "path", map_line(flight.points, path_spacing_m), false);
  add_line(kml, "Ground track", "track", map_line(flight.points, track_spacing_m), true);
}

}  // namespace

std::string write_kml(const Flight& flight) {
  const Mission& mission = flight.mission;
  Kml kml;
  begin_document(kml, mission.name);
  add_path(kml, flight);
  kml.add("<Folder><name>Events</name>\n");
  for (const FlightEvent& event : flight.events) add_event(kml, mission, event);
  kml.add("</Folder>\n<Folder><name>Dropped</name>\n");
  for (const Impact& impact : flight.impacts) add_impact(kml, mission, impact);
  kml.add("</Folder>\n<Folder><name>Closed districts</name>\n");
  for (const DropZone& zone : mission.drop_zones) add_zone(kml, zone);
  kml.add("</Folder>\n");
  end_document(kml);
  return kml.text();
}

std::string write_kml(const std::vector<const Flight*>& flights) {
  if (flights.size() == 1) return write_kml(*flights.front());
  Kml kml;
  begin_document(kml, fmt::format("{} objects", flights.size()));
  for (const Flight* flight : flights) {
    kml.add("<Folder><name>{}</name>\n", escaped(flight->mission.name));
    add_path(kml, *flight);
    kml.add("</Folder>\n");
  }
  end_document(kml);
  return kml.text();
}

}  // namespace cosmodrome
