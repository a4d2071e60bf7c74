#include "cosmodrome/io/flight_columns.hpp"

#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

using enum FlightColumn::Angle;
using Point = FlightPoint;
constexpr bool must = true;

// Digits: a millimetre in place, a tenth of a millimetre a second in speed, about a centimetre in angle.
constexpr FlightColumn columns[] = {
    {"t_s", 4, [](Point& p) -> double& { return p.t_s; }, none, must},
    {"x_gcrf_m", 3, [](Point& p) -> double& { return p.position_m.x; }, none, must},
    {"y_gcrf_m", 3, [](Point& p) -> double& { return p.position_m.y; }, none, must},
    {"z_gcrf_m", 3, [](Point& p) -> double& { return p.position_m.z; }, none, must},
    {"vx_gcrf_m_s", 4, [](Point& p) -> double& { return p.velocity_m_s.x; }, none, must},
    {"vy_gcrf_m_s", 4, [](Point& p) -> double& { return p.velocity_m_s.y; }, none, must},
    {"vz_gcrf_m_s", 4, [](Point& p) -> double& { return p.velocity_m_s.z; }, none, must},
    {"mass_kg", 3, [](Point& p) -> double& { return p.mass_kg; }},
    {"latitude_deg", 7, [](Point& p) -> double& { return p.latitude_rad; }, plain, must},
    {"longitude_deg", 7, [](Point& p) -> double& { return p.longitude_rad; }, longitude, must},
    {"altitude_m", 2, [](Point& p) -> double& { return p.altitude_m; }, none, must},
    {"downrange_m", 2, [](Point& p) -> double& { return p.downrange_m; }},
    {"speed_inertial_m_s", 3, [](Point& p) -> double& { return p.speed_inertial_m_s; }},
    {"speed_relative_m_s", 3, [](Point& p) -> double& { return p.speed_relative_m_s; }},
    {"flight_path_angle_deg", 4, [](Point& p) -> double& { return p.flight_path_angle_rad; }, plain},
    {"heading_deg", 4, [](Point& p) -> double& { return p.heading_rad; }, turn},
    {"dynamic_pressure_Pa", 3, [](Point& p) -> double& { return p.dynamic_pressure_Pa; }},
    {"mach", 4, [](Point& p) -> double& { return p.mach; }},
    {"angle_of_attack_deg", 4, [](Point& p) -> double& { return p.angle_of_attack_rad; }, plain},
    {"pitch_deg", 4, [](Point& p) -> double& { return p.pitch_rad; }, plain},
    {"yaw_deg", 4, [](Point& p) -> double& { return p.yaw_rad; }, turn},
    {"thrust_N", 1, [](Point& p) -> double& { return p.thrust_N; }},
    {"drag_N", 1, [](Point& p) -> double& { return p.drag_N; }},
    {"acceleration_m_s2", 4, [](Point& p) -> double& { return p.acceleration_m_s2; }},
    {"heating_W_m2", 2, [](Point& p) -> double& { return p.heating_W_m2; }},
};

}  // namespace

std::span<const FlightColumn> flight_columns() { return columns; }

double written_value(const FlightColumn& column, const FlightPoint& point) {
  FlightPoint copy = point;
  const double value = column.member(copy);
  switch (column.angle) {
    case none:
      return value;
    case plain:
      return to_degrees(value);
    case turn:
      return to_turn_degrees(value);
    case longitude:
      return to_longitude_degrees(value);
  }
  return value;
}

void read_value(const FlightColumn& column, double written, FlightPoint& point) {
  column.member(point) = column.angle == none ? written : written / to_degrees(1.0);
}

}  // namespace cosmodrome
