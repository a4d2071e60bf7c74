#pragma once
// What becomes of what was released in orbit.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Mean elements of SGP4 in TEME, as catalogues publish them.
struct CatalogueElements {
  double t_s = 0;                ///< their epoch, since lift-off
  double mean_motion_rad_s = 0;  ///< Kozai's
  double eccentricity = 0;
  double inclination_rad = 0;
  double node_rad = 0;
  double argument_of_perigee_rad = 0;
  double mean_anomaly_rad = 0;
  double drag_per_earth_radius = 0;  ///< B*
  double perigee_altitude_m = 0;     ///< above the equatorial radius of WGS84
  double apogee_altitude_m = 0;
  double worst_m = 0;  ///< their largest distance from the path that they were fitted to
};

/// A satellite over a ground station, from rise to set.
struct StationPass {
  std::string station;
  double rise_s = 0, highest_s = 0, set_s = 0;  ///< since lift-off
  double rise_azimuth_rad = 0, set_azimuth_rad = 0;
  double highest_elevation_rad = 0;
  double least_range_m = 0;
  bool visible = false;  ///< in sunlight over a dark station, at some time
};

/// A payload from its release on.
struct Passenger {
  struct Point {
    double t_s = 0;  ///< since lift-off
    Vec3<double, Gcrf> position_m;
    Vec3<double, Gcrf> velocity_m_s;
  };
  std::string name;
  std::string orbit;  ///< in which it was released
  double t_s = 0;     ///< of the release, since lift-off
  double mass_kg = 0;
  double drag_area_m2 = 0;  ///< with the drag coefficient
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
  std::array<std::array<double, 6>, 6> covariance{};  ///< of both, along the GCRF: m2, m2/s, m2/s2
  double latitude_rad = 0, longitude_rad = 0, altitude_m = 0;
  CatalogueElements elements;
  std::vector<StationPass> passes;  ///< of the first day
  std::vector<Point> path;          ///< of the first day
  std::optional<double> published_t_s;
  std::string published_source;
  std::string published_note;
};

/// Where two that fly free come nearest to each other, after their distance has once stopped growing.
struct Approach {
  std::string first, second;
  double t_s = 0;
  double distance_m = 0;
  double speed_m_s = 0;  ///< relative
  bool too_near = false;
};

/// How near two that fly free come when navigation, burns and springs err, after they have parted, in so many flights.
struct Recontact {
  std::string first, second;
  int samples = 0;
  std::optional<double> distance_1_percent_m;   ///< one flight in a hundred comes nearer; none: not within 20 km
  std::optional<double> distance_10_percent_m;  ///< one in ten
  double too_near_probability = 0;              ///< that they come nearer than Deployment::closest_m
  double contact_probability = 0;               ///< than Deployment::contact_m
};

/// Where a stage comes down, and where light and heavy pieces of it would.
struct Descent {
  struct Place {
    double t_s = 0, latitude_rad = 0, longitude_rad = 0;
  };
  Place whole, heavy, light;
  std::optional<double> from_centre_m;  ///< of the area asked for: the farthest of the three
  bool inside = true;
};

}  // namespace cosmodrome
