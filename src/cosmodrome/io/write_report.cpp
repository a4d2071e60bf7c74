#include "cosmodrome/io/write_report.hpp"

#include <cmath>
#include <stdexcept>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/fill_page.hpp"
#include "cosmodrome/io/flight_json.hpp"
#include "cosmodrome/io/map_line.hpp"
#include "cosmodrome/io/write_timeline.hpp"
#include "cosmodrome/io/write_voyage.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr double points_wanted = 2000;  // more than a screen has columns
constexpr double fall_spacing_m = 500;

struct Series {
  const char* name;
  double step;  ///< what a plot can show; fewer digits make a smaller page
  double (*value)(const FlightPoint&);
};

constexpr Series series[] = {
    {"t_s", 1e-3, [](const FlightPoint& p) { return p.t_s; }},
    {"altitude_m", 1, [](const FlightPoint& p) { return p.altitude_m; }},
    {"downrange_m", 1, [](const FlightPoint& p) { return p.downrange_m; }},
    {"latitude_deg", 1e-5, [](const FlightPoint& p) { return to_degrees(p.latitude_rad); }},
    {"longitude_deg", 1e-5, [](const FlightPoint& p) { return to_longitude_degrees(p.longitude_rad); }},
    {"speed_inertial_m_s", 1e-2, [](const FlightPoint& p) { return p.speed_inertial_m_s; }},
    {"speed_relative_m_s", 1e-2, [](const FlightPoint& p) { return p.speed_relative_m_s; }},
    {"flight_path_angle_deg", 1e-3, [](const FlightPoint& p) { return to_degrees(p.flight_path_angle_rad); }},
    {"dynamic_pressure_Pa", 1e-1, [](const FlightPoint& p) { return p.dynamic_pressure_Pa; }},
    {"mach", 1e-3, [](const FlightPoint& p) { return p.mach; }},
    {"angle_of_attack_deg", 1e-3, [](const FlightPoint& p) { return to_degrees(p.angle_of_attack_rad); }},
    {"pitch_deg", 1e-3, [](const FlightPoint& p) { return to_degrees(p.pitch_rad); }},
    {"thrust_N", 1, [](const FlightPoint& p) { return p.thrust_N; }},
    {"acceleration_m_s2", 1e-3, [](const FlightPoint& p) { return p.acceleration_m_s2; }},
    {"mass_kg", 1e-1, [](const FlightPoint& p) { return p.mass_kg; }},
};

// Multiplied by a whole number and divided again, so that the shortest text of the double has few digits.
double rounded(double value, double step) {
  const double per_unit = std::round(1 / step);
  return std::round(value * per_unit) / per_unit;
}

// Both sides of every event stay; between them, points no closer in time than the flight over `points_wanted`.
std::vector<const FlightPoint*> thinned(const std::vector<FlightPoint>& points) {
  std::vector<const FlightPoint*> kept;
  if (points.empty()) return kept;
  const double spacing_s = (points.back().t_s - points.front().t_s) / points_wanted;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool at_end = i == 0 || i + 1 == points.size();
    const bool at_event = !at_end && (points[i].t_s == points[i - 1].t_s || points[i].t_s == points[i + 1].t_s);
    if (at_end || at_event || points[i].t_s - kept.back()->t_s >= spacing_s) kept.push_back(&points[i]);
  }
  return kept;
}

Json columns(const std::vector<FlightPoint>& points) {
  const std::vector<const FlightPoint*> kept = thinned(points);
  Json json = Json::object();
  for (const Series& one : series) {
    Json values = Json::array();
    for (const FlightPoint* point : kept) values.push_back(rounded(one.value(*point), one.step));
    json[one.name] = std::move(values);
  }
  return json;
}

Json line_json(const MapLine& line) {
  Json list = Json::array();
  for (const MapPoint& p : line) list.push_back({rounded(p.longitude_deg, 1e-5), rounded(p.latitude_deg, 1e-5)});
  return list;
}

Json falls_json(const std::vector<Impact>& impacts) {
  Json list = Json::array();
  for (const Impact& impact : impacts) {
    list.push_back({{"element", impact.element}, {"line", line_json(map_line(impact.track, fall_spacing_m))}});
  }
  return list;
}

Json zones_json(const std::vector<DropZone>& zones) {
  Json list = Json::array();
  for (const DropZone& zone : zones) {
    list.push_back({{"name", zone.name},
                    {"element", zone.element},
                    {"outline", line_json(outline(zone))},
                    {"source", zone.source},
                    {"note", zone.note}});
  }
  return list;
}

void add_sources(Json& list, const std::vector<Provenance>& provenance, const char* of) {
  for (const Provenance& one : provenance) {
    list.push_back({{"of", of},
                    {"path", one.path},
                    {"text", one.text},
                    {"source", one.source},
                    {"confidence", one.confidence},
                    {"estimated", one.estimated},
                    {"note", one.note}});
  }
}

Json sources_json(const Mission& mission) {
  Json list = Json::array();
  add_sources(list, mission.site.provenance, "site");
  add_sources(list, mission.vehicle.provenance, "vehicle");
  return list;
}

Json tables_json(const std::vector<ReportTable>& tables) {
  Json list = Json::array();
  for (const ReportTable& table : tables) {
    list.push_back({{"title", table.title}, {"note", table.note}, {"columns", table.columns}, {"rows", table.rows}});
  }
  return list;
}

}  // namespace

std::string write_report_data(const Flight& flight, const std::string& mission_hash,
                              const std::vector<ReportTable>& tables) {
  Json json = {{"flight", flight_json(flight, mission_hash)},
               {"description", flight.mission.description},
               {"series", columns(flight.points)},
               {"falls", falls_json(flight.impacts)},
               {"zones", zones_json(flight.mission.drop_zones)},
               {"notes", flight.mission.notes},
               {"sources", sources_json(flight.mission)},
               {"tables", tables_json(tables)}};
  if (flight.voyage) json["voyage_picture"] = voyage_picture(*flight.voyage);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string write_report(const Flight& flight, const std::string& page, const std::string& mission_hash,
                         const std::vector<ReportTable>& tables) {
  if (page.find("@DATA@") == std::string::npos) throw std::invalid_argument("report page: no place marked @DATA@");
  return filled_page(page, {{"@TITLE@", safe_in_html(flight.mission.name)},
                            {"@TEXT@", safe_in_html(write_timeline(flight))},
                            {"@DATA@", safe_in_script(write_report_data(flight, mission_hash, tables))}});
}

}  // namespace cosmodrome
