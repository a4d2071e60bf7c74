#pragma once
// The burn that lowers an orbit around the Moon before a landing: as it is planned, and as a flight departs from it.
#include "cosmodrome/mission/lunar_flight.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"

namespace cosmodrome {

/// The burn as it is planned, from the state in which the flight comes there.
struct DescentPlan {
  bool found = false;
  std::string why;  ///< if it was not
  double ignition_s = 0;
  PointMassState<double> from{};  ///< at ignition, around the Moon
  SpaceEngine engine;
  double velocity_m_s = 0;  ///< gained when it is cut off
  double duration_s = 0;    ///< until then
  double time_limit_s = 0;  ///< when the timer ends it
};

/// An engine of the payload, by its id.
SpaceEngine payload_engine(const LunarFlight& moon, const std::string& id);

/// Finds the velocity that leads to the periapsis asked for: the osculating one at the end of the burn. `moon` must
/// have a descent.
DescentPlan plan_descent(const OrbitWorld& world, double ignition_s, const PointMassState<double>& from,
                         const LunarFlight& moon);

/// How long a flight burns: until its accelerometers have seen enough, or until the timer.
double descent_duration_s(const DescentPlan& plan, const DescentDeparture& departure);

/// Its burn, against the velocity but for the errors of its attitude.
FiniteBurn<double> descent_burn(const DescentPlan& plan, const DescentDeparture& departure);

/// Height of the osculating periapsis above the mean radius.
double periapsis_altitude_m(const OrbitWorld& world, const PointMassState<double>& y);

/// The longest that a burn with nothing else wrong may last so that its periapsis stays as high as this; not longer
/// than its timer lets it.
double longest_burn_s(const OrbitWorld& world, const DescentPlan& plan, double least_altitude_m);

}  // namespace cosmodrome
