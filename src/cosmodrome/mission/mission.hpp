#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/environment/profile_shapes.hpp"
#include "cosmodrome/mission/deployment.hpp"
#include "cosmodrome/mission/lunar_flight.hpp"
#include "cosmodrome/mission/site.hpp"
#include "cosmodrome/time/epoch.hpp"
#include "cosmodrome/vehicle/vehicle.hpp"

namespace cosmodrome {

struct Payload {
  std::string name;
  double mass_kg = 0;
  double drag_area_m2 = 0;  ///< in free flight, with the drag coefficient; 0: not given
};

/// An orbit to be reached, as apsides above the equatorial radius of WGS84 and inclination. What is not
/// given is free.
struct Target {
  std::string name;  ///< sequence items name it: steer guided, guidance_cut_off
  double perigee_altitude_m = 0;
  double apogee_altitude_m = 0;
  double inclination_rad = 0;      ///< to the Earth's equator of date (CIP)
  std::optional<double> raan_rad;  ///< in the true equator and equinox-free (CIO) frame of date
  std::optional<double> argument_of_perigee_rad;
  std::optional<double> cut_off_true_anomaly_rad;  ///< default: perigee (0) for direct injection
  bool descending = false;                         ///< launch southward instead of northward
};

/// A published event time to set beside ours.
struct PublishedEvent {
  std::string event;
  double t_s = 0;
  double tolerance_s = 0;            ///< half the last printed digit, or as the source says
  std::optional<double> duration_s;  ///< of the burn that begins with it
  std::string source;
  std::string confidence;
  std::string note;
};

/// A district closed for a falling part: a polygon, or a point with a radius.
struct DropZone {
  std::string name;
  std::string element;  ///< stage or part id
  struct Point {
    double latitude_rad = 0;
    double longitude_rad = 0;
  };
  std::vector<Point> outline;  ///< one point: the centre
  double radius_m = 0;
  std::string source;
  std::string note;
};

/// Wind as a profile by altitude: where it blows to, east and north. Empty: no wind.
struct WindProfile {
  std::vector<double> altitude_m;
  std::vector<double> east_m_s;
  std::vector<double> north_m_s;
};

/// An atmosphere given by the user instead of the standard one. Empty: US Standard Atmosphere 1976.
struct AtmosphereTable {
  std::vector<double> altitude_m;
  std::vector<double> density_kg_m3;
  std::vector<double> pressure_Pa;
  std::vector<double> temperature_K;
};

/// A pitch or pitch-and-yaw programme: angles of the thrust axis by time since lift-off, in the launch plane.
/// As a table (monotone cubics between rows), or as a polynomial in t_s on [from_s, to_s].
struct SteeringTable {
  std::string name;
  std::vector<double> t_s;
  std::vector<double> pitch_rad;         ///< above the pad's local horizontal plane, inertial
  std::vector<double> yaw_rad;           ///< left of the launch azimuth; may be empty
  std::vector<double> pitch_polynomial;  ///< coefficients, lowest first: rad, rad/s, ...
  double from_s = 0;
  double to_s = 0;
};

/// The throttle of a stage's engines by time since lift-off, straight between rows. From the first row to the last one
/// the engines follow it while they burn, whatever the sequence's own throttling says; starting up and tailing off stay
/// as they are.
struct ThrottleTable {
  std::string stage;
  std::vector<double> t_s;
  std::vector<double> level;  ///< 1: full throttle
};

struct ForceModel {
  int gravity_degree = 4;
  int gravity_order = 0;
  bool sun = false;
  bool moon = false;
  std::string ephemeris_file;  ///< an SPK file; empty: the shipped excerpt of DE440
};

/// An Earth for benchmarks: a sphere that turns steadily about the z axis of the GCRF, its prime meridian on the x axis
/// at lift-off, with the gravity of a point.
struct SphericalEarth {
  double gm_m3_s2 = 0;
  double radius_m = 0;
  double rotation_rad_s = 0;
};

/// Ground within an outline, the last place not the first again; less than half the Earth.
struct GroundArea {
  std::string name;
  std::vector<DropZone::Point> outline;
};

/// What `optimize` shall find.
struct OptimizeRequest {
  enum class Objective { payload, final_mass };
  Objective objective = Objective::payload;
  bool free_from_lift_off = false;  ///< steer freely all the way; else the gravity turn stays without angle of attack
  double most_q_alpha_Pa_rad = 0;   ///< of dynamic pressure times angle of attack, where steering is free; 0: no limit
  double most_dynamic_pressure_Pa = 0;      ///< 0: no limit
  double most_axial_acceleration_m_s2 = 0;  ///< without gravity, along the axis; 0: no limit
  double reserve_kg = 0;                    ///< propellant that must be left in the last stage
  double mesh_tolerance = 1e-6;
  std::vector<std::string>
      keep_in_districts;  ///< stages and parts, by id or role, that must fall where it is closed for them
  std::vector<GroundArea> impact_points_off;  ///< where the impact point in vacuum must never be
  std::vector<std::string> free_events;       ///< events of the sequence whose time may be chosen
  std::vector<std::string> free_throttle;     ///< stages whose throttle may be chosen, as far as their engines allow
};

/// How a figure is distributed about its nominal value. What it draws is a deviation: added to the figure, or, if
/// `relative`, a share of it.
struct Distribution {
  enum class Kind {
    normal,      ///< mean, sigma; cut off at `limit_sigma` if that is above 0
    lognormal,   ///< the figure times exp(normal(0, sigma)), less 1: relative always; values: sigma
    uniform,     ///< least, most
    triangular,  ///< least, likeliest, most
    table,       ///< deviations, rising, with the probabilities of being below them, from 0 to 1, straight between
  };
  Kind kind = Kind::normal;
  bool relative = false;
  double limit_sigma = 0;
  std::vector<double> values;         ///< SI, in the order above
  std::vector<double> probabilities;  ///< table alone
};

/// One figure that varies from flight to flight, or all that a path with wildcards names, each on its own.
struct Dispersion {
  std::string path;  ///< "stage.*.thrust"
  Distribution distribution;
};

/// Figures that vary together: normal, with standard deviations and a matrix of correlations.
struct CorrelatedSet {
  std::string name;
  std::vector<std::string> paths;
  std::vector<double> sigma;  ///< SI, or shares
  std::vector<bool> relative;
  std::vector<std::vector<double>> correlation;
};

/// What `disperse` shall fly.
struct DisperseRequest {
  enum class Sampling { plain, latin_hypercube, sobol };
  std::uint64_t flights = 10'000;
  std::uint64_t seed = 1;
  Sampling sampling = Sampling::plain;
  std::vector<Dispersion> figures;
  std::vector<CorrelatedSet> sets;
  ProfileScatter wind;     ///< m/s, east and north alike
  ProfileScatter density;  ///< as a share
};

/// Something that may go wrong, with its probability.
struct Failure {
  enum class Kind {
    engines_out,      ///< a share `by` of the stage's engines stops
    thrust_loss,      ///< the stage loses a share `by` of its thrust and burns as much
    shut_down,        ///< the stage's engines stop for good, and the sequence goes on as if it had been their end
    late_cut_off,     ///< the stage's engines stop late by `by` (s)
    no_ignition,      ///< the stage does not light
    throttle_stuck,   ///< the stage stays at the throttle that it is lit with
    no_separation,    ///< the stage stays on
    no_jettison,      ///< the part stays on
    wrong_azimuth,    ///< the programme is turned by `by` (rad)
    timer,            ///< the event comes early or late by `by` (s)
    accelerometer,    ///< the acceleration sensed ahead is wrong by `by` (m/s2)
    nozzle_stuck,     ///< the stage cannot be steered any more: its axis turns steadily by `by` (rad/s)
    velocity_unseen,  ///< the burn of the payload is not cut off by velocity, but by its timer
    unwrapped,        ///< from the event on it turns by `by` (rad) at `rate`, an angle that should have been unwrapped
  };
  std::string name;
  Kind kind = Kind::shut_down;
  std::string what;                    ///< stage, part or event
  double probability = 0;              ///< of a flight; with a hazard rate: 0
  double hazard_per_s = 0;             ///< over the window, in place of a probability
  std::optional<double> from_s, to_s;  ///< when it can happen, after lift-off; absent: while the stage is due to burn
  double drawn_probability = 0;        ///< with which it is drawn, its flights weighted; 0: as probable as it is
  Distribution by;                     ///< how much
  double rate_rad_s = 0;               ///< of the turn of `unwrapped`
};

/// Everything that decides a flight. SI; checked; its hash names the result.
struct Mission {
  std::string id;    ///< file stem: "luna-25"
  std::string file;  ///< where it was read from; empty if it was not
  std::string name;
  std::string description;
  Site site;
  Vehicle vehicle;
  Epoch liftoff;
  std::vector<Payload> payloads;
  std::vector<Target> targets;
  std::vector<SteeringTable> steering_tables;
  std::vector<ThrottleTable> throttle_tables;  ///< one a stage at most
  AtmosphereTable atmosphere;
  WindProfile wind;
  ForceModel forces;
  std::optional<SphericalEarth> earth;  ///< in place of the real one
  std::optional<LunarFlight> moon;
  std::optional<Deployment> deployment;
  OptimizeRequest optimize;
  DisperseRequest disperse;
  std::vector<Failure> failures;
  std::vector<PublishedEvent> published;
  std::vector<DropZone> drop_zones;
  double guidance_period_s = 4;
  double max_time_s = 0;                     ///< 0: as the sequence needs
  std::optional<double> launch_azimuth_rad;  ///< given by the user; else plan() finds it
  std::optional<double> pitch_over_rad;      ///< given by the user; else plan() finds it
  std::vector<std::string> notes;
  std::vector<Provenance> provenance;  ///< of the mission file's own figures
};

}  // namespace cosmodrome
