#pragma once
// Burns of a free flight, and what shall come out of them.
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/orbit/manoeuvre.hpp"
#include "cosmodrome/orbit/target.hpp"

namespace cosmodrome {

/// What a burn or a goal waits for: nothing but its time, or the next time that this happens.
enum class OrbitMoment { time, periapsis, apoapsis, ascending_node, descending_node, moon_pass };

/// A moment of a flight: so long after the end of the burn before it, or after the start.
struct PlannedMoment {
  OrbitMoment what = OrbitMoment::time;
  double after_s = 0;
};

/// A change of velocity, by an engine that burns for as long as that takes in one direction of its axes, or at once.
struct PlannedBurn {
  std::string name;
  PlannedMoment moment;
  double shift_s = 0;  ///< later than the moment
  BurnAxes axes = BurnAxes::vnc;
  Vec3<double, Burning> change_m_s;
  std::optional<SpaceEngine> engine;  ///< none: at once, and the mass stays
  bool at_once = false;               ///< at once, with the engine's propellant
  bool centred = true;                ///< half of a long burn before the moment; else it begins there
  bool time_varies = false;           ///< `shift_s` may be chosen
  std::array<bool, 3> change_varies{};
};

/// What may be asked for. Elements are osculating, to the equator of the GCRF; altitudes of apsides above the
/// equatorial radius; the B-plane is the Moon's, to the pole of the GCRF.
enum class OrbitQuantity {
  perigee_altitude,
  apogee_altitude,
  semi_major_axis,
  eccentricity,
  eccentricity_cosine,  ///< times the cosine of the argument of perigee: with the sine, smooth through the circle
  eccentricity_sine,
  inclination,
  raan,
  argument_of_perigee,
  altitude,
  latitude,
  longitude,
  time,  ///< since the start
  moon_distance,
  b_dot_t,
  b_dot_r,
};

/// "perigee_altitude": as files have it.
std::string_view name_of(OrbitQuantity quantity);
bool is_angle(OrbitQuantity quantity);

struct PlannedGoal {
  OrbitQuantity quantity = OrbitQuantity::perigee_altitude;
  double wanted = 0;
  double tolerance = 1;
};

/// What shall hold at a moment after the last burn.
struct GoalMoment {
  std::string name;
  PlannedMoment moment;
  std::vector<PlannedGoal> goals;
};

struct ManoeuvrePlan {
  std::vector<PlannedBurn> burns;
  std::vector<GoalMoment> moments;
  double length_s = 86400;       ///< how long all of it is flown
  double propellant_kg = 1e300;  ///< that there is
};

/// A burn as it was flown. One that takes time begins with the settling of the propellant.
struct FlownBurn {
  std::string name;
  double begin_s = 0;
  double ignition_s = 0, duration_s = 0;
  PointMassState<double> before{}, after{};
  Vec3<double, Burning> change_m_s;
  double propellant_kg = 0;
};

/// The flight of a plan.
struct ManoeuvreFlight {
  std::vector<FlownBurn> burns;
  std::vector<double> reached;  ///< in the order of the goals
  OrbitArc<double> arc;         ///< all of it, dense, if it was recorded
  double change_m_s = 0;        ///< of all burns together
  double propellant_kg = 0;
  std::string stranded;  ///< why it could not be flown to its end; empty: it was
};

/// Flies a plan from t = 0, with a record to the end of its length or without one to its last goal. A burn that would
/// begin before what precedes it has ended, a moment that does not come, and a fall to the ground strand it.
ManoeuvreFlight fly_manoeuvres(const OrbitWorld& world, const Spacecraft<double>& craft,
                               const PointMassState<double>& begin, const ManoeuvrePlan& plan, bool record);

/// A plan whose burns have been found.
struct ManoeuvreSolution {
  ManoeuvrePlan plan;
  std::vector<Control> controls;
  std::vector<Goal>
      goals;  ///< of the search: a circle's apsides are looked for by axis and eccentricity, see the theory
  TargetSolution target;
  ManoeuvreFlight flight;  ///< flown anew, with steps ten times as fine as in the search
  bool met = false;        ///< by that flight
};

/// Finds what may vary so that the goals are met, by the least change of velocity where there is a choice and
/// `minimize` says so, else by the nearest to the plan; a plan in which nothing varies is flown as it is. `look` hears
/// the number of flights before each and may throw to stop it. Throws std::invalid_argument if more is asked for than
/// may vary.
ManoeuvreSolution solve_manoeuvres(const OrbitWorld& world, const Spacecraft<double>& craft,
                                   const PointMassState<double>& begin, const ManoeuvrePlan& plan, bool minimize,
                                   const std::function<void(int flights)>& look = {});

}  // namespace cosmodrome
