#include "cosmodrome/io/write_csv.hpp"

#include <fmt/format.h>

#include <iterator>

#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

struct Column {
  const char* name;
  int digits;
  double (*value)(const FlightPoint&);
};

// Digits: a millimetre in place, a tenth of a millimetre a second in speed, about a centimetre in angle.
constexpr Column columns[] = {
    {"t_s", 4, [](const FlightPoint& p) { return p.t_s; }},
    {"x_gcrf_m", 3, [](const FlightPoint& p) { return p.position_m.x; }},
    {"y_gcrf_m", 3, [](const FlightPoint& p) { return p.position_m.y; }},
    {"z_gcrf_m", 3, [](const FlightPoint& p) { return p.position_m.z; }},
    {"vx_gcrf_m_s", 4, [](const FlightPoint& p) { return p.velocity_m_s.x; }},
    {"vy_gcrf_m_s", 4, [](const FlightPoint& p) { return p.velocity_m_s.y; }},
    {"vz_gcrf_m_s", 4, [](const FlightPoint& p) { return p.velocity_m_s.z; }},
    {"mass_kg", 3, [](const FlightPoint& p) { return p.mass_kg; }},
    {"latitude_deg", 7, [](const FlightPoint& p) { return to_degrees(p.latitude_rad); }},
    {"longitude_deg", 7, [](const FlightPoint& p) { return to_longitude_degrees(p.longitude_rad); }},
    {"altitude_m", 2, [](const FlightPoint& p) { return p.altitude_m; }},
    {"downrange_m", 2, [](const FlightPoint& p) { return p.downrange_m; }},
    {"speed_inertial_m_s", 3, [](const FlightPoint& p) { return p.speed_inertial_m_s; }},
    {"speed_relative_m_s", 3, [](const FlightPoint& p) { return p.speed_relative_m_s; }},
    {"flight_path_angle_deg", 4, [](const FlightPoint& p) { return to_degrees(p.flight_path_angle_rad); }},
    {"heading_deg", 4, [](const FlightPoint& p) { return to_turn_degrees(p.heading_rad); }},
    {"dynamic_pressure_Pa", 3, [](const FlightPoint& p) { return p.dynamic_pressure_Pa; }},
    {"mach", 4, [](const FlightPoint& p) { return p.mach; }},
    {"angle_of_attack_deg", 4, [](const FlightPoint& p) { return to_degrees(p.angle_of_attack_rad); }},
    {"pitch_deg", 4, [](const FlightPoint& p) { return to_degrees(p.pitch_rad); }},
    {"yaw_deg", 4, [](const FlightPoint& p) { return to_turn_degrees(p.yaw_rad); }},
    {"thrust_N", 1, [](const FlightPoint& p) { return p.thrust_N; }},
    {"drag_N", 1, [](const FlightPoint& p) { return p.drag_N; }},
    {"acceleration_m_s2", 4, [](const FlightPoint& p) { return p.acceleration_m_s2; }},
    {"heating_W_m2", 2, [](const FlightPoint& p) { return p.heating_W_m2; }},
};

}  // namespace

std::string write_csv(const Flight& flight) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  const char* separator = "";
  for (const Column& column : columns) {
    fmt::format_to(out, "{}{}", separator, column.name);
    separator = ",";
  }
  text.push_back('\n');
  for (const FlightPoint& point : flight.points) {
    separator = "";
    for (const Column& column : columns) {
      fmt::format_to(out, "{}{:.{}f}", separator, column.value(point), column.digits);
      separator = ",";
    }
    text.push_back('\n');
  }
  return fmt::to_string(text);
}

}  // namespace cosmodrome
