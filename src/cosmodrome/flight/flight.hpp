#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/flight/voyage.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

/// The vehicle at one instant, with all that the products show. Plain doubles: whatever scalar flew it.
struct FlightPoint {
  double t_s = 0;  ///< since lift-off
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
  double mass_kg = 0;
  double latitude_rad = 0;  ///< geodetic
  double longitude_rad = 0;
  double altitude_m = 0;   ///< above the WGS84 ellipsoid
  double downrange_m = 0;  ///< along the ellipsoid from the pad
  double speed_inertial_m_s = 0;
  double speed_relative_m_s = 0;     ///< to the turning Earth
  double flight_path_angle_rad = 0;  ///< of the relative velocity above the local horizon
  double heading_rad = 0;            ///< of the relative velocity, clockwise from north
  double dynamic_pressure_Pa = 0;
  double mach = 0;
  double angle_of_attack_rad = 0;
  double pitch_rad = 0;     ///< of the thrust axis above the local horizon
  double yaw_rad = 0;       ///< of the thrust axis, clockwise from north
  Vec3<double, Gcrf> axis;  ///< of the thrust, unit
  double thrust_N = 0;
  double drag_N = 0;
  double acceleration_m_s2 = 0;  ///< non-gravitational
  double heating_W_m2 = 0;       ///< free-molecular, 1/2 rho v^3
};

struct FlightEvent {
  std::string name;
  std::string what;  ///< in words: "Blocks B, V, G, D separate"
  FlightPoint point;
  std::optional<double> published_t_s;
  std::string published_source;
  std::string published_note;
};

struct OrbitElements {
  double perigee_altitude_m = 0;  ///< above the equatorial radius of WGS84
  double apogee_altitude_m = 0;
  double inclination_rad = 0;  ///< to the equator of date
  double raan_rad = 0;
  double argument_of_perigee_rad = 0;
  double true_anomaly_rad = 0;
  double semi_major_axis_m = 0;
  double eccentricity = 0;
};

struct TargetResult {
  std::string name;
  Target asked;
  OrbitElements reached;
  double t_s = 0;
  bool met = false;
  double missing_velocity_m_s = 0;  ///< if not met
  std::string why;                  ///< if not met: at which leg, what would help
};

/// Where something that was dropped comes down.
struct Impact {
  std::string element;  ///< stage or part id, numbered if there are several
  std::string name;
  double released_t_s = 0;
  double t_s = 0;
  double latitude_rad = 0;
  double longitude_rad = 0;
  double speed_m_s = 0;
  bool reached_ground = false;  ///< false: still aloft at the end of the time it was followed
  struct ZoneDistance {
    std::string zone;
    std::string source;
    double distance_m = 0;  ///< 0 inside; from the outline, or from the centre less the radius
    double centre_distance_m = 0;
  };
  std::vector<ZoneDistance> zones;
  std::vector<FlightPoint> track;  ///< its way down, sampled
};

enum class Outcome { target_met, target_missed, impact, guidance_failed, out_of_time };
const char* to_string(Outcome outcome);

/// What one flight did. A flight that misses its orbit is an outcome with a cause, not an error.
struct Flight {
  Mission mission;
  double azimuth_rad = 0;  ///< launch azimuth flown, clockwise from north
  double pitch_over_rad = 0;
  Outcome outcome = Outcome::out_of_time;
  std::string cause;  ///< in words, if the outcome is not target_met
  std::vector<FlightEvent> events;
  std::vector<FlightPoint> points;  ///< dense enough to draw; every event is among them, before and after
  std::vector<TargetResult> targets;
  std::vector<Impact> impacts;
  std::optional<OrbitElements> final_orbit;
  struct Margin {  ///< propellant left above residuals at the end, per stage
    std::string stage;
    double propellant_kg = 0;
    double delta_v_m_s = 0;
  };
  std::vector<Margin> margins;
  std::optional<Voyage> voyage;  ///< where the mission goes on
};

}  // namespace cosmodrome
