#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/flight/passenger.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// The flight on from the first orbit, through free space.
struct Voyage {
  struct Point {
    double t_s = 0;  ///< since lift-off
    Vec3<double, Gcrf> position_m;
    Vec3<double, Gcrf> velocity_m_s;
    double mass_kg = 0;
    Vec3<double, Gcrf> center_m;    ///< of the arc's centre, from the Earth's
    Vec3<double, Gcrf> center_m_s;  ///< its velocity
  };
  /// A stretch around one body, from one event to the next; sampled densely where the path bends.
  struct Arc {
    std::string name;
    Body center = Body::earth;
    std::vector<Point> points;  ///< from that centre, along the axes of the GCRF
  };
  struct Burn {
    std::string name;
    std::string what;
    std::string engine;
    double t_s = 0;  ///< ignition
    double duration_s = 0;
    double delta_v_m_s = 0;  ///< by the rocket equation
    double propellant_kg = 0;
    double mass_after_kg = 0;
    std::optional<double> published_t_s;
    std::optional<double> published_duration_s;
    std::string published_source;
    std::string published_note;
  };
  /// What is worth telling of the way, in the order of time.
  struct Mark {
    std::string name;
    std::string what;
    double t_s = 0;
    Body center = Body::earth;
    double altitude_m = 0;  ///< above the mean radius of the centre
    double speed_m_s = 0;   ///< relative to the centre
    double mass_kg = 0;
  };
  /// An orbit around a body: heights above the Moon's mean radius, or the Earth's equatorial one.
  struct Orbit {
    std::string name;
    Body center = Body::moon;
    double t_s = 0;
    double periapsis_altitude_m = 0;
    double apoapsis_altitude_m = 0;
    double inclination_rad = 0;
    bool mean = false;                                 ///< of mean elements of SGP4; else osculating
    std::optional<double> asked_periapsis_altitude_m;  ///< none: nothing was asked
    double asked_apoapsis_altitude_m = 0;
    double asked_inclination_rad = 0;
    bool met = false;
  };
  /// Back at the Earth, where the air begins.
  struct Entry {
    double t_s = 0;
    double altitude_m = 0;  ///< above the ellipsoid
    double speed_m_s = 0;   ///< inertial, as the angle
    double flight_path_angle_rad = 0;
    double latitude_rad = 0;
    double longitude_rad = 0;
    double perigee_altitude_m = 0;  ///< to which the path leads, without air
  };
  std::vector<Arc> arcs;
  std::vector<Burn> burns;
  std::vector<Mark> marks;
  std::vector<Orbit> orbits;
  std::vector<Passenger> passengers;  ///< in the order of their release
  std::vector<Approach> approaches;   ///< the nearest of each pair, the nearest pair first
  std::vector<Recontact> recontacts;  ///< with errors; the likeliest contact first
  std::optional<Descent> descent;     ///< of the stage
  std::optional<Entry> entry;         ///< of a free return
  double propellant_left_kg = 0;      ///< above residuals, of the stage
  std::string jacobian;               ///< of the last correction's aim, where it converged, as a table
  bool met = false;
  std::string cause;  ///< in words, if not
};

}  // namespace cosmodrome
