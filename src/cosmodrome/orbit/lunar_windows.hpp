#pragma once
// On which days, and when on each of them, to lift off for the Moon.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/orbit/lunar_flight.hpp"

namespace cosmodrome {

/// What is asked: the best lift-off of each day for a flight to the Moon like the one given.
struct LunarWindowsRequest {
  Departure departure;  ///< the end of the ascent, flown at `liftoff`
  LunarFlight moon;     ///< as flown then; its dates move with lift-off and flight time
  Epoch liftoff;
  Epoch first_day;  ///< 0 h UTC
  int days = 1;
  double least_flight_s = 4 * 86400.0;  ///< from lift-off to the first burn of the capture, or to a free return's pass
  double most_flight_s = 6 * 86400.0;
  int threads = 1;
  std::function<bool()> stop;  ///< asked between days, by all threads; true: the rest is left
};

/// A flight by impulses along conics, without the Moon's pull on the way.
struct LunarImpulses {
  double flight_s = 0;
  double ignition_s = 0;  ///< of the injection, since lift-off
  double injection_m_s = 0;
  double v_infinity_m_s = 0;  ///< at the Moon
  double capture_m_s = 0;     ///< into the circle asked for
  double total_m_s() const { return injection_m_s + capture_m_s; }
};

/// The best lift-off of a day.
struct LunarWindow {
  Epoch liftoff;
  Epoch arrival;             ///< ignition of the capture; of a free return that flies by, the pass
  LunarImpulses impulses;    ///< by which the lift-off was chosen
  bool met = false;          ///< flown with its finite burns in the field as it is, it ended in the orbit asked for
  std::string cause;         ///< in words, if not
  double ignition_s = 0;     ///< of the injection, since lift-off; this and what follows as flown, if it was met
  double injection_m_s = 0;  ///< by the rocket equation, as all of these
  double corrections_m_s = 0;
  double capture_m_s = 0;
  double propellant_left_kg = 0;  ///< in the stage that injects
  std::optional<Epoch> opens;     ///< from here ...
  std::optional<Epoch> closes;  ///< ... to here the propellant of that stage suffices; six hours to either side at most
  double total_m_s() const { return injection_m_s + corrections_m_s + capture_m_s; }
};

/// The same departure at another time of lift-off: the ascent is one to the turning Earth, so that its end turns with
/// it.
Departure at_liftoff(const Departure& departure, const Epoch& liftoff, const Epoch& other, const EopTable& eop);

/// Sees a day as soon as it is done, one at a time.
using LunarWindowWatch = std::function<void(int day, const LunarWindow& done)>;

/// For each day the lift-off and the flight time of the least sum of injection and capture, by Lambert's problem from
/// every place of the first orbit to where a path must aim that the Moon will pull, and a conic around the Moon (for a
/// free return with the flight time from which conics lead back to the Earth); then
/// the flight itself, fly_to_moon(), with corrections at the same shares of the way, and the minutes about by flights.
/// The answers depend neither on threads nor on their order.
///
/// Returns the days that are done, in their order: all of them unless stopped. Throws std::invalid_argument if the
/// request has no days or no flight times, or a first orbit that comes down; std::out_of_range where the ephemeris
/// ends.
std::vector<LunarWindow> lunar_windows(const LunarWindowsRequest& request, const OrbitData& data,
                                       const LunarWindowWatch& watch = {});

}  // namespace cosmodrome
