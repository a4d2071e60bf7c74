#pragma once
// What the last stage is asked to do with its passengers after the first orbit, as a plain value.
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace cosmodrome {

/// The flight on from the first orbit to those of the passengers: burns of the last stage, springs that push the
/// passengers off, and a last burn that brings the stage down. Place, direction and length of the burns are found.
struct Deployment {
  /// An orbit that burns lead to. Heights above the equatorial radius of WGS84, of the mean elements of SGP4: what
  /// catalogues show.
  struct Orbit {
    std::string name;
    std::string what;  ///< in words; may be empty
    double perigee_altitude_m = 0;
    double apogee_altitude_m = 0;
    double inclination_rad = 0;
    std::optional<double> argument_of_perigee_rad;
    int burns = 2;
    std::optional<double> first_burn_s;  ///< ignition, after lift-off; none: as early as it costs no more
    double coast_s = 0;                  ///< before the first burn, at least
  };
  /// Passengers that leave one after the other.
  struct Release {
    std::string orbit;  ///< in which; empty: in the first one
    std::vector<std::string> payloads;
    double after_s = 0;     ///< the end of the burn, or the release before
    double every_s = 0;     ///< from one to the next
    double spring_m_s = 0;  ///< speed between passenger and stage
    std::array<double, 3>
        direction{};  ///< along the velocity, along the normal of the orbit, outward; need not be unit
    std::optional<double> spring_error;         ///< one sigma of its speed, as a share; none: Errors::spring
    std::optional<double> direction_error_rad;  ///< of its direction; none: Errors::spring_direction_rad
  };
  /// The last burn, against the velocity.
  struct Disposal {
    double after_s = 0;             ///< the last release, at least
    double perigee_altitude_m = 0;  ///< of the path downward, osculating
    double latest_s = 0;            ///< after that: the wait for a pass over the area
    struct Area {
      double latitude_rad = 0, longitude_rad = 0, radius_m = 0;
    };
    std::optional<Area> area;  ///< where it must come down
  };
  /// One sigma of what the flight does not do as planned; each axis alike.
  struct Errors {
    double position_m = 0;  ///< of the navigation, in the first orbit
    double velocity_m_s = 0;
    double burn = 0;          ///< of a burn's velocity, as a share
    double pointing_rad = 0;  ///< of a burn
    double spring = 0;        ///< of its speed, as a share
    double spring_direction_rad = 0;
  };
  struct Station {
    std::string name;
    double latitude_rad = 0, longitude_rad = 0, altitude_m = 0, mask_rad = 0;
  };
  std::string stage;  ///< by id
  std::vector<Orbit> orbits;
  std::vector<Release> releases;
  std::optional<Disposal> disposal;
  Errors errors;
  std::vector<Station> stations;  ///< whose first passes are told; none: the pad
  double watch_s = 0;             ///< distances between all are followed so long after the last release
  double closest_m = 0;           ///< an approach nearer than this is too near
  double contact_m = 0;           ///< and nearer than this a collision: the radii of two passengers together
  int recontact_flights = 0;      ///< with errors, to find how probable both are; 0: none
};

}  // namespace cosmodrome
