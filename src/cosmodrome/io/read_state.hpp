#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/dynamics/orbit_motion.hpp"
#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/time/epoch.hpp"

namespace cosmodrome {

/// A spacecraft at one instant, as an orbit file tells it: what a free flight begins from.
struct SpacecraftState {
  std::string object_name = "UNKNOWN";
  std::string object_id = "UNKNOWN";
  std::string origin;  ///< "the state of an OPM": for the reader
  Epoch epoch;
  Vec3<double, Gcrf> position_m, velocity_m_s;
  std::optional<double> mass_kg;
  std::optional<double> drag_area_m2;   ///< with the drag coefficient
  std::optional<double> light_area_m2;  ///< with the coefficient of reflectivity
  std::vector<std::string> notes;       ///< what of the file was not used
};

/// The last state of a flight.
SpacecraftState end_of_flight(const Flight& flight);

/// What flies on from it: a metric ton if the mass is not known, without the forces of areas that are not.
PointMassState<double> point_mass_of(const SpacecraftState& state);
Spacecraft<double> craft_of(const SpacecraftState& state);

/// Reads the state of an OPM, the last one of an OEM or of a flight (flight.csv, flight.json), or that of SGP4 at the
/// epoch of a TLE or OMM. A file of several objects is refused. Throws InputError with the place.
SpacecraftState read_spacecraft_state(const std::filesystem::path& path);

}  // namespace cosmodrome
