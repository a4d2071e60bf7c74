#pragma once
#include <stdexcept>
#include <string>
#include <vector>

#include "cosmodrome/mission/mission.hpp"

namespace cosmodrome {

enum class Steering { vertical, pitch_over, gravity_turn, guided, hold, prograde, retrograde, programme, turn };

/// An action with its names resolved to numbers.
struct CompiledAction {
  Action::Kind kind = Action::Kind::end;
  int index = -1;  ///< stage or part
  Steering steering = Steering::hold;
  int target = -1;
  int programme = -1;
  double level = 1;
  double over_s = 0;
  double turn_rad = 0;    ///< Steering::turn: to the left; with a severity, the sign alone
  double rate_rad_s = 0;  ///< Steering::turn; 0: what the severity says, without end
  int severity = -1;      ///< of a failure: which of Departures::severity says how much
};

struct CompiledItem {
  std::string name;
  std::string what;
  Condition::Kind kind = Condition::Kind::time;
  int after = -1;  ///< item; -1: armed from the start
  int stage = -1;
  int target = -1;
  std::vector<CompiledAction> actions;
};

/// The vehicle's sequence with every name resolved. Throws InvalidMission, naming what is not there.
std::vector<CompiledItem> compile_sequence(const Mission& mission);

/// What a mission's own values contradict: a name the vehicle does not have.
struct InvalidMission : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace cosmodrome
