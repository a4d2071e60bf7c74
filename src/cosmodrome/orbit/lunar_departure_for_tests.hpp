#pragma once
#include <numbers>

#include "cosmodrome/orbit/lunar_flight.hpp"

/// The departure of Luna-25, for tests.
namespace cosmodrome::lunar_tests {

inline const OrbitData& data() {
  static const OrbitData shipped = OrbitData::shipped();
  return shipped;
}

inline Epoch liftoff() { return Epoch::from_utc("2023-08-10T23:10:57Z"); }

/// Fregat with Luna-25 in the parking orbit that missions/luna-25.toml leads to, 260 km and 51.7 degrees.
inline Departure luna_25() {
  Departure departure;
  departure.t_s = 668.1174;
  departure.position_m = {-1652898.090, 4342082.606, 4741214.477};
  departure.velocity_m_s = {-7330.3238, -46.9701, -2512.3973};
  departure.mass_kg = 7771.821;
  departure.stage_name = "Fregat";
  departure.engine = {.thrust_N = 19850, .isp_s = 333.2};
  departure.propellant_kg = 4991.8;
  departure.drag_area_m2 = 19.4;
  departure.payload_name = "Luna-25";
  departure.payload_mass_kg = 1800;
  return departure;
}

inline Engine engine(const char* id, double thrust_N, double isp_s) {
  Engine made;
  made.id = made.name = id;
  made.thrust_vacuum_N = thrust_N, made.isp_vacuum_s = isp_s;
  return made;
}

/// The published instants; thrusts as general descriptions have them, those of the thrusters from the burn before the
/// landing (84 s were to lower the orbit by 18.75 m/s).
inline LunarFlight to_the_moon() {
  LunarFlight moon;
  moon.arrival = Epoch::from_utc("2023-08-16T08:57:00Z");
  moon.altitude_m = 100e3, moon.inclination_rad = std::numbers::pi / 2;
  moon.stage = "fregat", moon.most_coast_s = 6000;
  moon.pass_altitude_m = 1000e3, moon.separation_delay_s = 600;
  moon.engines = {engine("main", 4700, 315), engine("soft-landing", 1180, 300), engine("thrusters", 260, 230)};
  moon.corrections = {{"correction-1", "", "thrusters", Epoch::from_utc("2023-08-12T13:00:00Z"), 0, {}},
                      {"correction-2", "", "thrusters", Epoch::from_utc("2023-08-14T03:40:00Z"), 0, {}}};
  moon.capture = {{"capture-1", "", "main", {}, 0, {}}, {"capture-2", "", "soft-landing", {}, 10, 76.0}};
  moon.coast_s = 43200;
  return moon;
}

}  // namespace cosmodrome::lunar_tests
