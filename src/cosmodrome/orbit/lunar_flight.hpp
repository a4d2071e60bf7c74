#pragma once
// The flight on to the Moon: where an ascent ended, with the propellant that it left.
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/mission/lunar_flight.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// What stands in the first orbit around the Earth, and what it can do.
struct LunarDeparture {
  double t_s = 0;  ///< since lift-off
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
  double mass_kg = 0;
  std::string stage_name;    ///< of the stage that injects
  SpaceEngine engine;        ///< its engines together
  double propellant_kg = 0;  ///< that it can still burn
  double drag_area_m2 = 0;   ///< with the drag coefficient
  std::string payload_name;
  double payload_mass_kg = 0;
};

/// Finds and flies what is asked for: the coast in the first orbit, the injection by the last stage, separation,
/// corrections and capture by the payload's own engines. Each burn is found in the model `fast` of OrbitModel from the
/// state that the ones before have led to, and flown there; the last correction and the capture are found together.
///
/// Missing the Moon is an outcome with a cause: read Voyage::met. Published figures are the caller's to set beside.
/// Throws std::invalid_argument without corrections, std::out_of_range where the ephemeris ends.
Voyage fly_to_moon(const LunarDeparture& departure, const LunarFlight& moon, const Epoch& liftoff,
                   const OrbitData& data);

}  // namespace cosmodrome
