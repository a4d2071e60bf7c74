#pragma once
// A satellite that is kept in a box, for years.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/orbit_model.hpp"

namespace cosmodrome {

/// What a box can limit, and by which burns it is held.
enum class BoxQuantity {
  longitude,    ///< geographic; geostationary orbits; along the path
  latitude,     ///< geocentric, on both sides of the equator; geostationary orbits; across the path
  track,        ///< at ascending nodes, eastward of the reference track on the equator, m; along the path
  altitude,     ///< the mean semi-major axis less the equatorial radius; along the path
  local_time,   ///< mean solar time of the ascending node, s after midnight; across the path
  inclination,  ///< mean, to the equator of date; across the path
};

/// "longitude", "local-time": as a user writes it.
const char* name_of(BoxQuantity quantity);

/// One dead-band. Angles in radians, lengths in metres, local times in seconds.
struct BoxSide {
  BoxQuantity quantity = BoxQuantity::longitude;
  std::optional<double> centre;  ///< none: where the satellite is at the start; latitude and track: 0
  double half_width = 0;
};

/// How burns go wrong.
struct BurnErrors {
  double size = 0;           ///< standard deviation over what was planned
  double direction_rad = 0;  ///< standard deviation of each of two angles
  double late_s = 0;         ///< each burn is so late
  std::uint64_t seed = 1;
};

struct KeepRequest {
  Epoch epoch;
  PointMassState<double> state;  ///< at the epoch
  Spacecraft<double> craft;
  SpaceEngine engine;
  std::vector<BoxSide> box;
  int revolutions = 0, days = 0;  ///< after which the reference track repeats; with BoxQuantity::track
  double length_s = 0;
  double reserve = 0.1;  ///< of each half width: what plans leave free for errors and for what is not foreseen
  BurnErrors errors;
  OrbitModel model = OrbitModel::accurate();  ///< its field is cut where its terms no longer count
  double path_step_s = 0;                     ///< between points of `path`; 0: none
};

struct KeepBurn {
  BoxQuantity quantity = BoxQuantity::longitude;  ///< that asked for it
  double ignition_s = 0, duration_s = 0;
  Vec3<double, Burning> planned_m_s;  ///< along BurnAxes::rtn: outward, forward, to the orbit's normal
  Vec3<double, Burning> flown_m_s;
  double propellant_kg = 0;
  double leaves_s = 0;  ///< when the box would be left without it
};

/// The box's quantities at one time, in the order of its sides. Of geostationary orbits every hour, of others every
/// revolution.
struct KeepSample {
  double t_s = 0;
  std::vector<double> values;
};

/// A stay outside.
struct KeepViolation {
  BoxQuantity quantity = BoxQuantity::longitude;
  double from_s = 0, to_s = 0;
  double most = 0;  ///< beyond the side
};

struct KeepPath {
  std::vector<double> t_s;
  std::vector<PointMassState<double>> states;
};

/// What closed forms and the forces along the way say, independently of the plan.
struct KeepTheory {
  double longitude_acceleration_rad_s2 = 0;  ///< of geostationary orbits, at the box's centre; drift_rates.hpp
  double inclination_drift_rad_s = 0;        ///< mean over the time
  double natural_eccentricity = 0;           ///< of sunlight
  double drag_m_s = 0;                       ///< of low orbits: the drag's deceleration, summed along the way
};

struct Keeping {
  bool geostationary = false;
  std::vector<BoxSide> box;  ///< with their centres
  std::vector<KeepBurn> burns;
  std::vector<KeepSample> samples;
  std::vector<double> least, most;  ///< of each side's quantity
  std::vector<KeepViolation> violations;
  double end_s = 0;
  bool stopped = false;  ///< by the caller
  bool lost = false;     ///< it came down, or its burns would no longer lead back
  std::string why;
  PointMassState<double> end;
  KeepTheory theory;
  std::vector<KeepPath> path;  ///< coasts and burns, in turn, if it was asked for

  [[nodiscard]] bool held() const { return !lost && violations.empty(); }
};

/// Asked now and then; false stops it.
using KeepProgress = std::function<bool(double t_s, std::size_t burns)>;

/// Keeps the satellite. Again and again the flight ahead is predicted without a burn; shortly before it would leave the
/// box less its reserve, the burn is found that holds the box longest (dead_band.hpp) by superposition of what a small
/// burn does, flown, and corrected until it no longer changes; then it is flown by the engine, with its errors, under
/// all forces of the model, and what was flown is looked at.
///
/// Geostationary orbits (a revolution a sidereal day, to 2 %): longitude by two burns forward or backward half a day
/// apart, which also turn the eccentricity towards the Sun, latitude by burns along the orbit's normal. Others: burns
/// along the path where they turn the eccentricity towards that of the frozen orbit; burns along the normal at nodes.
///
/// Throws std::invalid_argument, with words for the user, if the box and the orbit do not go together, the start is
/// outside of it, or a burn would take more than an eighth of a revolution.
Keeping keep_station(const KeepRequest& request, const OrbitData& data, const KeepProgress& progress = {});

}  // namespace cosmodrome
