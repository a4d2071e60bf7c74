#pragma once
#include <string>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"

namespace cosmodrome {

/// What stands in the first orbit around the Earth, and what it can do.
struct Departure {
  double t_s = 0;  ///< since lift-off
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
  double mass_kg = 0;
  std::string stage_name;        ///< of the stage that flies on
  SpaceEngine engine;            ///< its engines together
  double propellant_kg = 0;      ///< that it can still burn
  double drag_area_m2 = 0;       ///< with the drag coefficient
  double fall_drag_area_m2 = 0;  ///< of the empty stage as it falls
  std::string payload_name;      ///< of the first payload
  double payload_mass_kg = 0;    ///< of all
};

/// The end of an ascent, as a stage flies on from there. The vehicle must have the stage, with an engine.
Departure departure_of(const Flight& flight, const std::string& stage);

}  // namespace cosmodrome
