#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/safety/normal_falls.hpp"

namespace cosmodrome {

/// What a failure leads to.
enum class ResponseMode {
  thrust_loss,       ///< the engines stop, and the vehicle falls
  break_up,          ///< it breaks up where it is
  malfunction_turn,  ///< it turns under thrust until it breaks up, comes down or is ended
  pad_explosion,     ///< it explodes on its pad
  fall_back,         ///< it falls back near its pad, in one piece
};
inline constexpr int response_modes = 5;
const char* to_string(ResponseMode mode);

struct Response {
  ResponseMode mode = ResponseMode::break_up;
  double share = 0;            ///< of failures, while all modes are possible
  std::optional<double> to_s;  ///< possible up to this time after lift-off
};

/// How failures are spread over the powered flight: evenly, but for times after an ignition or a separation.
struct FailureRate {
  double at_ignition = 1;  ///< times the rate elsewhere
  double ignition_time_s = 0;
};

/// Turns under thrust after a loss of control.
struct TurnSpread {
  double slowest_rad_s = 0.01;  ///< rates are even in their logarithm from this
  double fastest_rad_s = 0.3;   ///< to this
  double longest_s = 20;
  double max_q_alpha_Pa_rad = 2600;
};

/// Pieces of one kind.
struct DebrisClass {
  std::string name;
  double share = 0;  ///< of the mass that breaks up
  double piece_mass_kg = 0;
  double ballistic_coefficient_kg_m2 = 0;
  double spread = 0;  ///< log-normal sigma of the ballistic coefficient
  double drag_coefficient = 1;
  double imparted_speed_m_s = 0;  ///< one sigma of each axis

  /// Of one piece, from m / (C_D beta).
  [[nodiscard]] double area_m2() const { return piece_mass_kg / (drag_coefficient * ballistic_coefficient_kg_m2); }
};

/// What areas are closed for, beside people: the largest of its kind that may come.
struct Exposed {
  double ship_area_m2 = 24'400;    ///< of a deck of 400 m by 61 m, a large container ship
  double aircraft_top_m2 = 1000;   ///< seen from above: a wing of 525 m2 with tail, a body of 70 m by 6.5 m
  double aircraft_front_m2 = 130;  ///< seen from ahead: a body of 50 m2, a wing of 64 m by 1 m, four engines
  double aircraft_speed_m_s = 250;
};

/// All that a safety analysis assumes.
struct SafetyAssumptions {
  std::string file;
  FallSpread falls;
  std::vector<Response> responses;
  FailureRate rate;
  TurnSpread turn;
  double intact_below_m = 0;
  std::vector<DebrisClass> debris;
  Exposed exposed;
  double abort_delay_s = 5;      ///< to see that a flight goes wrong, to decide, to command and to act
  double lines_behind_m = 4e3;   ///< the two limit lines begin so far behind the pad
  double lines_apart_m = 220e3;  ///< and are so far from one another at most
};

}  // namespace cosmodrome
